// In: the resource graph. Out: the alarms that ring before anything is wrong, and until when. Never one that the stack does not have.
import { type ResourceGraph, textOf } from "../../../src/render/graph.ts";
import { code, list } from "../../../src/render/markdown.ts";
import { mailedName } from "../parts-in-words.ts";

/** By the last word of the alarm's name. */
const UNTIL: Readonly<Record<string, string>> = {
  missing: "until the first backup, where the plan is on",
  down: "until the first release",
  heartbeat: "until a clock and a worker run",
};

/** To an alarm for which silence is bad news, a stack in which nothing has run yet looks like one that stands still. */
export function earlyAlarms({ blocks }: ResourceGraph): string {
  const resources = blocks.filter(({ kind }) => kind === "resource");
  const silent = resources.filter(
    (block) => block.labels[0] === "aws_cloudwatch_metric_alarm" && textOf(block, "treat_missing_data") === "breaching",
  );
  const failed = resources.find(
    ({ labels: [type, name] }) => type === "aws_cloudwatch_event_rule" && name === "deployment_failed",
  );
  const early = [
    ...silent.map((block) => {
      const name = mailedName(block, "alarm_name");
      const until = UNTIL[name.split("-").at(-1) ?? ""] ?? "until what it measures has run once";
      return `${code(name)}, ${until}`;
    }),
    ...(failed === undefined ? [] : [`${code(mailedName(failed, "name"))}, for each service that has no image yet`]),
  ];
  return early.length === 0
    ? ""
    : ` Some come with the first apply, say what is true, and end by themselves:\n\n${list(early)}`;
}
