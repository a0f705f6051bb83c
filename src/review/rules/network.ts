// In: a plan. Out: findings where more addresses reach more ports than before. All rules of one group count together, in whatever resources they stand.
import { type Finding, join, type Message, type Severity, say } from "../finding.ts";
import { isSecret } from "../marks.ts";
import { isHuge } from "../network/cidr.ts";
import { makeCoverage } from "../network/coverage.ts";
import {
  type Grant,
  grantsOf,
  groupOf,
  holdsRules,
  holdsRulesInside,
  printPorts,
  tellingArguments,
  unknownOf,
} from "../network/grants.ts";
import type { Row } from "../plan.ts";
import { computed } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

/** Ports that belong on no public network: shells, desktops, databases, caches, brokers, container engines. */
const SENSITIVE = [
  20, 21, 22, 23, 135, 137, 139, 445, 1433, 1434, 1521, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 4333, 5432, 5439,
  5500, 5601, 5672, 5900, 5985, 5986, 6379, 6443, 8020, 8086, 8182, 8888, 9042, 9092, 9200, 9300, 10250, 11211, 15672,
  27017, 27018, 27019, 50070, 61616,
];
const WEB = [80, 443];

export const network: RuleFamily = {
  texts: [
    {
      id: "network/world-open",
      severity: "high",
      title: "A port is opened to the internet",
      help: "A rule lets every address in where fewer were let in before. Name the addresses or the security group that need it.",
    },
    {
      id: "network/opened",
      severity: "medium",
      title: "More addresses reach more ports",
      help: "Computed on addresses, ports and protocols of all rules of the group. Check that each new opening is meant.",
    },
    {
      id: "network/egress-opened",
      severity: "low",
      title: "More can be reached from inside",
      help: "Traffic leaves to more places than before.",
    },
    {
      id: "network/unknown",
      severity: "medium",
      title: "Who can reach it is known only after apply",
      help: "Addresses, ports or groups of a rule come from something that the apply makes, so that they cannot be compared. Write them out, or look at the rule after the apply.",
    },
  ],
  check(plan) {
    const rows = plan.rows.filter(({ type, mode }) => mode === "managed" && holdsRules(type));
    return groupRows(rows).flatMap((group) => {
      const before = makeCoverage(
        group.flatMap((row) => (isOutgoing(row) ? [] : grantsOf(row.type, row.before.value))),
      );
      return group.flatMap((row) => {
        if (row.action === "noop" || row.action === "forget") return [];
        const after = grantsOf(row.type, row.after.value, row.afterUnknown);
        const opened = after.filter((grant) => !before.holds(grant));
        const own = makeCoverage(opened.length === 0 ? [] : after);
        const isWorld = (grant: Grant) => grant.range !== undefined && (isHuge(grant.range) || own.holdsWorld(grant));
        const hidden = opened.length === 0 ? [] : hiddenIn(row);
        return [
          ...opened.flatMap((grant) => judge(row, grant, isWorld(grant), hidden.includes(grant.direction))),
          ...unknown(row),
        ];
      });
    });
  },
};

/** What was never there has no before. */
function isOutgoing({ action }: Row): boolean {
  return action === "create" || action === "read";
}

/** Rows of one group; a new rule of a group that is not known yet stands alone. */
function groupRows(rows: readonly Row[]): (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const [index, row] of rows.entries()) {
    const id = groupOf(row.type, row.before.value) ?? groupOf(row.type, row.after.value) ?? `row ${index}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** Ports and addresses of one rule are told together: when one of them is secret, so is the sentence. */
function hiddenIn(row: Row): Grant["direction"][] {
  return (["ingress", "egress"] as const).filter((direction) =>
    tellingArguments(row.type, direction).some((argument) => isSecret(row, argument)),
  );
}

function judge(row: Row, grant: Grant, isWorld: boolean, isHidden: boolean): Finding[] {
  const ports = computed(printPorts(grant), isHidden);
  const source = computed(grant.source, isHidden);
  const told = (open: Message, hidden: string): Message =>
    isHidden ? join(hidden, ", by a rule that is marked as sensitive") : open;
  if (grant.direction === "egress") {
    // Groups are made with open egress by default: only a change of one that was closed is worth a word.
    if (row.action === "create" || !isWorld) return [];
    const message = told(say`lets ${ports} out to ${source}`, "lets more out to the internet");
    return [{ rule: "network/egress-opened", severity: "low", row, message }];
  }
  if (isWorld)
    return [
      {
        rule: "network/world-open",
        severity: isHidden ? "high" : worldSeverity(row, grant),
        row,
        message: told(say`opens ${ports} to the internet (${source})`, "lets the internet in"),
      },
    ];
  if (row.action === "create") return [];
  const message = told(say`lets ${source} reach ${ports}`, "lets more in than before");
  return [{ rule: "network/opened", severity: "medium", row, message }];
}

/** A new rule often names a group that is made with it; one that was there and will be something else is worth a look. */
function unknown(row: Row): Finding[] {
  if (!["update", "replace", "replaceForget"].includes(row.action)) return [];
  const what = unknownOf(row.type, row.after.value, row.afterUnknown);
  if (what === undefined) return [];
  // What takes the place of something has identifiers that are not known yet, and a new group may have its rules elsewhere.
  if (row.action !== "update" && (what === "groups" || holdsRulesInside(row.type))) return [];
  return [
    {
      rule: "network/unknown",
      severity: what === "addresses" ? "medium" : "low",
      row,
      message:
        what === "addresses"
          ? say`lets addresses or ports in that cannot be known before apply`
          : say`lets groups in that cannot be known before apply`,
    },
  ];
}

/** A public website opens 80 and 443 on the day that it is made; nothing else does. */
function worldSeverity(row: Row, { protocol, from, to }: Grant): Severity {
  const isWeb = protocol !== "all" && from === to && WEB.includes(from);
  if (isWeb) return row.action === "create" ? "info" : "medium";
  if (protocol.startsWith("icmp")) return "low";
  const isSensitive = protocol === "all" || SENSITIVE.some((port) => from <= port && port <= to);
  return isSensitive || to - from > 100 ? "high" : "medium";
}
