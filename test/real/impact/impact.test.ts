// What `impact` predicts for an edit of the answers is what Terraform plans for it, resource by resource, against a state that was applied to the emulator.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storedData } from "../../../src/resources/resources.ts";
import { typeOf } from "../emulated-stack.ts";
import { EDITS, type Edit } from "./edits.ts";
import { type Applied, applyBase, isReady, NOISE, type Planned, type PlannedChange } from "./harness.ts";

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

/** What holds data and is destroyed by the plan, on its own or to be made again. */
function lostIn({ plan }: Planned): string[] {
  return plan.resource_changes
    .filter((row) => storedData(row.type) !== undefined && ["destroyed", "replaced"].includes(actionOf(row)))
    .filter(({ change }) => change.actions.includes("delete"))
    .map(({ address }) => address);
}

interface Compared {
  readonly wrong: string[];
  /** Of all rows, harmless ones included: those for which both say the same, and words for the others. */
  readonly agreed: number;
  readonly differing: string[];
  /** Rows that nothing can be said about: the emulator does not have the resource. */
  readonly absent: number;
  /** Predicted to go, and not in the state: the emulator cannot make it, or its own condition leaves it out. */
  readonly unproven: string[];
  readonly stateful: number;
  readonly dangerous: number;
}

/** At least so many of all rows are as predicted, in each edit. */
const FLOOR = 0.995;

/** Every resource that holds data, and everything that is destroyed or replaced, against the prediction; the others are counted. `gaps`, `noise`: rows that the emulator's own gaps make new, or change in place, without any edit. */
function compare(
  { impact, plan, unread }: Planned,
  applied: ReadonlySet<string>,
  gaps: ReadonlySet<string>,
  noise: ReadonlySet<string>,
): Compared {
  const missing = new Set([...gaps, ...unread]);
  const predicted = new Map(impact.resources.filter(({ root }) => root === ROOT).map((row) => [row.address, row]));
  const rows = plan.resource_changes.filter(({ mode }) => mode === "managed");
  const planned = new Map(rows.map((row) => [row.address, row]));
  const wrong: string[] = [];
  const unproven: string[] = [];
  const differing: string[] = [];
  let agreed = 0;
  let absent = 0;
  let stateful = 0;
  let dangerous = 0;
  for (const address of new Set([...predicted.keys(), ...planned.keys()])) {
    const row = planned.get(address);
    const was = row?.previous_address ?? predicted.get(address)?.previous ?? address;
    const said = predicted.get(address)?.action ?? "nothing";
    const real = row === undefined ? "nothing" : actionOf(row);
    // What the emulator could not take is new in every plan, whatever the edit; gone, it is in no plan.
    // A rule that its own condition leaves out is in the list of resources and in no state.
    const isAbsent = !applied.has(was) && real === "nothing" && said !== "created";
    if (isAbsent || (missing.has(was) && real === "created")) {
      if (["destroyed", "replaced", "forgotten", "stranded"].includes(said)) unproven.push(address);
      if (real !== "nothing") absent += 1;
      continue;
    }
    const isDangerous = [said, real].some((action) => ["destroyed", "replaced", "forgotten"].includes(action));
    const isStateful = storedData(typeOf(address.replace(/\[.*$/, ""))) !== undefined;
    if (isStateful) stateful += 1;
    if (isDangerous) dangerous += 1;
    // A resource in another region is not seen any more: for Terraform it is a new one.
    const expected = said === "stranded" ? "created" : said;
    if (expected === real || (expected === "nothing" && real === "changed" && noise.has(was))) {
      agreed += 1;
      continue;
    }
    const words = `${address}: impact says ${said}, the plan says ${real} ${JSON.stringify(row?.change.replace_paths ?? [])}`;
    differing.push(words);
    if (isStateful || isDangerous) wrong.push(words);
  }
  return { wrong, agreed, differing, absent, unproven, stateful, dangerous };
}

describe.skipIf(!isReady)("impact against real plans", () => {
  let applied: Applied;
  let noise: ReadonlySet<string> = new Set();
  let missing: ReadonlySet<string> = new Set();
  beforeAll(async () => {
    applied = await applyBase();
    const { plan } = await applied.plan({ name: "the base itself", edit: () => undefined });
    noise = new Set(plan.resource_changes.filter((row) => actionOf(row) === "changed").map(({ address }) => address));
    missing = new Set(plan.resource_changes.filter((row) => actionOf(row) === "created").map(({ address }) => address));
    process.stderr.write(
      `applied ${applied.addresses.size} instances; changed by every plan: ${[...noise].join(", ")}\n`,
    );
  }, 10 * MINUTES);
  afterAll(async () => applied?.stop());

  it("has nothing in a plan without an edit but what the emulator is known to lack", () => {
    expect([...noise].sort()).toEqual(Object.keys(NOISE).sort());
    // Whatever holds data is in the state, so that every edit of it is compared.
    expect([...missing].filter((address) => storedData(typeOf(address.replace(/\[.*$/, ""))) !== undefined)).toEqual(
      [],
    );
  });

  it("plans at least 25 edits when it plans all", () => {
    expect(EDITS.length).toBeGreaterThanOrEqual(26);
    expect(EDITS.filter(({ always }) => always).length).toBeGreaterThanOrEqual(9);
  });

  it.concurrent.each(chosen)(
    "$name",
    async (edit: Edit) => {
      const planned = await applied.plan(edit);
      const { wrong, agreed, differing, absent, unproven, stateful, dangerous } = compare(
        planned,
        applied.addresses,
        missing,
        noise,
      );
      const all = agreed + differing.length;
      process.stderr.write(
        `${edit.name}: ${stateful} with data, ${dangerous} destroyed, replaced or forgotten, ${wrong.length} wrong; ${agreed} of all ${all} rows as predicted, ${absent} that the emulator does not have\n`,
      );
      for (const words of differing) process.stderr.write(`  ${words}\n`);
      if (unproven.length > 0)
        process.stderr.write(`NOT PROVEN: ${edit.name}: not in the state: ${unproven.join(", ")}\n`);
      expect(wrong).toEqual([]);
      expect(agreed / all).toBeGreaterThanOrEqual(FLOOR);
      const said = new Map(
        planned.impact.resources.filter(({ root }) => root === ROOT).map((row) => [row.address, row.action]),
      );
      for (const [address, action] of Object.entries(edit.expect ?? {}))
        expect([address, said.get(`module.stack.${address}`)]).toEqual([address, action]);
      // Whoever reviews the plan lets through what was asked for, and stops the same when nobody asked.
      const stopping = planned.review.findings.filter(({ blocks }) => blocks);
      expect(stopping.filter(({ rule }) => edit.stopped?.includes(rule) !== true)).toEqual([]);
      expect([...new Set(stopping.map(({ rule }) => rule))]).toEqual(edit.stopped ?? []);
      expect(planned.review.verdict === "block").toBe(edit.stopped !== undefined);
      const stopped = new Set(
        planned.unasked.findings
          .filter(({ rule, blocks }) => rule === "intent/unexpected-destroy" && blocks)
          .map(({ address }) => address),
      );
      expect(lostIn(planned).filter((address) => !stopped.has(address))).toEqual([]);
    },
    10 * MINUTES,
  );
});
