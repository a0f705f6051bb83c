// An environment under a new name: asked about, taken as stated, never destroyed in silence.
import { describe, expect, it } from "vitest";
import { renameDiagnostics } from "../../src/resources/renames.ts";
import { accept, unacceptedLosses } from "../../src/resources/verdict.ts";
import { base, edited } from "../helpers/shop-edits.ts";

const renamed = (environments: readonly string[], stated: Record<string, string> | undefined) => {
  const next = edited((document) => {
    document.decisions["environments"] = [...environments];
    if (stated !== undefined) document.decisions["renamed"] = { environments: stated };
  });
  const said = renameDiagnostics(base.snapshot.parts, next.snapshot.parts, { environments: stated ?? {} });
  return { ...next, said: said.map(({ code, severity, message }) => `${severity} ${code}: ${message}`) };
};

describe("an environment with a new name", () => {
  it("is asked about, and giving up the old one is refused meanwhile", () => {
    const { predictions, said } = renamed(["dev", "staging", "live"], undefined);
    expect(said).toEqual([
      "warning IMPACT_RENAME: the answers have no environment prod any more, and live is new and of the same kind (prod): is it the same one under a new name?",
    ]);
    expect(new Set(unacceptedLosses(predictions, accept([])).map(({ action, root }) => `${action} ${root}`))).toEqual(
      new Set(["abandoned infra/environments/prod"]),
    );
  });

  it("keeps its folder, its state and its names when people say that it is the same", () => {
    const { predictions, said, text, snapshot } = renamed(["dev", "staging", "live"], { prod: "live" });
    expect(predictions).toEqual([]);
    expect(Object.keys(snapshot.roots)).toEqual(Object.keys(base.snapshot.roots));
    expect(text("infra/environments/prod/backend.tf")).toContain('"shop/prod.tfstate"');
    expect(text("infra/environments/live/backend.tf")).toBeUndefined();
    expect(said).toEqual([
      "info IMPACT_ENVIRONMENT_STAYS: the environment live of the answers is prod in the output: its folder, its state and its physical names stay",
    ]);
  });

  it("is another one when the answers name both, or neither", () => {
    expect(renamed(["dev", "staging", "prod", "live"], { prod: "live" }).said).toEqual([
      'error IMPACT_RENAME_UNKNOWN: the answers still name the environment "prod" beside "live", so they are two',
    ]);
    expect(renamed(["dev", "staging"], { prod: "live" }).said).toEqual([
      'error IMPACT_RENAME_UNKNOWN: the answers have no environment "live"; they have: dev, staging',
    ]);
    expect(renamed(["dev", "staging", "live"], { production: "live" }).said[0]).toContain(
      'no earlier output has the environment "production"',
    );
  });
});

describe("an environment that the answers give up", () => {
  const without = (environments: readonly string[], snapshot = base.snapshot) =>
    edited((document) => {
      document.decisions["environments"] = [...environments];
    }, snapshot);

  it("stays in the runbook, with its data and the way to take it down, until it comes back", () => {
    expect(base.text("docs/runbook.md")).not.toContain("given up");
    const gone = without(["staging", "prod"]);
    const runbook = gone.text("docs/runbook.md") ?? "";
    expect(runbook).toContain("### Environments that were given up");
    expect(runbook).toMatch(
      /`dev`: \d{3} resources when it was given up, state `shop\/dev\.tfstate`; data is in `aws_/,
    );
    expect(runbook).toContain('git worktree add "../$ENV-take-down" "$GONE^"');
    expect(gone.snapshot.retired?.["dev"]?.data).toContain("aws_db_instance.main");

    const later = without(["prod"], gone.snapshot);
    expect(Object.keys(later.snapshot.retired ?? {}).sort()).toEqual(["dev", "staging"]);
    expect(without(["dev", "staging", "prod"], later.snapshot).snapshot.retired).toBeUndefined();
  });

  it("is not one that only has a new name", () => {
    const { snapshot } = renamed(["dev", "staging", "live"], { prod: "live" });
    expect(snapshot.retired).toBeUndefined();
  });
});
