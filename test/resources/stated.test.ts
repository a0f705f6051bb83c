// Statements in the answers that do nothing: misspelt, too late, or about another system. They are said, not passed over.
import { describe, expect, it } from "vitest";
import { renameDiagnostics } from "../../src/resources/renames.ts";
import { type Stated, statedDiagnostics } from "../../src/resources/stated.ts";
import { base, edited, rename } from "../helpers/shop-edits.ts";

const told = (stated: Partial<Stated>, before = base.snapshot, after = base.snapshot) =>
  statedDiagnostics(before, after, { destroy: [], upgraded: [], ...stated }).map(({ severity, help }) => [
    severity,
    help,
  ]);

describe("an address that the answers state", () => {
  it("is asked about when it is nearly one that is there", () => {
    const near = ["warning", 'Did you mean "aws_db_instance.main"? Where its work is done, take it out.'];
    expect(
      told({ destroy: ["aws_db_instance.mian", "module.stack.aws_db_instance.man", "prod:aws_db_instance.mayn"] }),
    ).toEqual([near, near, near]);
    expect(told({ upgraded: ["aws_db_instance.mian"] })).toEqual([near]);
    expect(told({ destroy: ["prd:aws_db_instance.main"] })[0]?.[1]).toContain('"prod"');
  });

  it("is named when it is nothing at all, and says nothing before there is an output", () => {
    expect(told({ destroy: ["aws_kinesis_stream.clicks"] }).map(([severity]) => severity)).toEqual(["info"]);
    expect(
      statedDiagnostics(undefined, base.snapshot, { destroy: ["aws_kinesis_stream.clicks"], upgraded: [] }),
    ).toEqual([]);
  });

  it("is fine when it names what is or was there", () => {
    const subnet = 'aws_subnet.isolated["a"]';
    const fine = [
      "aws_db_instance.main",
      "dev:aws_db_instance.main",
      subnet,
      "infra/environments/dev",
      "module.stack.aws_sqs_queue.invoices",
    ];
    expect(told({ destroy: fine })).toEqual([]);
    const removed = edited((document) => {
      document.output.services = document.output.services.filter(({ name }) => name !== "invoices");
    });
    expect(told({ destroy: ["aws_sqs_queue.invoices"] }, removed.snapshot, removed.snapshot)).toEqual([]);
  });
});

describe("a rename that the answers state", () => {
  const renamed = edited((document) => {
    rename(document, "invoices", "billing");
    document.decisions["renamed"] = { services: { invoices: "billing" }, queues: { invoices: "billing" } };
  });
  const { parts } = renamed.snapshot;
  const { moved } = renamed.snapshot.modules.stack;
  const codes = (pairs: Record<string, string>) =>
    renameDiagnostics(parts, parts, { services: pairs }, moved).map(({ code, message }) => [
      code,
      message.split(",")[0],
    ]);

  it("may stay after the run that moved", () => {
    expect(codes({ invoices: "billing" })).toEqual([]);
  });

  it("is said to do nothing when its old id was never there, or still is", () => {
    expect(codes({ invoice: "billing" })).toEqual([
      ["IMPACT_RENAME_UNKNOWN", 'no earlier output has a service "invoice"'],
    ]);
    expect(codes({ orders: "billing" })).toEqual([
      ["IMPACT_RENAME_UNKNOWN", "the answers still have the service orders beside billing"],
    ]);
  });
});
