// In: a plan. Out: findings about what is destroyed: data first, then what people notice. Knows which replacements are daily business and says nothing about them.

import type { StoredData } from "../../resources/resource-type.ts";
import { resourceType, valueAt, whatRemains } from "../../resources/resources.ts";
import type { Json } from "../../shared/json.ts";
import { printPath } from "../differences.ts";
import { type Finding, join, type Message, type Severity, say } from "../finding.ts";
import { dataOf, GUARDS, mayHoldData } from "../knowledge.ts";
import { isSecret, openPath } from "../marks.ts";
import type { Row } from "../plan.ts";
import { named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const dataLoss: RuleFamily = {
  texts: [
    {
      id: "data-loss/delete",
      severity: "critical",
      title: "Data is destroyed",
      help: "A resource that holds data is deleted. If it only moved in the configuration, write a moved block; if it shall live on elsewhere, a removed block with destroy = false.",
    },
    {
      id: "data-loss/replace",
      severity: "critical",
      title: "Data is destroyed by a replacement",
      help: "A changed argument makes Terraform delete the resource and create an empty one. Take the change back, or restore the data from a backup on purpose.",
    },
    {
      id: "data-loss/forget",
      severity: "low",
      title: "Data is no longer managed",
      help: "The resource is dropped from the state and lives on: it costs money, and nobody changes, watches or deletes it with Terraform.",
    },
    {
      id: "destroy/interruption",
      severity: "medium",
      title: "Something that people use is taken away",
      help: "It holds no data, but what depends on it fails until it is back, or for good.",
    },
    {
      id: "destroy/resource",
      severity: "low",
      title: "A resource is destroyed",
      help: "It is not known to hold data. Check that nothing needs it, above all where nothing is known about its type.",
    },
  ],
  check: (plan) => [
    ...plan.rows.flatMap((row) => (row.mode === "managed" ? judge(row) : [])),
    // What comes with a later plan is as much gone then as what goes now.
    ...plan.deferred.flatMap(({ row }) => (row.mode === "managed" ? judge(row).map(later) : [])),
  ],
};

function later(finding: Finding): Finding {
  return { ...finding, message: join(finding.message, "; put off to a later plan") };
}

const LOSS: Readonly<Record<StoredData["kind"], Severity>> = {
  content: "critical",
  identity: "critical",
  history: "high",
  copies: "medium",
};

function judge(row: Row): Finding[] {
  const data = dataOf(row.type);
  if (row.action === "forget" || row.action === "replaceForget") return data === undefined ? [] : [forgotten(row)];
  if (row.action !== "delete" && row.action !== "replace") return [];
  const how = row.action === "delete" ? deleted(row) : replaced(row);
  if (data !== undefined) return [lost(row, data, how)];
  // What a guard leaves open when it goes is told by the rules of safety.
  if (row.action === "delete" && Object.hasOwn(GUARDS, row.type)) return [];
  const known = resourceType(row.type);
  if (known?.benign !== undefined) return [];
  if (known?.interruption !== undefined)
    return [
      {
        rule: "destroy/interruption",
        severity: row.deposed === undefined ? "medium" : "info",
        row,
        message: row.action === "delete" ? how : join(how, `: ${known.interruption}`),
      },
    ];
  // Whether something of a type in no table holds anything is for a person to say.
  if (row.deposed === undefined && mayHoldData(row.type))
    return [
      {
        rule: "destroy/resource",
        severity: "medium",
        row,
        message: join(how, "; nothing is known about its type: it may hold data"),
      },
    ];
  return [{ rule: "destroy/resource", severity: "low", row, message: how }];
}

/** Nothing is lost either way; but what uses it finds nothing in the new one. */
function forgotten(row: Row): Finding {
  const rule = "data-loss/forget";
  if (row.action === "forget")
    return {
      rule,
      severity: "low",
      row,
      message: say`is dropped from the state and not destroyed; nothing is lost, and nobody manages it any more`,
    };
  return {
    rule,
    severity: "medium",
    row,
    message: say`is made anew, empty; the old one with its data is dropped from the state and not destroyed, and nobody manages it any more`,
  };
}

function lost(row: Row, data: StoredData, how: Message): Finding {
  const held = (data.guards ?? []).filter(
    // A sentence that only stands there for one value would tell it.
    ({ argument, value }) => !isSecret(row, argument) && valueAt(row.before.value as Json, argument) === value,
  );
  const left = whatRemains(data, row.before.value as Json, (argument) => isSecret(row, argument));
  const remains = left === undefined ? "" : `; what remains: ${left}`;
  const guard =
    held.length === 0
      ? ""
      : `; AWS refuses while ${held.map(({ argument, value }) => `${argument} is ${String(value)}`).join(" and ")} and data is in it, so that the apply would stop half way`;
  return {
    rule: row.action === "delete" ? "data-loss/delete" : "data-loss/replace",
    severity: row.deposed === undefined ? LOSS[data.kind] : "high",
    row,
    message: join(how, `; lost: ${data.what}${remains}${guard}`),
  };
}

function deleted(row: Row): Message {
  if (row.deposed !== undefined) return say`has a deposed object ${named(row.deposed)} that is deleted`;
  return say`is deleted`;
}

function replaced(row: Row): Message {
  const { replacePaths, reason } = row;
  const paths = [...new Set(replacePaths.map((path) => printPath(openPath(row, path))))].filter((path) => path !== "");
  if (paths.length > 0)
    return join("is replaced because ", ...list(paths), paths.length === 1 ? " changes" : " change");
  if (reason === "replace_because_tainted") return say`is replaced because it is tainted`;
  if (reason === "replace_by_request") return say`is replaced because -replace asks for it`;
  if (reason === "replace_by_triggers") return say`is replaced by replace_triggered_by`;
  return say`is replaced`;
}

function list(names: readonly string[]): Message[] {
  return names.map((name, index) =>
    index === 0 ? say`${named(name)}` : join(index === names.length - 1 ? " and " : ", ", say`${named(name)}`),
  );
}
