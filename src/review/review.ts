// In: plans and what is known about their resources. Out: the review: counts, findings, changes in order of danger, and a verdict. Everything that comes from a plan is masked here; reports only choose words and escape.
import { addCounts, type Counts, countPlan, isEventful } from "./counts.ts";
import { type CrossRow, crossTable, uniqueNames } from "./environments.ts";
import type { Finding, Severity, ShownMessage } from "./finding.ts";
import { rankOf, say } from "./finding.ts";
import { becauseOf, type Intent, judgeIntent, type Meant } from "./intent.ts";
import { makeMask } from "./masking/mask.ts";
import { collectTaint } from "./masking/taint.ts";
import type { Check, Plan, Row } from "./plan.ts";
import { checkPlan } from "./rules/registry.ts";
import { makeShower, type Shower, type ShownChange, type ShownOutput } from "./show.ts";

export type Verdict = "pass" | "warn" | "block";

export interface ReviewOptions {
  /** Findings of this severity or worse block; "never" only tells. */
  readonly failOn: Severity | "never";
  /** What the answers want, by environment; those that are not named are judged without. */
  readonly intents?: ReadonlyMap<string, Intent>;
  /** Addresses, rules, or `environment:address`, that somebody accepted. */
  readonly accepted?: readonly string[];
  /** Whether the output was made from other answers than those at hand. */
  readonly isStale?: boolean;
}

export interface ShownFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly environment: string;
  /** Empty when it is about the plan as a whole. */
  readonly address: string;
  readonly message: ShownMessage;
  /** Why it does not block although its severity would: the answers ask for it, or a person took it on. */
  readonly excuse: "expected" | "accepted" | undefined;
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
  /** Of what somebody accepted, that which names no finding. */
  readonly unusedAccepts: readonly string[];
}

export function review(plans: readonly Plan[], options: ReviewOptions): Review {
  // One mask for all: what one environment marks as secret may stand unmarked in another.
  const mask = makeMask(new Set(plans.flatMap((plan) => [...collectTaint(plan.document)])));
  const shower = makeShower(mask);
  const names = uniqueNames(plans.map((plan) => shower.name(plan.environment)));
  const parts = plans.map((plan, index) => {
    const intent = options.intents?.get(plan.environment);
    const meant = intent === undefined ? undefined : judgeIntent(plan, intent);
    const stale = options.isStale === true ? [STALE] : [];
    return {
      plan,
      name: names[index] ?? "",
      meant,
      findings: [...stale, ...checkPlan(plan), ...(meant?.findings ?? [])],
    };
  });
  const findings = parts.flatMap(({ name, meant, findings: found }) =>
    withoutRepetitions(
      found.map((finding) => showFinding(finding, { name, meant, options, shower })),
      found,
    ),
  );
  const order = new Map(names.map((name, index) => [name, index]));
  const inOrder = <T extends { environment: string; address: string }>(list: readonly T[]): T[] =>
    sortBy(list, (item) => [...placeKey(item, order), JSON.stringify(item)]);
  const rows = parts.flatMap(({ plan, name, meant, findings: found }) => {
    const worst = worstByRow(found);
    return plan.rows
      .filter(isEventful)
      .map((row) => ({ danger: worst.get(row) ?? 9, shown: shower.change(row, name, meant) }));
  });
  const changes = sortBy(rows, ({ danger, shown }) => dangerKey(danger, shown, order)).map(({ shown }) => shown);
  const environments = parts.map(({ plan, name }) => ({
    name,
    source: shower.identifier(plan.source),
    verdict: verdictOf(findings.filter(({ environment }) => environment === name)),
    errored: plan.errored,
    complete: plan.complete,
    terraformVersion: plan.terraformVersion === undefined ? undefined : shower.name(plan.terraformVersion),
    counts: countPlan(plan),
  }));
  return {
    verdict: verdictOf(findings),
    failOn: options.failOn,
    errored: plans.some(({ errored }) => errored),
    counts: addCounts(environments.map(({ counts }) => counts)),
    environments,
    findings: sortBy(findings, (finding) => findingKey(finding, order)),
    changes,
    drift: inOrder(parts.flatMap(({ plan, name }) => plan.drift.map((row) => shower.change(row, name)))),
    deferred: inOrder(
      parts.flatMap(({ plan, name }) =>
        plan.deferred.map(({ reason, row }) => ({ ...shower.change(row, name), deferredReason: shower.name(reason) })),
      ),
    ),
    outputs: sortBy(
      parts.flatMap(({ plan, name }) =>
        plan.outputs.filter(({ action }) => action !== "noop").map((output) => shower.output(output, name)),
      ),
      ({ environment, name }) => [order.get(environment) ?? 0, name],
    ),
    checks: inOrder(
      parts.flatMap(({ plan, name }) =>
        plan.checks.map(({ address, status, problems }) => ({
          environment: name,
          address: shower.identifier(address),
          status: shower.name(status),
          problems: problems.map(shower.text),
        })),
      ),
    ),
    invocations: inOrder(
      parts.flatMap(({ plan, name }) =>
        plan.invocations.map(({ address, type }) => ({
          environment: name,
          address: shower.identifier(address),
          type: shower.identifier(type),
        })),
      ),
    ),
    table: crossTable(changes, names),
    unusedAccepts: (options.accepted ?? [])
      .filter((text) => !parts.some(({ name, findings: found }) => found.some((one) => isMeant(text, one, name))))
      .map(shower.identifier),
  };
}

interface Judging {
  readonly name: string;
  readonly meant: Meant | undefined;
  readonly options: ReviewOptions;
  readonly shower: Shower;
}

function showFinding(finding: Finding, { name, meant, options, shower }: Judging): ShownFinding {
  const { rule, severity, row } = finding;
  const address = addressOf(finding);
  const isExpected = meant?.excuses(finding) === true;
  const isAccepted = (options.accepted ?? []).some((text) => isMeant(text, finding, name));
  const because = isExpected && row !== undefined ? becauseOf(meant.because(row)) : [];
  const excuse = isAccepted ? "accepted" : isExpected ? "expected" : undefined;
  const isBad = options.failOn !== "never" && rankOf(severity) <= rankOf(options.failOn);
  return {
    rule,
    severity,
    environment: name,
    address: shower.identifier(address),
    message: shower.message([...finding.message, ...because, ...(isAccepted ? ["; accepted"] : [])]),
    excuse,
    blocks: isBad && excuse === undefined,
  };
}

function addressOf({ row, address }: Finding): string {
  return row?.address ?? address ?? "";
}

/** Whether somebody who accepts `text` means the finding. */
function isMeant(text: string, finding: Finding, environment: string): boolean {
  const address = addressOf(finding);
  return text !== "" && [finding.rule, address, `${environment}:${address}`].includes(text);
}

/** Without their values, several findings about one object may say the same: how many there were would tell how much was secret. */
function withoutRepetitions(shown: readonly ShownFinding[], found: readonly Finding[]): ShownFinding[] {
  const said = new Map<Row | undefined, Set<string>>();
  return shown.filter((finding, index) => {
    const row = found[index]?.row;
    if (row === undefined) return true;
    const own = said.get(row) ?? new Set();
    said.set(row, own);
    const size = own.size;
    return own.add(JSON.stringify(finding)).size > size;
  });
}

/** Not about a row: it is true of everything in the plan. */
const STALE: Finding = {
  rule: "intent/stale-output",
  severity: "medium",
  row: undefined,
  message: say`the output was not made from these answers: run scaffold infra and plan again`,
};

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

/** Keys are made once each: comparing makes many times as many. */
function sortBy<T>(list: readonly T[], key: (item: T) => Key): T[] {
  return list
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ item }) => item);
}

/** By code units, so that the order is the same in every locale. */
function compareKeys(a: Key, b: Key): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? "";
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
