// What `impact` says of a tree that people edited: it is about the tree that the run would write, and it says for which files it is not.
import { describe, expect, it } from "vitest";
import { command as impact } from "../../src/commands/impact.ts";
import { type MemoryDisk, memoryDisk } from "../../src/disk/memory-disk.ts";
import { printText } from "../../src/report/text.ts";
import { args, contextOf, type Document, edit, run, shop } from "../helpers/on-disk.ts";

async function ask(disk: MemoryDisk, document: Document, ...flags: string[]) {
  const before = disk.files();
  const { exitCode, outcome } = await impact.run(args(["shop/step7.json"], ...flags), contextOf(disk, document));
  expect(disk.files()).toEqual(before);
  if (outcome.command !== "impact") throw new Error(outcome.command);
  const { predictions = [], diagnostics } = outcome;
  const inProd = (address: string) =>
    predictions.find((one) => one.root === "infra/environments/prod" && one.address === address);
  return { exitCode, predictions, diagnostics, inProd, codes: diagnostics.map(({ code }) => code) };
}

/** 35 days become 20. */
const shorter: Document = JSON.parse(JSON.stringify(shop).replaceAll("35 days", "20 days"));
const TFVARS = "infra/environments/prod/prod.auto.tfvars";

describe("impact over hand edits", () => {
  it("says nothing of an edit that stays, and nothing of what it keeps from happening", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    expect((await ask(disk, shop)).predictions).toEqual([]);
    const plain = (await ask(disk, shorter)).predictions.map(({ address }) => address);
    expect(plain.length).toBeGreaterThan(0);
    const days = /(\w*retention_days\w* *= )35/g;
    edit(disk, TFVARS, days, "$1 28");
    expect((await ask(disk, shop)).predictions).toEqual([]);
    // Both changed the number: mine is active, and what the generated side would lose is told apart.
    const over = await ask(disk, shorter);
    expect(plain.some((address) => address.startsWith("aws_db_instance_automated_backups_replication."))).toBe(true);
    expect(over.predictions.map(({ address }) => address).join()).not.toContain("backups_replication");
    expect(over.codes).toEqual(expect.arrayContaining(["IMPACT_DATA_LOSS", "IMPACT_OPEN_CONFLICT", "WRITE_CONFLICT"]));
    expect(over.exitCode).toBe(1);
    const written = await run(disk, shorter);
    expect(written.exitCode).toBe(1);
    expect(written.outcome.predictions).toEqual(over.predictions);
    // Six runs over a whole system.
  }, 120_000);

  it("tells the values that the merged file has, not those that are generated", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const timeout = /("invoices" \{\n(?:.+\n)*? {2}message_retention_seconds *= )\d+/;
    edit(disk, "infra/stack/messaging.tf", timeout, "$1 7777");
    const next: Document = JSON.parse(JSON.stringify(shop).replaceAll(/\bshop\b/g, "market"));
    const { inProd, exitCode } = await ask(disk, { ...next, project: "market" });
    expect(exitCode).toBe(1);
    const queue = inProd("aws_sqs_queue.invoices");
    expect(queue).toMatchObject({ action: "replaced", arguments: ["name"] });
    expect(queue?.values?.after).toMatchObject({ message_retention_seconds: 7777 });
    expect(queue?.values?.before).toMatchObject({ message_retention_seconds: 7777 });
  });

  it("counts what a file of the user's own reads from a generated one", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const own = 'resource "aws_sns_topic" "own" {\n  name = "${local.prefix}-own"\n}\n';
    disk.write("infra/stack/own.tf", new TextEncoder().encode(own), { executable: false });
    const { inProd } = await ask(disk, { ...shop, project: "market" });
    expect(inProd("aws_sns_topic.own")).toMatchObject({ action: "replaced", arguments: ["name"] });
  });

  it("says which file it could not read, and tells what is generated then", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const before = await ask(disk, shorter);
    disk.write("infra/stack/override.tf", new TextEncoder().encode(""), { executable: false });
    const { predictions, diagnostics } = await ask(disk, shorter);
    expect(predictions).toEqual(before.predictions);
    expect(diagnostics.find(({ code }) => code === "IMPACT_NOT_MERGED")).toMatchObject({
      severity: "warning",
      message: expect.stringContaining("infra/stack/override.tf cannot be read"),
    });
  });
});

describe("the views of infra", () => {
  const style = { color: false, quiet: false };

  it("show what would be written although an error keeps it from being", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const dry = await run(disk, shorter, "shop/step7.json", "dry-run");
    expect(dry.exitCode).toBe(1);
    const shown = await printText(dry.outcome, style);
    expect(shown.stderr).toContain("IMPACT_DATA_LOSS");
    expect(shown.stdout).toContain(`  ~ ${TFVARS}\n`);
    expect(shown.stdout).toMatch(/Would write out, but for 1 error: \d+ updated, \d+ unchanged\.\n/);
    const diff = await run(disk, shorter, "shop/step7.json", "diff");
    expect((await printText(diff.outcome, style)).stdout).toContain("+  backup_retention_days = 20\n");
    const real = await run(disk, shorter);
    expect(await printText(real.outcome, style)).toMatchObject({
      stdout: "",
      stderr: expect.stringContaining("nothing was written"),
    });
  });

  it("leave out what only programs read, and say so; the JSON has all of it", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const reworded: Document = JSON.parse(JSON.stringify(shop).replaceAll("ECS on Fargate", "Fargate on ECS"));
    const { outcome } = await run(disk, reworded, "shop/step7.json", "diff");
    const { stdout } = await printText(outcome, style);
    expect(stdout).toMatch(
      /^# docs\/trace\.json changes too: \d+ lines for programs, not shown here; --json has them\.$/m,
    );
    expect(stdout).toContain("diff --git a/docs/decisions.md b/docs/decisions.md\n");
    expect(stdout.split("\n").length).toBeLessThan(40);
    expect(outcome.diff).toContain("diff --git a/docs/trace.json b/docs/trace.json\n");
  });
});

describe("what AWS does to an engine where it stands", () => {
  const version = (number: string): Document =>
    JSON.parse(JSON.stringify(shop).replaceAll("PostgreSQL 17", `PostgreSQL ${number}`));

  it("an upgrade is said and written; the way back is refused by both commands, and nothing is written", async () => {
    const disk = memoryDisk();
    await run(disk, shop);
    const up = await ask(disk, version("18"));
    expect(up.exitCode).toBe(0);
    expect(up.codes).toContain("IMPACT_UPGRADE");
    expect((await run(disk, version("18"))).exitCode).toBe(0);
    expect(disk.files()["infra/stack/database.tf"]).toContain("allow_major_version_upgrade");
    const back = await ask(disk, version("17"));
    expect(back.exitCode).toBe(1);
    expect(back.codes).toContain("IMPACT_REFUSED");
    expect((await run(disk, version("17"))).exitCode).toBe(1);
    expect(disk.files()["infra/stack/database.tf"]).toMatch(/engine_version += "18"/);
    // Nothing of it was applied: then it is a change of mind.
    const accepting = { ...version("17"), decisions: { destroy: ["aws_db_instance.main"] } };
    expect((await ask(disk, accepting)).codes).not.toContain("IMPACT_REFUSED");
  }, 120_000);
});
