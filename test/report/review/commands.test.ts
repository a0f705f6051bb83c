// What stands in a plan is no command for the runner of a pipeline, in no format and at no place of a line.
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../src/report/review/print.ts";
import { rowOf } from "../../review/plans.ts";
import { print, reviewOf } from "./reports.ts";

/** Azure Pipelines looks for these anywhere in a line, older runners of GitHub for `##[`. */
const COMMANDS = ["##vso[task.setvariable variable=x]y", "a ##[error]x", "###vso[task.complete]", "##[group]x|y"];

describe.each(COMMANDS)("%s", (command) => {
  const row = {
    ...rowOf("aws_db_instance", { note: "old", id: "x" }, { note: command, [command]: "x" }),
    address: `aws_db_instance.x[${JSON.stringify(command)}]`,
    action_reason: command,
  };
  const gone = {
    ...rowOf("aws_db_instance", { id: "x" }, null),
    address: `aws_db_instance.y[${JSON.stringify(command)}]`,
  };
  const document = {
    format_version: "1.2",
    resource_changes: [row, gone],
    output_changes: { [command]: { actions: ["create"], before: null, after: command } },
    checks: [{ address: { to_display: command }, status: "fail", instances: [{ problems: [{ message: command }] }] }],
  };

  it.each(FORMATS)("starts nothing in %s", (format) => {
    for (const environments of [["prod"], [command, "prod"]]) {
      const shown = print(reviewOf(environments.map((name) => ({ name, document }))), format);
      expect(shown).not.toMatch(/##(?:vso)?\[/i);
      expect(shown).toMatch(/task|error|group/);
    }
  });

  it("is the same value for programs that parse the report", () => {
    const [change] = JSON.parse(print(reviewOf([{ name: "prod", document }]), "json")).changes;
    expect(change.address).toContain(JSON.stringify(command).slice(1, -1));
  });
});

describe("SARIF", () => {
  it("shows no link of a plan's own", () => {
    const row = {
      ...rowOf("aws_db_instance", { id: "x" }, null),
      address: 'aws_db_instance.x["[a](http://evil.example)"]',
    };
    const document = { format_version: "1.2", resource_changes: [row] };
    const log = JSON.parse(print(reviewOf([{ name: "prod", document }]), "sarif"));
    expect(log.runs[0].results[0].message.text).toContain("\\[a\\](http://evil.example)");
  });
});
