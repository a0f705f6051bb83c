// In: statements about services and stores. Out: the sizes that the text states for production: tasks, database, cache. Never a size that AWS would have to round, and never a default.
import type { Statement } from "../text/statements.ts";
import { type PatternMatch, segmentText } from "../topics/matches.ts";
import { figuresIn, firstFigure, numberFrom, type Stated, textAfter, textBefore } from "./figures.ts";

/** A task as stated, before it is rounded to what Fargate offers; null where the text leaves one of the two open. */
export interface TaskSize {
  /** CPU units: 1024 are one vCPU. */
  readonly cpu: number | null;
  readonly memoryMiB: number | null;
}

export interface DatabaseSizes {
  /** "db.r7g.large", in lower case. */
  readonly instanceClass: Stated<string> | null;
  readonly storageGiB: Stated<number> | null;
  /** Upper end of growing storage. */
  readonly maxStorageGiB: Stated<number> | null;
  /** Instances that only read, beside the one that writes. */
  readonly readers: Stated<number> | null;
  /** Aurora capacity units; `min` is null where only the upper end is stated. */
  readonly capacity: Stated<{ readonly min: number | null; readonly max: number }> | null;
}

export interface CacheSizes {
  /** "cache.t4g.small", in lower case. */
  readonly nodeType: Stated<string> | null;
  /** Primary and replicas together. */
  readonly nodes: Stated<number> | null;
}

const N = "(\\d+(?:[.,]\\d+)*)";
const COUNT = "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)";
/** Not the second half of a number, a version or a range. */
const FRESH = "(?<![\\w.,]|\\d\\s*(?:-|–|to)\\s*)";
const CPU = `(?:(\\d+(?:[.,]\\d+)?|half an?|one|two|four|eight)[\\s-]*(?:v-?cpus?|virtual cpus?|(?:cpu )?cores?|cpu(?: units?)?s?)(?![\\w%])|cpu(?: units?)?\\s*[:=]?\\s*(256|512|1024|2048|4096|8192|16384)(?![\\d%]))`;
const MEMORY = `(?:(?:memory|ram|mem)\\s*[:=]?\\s*(\\d{3,6})(?![\\w.])|(?:memory|ram|mem)?\\s*(?:of\\s+)?[:=]?\\s*${N}\\s*-?(gib|gb|gigs?|g|mib|mb|m)\\b)`;
const JOIN = "\\s*(?:each\\b)?\\s*(?:,|/|\\+|&|\\||x\\b|and\\b|with\\b|, ?with\\b|plus\\b)?\\s*";
const PAIR = new RegExp(`${FRESH}${CPU}${JOIN}${MEMORY}`, "gi");
const PAIR_TURNED = new RegExp(
  `${FRESH}${N}\\s*-?(gib|gb|gigs?|mib|mb)\\b(?:\\s*(?:of\\s+)?(?:ram|memory))?${JOIN}${CPU}`,
  "gi",
);
const CPU_ALONE = new RegExp(`${FRESH}${CPU}`, "gi");
const MEMORY_ALONE = new RegExp(
  `${FRESH}${N}\\s*-?(gib|gb|gigs?|mib|mb)(?=\\s*(?:of\\s+)?(?:ram|memory)\\b|\\s*(?:per|each|a)\\b\\s*(?:tasks?|pods?|containers?|instances?|replicas?)?\\s*(?:$|[,.;)]))|\\b(?:ram|memory)\\s*[:=]?\\s*${N}\\s*-?(gib|gb|gigs?|mib|mb)\\b|\\b(?:tasks?|pods?|containers?|replicas?)\\s*(?:of|with|at|,|x|@|à)\\s*(?:about )?${N}\\s*-?(gib|gb|gigs?|mib|mb)\\b`,
  "gi",
);
/** A sum over many tasks, or a machine that is not a task. */
const NOT_A_TASK =
  /\b(?:total|altogether|overall|up to|at most|quota|reservation|in sum)\W+(?:of\W+|at\W+)?$|\b(?:database|rds|redis|laptops?|runners?|ec2|vms?|on-prem\w*|heap|uploads?|files?)\b[^,;]{0,24}$/i;

/** The size of one task, in the text of one service. */
export function readTaskSize(statements: readonly Statement[]): Stated<TaskSize> | null {
  if (!mentions(statements, /cpu|core|ram\b|mem|[gm]i?b\b/i)) return null;
  const pair =
    firstFigure(statements, PAIR, (match) => {
      const [number, units, bare, amount, unit] = match.groups;
      return taskFrom(match, number ?? units, bare ?? amount, bare === undefined ? unit : "mib");
    }) ??
    firstFigure(statements, PAIR_TURNED, (match) => {
      const [amount, unit, number, units] = match.groups;
      return taskFrom(match, number ?? units, amount, unit);
    });
  return (
    pair ??
    firstFigure(statements, CPU_ALONE, (match) => taskFrom(match, match.groups[0] ?? match.groups[1])) ??
    firstFigure(statements, MEMORY_ALONE, (match) => {
      const [amount, unit] = match.groups.filter((group) => group !== undefined);
      return taskFrom(match, undefined, amount, unit);
    })
  );
}

/** A size that a text about all services states for each of them: only with a processor, memory, and a word that says "each". */
export function readCommonTaskSize(statements: readonly Statement[]): Stated<TaskSize> | null {
  const each = statements.filter((statement) =>
    /\b(?:each|every|per|fargate|tasks?|containers?)\b/i.test(statement.text.slice(statement.start, statement.end)),
  );
  const stated = readTaskSize(each);
  return stated !== null && stated.value.cpu !== null && stated.value.memoryMiB !== null ? stated : null;
}

function taskFrom(
  match: PatternMatch,
  cpuWritten: string | undefined,
  amount?: string,
  unit?: string,
): TaskSize | null {
  if (NOT_A_TASK.test(textBefore(match))) return null;
  const number = cpuWritten === undefined ? null : numberFrom(cpuWritten);
  // Nobody gives one task a hundred processors: such figures are CPU units.
  const cpu = number === null ? null : number >= 128 ? number : number * 1024;
  const memoryMiB = amount === undefined ? null : Math.ceil(numberFrom(amount) * (/^m/i.test(unit ?? "") ? 1 : 1024));
  const isTask =
    (cpu === null || (cpu > 0 && cpu <= 16384)) && (memoryMiB === null || (memoryMiB >= 64 && memoryMiB <= 122880));
  return isTask ? { cpu, memoryMiB } : null;
}

const FAMILY =
  "(?:t[234]g?|[mr][4-8][a-z]*|x[128][a-z]*|z1d|c[4-8][a-z]*)\\.(?:micro|small|medium|large|\\d{0,2}xlarge)(?![\\w-])";
const DATABASE_CLASS = new RegExp(`(?<![\\w.])(?:db\\.)?${FAMILY}`, "gi");
const DATABASE_CLASS_NAMED = new RegExp(`(?<![\\w.])db\\.${FAMILY}`, "gi");
const CACHE_CLASS = new RegExp(`(?<![\\w.])(?:cache\\.)?${FAMILY}`, "gi");
const CACHE_CLASS_NAMED = new RegExp(`(?<![\\w.])cache\\.${FAMILY}`, "gi");
const STORAGE = new RegExp(
  `${FRESH}${N}\\s*-?(gib|gb|gigs?|gigabytes?|tib|tb|terabytes?)\\b(?!\\s*(?:/|per\\b|an?\\s+(?:day|week|month|year)|each\\s+(?:day|week|month|year)|(?:of\\s+)?(?:ram|memory|cache)\\b|(?:more|extra)\\b))`,
  "gi",
);
const IS_STORAGE = /^\s*-?(?:of\s+)?(?:gp[23]|ssd|io[12]|storage|disk|ebs|volume|allocated|provisioned)/i;
const GROWN =
  /\b(?:up to|max(?:imum)?|auto-?\s?scal\w*(?:\s+storage)?(?:\s+up)?\s+to|grow\w*(?:\s+up)?\s+to|cap(?:ped)?(?:\s+at)?|limit(?:ed)?(?:\s+(?:to|of))?)\W*(?:of\W+|about\W+)?$/i;
const NOT_STORAGE =
  /\b(?:grow\w*(?:\s+(?:by|with))?|dumps?(?:\s+(?:of|is))?|add(?:s|ing)?|increas\w+(?:\s+by)?|ram|memory|heap|buffer|cache|v?cpus?|cores?)\W+(?:of\W+|about\W+|with\W+|and\W+)?$/i;
const READERS = new RegExp(
  `(?<![\\w.])(?:${COUNT}|an?)\\s+(?:aurora\\s+|cross-az\\s+)?(?:readers?|read[- ]?only\\s+(?:replicas?|instances?|nodes?)|read[- ]?replicas?|reader\\s+(?:instances?|nodes?)|read\\s+nodes?)(?![\\w])(?!\\s+endpoint)`,
  "gi",
);
const CAPACITY = new RegExp(
  `(?<![\\w.])${N}\\s*(?:acus?)?\\s*(?:-|–|—|to|and|until|\\.\\.+|up to)\\s*${N}\\s*(?:acus?\\b|(?:aurora )?capacity units?)|\\bacus?\\s*[:=]?\\s*(?:from\\s+|between\\s+)?${N}\\s*(?:-|–|—|to|and|\\.\\.+)\\s*${N}(?![\\w])|\\bmin(?:imum)?\\.?\\s*(?:of\\s+)?[:=]?\\s*${N}\\s*(?:acus?)?\\s*(?:,|/|and)?\\s*max(?:imum)?\\.?\\s*(?:of\\s+)?[:=]?\\s*${N}\\s*acus?\\b|(?<![\\w.])${N}\\s*acus?\\s*min(?:imum)?\\s*(?:,|/|and)?\\s*${N}\\s*acus?\\s*max(?:imum)?`,
  "gi",
);
const CAPACITY_TOP = new RegExp(
  `\\b(?:up to|max(?:imum)?|at most|limit(?:ed)? (?:to|of)|cap(?:ped)? at)\\s*(?:of\\s+)?[:=]?\\s*${N}\\s*acus?\\b`,
  "gi",
);

/** `own`: what is said about the primary database; `wider`: fields that may name its class or its readers. */
export function readDatabaseSizes(own: readonly Statement[], wider: readonly Statement[]): DatabaseSizes {
  const gib = (match: PatternMatch) => {
    const value = Math.ceil(numberFrom(match.groups[0]) * (/^t/i.test(match.groups[1] ?? "") ? 1024 : 1));
    return value >= 1 && value <= 65536 && !NOT_STORAGE.test(textBefore(match)) ? value : null;
  };
  const grown = (match: PatternMatch) => GROWN.test(textBefore(match));
  const isClass = (match: PatternMatch) => (/\bec2\W+(?:instance\W+)?$/i.test(textBefore(match)) ? null : match.text);
  const named = (text: string) => `db.${text.toLowerCase().replace(/^db\./, "")}`;
  const instanceClass = firstFigure(own, DATABASE_CLASS, isClass) ?? firstFigure(wider, DATABASE_CLASS_NAMED, isClass);
  return {
    instanceClass: instanceClass && { ...instanceClass, value: named(instanceClass.value) },
    storageGiB:
      firstFigure(own, STORAGE, (match) => (IS_STORAGE.test(textAfter(match)) && !grown(match) ? gib(match) : null)) ??
      firstFigure(own, STORAGE, (match) => (grown(match) ? null : gib(match))),
    maxStorageGiB: firstFigure(own, STORAGE, (match) => (grown(match) ? gib(match) : null)),
    readers: firstFigure([...own, ...wider], READERS, (match) => within(numberFrom(match.groups[0] ?? "a"), 1, 15)),
    capacity: readCapacity(own),
  };
}

function readCapacity(statements: readonly Statement[]): DatabaseSizes["capacity"] {
  if (!mentions(statements, /\bacus?\b|capacity unit/i)) return null;
  // Capacity goes in half steps from 0 to 256: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
  const step = (written: string | undefined) => Math.ceil(numberFrom(written) * 2) / 2;
  return (
    firstFigure(statements, CAPACITY, ({ groups }) => {
      const [low, high] = groups.filter((group) => group !== undefined);
      const [min, max] = [step(low), step(high)];
      return min >= 0 && max >= 1 && max <= 256 && min <= max ? { min, max } : null;
    }) ??
    firstFigure(statements, CAPACITY_TOP, ({ groups }) => {
      const max = within(step(groups[0]), 1, 256);
      return max === null ? null : { min: null, max };
    })
  );
}

const CACHE_NODES = new RegExp(
  `(?<![\\w.])(?:${COUNT}|(single))[\\s-]+(?:small\\s+)?(?:redis\\s+|valkey\\s+|memcached\\s+|cache\\s+|elasticache\\s+)?nodes?(?![\\w])`,
  "gi",
);
const CACHE_REPLICAS = new RegExp(
  `(?<![\\w.])(?:${COUNT}|an?)\\s+(?:read\\s+|redis\\s+|valkey\\s+)?replicas?(?![\\w])`,
  "gi",
);

/** `own`: what is said about the cache; `wider`: fields that may name its node class. */
export function readCacheSizes(own: readonly Statement[], wider: readonly Statement[]): CacheSizes {
  const nodeType =
    firstFigure(own, CACHE_CLASS, (match) => match.text) ??
    firstFigure(wider, CACHE_CLASS_NAMED, (match) => match.text);
  const named = (text: string) => `cache.${text.toLowerCase().replace(/^cache\./, "")}`;
  return {
    nodeType: nodeType && { ...nodeType, value: named(nodeType.value) },
    nodes:
      firstFigure(own, CACHE_NODES, ({ groups }) => within(numberFrom(groups[0] ?? groups[1]), 1, 6)) ??
      firstFigure(own, CACHE_REPLICAS, ({ groups }) => within(numberFrom(groups[0] ?? "a") + 1, 2, 6)),
  };
}

const PERCENT =
  /(?<![\w.,])(\d{2})(?:\s*(?:-|–|to)\s*(\d{2}))?\s*-?(?:%|percent|pct)(?!\s*(?:more|less|extra|headroom|of (?:the )?(?:requests|traffic|users|orders)|spot|discount|uptime|off\b))/gi;
const PLAIN =
  /\bcpu(?:\s+(?:utili[sz]ation|usage|load|average|target))*\s*(?:of|at|to|above|over|[>:=~@])?\s*(\d{2})(?![\w.%:]|\s*(?:%|units?|percent|v?cpu|[mg]i?b))|\btarget(?:\s+(?:value|tracking|cpu))*\s*(?:of|at|is|[:=])?\s*(\d{2})(?![\w.%:]|\s*(?:%|rps|req\w*|ms|seconds?|s\b|[mg]i?b|users?|messages?|tasks?))/gi;
const SCALES_IN =
  /\b(?:scale[sd]?|scaling)[\s-]+(?:in|down)\b[^,;]{0,24}$|\b(?:down|in) (?:at|below|under)\s*$|(?:^|[,(/]|\band|\bor)\s*(?:below|under|<)\s*$/i;

/** CPU target of a service, or of the system where the text is about all; `worker` says whose the figure may be. */
export function readCpuPercent(statements: readonly Statement[], worker: boolean | null): Stated<number> | null {
  const fits = (match: PatternMatch): number | null => {
    const written = match.groups.filter((group) => group !== undefined).map(Number);
    const segment = segmentText(match.statement, match.start);
    if (SCALES_IN.test(textBefore(match)) || /\b(?:alarms?|alerts?|database|rds|disk)\b/i.test(segment)) return null;
    const forWorkers = /\b(?:workers?|consumers?|queue|background)\b/i.test(segment);
    if (worker === false && forWorkers) return null;
    return within(Math.max(...written), 20, 95);
  };
  const near = statements.filter(({ text, start, end }) => /cpu/i.test(text.slice(start, end)));
  const found = figuresIn(near, PERCENT).flatMap((match) => {
    const value = fits(match);
    return value === null ? [] : [{ value, evidence: match.evidence, far: distanceToCpu(match) }];
  });
  const [first] = found.sort((a, b) => a.far - b.far);
  if (first !== undefined) return { value: first.value, evidence: first.evidence };
  return firstFigure(statements, PLAIN, fits);
}

/** "memory 80 %, CPU 70 %": the figure that stands next to the word counts; memory, requests and latency push one away. */
function distanceToCpu({ statement, start, end }: PatternMatch): number {
  const text = statement.text.slice(statement.start, statement.end).toLowerCase();
  const [from, to] = [start - statement.start, end - statement.start];
  let nearest = Number.POSITIVE_INFINITY;
  for (let at = text.indexOf("cpu"); at >= 0; at = text.indexOf("cpu", at + 3)) {
    const between = at < from ? text.slice(at + 3, from) : text.slice(to, at);
    nearest = Math.min(nearest, between.length + (/\bmem|ram\b|request|latenc|\d\s*%/.test(between) ? 100 : 0));
  }
  return nearest;
}

function within(value: number, least: number, most: number): number | null {
  return value >= least && value <= most ? value : null;
}

function mentions(statements: readonly Statement[], pattern: RegExp): boolean {
  return statements.some(({ text, start, end }) => pattern.test(text.slice(start, end)));
}
