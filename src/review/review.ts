// In: plans and what is known about their resources. Out: the review: counts, findings, changes in order of danger, and a verdict. Everything that comes from a plan is masked here; reports only choose words and escape.
import { addCounts, type Counts, countPlan, isEventful } from "./counts.ts";
import { type CrossRow, crossTable } from "./environments.ts";
import type { Finding, Message, Severity } from "./finding.ts";
import { rankOf } from "./finding.ts";
import { makeMask } from "./masking/mask.ts";
import { collectTaint } from "./masking/taint.ts";
import type { Check, Plan, Row } from "./plan.ts";
import { checkPlan } from "./rules/registry.ts";
import { makeShower, type Shower, type ShownChange, type ShownOutput } from "./show.ts";

export type Verdict = "pass" | "warn" | "block";

export interface ReviewOptions {
  /** Findings of this severity or worse block; "never" only tells. */
  readonly failOn: Severity | "never";
}

export interface ShownFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly environment: string;
  /** Empty when it is about the plan as a whole. */
  readonly address: string;
  readonly message: Message;
  readonly blocks: boolean;
}

export interface EnvironmentReview {
  readonly name: string;
  /** The file of the plan. */
  readonly source: string;
  readonly verdict: Verdict;
  readonly errored: boolean;
  /** Undefined where the plan does not say. */
  readonly complete: boolean | undefined;
  readonly terraformVersion: string | undefined;
  readonly counts: Counts;
}

export interface Review {
  readonly verdict: Verdict;
  readonly failOn: Severity | "never";
  readonly errored: boolean;
  readonly counts: Counts;
  readonly environments: readonly EnvironmentReview[];
  /** Worst first. */
  readonly findings: readonly ShownFinding[];
  /** Most dangerous first; plain no-ops are only counted. */
  readonly changes: readonly ShownChange[];
  readonly drift: readonly ShownChange[];
  readonly deferred: readonly (ShownChange & { readonly deferredReason: string })[];
  readonly outputs: readonly ShownOutput[];
  readonly checks: readonly (Check & { readonly environment: string })[];
  readonly invocations: readonly { readonly environment: string; readonly address: string; readonly type: string }[];
  /** Addresses side by side; empty for one environment. */
  readonly table: readonly CrossRow[];
}

export function review(plans: readonly Plan[], options: ReviewOptions): Review {
  // One mask for all: what one environment marks as secret may stand unmarked in another.
  const mask = makeMask(new Set(plans.flatMap((plan) => [...collectTaint(plan.document)])));
  const shower = makeShower(mask);
  const parts = plans.map((plan) => ({ plan, findings: checkPlan(plan) }));
  const findings = parts.flatMap(({ plan, findings: found }) =>
    found.map((f) => showFinding(f, plan, options, shower)),
  );
  const environments = parts.map(({ plan }) => {
    const name = mask.identifier(plan.environment);
    return {
      name,
      source: mask.identifier(plan.source),
      verdict: verdictOf(findings.filter(({ environment }) => environment === name)),
      errored: plan.errored,
      complete: plan.complete,
      terraformVersion: plan.terraformVersion === undefined ? undefined : mask.text(plan.terraformVersion),
      counts: countPlan(plan),
    };
  });
  const order = new Map(environments.map(({ name }, index) => [name, index]));
  const changes = parts
    .flatMap(({ plan, findings: found }) => {
      const worst = worstByRow(found);
      return plan.rows.filter(isEventful).map((row) => ({ row, plan, danger: worst.get(row) ?? 9 }));
    })
    .map(({ row, plan, danger }) => ({ danger, shown: shower.change(row, plan.environment) }))
    .sort((a, b) => compareKeys(dangerKey(a.danger, a.shown, order), dangerKey(b.danger, b.shown, order)))
    .map(({ shown }) => shown);
  return {
    verdict: verdictOf(findings),
    failOn: options.failOn,
    errored: plans.some(({ errored }) => errored),
    counts: addCounts(environments.map(({ counts }) => counts)),
    environments,
    findings: findings.sort((a, b) => compareKeys(findingKey(a, order), findingKey(b, order))),
    changes,
    drift: byAddress(
      plans.flatMap((plan) => plan.drift.map((row) => shower.change(row, plan.environment))),
      order,
    ),
    deferred: plans.flatMap((plan) =>
      plan.deferred.map(({ reason, row }) => ({
        ...shower.change(row, plan.environment),
        deferredReason: mask.text(reason),
      })),
    ),
    outputs: plans.flatMap((plan) =>
      plan.outputs.filter(({ action }) => action !== "noop").map((output) => shower.output(output, plan.environment)),
    ),
    checks: plans.flatMap((plan) =>
      plan.checks.map(({ address, status, problems }) => ({
        environment: mask.identifier(plan.environment),
        address: mask.identifier(address),
        status: mask.text(status),
        problems: problems.map(mask.text),
      })),
    ),
    invocations: plans.flatMap((plan) =>
      plan.invocations.map(({ address, type }) => ({
        environment: mask.identifier(plan.environment),
        address: mask.identifier(address),
        type: mask.identifier(type),
      })),
    ),
    table: crossTable(
      changes,
      environments.map(({ name }) => name),
    ),
  };
}

function showFinding(finding: Finding, plan: Plan, options: ReviewOptions, shower: Shower): ShownFinding {
  const blocks = options.failOn !== "never" && rankOf(finding.severity) <= rankOf(options.failOn);
  return {
    rule: finding.rule,
    severity: finding.severity,
    environment: shower.identifier(plan.environment),
    address: shower.identifier(finding.row?.address ?? finding.address ?? ""),
    message: shower.message(finding.message),
    blocks,
  };
}

/** "warn" from medium on: what is low or only good to know does not change the colour. */
function verdictOf(findings: readonly ShownFinding[]): Verdict {
  if (findings.some(({ blocks }) => blocks)) return "block";
  return findings.some(({ severity }) => rankOf(severity) <= rankOf("medium")) ? "warn" : "pass";
}

function worstByRow(findings: readonly Finding[]): Map<Row, number> {
  const worst = new Map<Row, number>();
  for (const { row, severity } of findings)
    if (row !== undefined) worst.set(row, Math.min(worst.get(row) ?? 9, rankOf(severity)));
  return worst;
}

const ACTION_ORDER = ["delete", "replace", "replaceForget", "forget", "other", "update", "create", "read", "noop"];

type Key = readonly (string | number)[];

function dangerKey(danger: number, change: ShownChange, order: ReadonlyMap<string, number>): Key {
  return [danger, ACTION_ORDER.indexOf(change.action), ...placeKey(change, order)];
}

function findingKey(finding: ShownFinding, order: ReadonlyMap<string, number>): Key {
  return [rankOf(finding.severity), ...placeKey(finding, order), finding.rule, JSON.stringify(finding.message)];
}

function placeKey(
  place: { environment: string; address: string; deposed?: string | undefined },
  order: ReadonlyMap<string, number>,
): Key {
  return [order.get(place.environment) ?? 0, place.address, place.deposed ?? ""];
}

function byAddress(changes: readonly ShownChange[], order: ReadonlyMap<string, number>): ShownChange[] {
  return [...changes].sort((a, b) => compareKeys(placeKey(a, order), placeKey(b, order)));
}

/** By code units, so that the order is the same in every locale. */
function compareKeys(a: Key, b: Key): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? "";
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
