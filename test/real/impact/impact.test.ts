// What `impact` predicts for an edit of the answers is what Terraform plans for it, resource by resource, against a state that was applied to the emulator.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storedData } from "../../../src/resources/resources.ts";
import { EDITS, type Edit } from "./edits.ts";
import { type Applied, applyBase, isReady, type Planned, type PlannedChange } from "./harness.ts";

const ROOT = "infra/environments/prod";
const ALL = process.env["SCAFFOLD_NIGHTLY"] === "1";
const MINUTES = 60_000;
const only = process.env["SCAFFOLD_EDITS"]?.split(",");
const chosen = EDITS.filter(({ name, always }) => only?.includes(name) ?? (ALL || always === true));

/** What the plan does, in the words of a prediction; "nothing" for a row without a change. */
function actionOf({ change, address, previous_address }: PlannedChange): string {
  const actions = change.actions.join(" ");
  const words: Readonly<Record<string, string>> = {
    create: "created",
    update: "changed",
    delete: "destroyed",
    forget: "forgotten",
    "delete create": "replaced",
    "create delete": "replaced",
    "create forget": "replaced",
  };
  if (actions === "no-op") return previous_address !== undefined && previous_address !== address ? "moved" : "nothing";
  return words[actions] ?? actions;
}

interface Compared {
  readonly wrong: string[];
  readonly stateful: number;
  readonly dangerous: number;
}

/** Every resource that holds data, and everything that is destroyed or replaced, against the prediction. `noise`: rows that the emulator's own gaps change in place without any edit. */
function compare({ impact, plan }: Planned, applied: ReadonlySet<string>, noise: ReadonlySet<string>): Compared {
  const predicted = new Map(impact.resources.filter(({ root }) => root === ROOT).map((row) => [row.address, row]));
  const rows = plan.resource_changes.filter(({ mode }) => mode === "managed");
  const planned = new Map(rows.map((row) => [row.address, row]));
  const wrong: string[] = [];
  let stateful = 0;
  let dangerous = 0;
  for (const address of new Set([...predicted.keys(), ...planned.keys()])) {
    const row = planned.get(address);
    const was = row?.previous_address ?? predicted.get(address)?.previous ?? address;
    const said = predicted.get(address)?.action ?? "nothing";
    const real = row === undefined ? "nothing" : actionOf(row);
    // What the emulator could not take is new in every plan, whatever the edit.
    if (!applied.has(was) && (real === "created" || real === "nothing")) continue;
    const type = address.split(".").at(-2) ?? "";
    const isDangerous = [said, real].some((action) => ["destroyed", "replaced", "forgotten"].includes(action));
    const isStateful = storedData(type.replace(/\[.*/, "")) !== undefined;
    if (!isStateful && !isDangerous) continue;
    if (isStateful) stateful += 1;
    if (isDangerous) dangerous += 1;
    // A resource in another region is not seen any more: for Terraform it is a new one.
    const expected = said === "stranded" ? "created" : said;
    if (expected === real || (expected === "nothing" && real === "changed" && noise.has(was))) continue;
    wrong.push(
      `${address}: impact says ${said}, the plan says ${real} ${JSON.stringify(row?.change.replace_paths ?? [])}`,
    );
  }
  return { wrong, stateful, dangerous };
}

describe.skipIf(!isReady)("impact against real plans", () => {
  let applied: Applied;
  let noise: ReadonlySet<string> = new Set();
  beforeAll(async () => {
    applied = await applyBase();
    const { plan } = await applied.plan({ name: "the base itself", edit: () => undefined });
    noise = new Set(plan.resource_changes.filter((row) => actionOf(row) === "changed").map(({ address }) => address));
    process.stderr.write(
      `applied ${applied.addresses.size} instances; changed by every plan: ${[...noise].join(", ")}\n`,
    );
  }, 10 * MINUTES);
  afterAll(async () => applied?.stop());

  it("plans at least 25 edits when it plans all", () => {
    expect(EDITS.length).toBeGreaterThanOrEqual(26);
    expect(EDITS.filter(({ always }) => always).length).toBeGreaterThanOrEqual(9);
  });

  it.concurrent.each(chosen)(
    "$name",
    async (edit: Edit) => {
      const planned = await applied.plan(edit);
      const { wrong, stateful, dangerous } = compare(planned, applied.addresses, noise);
      process.stderr.write(
        `${edit.name}: ${stateful} with data, ${dangerous} destroyed, replaced or forgotten, ${wrong.length} wrong\n`,
      );
      expect(wrong).toEqual([]);
      const said = new Map(
        planned.impact.resources.filter(({ root }) => root === ROOT).map((row) => [row.address, row.action]),
      );
      for (const [address, action] of Object.entries(edit.expect ?? {}))
        expect([address, said.get(`module.stack.${address}`)]).toEqual([address, action]);
    },
    10 * MINUTES,
  );
});
