// In: a review. Out: what a report for people says, as sections of items in order of importance; every row of the plans is in exactly one of them. Knows no format.
import type { Severity } from "../../review/finding.ts";
import { SEVERITIES } from "../../review/finding.ts";
import type { Review } from "../../review/review.ts";
import { RULES } from "../../review/rules/registry.ts";
import { changeItems, findingItems, groups, type Item, type Line, outputItems, places, plural } from "./words.ts";

export interface Section {
  readonly title: string;
  /** What its items are called when some are left out: "3 more changes". */
  readonly one: string;
  readonly many: string;
  readonly items: readonly Item[];
  /** Whether it is folded however short it is: who knows it passes over it. */
  readonly isAside?: true;
}

export interface Layout {
  readonly title: string;
  readonly summary: readonly Line[];
  /** Head and one row per environment. */
  readonly counts: readonly (readonly string[])[];
  readonly sections: readonly Section[];
  /** Why the findings matter and what to do, once for each rule; for places where nobody can ask the tool. */
  readonly advice: Section;
}

const TITLES = { pass: "nothing stands out", warn: "look at this before you apply", block: "do not apply" } as const;

export function layOut(review: Review): Layout {
  const several = review.environments.length > 1;
  return {
    title: review.errored ? "Terraform plan FAILED" : `Terraform plan: ${TITLES[review.verdict]}`,
    summary: summaryOf(review),
    counts: countTable(review),
    sections: [
      { title: "Findings", one: "finding", many: "findings", items: findingItems(review.findings, several) },
      { title: "Changes", one: "change", many: "changes", items: changeItems(review.changes, several) },
      {
        title: "Put off to a later plan",
        one: "deferred change",
        many: "deferred changes",
        items: changeItems(review.deferred, several),
      },
      {
        title: "Changed outside of Terraform",
        one: "drifted object",
        many: "drifted objects",
        items: driftItems(review, several),
      },
      { title: "Outputs", one: "output", many: "outputs", items: outputItems(review.outputs, several) },
      {
        title: "Actions to invoke",
        one: "action",
        many: "actions",
        items: groups(review.invocations, several, ({ address, type }) => [address, type]).map((all) => ({
          weight: all.length,
          head: [{ strong: "invoke" }, " ", { value: all[0].address }, ...places(all, several)],
          details: [],
        })),
      },
      {
        title: "Differences between environments",
        one: "difference",
        many: "differences",
        items: divergenceItems(review),
      },
    ].filter(({ items }) => items.length > 0),
    advice: {
      title: "What the findings mean",
      one: "rule",
      many: "rules",
      items: adviceItems(review.findings),
      isAside: true,
    },
  };
}

/** Of what colours the verdict; the rest is only good to know. */
function adviceItems(findings: Review["findings"]): Item[] {
  const loud = findings.filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf("medium"));
  const told = new Set(loud.map(({ rule }) => rule));
  // In the order of the findings, so that the worst comes first.
  return [...told].flatMap((id): Item[] => {
    const rule = RULES.find((one) => one.id === id);
    return rule === undefined ? [] : [{ weight: 1, head: [{ value: id }, `: ${rule.help}`], details: [] }];
  });
}

/** Terraform lists objects as drifted of which only its own form changed (nothing became an empty list): these are one line. */
function driftItems({ drift }: Review, several: boolean): Item[] {
  const isVisible = ({ action, attributes }: Review["drift"][number]) => action !== "update" || attributes.length > 0;
  const rest = drift.filter((change) => !isVisible(change)).length;
  const items = changeItems(drift.filter(isVisible), several);
  if (rest === 0) return items;
  return [
    ...items,
    { weight: rest, head: [`${plural(rest, "object")} of which nothing visible changed`], details: [] },
  ];
}

/** Addresses at which not the same happens everywhere. */
function divergenceItems({ table, environments }: Review): Item[] {
  return table
    .filter(({ diverges }) => diverges)
    .map(({ address, actions }) => ({
      weight: 1,
      head: [
        { value: address },
        ...environments.flatMap(
          ({ name }, index): Line => [index === 0 ? ": " : ", ", actions[index] ?? "nothing", " in ", { value: name }],
        ),
      ],
      details: [],
    }));
}

function summaryOf({ findings, verdict, failOn, environments, counts }: Review): Line[] {
  const found = SEVERITIES.flatMap((severity) => count(severity, findings));
  const nothing = isNothing(counts) ? ["The plan changes nothing. "] : [];
  const head: Line = [
    "Verdict: ",
    { strong: verdict },
    ". ",
    ...nothing,
    found.length === 0 ? "No findings" : found.join(", "),
    environments.length > 1 ? ` in ${plural(environments.length, "environment")}` : "",
    verdict === "block" ? `; findings of severity ${failOn} or worse block.` : ".",
  ];
  const failed = environments.filter(({ errored }) => errored);
  return failed.length === 0
    ? [head]
    : [
        [
          "The plan ended with an error",
          ...(environments.length > 1
            ? places(
                failed.map(({ name }) => ({ environment: name })),
                true,
              )
            : []),
          ": its list of changes is not complete.",
        ],
        head,
      ];
}

function count(severity: Severity, findings: Review["findings"]): string[] {
  const found = findings.filter((finding) => finding.severity === severity);
  const excused = found.filter(({ excuse }) => excuse !== undefined).length;
  const meant = excused === 0 ? "" : ` (${excused === found.length ? "" : `${excused} of them `}asked for or accepted)`;
  return found.length === 0 ? [] : [`${found.length} ${severity}${meant}`];
}

function isNothing(counts: Review["counts"]): boolean {
  const { noop: _, read: __, drift: ___, ...rest } = counts;
  return Object.values(rest).every((value) => value === 0);
}

/** Columns that are zero everywhere say nothing, but for the four that everybody looks for. */
function countTable({ environments }: Review): string[][] {
  const columns = [
    ["create", "create"],
    ["update", "update"],
    ["replace", "replace"],
    ["delete", "delete"],
    ["replaceForget", "replace, keep old"],
    ["forget", "forget"],
    ["import", "import"],
    ["move", "move"],
    ["read", "read"],
    ["other", "other"],
    ["deposed", "deposed"],
    ["deferred", "deferred"],
    ["outputChanges", "outputs"],
    ["drift", "drift"],
    ["noop", "unchanged"],
  ] as const;
  const always = ["create", "update", "replace", "delete"];
  const used = columns.filter(([key]) => always.includes(key) || environments.some(({ counts }) => counts[key] > 0));
  return [
    ["environment", "verdict", ...used.map(([, title]) => title)],
    ...environments.map(({ name, verdict, errored, counts }) => [
      name,
      errored ? "FAILED" : verdict,
      ...used.map(([key]) => String(counts[key])),
    ]),
  ];
}
