// In: statements about the size of a service. Out: how many instances it runs at least and at most. Never reads loads, memory or per-cent figures as instances.
import type { Evidence } from "../decision.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch, segmentText } from "./matches.ts";

/** `null` where the text leaves a bound open. */
export interface Size {
  readonly min: number | null;
  readonly max: number | null;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

const WORDS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  a: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  sixteen: 16,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  hundred: 100,
  dozen: 12,
};
const N = `(?<![\\w.,:/-])(\\d{1,4}|${Object.keys(WORDS)
  .filter((word) => word !== "a")
  .join("|")})(?![\\w]|[.,:]\\d)`;
/** The second figure of a range may stand right behind a dash. */
const N2 = N.replace("[\\w.,:/-]", "[\\w,:]");
const UNIT =
  "(?:(?:ecs|fargate|ec2|running|web|app|api|small|large|identical|more|concurrent) )?(?:tasks?|pods?|replicas?|instances?|nodes?|containers?|machines?|servers?|workers?|copies|dynos?|vms?|box(?:es)?|processes|hosts?|consumers)\\b";
/** What may not follow a bare number: it counts something else then. */
const OTHER =
  "(?!\\s*(?:%|x\\b|percent|v?cpus?|gb|gib|mb|mib|ms\\b|s\\b|secs?|seconds?|min(?:ute)?s?\\b(?! (?:and|/|,))|minutes?|h\\b|hours?|days?|users?|rps|req\\w*|messages?|jobs?|az\\b|azs\\b|zones?|regions?|concurren\\w+|tenants?|customers?|connections?|mbit|tps|qps|visitors|orders|events|k\\b|m\\b))";
const g = (source: string) => new RegExp(source, "gi");

const RANGE_UNIT = g(`${N}\\s*(?:${UNIT})?\\s*(?:-|–|—|to|\\.\\.+|up to|and|through|→|/)\\s*${N2}\\s*${UNIT}`);
const RANGE_BETWEEN = g(`\\b(?:between|from)\\s+${N}\\s+(?:and|to)\\s+${N2}${OTHER}`);
const RANGE_BARE = g(
  `^\\s*(?:(?:auto ?-?scal\\w+|hpa|asg|scales?)[\\s,:]*)?${N}\\s*(?:-|–|—|to|\\.\\.+)\\s*${N2}${OTHER}(?=\\s*(?:$|[,;(]|each\\b|by\\b|on\\b|depending|per\\b))`,
);
const RANGE_HPA = g(
  `\\b(?:hpa|autoscal\\w+|auto[- ]scal\\w+|asg|desired)\\b[^.;]{0,20}?${N}\\s*(?:-|–|to)\\s*${N2}${OTHER}`,
);
const MINIMUM = g(
  `(?:\\bmin(?:imum)?\\.?[ _-]?(?:replicas|capacity|size|tasks|instances|count|pods|nodes)?(?:\\s*(?:of|is|:|=))?|\\bbaseline(?: of)?|\\bfloor of|\\bat least|\\bno fewer than|\\bnever (?:less|fewer) than|\\bstarts? (?:with|at)|>=|≥)\\s*(?:a )?${N}${OTHER}(?:\\s*${UNIT})?`,
);
const MINIMUM_OPEN = g(`${N}\\+\\s*${UNIT}`);
const MINIMUM_AFTER = g(
  `${N}\\s*\\(?(?:${UNIT}\\s*)?(?:minimum|min\\b(?=\\s*(?:$|[,;/)]|and\\b))|normally|usually|at rest|baseline)`,
);
const MAXIMUM = g(
  `(?:\\bmax(?:imum)?\\.?[ _-]?(?:replicas|capacity|size|tasks|instances|count|pods|nodes)?(?:\\s*(?:of|is|:|=))?|\\bup to|\\bat most|\\bno more than|\\bnever more than|\\bgrow(?:s|ing)? to|\\bburst(?:s|ing)? to|\\bcapped at|\\blimit(?:ed)? (?:to|of)|<=|≤)\\s*(?:a )?${N}${OTHER}(?:\\s*${UNIT})?`,
);
const MAXIMUM_AFTER = g(
  `${N}\\s*\\(?(?:${UNIT}\\s*)?(?:maximum|max\\b|at (?:the )?peaks?|during\\b|at christmas|in (?:season|december|peak)|on (?:busy|sale|match|peak)|for (?:sales|peaks))`,
);
const IN_PRODUCTION = g(`${N}\\s*(?:${UNIT}\\s*)?in (?:prod|production)\\b`);
const ONE = g(
  "\\b(?:singleton|exactly (?:one|1)|always (?:one|1)|just (?:one|1)|single (?:task|pod|instance|node|replica|container)|only one (?:task|pod|instance|node|replica|container)|must never be 2)\\b|^\\s*single\\s*$",
);
const ZERO = g("\\bscal(?:es?|ing) (?:down )?to zero\\b");
const FIXED_UNIT = g(`${N}\\s*${UNIT}(?!\\s*(?:per|minimum|min\\b|maximum|max\\b|normally))`);
const FIXED_BARE = g(`^\\s*${N}\\s*(?=$|,)`);

/**
 * The first size that the statements mean for now. `bare`: the field is about this service's size, so a number alone counts.
 * A single figure ("4 replicas") is both bounds.
 */
export function readSize(statements: readonly Statement[], bare: boolean): Size | null {
  for (const statement of statements) {
    const size = sizeOf(statement, bare);
    if (size !== null) return size;
  }
  return null;
}

function sizeOf(statement: Statement, bare: boolean): Size | null {
  const text = statement.text.slice(statement.start, statement.end);
  if (!/\d|single|always|exactly|one|two|three|four|five|six|eight|ten|zero|dozen/i.test(text)) return null;
  const find = (pattern: RegExp) => findPattern(statement, pattern).find(isNow);
  const production = find(IN_PRODUCTION);
  const top = find(MAXIMUM) ?? find(MAXIMUM_AFTER);
  if (production !== undefined) {
    const fixed = numberOf(production, 0);
    return sized(fixed, top === undefined ? fixed : numberOf(top, 0), [production, top]);
  }
  const range = find(RANGE_UNIT) ?? find(RANGE_BETWEEN) ?? find(RANGE_HPA) ?? (bare ? find(RANGE_BARE) : undefined);
  if (
    range !== undefined &&
    !/per (?:az|zone|second|minute|user|tenant)/i.test(statement.text.slice(range.end, range.end + 12))
  ) {
    const [low, high] = [numberOf(range, 0), numberOf(range, 1)];
    if (low !== null && high !== null && high >= low) return sized(low, high, [range]);
  }
  const zero = find(ZERO);
  const bottom = zero ?? find(MINIMUM) ?? find(MINIMUM_OPEN) ?? find(MINIMUM_AFTER);
  const one = find(ONE);
  const fixed = [...findPattern(statement, FIXED_UNIT), ...(bare ? findPattern(statement, FIXED_BARE) : [])].find(
    (match) =>
      isNow(match) &&
      match !== top &&
      !(top && match.start >= top.start && match.end <= top.end) &&
      !perSomething(statement, match),
  );
  const low = zero !== undefined ? 0 : bottom !== undefined ? numberOf(bottom, 0) : null;
  const high = top !== undefined ? numberOf(top, 0) : null;
  if (low !== null || high !== null) {
    if (!bare && !countsInstances(statement, [bottom, top, fixed])) return null;
    return sized(low ?? (fixed === undefined ? null : numberOf(fixed, 0)), high, [
      bottom,
      top,
      low === null ? fixed : undefined,
    ]);
  }
  if (one !== undefined && bare) return sized(1, 1, [one]);
  if (fixed !== undefined) return sized(numberOf(fixed, 0), numberOf(fixed, 0), [fixed]);
  return null;
}

function isNow(match: PatternMatch): boolean {
  if (match.status !== "chosen" && match.status !== "local") return false;
  return !/\b(?:used to|was|were|formerly|previously)\b/i.test(segmentText(match.statement, match.start));
}

function perSomething(statement: Statement, match: PatternMatch): boolean {
  return (
    /^\s*(?:per|in (?:each|every)|\/)\s*(?:az|zone|availability|app|service|tenant|region|env|run|node)/i.test(
      statement.text.slice(match.end, match.end + 24),
    ) || /\bcluster of\s*$/i.test(statement.text.slice(0, match.start))
  );
}

/** In a field about scaling at large, "up to 20" needs a word that says twenty of what. */
function countsInstances(statement: Statement, matches: readonly (PatternMatch | undefined)[]): boolean {
  const unit = new RegExp(UNIT, "i");
  return matches.some((match) => match !== undefined && unit.test(statement.text.slice(match.start, match.end + 24)));
}

function sized(min: number | null, max: number | null, matches: readonly (PatternMatch | undefined)[]): Size | null {
  const [first, ...rest] = matches.filter((match) => match !== undefined).map((match) => match.evidence);
  if (first === undefined || (min === null && max === null)) return null;
  if (min !== null && max !== null && max < min) return { min: max, max: min, evidence: [first, ...rest] };
  return { min, max, evidence: [first, ...rest] };
}

function numberOf(match: PatternMatch, group: number): number | null {
  const written = match.groups.filter((text) => text !== undefined)[group]?.toLowerCase() ?? "";
  const value = /^\d+$/.test(written) ? Number(written) : (WORDS[written] ?? null);
  return value !== null && value <= 1000 ? value : null;
}
