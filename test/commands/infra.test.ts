// The commands over a disk in memory: what a hand edit that outlives its answers does to the blocks that forget, and which name a system keeps.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { command as conflicts } from "../../src/commands/conflicts.ts";
import { command as undo } from "../../src/commands/undo.ts";
import { type MemoryDisk, memoryDisk } from "../../src/disk/memory-disk.ts";
import { printText } from "../../src/report/text.ts";
import { args, contextOf, edit, renamed, run, said, shop, textOf, without } from "../helpers/on-disk.ts";

const sized = (gib: number): typeof shop => {
  const { data_architecture: data } = JSON.parse(JSON.stringify(shop)).output;
  return {
    ...shop,
    output: {
      ...shop.output,
      ...{ data_architecture: { ...data, primary_database: `PostgreSQL 17 on RDS, ${gib} GB` } },
    },
  };
};
const cacheless = { ...shop, decisions: { cache: [] } };
const forgotten = (disk: MemoryDisk): string[] =>
  [...textOf(disk, "infra/stack/removed.tf").matchAll(/^ {2}from *= *(\S+)$/gm)].map(([, address = ""]) => address);
/** What Terraform refuses: "Removed resource still exists". Read without the reader of the product. */
const both = (disk: MemoryDisk): string[] => {
  const stack = Object.entries(disk.files())
    .filter(([path]) => /^infra\/stack\/[^/]+\.tf$/.test(path))
    .map(([, text]) => text)
    .join("\n");
  return forgotten(disk).filter((address) => {
    const [type, name] = address.split(".");
    return new RegExp(`^[ \\t]*resource "${type}" "${name}"`, "m").test(stack);
  });
};

describe("infra, where a rename is not stated", () => {
  it("says after a run that wrote to undo it first, which is what lets the statement fit", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const next = renamed("catalog", "inventory");
    const stated = { ...next, decisions: { renamed: { services: { catalog: "inventory" } } } };
    const helpOf = ({ outcome }: Awaited<ReturnType<typeof run>>) => said(outcome, "IMPACT_RENAME")?.help;
    expect(helpOf(await run(disk, next, "shop/step7.json", "dry-run"))).toMatch(/^If it is, say so/);
    expect(helpOf(await run(disk, next))).toMatch(/ undo it first \(scaffold undo\)\. If it is, say so/);
    expect((await run(disk, stated, "shop/step7.json", "dry-run")).codes).toContain("IMPACT_RENAME_UNKNOWN");
    expect((await undo.run(args([]), contextOf(disk, next))).exitCode).toBe(0);
    const { exitCode, codes } = await run(disk, stated);
    expect([exitCode, codes.filter((code) => code.startsWith("IMPACT_RENAME"))]).toEqual([0, []]);
  });
});

describe("infra, where a hand edit keeps what the answers no longer want", () => {
  it("forgets nothing that an edited file still declares, and does when the file goes", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const file = "infra/stack/service-catalog.tf";
    edit(disk, file, /$/, '\nlocals {\n  mine = "kept"\n}\n');
    const next = renamed("catalog", "inventory");
    // The rest of the file names what goes with the service: Terraform could plan nothing over it.
    const block = /^resource "aws_ecr_repository" "catalog" \{\n(?:.*\n)*?\}\n/m.exec(textOf(disk, file))?.[0] ?? "";
    disk.write(file, new TextEncoder().encode(block), { executable: false });
    const { exitCode, outcome } = await run(disk, next);
    expect(exitCode).toBe(0);
    expect(textOf(disk, file)).toContain('resource "aws_ecr_repository" "catalog"');
    expect(forgotten(disk)).not.toContain("aws_ecr_repository.catalog");
    expect(both(disk)).toEqual([]);
    expect(said(outcome, "IMPACT_STANDING")).toMatchObject({ severity: "info" });
    expect(said(outcome, "IMPACT_STANDING")?.message).toContain("module.stack.aws_ecr_repository.catalog");
    expect(said(outcome, "IMPACT_KEPT")?.message ?? "").not.toContain("aws_ecr_repository.catalog");
    expect(outcome.predictions?.map(({ address }) => address)).not.toContain("aws_ecr_repository.catalog");

    const again = await run(disk, next, "shop/step7.json", "check");
    expect(again).toMatchObject({ exitCode: 0 });

    disk.removeFile(file);
    const last = await run(disk, next);
    expect(last.exitCode).toBe(0);
    expect(forgotten(disk)).toContain("aws_ecr_repository.catalog");
    expect(last.codes).not.toContain("IMPACT_STANDING");
    expect(said(last.outcome, "IMPACT_KEPT")?.message).toContain("module.stack.aws_ecr_repository.catalog");
    expect(
      last.outcome.predictions?.filter(({ address }) => address === "aws_ecr_repository.catalog"),
    ).not.toHaveLength(0);
    expect(await run(disk, next, "shop/step7.json", "check")).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ["service-catalog.tf", without("catalog"), 'var.services["catalog"]'],
    ["cache.tf", cacheless, "var.cache_main"],
  ])("writes nothing where %s would name what goes, until it is settled", async (name, next, named) => {
    const disk = memoryDisk();
    await run(disk, shop);
    const file = `infra/stack/${name}`;
    edit(disk, file, /$/, "\n# mine\n");
    const before = disk.files();
    const { exitCode, outcome } = await run(disk, next);
    expect(exitCode).toBe(1);
    expect(disk.files()).toEqual(before);
    expect(said(outcome, "WRITE_DANGLING")).toMatchObject({ severity: "error" });
    expect(said(outcome, "WRITE_DANGLING")?.message).toMatch(new RegExp(`^${file}:\\d+: `));
    expect(said(outcome, "WRITE_DANGLING")?.message).toContain(named);
    disk.removeFile(file);
    expect(await run(disk, next)).toMatchObject({ exitCode: 0 });
  });

  it("says of a run that it refuses nothing that only a written tree makes true", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    edit(disk, "infra/stack/service-catalog.tf", /$/, "\n# mine\n");
    const ofWritten = ["WRITE_KEPT_EDITED", "IMPACT_STANDING"] as const;
    const told = async (...mode: "dry-run"[]) => {
      const { exitCode, codes } = await run(disk, without("catalog"), "shop/step7.json", ...mode);
      expect(exitCode).toBe(1);
      expect(codes).toContain("WRITE_DANGLING");
      return ofWritten.filter((code) => codes.includes(code));
    };
    expect(await told()).toEqual([]);
    // The list shows the tree as it would be.
    expect(await told("dry-run")).toEqual(ofWritten);
  });

  it("asks nothing of a file whose texts only look like a name, nor of one that named nothing good before", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const own = 'locals {\n  text = "var.cache_main and aws_ecr_repository.catalog"\n  old  = var.never_was\n}\n';
    disk.write("infra/stack/own.tf", new TextEncoder().encode(own), { executable: false });
    expect((await run(disk, without("catalog"))).codes).not.toContain("WRITE_DANGLING");
  });

  it.each(["ours", "theirs"] as const)("forgets no queue in conflict; after %s the tree is one", async (side) => {
    const disk = memoryDisk();
    await run(disk, shop);
    edit(disk, "infra/stack/messaging.tf", "visibility_timeout_seconds = 180", "visibility_timeout_seconds = 240");
    const next = without("mailer");
    const { exitCode, outcome } = await run(disk, next);
    expect(exitCode).toBe(4);
    expect(said(outcome, "WRITE_CONFLICT")?.help).toContain("--ours --out out");
    expect(both(disk)).toEqual([]);
    expect(forgotten(disk)).not.toContain("aws_sqs_queue.mailer");

    const settled = await conflicts.run(args(["resolve"], "all", side), contextOf(disk, next));
    expect(settled.exitCode).toBe(0);
    const warned = settled.outcome.command === "conflicts" ? settled.outcome.changeSet?.diagnostics : [];
    expect(warned?.map(({ code, message }) => [code, message.includes("module.stack.aws_sqs_queue.mailer ")])).toEqual(
      side === "theirs" ? [["IMPACT_UNGUARDED", true]] : [],
    );
    expect(both(disk)).toEqual([]);
    expect((await run(disk, next)).exitCode).toBe(0);
    expect(both(disk)).toEqual([]);
    expect(forgotten(disk).includes("aws_sqs_queue.mailer")).toBe(side === "theirs");
  });

  it("does not make storage smaller by an answer, and takes one that makes it larger", async () => {
    const disk = memoryDisk();
    await run(disk, sized(200));
    const values = "infra/environments/prod/prod.auto.tfvars";
    edit(disk, values, /(storage_gib *= )200\b/, "$1 400");
    expect((await run(disk, sized(300))).exitCode).toBe(4);
    const before = disk.files();
    const resolve = async () => {
      const { exitCode, outcome } = await conflicts.run(args(["resolve"], "all", "theirs"), contextOf(disk, shop));
      if (outcome.command !== "conflicts") throw new Error(outcome.command);
      return { exitCode, told: outcome.changeSet?.diagnostics ?? [] };
    };
    const { exitCode, told } = await resolve();
    expect(exitCode).toBe(1);
    expect(told).toMatchObject([{ code: "IMPACT_REFUSED", severity: "error" }]);
    expect(told[0]?.message).toContain("400 GiB and 300 GiB");
    expect(told[0]?.help).toContain("--ours");
    expect(disk.files()).toEqual(before);
    edit(disk, values, /(storage_gib *= *)400\b/, "$1 250");
    expect(await resolve()).toEqual({ exitCode: 0, told: [] });
    expect(textOf(disk, values)).toMatch(/ storage_gib *= 300\b/);
  });

  it("settles conflicts beside a list of resources that a merge broke", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    edit(disk, "infra/stack/messaging.tf", "visibility_timeout_seconds = 180", "visibility_timeout_seconds = 240");
    await run(disk, without("mailer"));
    edit(disk, ".scaffold/resources.json", "{", "<<<<<<< HEAD\n{");
    const settled = await conflicts.run(args(["resolve"], "all", "theirs"), contextOf(disk, shop));
    expect(settled.exitCode).toBe(0);
  });

  it("takes an edit along to the new name of its block, and moves nothing away from what another file declares", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const timeout = /("invoices" \{\n(?:.+\n)*? {2}visibility_timeout_seconds = )\d+/;
    edit(disk, "infra/stack/messaging.tf", timeout, "$1 240");
    const next = {
      ...renamed("invoices", "billing"),
      decisions: { renamed: { services: { invoices: "billing" }, queues: { invoices: "billing" } } },
    };
    const own = "infra/stack/own.tf";
    const block = 'resource "aws_cloudwatch_metric_alarm" "queue_invoices_age" {\n  alarm_name = "mine"\n}\n';
    disk.write(own, new TextEncoder().encode(block), { executable: false });
    const first = await run(disk, next);
    expect(first.exitCode).toBe(0);
    const text = textOf(disk, "infra/stack/messaging.tf");
    expect(text).toMatch(/"billing" \{\n(?:.+\n)*? {2}visibility_timeout_seconds = {2}240\n/);
    expect(text).not.toMatch(/"invoices" \{|<<<<<<</);
    const moves = () =>
      [...textOf(disk, "infra/stack/moved.tf").matchAll(/^ {2}from *= *(\S+)$/gm)].map(([, at]) => at);
    expect(moves()).toContain("aws_sqs_queue.invoices");
    // Terraform: "Moved object still exists".
    expect(moves()).not.toContain("aws_cloudwatch_metric_alarm.queue_invoices_age");
    expect(said(first.outcome, "IMPACT_STANDING")).toMatchObject({ severity: "warning" });
    const action = (address: string) =>
      first.outcome.predictions?.find((one) => one.root.endsWith("prod") && one.address === address)?.action;
    expect(action("aws_cloudwatch_metric_alarm.queue_billing_age")).toBe("created");
    expect(action("aws_cloudwatch_metric_alarm.queue_invoices_age")).toBeUndefined();
    expect(await run(disk, next, "shop/step7.json", "check")).toMatchObject({ exitCode: 0 });

    disk.removeFile(own);
    const last = await run(disk, next);
    expect(last.codes).not.toContain("IMPACT_STANDING");
    expect(moves()).toContain("aws_cloudwatch_metric_alarm.queue_invoices_age");
    expect(textOf(disk, "infra/stack/messaging.tf")).toBe(text);
  });

  it("never leaves a tree that declares and forgets the same resource", async () => {
    const files = ["service-catalog.tf", "service-mailer.tf", "messaging.tf", "storage.tf", "cache.tf"];
    const first = memoryDisk();
    await run(first, shop);
    const made = first.files();
    const edits = fc.subarray(files, { minLength: 1 });
    const documents = fc.constantFrom(without("mailer"), without("catalog"), renamed("catalog", "inventory"));
    await fc.assert(
      fc.asyncProperty(edits, documents, fc.boolean(), async (edited, document, ownCopy) => {
        const disk = memoryDisk();
        await run(disk, shop);
        for (const name of edited) {
          const text = made[`infra/stack/${name}`] ?? "";
          // A hand edit at the start of every block: whatever goes is edited.
          const changed = text.replace(/^(resource "[^\n]*\{\n)/gm, "$1  # mine\n");
          disk.write(`infra/stack/${ownCopy ? `own-${name}` : name}`, new TextEncoder().encode(changed), {
            executable: false,
          });
        }
        await run(disk, document);
        expect(both(disk)).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });
});

describe("the name of a system", () => {
  it("is the folder's on a first run, which says so, and stays when the answers lie elsewhere", async () => {
    const disk = memoryDisk();
    const first = await run(disk, shop);
    expect(first.codes).toContain("ANSWERS_NAMED_AFTER_FOLDER");
    expect(JSON.parse(textOf(disk, ".scaffold/manifest.json"))).toMatchObject({ project: "shop" });
    const moved = await run(disk, shop, "elsewhere/step7.json", "check");
    expect(moved.exitCode).toBe(0);
    expect(moved.codes).not.toContain("ANSWERS_NAMED_AFTER_FOLDER");
  });

  it("is one error when it is set to another one", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const before = disk.files();
    const { exitCode, outcome, codes } = await run(disk, { ...shop, project: "market" });
    expect(exitCode).toBe(1);
    expect(outcome.diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(1);
    expect(codes).not.toContain("IMPACT_DATA_LOSS");
    expect(said(outcome, "IMPACT_PROJECT")?.message).toMatch(/"shop".*"market".*every physical name would change/);
    expect(disk.files()).toEqual(before);
  });
});

describe("what is next", () => {
  const style = { color: false, quiet: false };
  it("is the reading after a first run only, and after an edit what no pipeline does", async () => {
    const disk = memoryDisk();
    const first = await run(disk, shop);
    expect((await printText(first.outcome, style)).stdout).toContain("1. read out/README.md");
    const fewer = { ...shop, decisions: { environments: ["dev", "prod"] } };
    const disk2 = memoryDisk();
    await run(disk2, fewer);
    const later = await printText((await run(disk2, shop)).outcome, style);
    expect(later.stdout).not.toContain("read out/README.md");
    expect(later.stdout).toMatch(/infra\/bootstrap changed \([^)]*\.tf[^)]*\): apply it again by hand/);
    expect(later.stdout).toContain("environment staging is new: fill in account_id");
    expect((await printText((await run(disk2, shop)).outcome, style)).stdout).not.toContain("Next:");
    const kept = await printText((await run(disk2, without("mailer"))).outcome, style);
    expect(kept.stderr).toMatch(/IMPACT_KEPT: [^\n]+\n {2}Delete it there/);
    expect(kept.stderr).toMatch(/"decisions": \{ "destroy": \["aws_/);
  });
});
