// In: statements about services and stores. Out: the sizes that the text states for production, as it states them: tasks, database, cache. Never judges whether AWS has them, and never a default.
import { NUMBER_WORDS } from "../text/number-words.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch, segmentText } from "../topics/matches.ts";
import { figuresIn, firstFigure, numberFrom, type Stated, textAfter, textBefore } from "./figures.ts";

/** A task as stated, before it is rounded to what Fargate offers; null where the text leaves one of the two open. */
export interface TaskSize {
  /** CPU units: 1024 are one vCPU. */
  readonly cpu: number | null;
  readonly memoryMiB: number | null;
}

export interface DatabaseSizes {
  /** "small", where it is said of the database itself and no class is named. */
  readonly smallness: Stated<string> | null;
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
  /** "small", where it is said of the cache itself and no class is named. */
  readonly smallness: Stated<string> | null;
  /** "cache.t4g.small", in lower case. */
  readonly nodeType: Stated<string> | null;
  /** Primary and replicas together. */
  readonly nodes: Stated<number> | null;
}

const N = "(\\d+(?:[.,]\\d+)*)";
const COUNT = "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)";
/** Not the second half of a number, a version or a range. */
const FRESH = "(?<![\\w.,]|\\d\\s{0,3}(?:-|–|to)\\s{0,3})";
const CPU = `(?:(\\d+(?:[.,]\\d+)?|half an?|one|two|four|eight)[\\s-]{0,3}(?:v-?cpus?|virtual cpus?|(?:cpu )?cores?|cpu(?: units?)?s?)(?![\\w%])|cpu(?: units?)?\\s{0,3}[:=]?\\s{0,3}(256|512|1024|2048|4096|8192|16384)(?![\\d%]))`;
const MEMORY = `(?:(?:memory|ram|mem)\\s{0,3}[:=]?\\s{0,3}(\\d{3,6})(?![\\w.])|(?:memory|ram|mem)?\\s{0,3}(?:of\\s{1,3})?[:=]?\\s{0,3}${N}\\s{0,3}-?(gib|gb|gigs?|g|mib|mb|m)\\b)`;
const JOIN = "\\s{0,3}(?:each\\b)?\\s{0,3}(?:,|/|\\+|&|\\||x\\b|and\\b|with\\b|, ?with\\b|plus\\b)?\\s{0,3}";
const PAIR = new RegExp(`${FRESH}${CPU}${JOIN}${MEMORY}`, "gi");
const PAIR_TURNED = new RegExp(
  `${FRESH}${N}\\s{0,3}-?(gib|gb|gigs?|mib|mb)\\b(?:\\s{0,3}(?:of\\s{1,3})?(?:ram|memory))?${JOIN}${CPU}`,
  "gi",
);
const CPU_ALONE = new RegExp(`${FRESH}${CPU}`, "gi");
const MEMORY_ALONE = new RegExp(
  `${FRESH}${N}\\s{0,3}-?(gib|gb|gigs?|mib|mb)(?=\\s{0,3}(?:of\\s{1,3})?(?:ram|memory)\\b|\\s{0,3}(?:per|each|a)\\b\\s{0,3}(?:tasks?|pods?|containers?|instances?|replicas?)?\\s{0,3}(?:$|[,.;)]))|\\b(?:ram|memory)\\s{0,3}[:=]?\\s{0,3}${N}\\s{0,3}-?(gib|gb|gigs?|mib|mb)\\b|\\b(?:tasks?|pods?|containers?|replicas?)\\s{0,3}(?:of|with|at|,|x|@|à)\\s{0,3}(?:about )?${N}\\s{0,3}-?(gib|gb|gigs?|mib|mb)\\b`,
  "gi",
);
/** What CPU, MEMORY and both together cannot do without. */
const NEEDS_CPU = /cpu|core/i;
const NEEDS_MEMORY = /\d\s{0,3}-?(?:[gm]i?b|gig|[gm]\b)|(?:ram|mem(?:ory)?)\s{0,3}[:=]?\s{0,3}\d/i;
/** A sum over many tasks, or a machine that is not a task. */
const NOT_A_TASK =
  /\b(?:total|altogether|overall|up to|at most|quota|reservation|in sum)\W+(?:of\W+|at\W+)?$|\b(?:database|rds|redis|laptops?|runners?|ec2|vms?|on-prem\w*|heap|uploads?|files?)\b[^,;]{0,24}$/i;

/** The size of one task, in the text of one service. */
export function readTaskSize(statements: readonly Statement[]): Stated<TaskSize> | null {
  if (!mentions(statements, /cpu|core|ram\b|mem|[gm]i?b\b/i)) return null;
  const pair =
    firstFigure(
      statements,
      PAIR,
      (match) => {
        const [number, units, bare, amount, unit] = match.groups;
        return taskFrom(match, number ?? units, bare ?? amount, bare === undefined ? unit : "mib");
      },
      NEEDS_MEMORY,
    ) ??
    firstFigure(
      statements,
      PAIR_TURNED,
      (match) => {
        const [amount, unit, number, units] = match.groups;
        return taskFrom(match, number ?? units, amount, unit);
      },
      NEEDS_MEMORY,
    );
  return (
    pair ??
    firstFigure(statements, CPU_ALONE, (match) => taskFrom(match, match.groups[0] ?? match.groups[1]), NEEDS_CPU) ??
    firstFigure(
      statements,
      MEMORY_ALONE,
      (match) => {
        const [amount, unit] = match.groups.filter((group) => group !== undefined);
        return taskFrom(match, undefined, amount, unit);
      },
      NEEDS_MEMORY,
    )
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
  // One figure alone is a task's only where a task can have it; both together are no accident.
  const [mostCpu, mostMemory] = cpu !== null && memoryMiB !== null ? [131072, 1_048_576] : [16384, 122880];
  const isTask =
    (cpu === null || (cpu > 0 && cpu <= mostCpu)) &&
    (memoryMiB === null || (memoryMiB >= 64 && memoryMiB <= mostMemory));
  return isTask ? { cpu, memoryMiB } : null;
}

/** Written as a class with its prefix, however it is spelt: whether there is one is judged where classes are known. */
const CLASS = "(?:[a-z]{1,3}\\d{1,2}[a-z]{0,6}[.-][a-z0-9]{3,9}|\\d{0,2}x?large|micro|small|medium)(?![\\w-]|\\.\\w)";
const BARE_FAMILY = "[tmrxzc]\\d{1,2}[a-z]{0,6}\\.";
/** Without the prefix only what is a size, or nearly: "t3.smal". Its parts are texts, so that the build knows what a text must hold for it. */
const BARE = `(?:${BARE_FAMILY}(?:mic|smal|sml|med|lar|lra)[a-z]{0,5}|${BARE_FAMILY}\\d{0,2}xlar?g?e?)(?![\\w-])`;
const DATABASE_CLASS = new RegExp(`(?<![\\w.])(?:db\\.${CLASS}|${BARE})`, "gi");
const DATABASE_CLASS_NAMED = new RegExp(`(?<![\\w.])db\\.${CLASS}`, "gi");
const CACHE_CLASS = new RegExp(`(?<![\\w.])(?:cache\\.${CLASS}|${BARE})`, "gi");
const CACHE_CLASS_NAMED = new RegExp(`(?<![\\w.])cache\\.${CLASS}`, "gi");
const STORAGE = new RegExp(
  `${FRESH}${N}\\s{0,3}-?(gib|gb|gigs?|gigabytes?|tib|tb|terabytes?)\\b(?!\\s{0,3}(?:/|per\\b|an?\\s{1,3}(?:day|week|month|year)|each\\s{1,3}(?:day|week|month|year)|(?:of\\s{1,3})?(?:ram|memory|cache)\\b|(?:more|extra)\\b))`,
  "gi",
);
/** A petabyte: beyond that it is no disk that anybody means. */
const MOST_GIB = 1_048_576;
const NEEDS_STORAGE = /\d\s{0,3}-?(?:[gt]i?b|gig|tera)/i;
const IS_STORAGE = /^\s{0,3}-?(?:of\s{1,3})?(?:gp[23]|ssd|io[12]|storage|disk|ebs|volume|allocated|provisioned)/i;
const GROWN =
  /\b(?:up to|max(?:imum)?|auto-?\s?scal\w*(?:\s{1,3}storage)?(?:\s{1,3}up)?\s{1,3}to|grow\w*(?:\s{1,3}up)?\s{1,3}to|cap(?:ped)?(?:\s{1,3}at)?|limit(?:ed)?(?:\s{1,3}(?:to|of))?)\W*(?:of\W+|about\W+)?$/i;
const NOT_STORAGE =
  /\b(?:grow\w*(?:\s{1,3}(?:by|with))?|dumps?(?:\s{1,3}(?:of|is))?|add(?:s|ing)?|increas\w+(?:\s{1,3}by)?|ram|memory|heap|buffer|cache|v?cpus?|cores?)\W+(?:of\W+|about\W+|with\W+|and\W+)?$/i;
const READERS = new RegExp(
  `(?<![\\w.])(?:${COUNT}|an?)\\s{1,3}(?:aurora\\s{1,3}|cross-az\\s{1,3})?(?:readers?|read[- ]?only\\s{1,3}(?:replicas?|instances?|nodes?)|read[- ]?replicas?|reader\\s{1,3}(?:instances?|nodes?)|read\\s{1,3}nodes?)(?![\\w])(?!\\s{1,3}endpoint)`,
  "gi",
);
const CAPACITY = new RegExp(
  `(?<![\\w.])${N}\\s{0,3}(?:acus?)?\\s{0,3}(?:-|–|—|to|and|until|\\.\\.+|up to)\\s{0,3}${N}\\s{0,3}(?:acus?\\b|(?:aurora )?capacity units?)|\\bacus?\\s{0,3}[:=]?\\s{0,3}(?:from\\s{1,3}|between\\s{1,3})?${N}\\s{0,3}(?:-|–|—|to|and|\\.\\.+)\\s{0,3}${N}(?![\\w])|\\bmin(?:imum)?\\.?\\s{0,3}(?:of\\s{1,3})?[:=]?\\s{0,3}${N}\\s{0,3}(?:acus?)?\\s{0,3}(?:,|/|and)?\\s{0,3}max(?:imum)?\\.?\\s{0,3}(?:of\\s{1,3})?[:=]?\\s{0,3}${N}\\s{0,3}acus?\\b|(?<![\\w.])${N}\\s{0,3}acus?\\s{0,3}min(?:imum)?\\s{0,3}(?:,|/|and)?\\s{0,3}${N}\\s{0,3}acus?\\s{0,3}max(?:imum)?`,
  "gi",
);
const CAPACITY_TOP = new RegExp(
  `\\b(?:up to|max(?:imum)?|at most|limit(?:ed)? (?:to|of)|cap(?:ped)? at)\\s{0,3}(?:of\\s{1,3})?[:=]?\\s{0,3}${N}\\s{0,3}acus?\\b`,
  "gi",
);

/** `own`: what is said about the primary database; `wider`: fields that may name its class or its readers. */
export function readDatabaseSizes(own: readonly Statement[], wider: readonly Statement[]): DatabaseSizes {
  const gib = (match: PatternMatch) => {
    const value = Math.ceil(numberFrom(match.groups[0]) * (/^t/i.test(match.groups[1] ?? "") ? 1024 : 1));
    return value >= 1 && value <= MOST_GIB && !NOT_STORAGE.test(textBefore(match)) ? value : null;
  };
  const grown = (match: PatternMatch) => GROWN.test(textBefore(match));
  const isClass = (match: PatternMatch) => (/\bec2\W+(?:instance\W+)?$/i.test(textBefore(match)) ? null : match.text);
  const named = (text: string) => `db.${text.toLowerCase().replace(/^db\./, "")}`;
  const instanceClass = firstFigure(own, DATABASE_CLASS, isClass) ?? firstFigure(wider, DATABASE_CLASS_NAMED, isClass);
  const storage = (read: (match: PatternMatch) => number | null) => firstFigure(own, STORAGE, read, NEEDS_STORAGE);
  const readers = (match: PatternMatch) => within(numberFrom(match.groups[0] ?? "a"), 1, 99);
  return {
    smallness: instanceClass === null ? readSmallness(own) : null,
    instanceClass: instanceClass && { ...instanceClass, value: named(instanceClass.value) },
    storageGiB:
      storage((match) => (IS_STORAGE.test(textAfter(match)) && !grown(match) ? gib(match) : null)) ??
      storage((match) => (grown(match) ? null : gib(match))),
    maxStorageGiB: storage((match) => (grown(match) ? gib(match) : null)),
    readers: firstFigure([...own, ...wider], READERS, readers, /read/i),
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
      return Number.isFinite(min + max) ? { min, max } : null;
    }) ??
    firstFigure(statements, CAPACITY_TOP, ({ groups }) => {
      const max = step(groups[0]);
      return Number.isFinite(max) ? { min: null, max } : null;
    })
  );
}

/** Of the store itself: alone between marks, or before its name. "Small objects" are something else. */
const SMALL =
  /(?<![\w-])(small|tiny)(?=\s{0,3}(?:$|[,.;:()])|\s{1,3}(?:(?:managed|rds|aurora|single|elasticache|amazon)\s{1,3}){0,2}(?:redis|valkey|memcached|cache|elasticache|postgres\w{0,3}|mysql|mariadb|database|db|rds|nodes?|instances?|cluster|one|size|class)(?![\w-]))/gi;
const NEEDS_SMALL = /small|tiny/i;
const OF_ANOTHER =
  /\b(?:dev\w*|test\w*|staging|stage|acc\w*|uat|qa|pre-?prod\w*|tables?|data ?sets?|objects?|values?|entries|payloads?|traffic|keys)\b/i;

function readSmallness(statements: readonly Statement[]): Stated<string> | null {
  const said = statements
    .filter(({ text, start, end }) => NEEDS_SMALL.test(text.slice(start, end)))
    .flatMap((statement) => findPattern(statement, SMALL))
    .find(({ status, statement, start }) => status === "chosen" && !OF_ANOTHER.test(segmentText(statement, start)));
  return said === undefined ? null : { value: said.text.toLowerCase(), evidence: said.evidence };
}

const CACHE_NODES = new RegExp(
  `(?<![\\w.])(?:${COUNT}|(single))[\\s-]{1,3}(?:small\\s{1,3})?(?:redis\\s{1,3}|valkey\\s{1,3}|memcached\\s{1,3}|cache\\s{1,3}|elasticache\\s{1,3})?nodes?(?![\\w])`,
  "gi",
);
const CACHE_REPLICAS = new RegExp(
  `(?<![\\w.])(?:${COUNT}|an?)\\s{1,3}(?:read\\s{1,3}|redis\\s{1,3}|valkey\\s{1,3})?replicas?(?![\\w])`,
  "gi",
);

/** `own`: what is said about the cache; `wider`: fields that may name its node class. */
export function readCacheSizes(own: readonly Statement[], wider: readonly Statement[]): CacheSizes {
  const nodeType =
    firstFigure(own, CACHE_CLASS, (match) => match.text) ??
    firstFigure(wider, CACHE_CLASS_NAMED, (match) => match.text);
  const named = (text: string) => `cache.${text.toLowerCase().replace(/^cache\./, "")}`;
  return {
    smallness: nodeType === null ? readSmallness(own) : null,
    nodeType: nodeType && { ...nodeType, value: named(nodeType.value) },
    nodes:
      firstFigure(own, CACHE_NODES, ({ groups }) => within(numberFrom(groups[0] ?? groups[1]), 1, 99), /node/i) ??
      firstFigure(own, CACHE_REPLICAS, ({ groups }) => within(numberFrom(groups[0] ?? "a") + 1, 2, 99), /replica/i),
  };
}

const PERCENT =
  /(?<![\w.,])(\d{2})(?:\s{0,3}(?:-|–|to)\s{0,3}(\d{2}))?\s{0,3}-?(?:%|percent|pct)(?!\s{0,3}(?:more|less|extra|headroom|of (?:the )?(?:requests|traffic|users|orders)|spot|discount|uptime|off\b))/gi;
const PLAIN =
  /\bcpu(?:\s{1,3}(?:utili[sz]ation|usage|load|average|target))*\s{0,3}(?:of|at|to|above|over|[>:=~@])?\s{0,3}(\d{2})(?![\w.%:]|\s{0,3}(?:%|units?|percent|v?cpu|[mg]i?b))|\btarget(?:\s{1,3}(?:value|tracking|cpu))*\s{0,3}(?:of|at|is|[:=])?\s{0,3}(\d{2})(?![\w.%:]|\s{0,3}(?:%|rps|req\w*|ms|seconds?|s\b|[mg]i?b|users?|messages?|tasks?))/gi;
/** "sixty-five per cent". */
const PERCENT_IN_WORDS =
  /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](one|two|three|four|five|six|seven|eight|nine))?\s{1,3}per\s?cent\b/gi;
const SCALES_IN =
  /\b(?:scale[sd]?|scaling)[\s-]{1,3}(?:in|down)\b[^,;]{0,24}$|\b(?:down|in) (?:at|below|under)\s{0,3}$|(?:^|[,(/]|\band|\bor)\s{0,3}(?:below|under|<)\s{0,3}$/i;

/** CPU target of a service, or of the system where the text is about all; `worker` says whose the figure may be. */
export function readCpuPercent(statements: readonly Statement[], worker: boolean | null): Stated<number> | null {
  const fits = (match: PatternMatch): number | null => {
    const said = inWords(match);
    const written = said === null ? match.groups.filter((group) => group !== undefined).map(Number) : [said];
    const segment = segmentText(match.statement, match.start);
    if (SCALES_IN.test(textBefore(match)) || /\b(?:alarms?|alerts?|database|rds|disk)\b/i.test(segment)) return null;
    // "65 % for the services and on backlog for the consumers": what follows an "and" is about others.
    const before =
      textBefore(match)
        .split(/\band\b/i)
        .at(-1) ?? "";
    const after = textAfter(match, 60).split(/\band\b/i)[0] ?? "";
    const near = /\band\b/i.test(segment) ? before + after : segment;
    const forWorkers = /\b(?:workers?|consumers?|queue|background)\b/i.test(near);
    if (worker === false && forWorkers) return null;
    return within(Math.max(...written), 20, 95);
  };
  const near = statements.filter(({ text, start, end }) => /cpu/i.test(text.slice(start, end)));
  const found = figuresIn(near, PERCENT, /%|percent|pct/i).flatMap((match) => {
    const value = fits(match);
    return value === null ? [] : [{ value, evidence: match.evidence, far: distanceToCpu(match) }];
  });
  const [first] = found.sort((a, b) => a.far - b.far);
  if (first !== undefined) return { value: first.value, evidence: first.evidence };
  const written = firstFigure(near, PERCENT_IN_WORDS, (match) => (fits(match) === null ? null : inWords(match)));
  return written ?? firstFigure(statements, PLAIN, fits, /cpu|target/i);
}

function inWords({ groups: [tens, ones] }: PatternMatch): number | null {
  const value = NUMBER_WORDS[tens?.toLowerCase() ?? ""];
  return value === undefined ? null : value + (NUMBER_WORDS[ones?.toLowerCase() ?? ""] ?? 0);
}

/** "memory 80 %, CPU 70 %": the figure that stands next to the word counts; memory, requests and latency push one away. */
function distanceToCpu({ statement, start, end }: PatternMatch): number {
  const text = statement.text.slice(statement.start, statement.end).toLowerCase();
  const [from, to] = [start - statement.start, end - statement.start];
  let nearest = Number.POSITIVE_INFINITY;
  for (let at = text.indexOf("cpu"); at >= 0; at = text.indexOf("cpu", at + 3)) {
    const between = at < from ? text.slice(at + 3, from) : text.slice(to, at);
    nearest = Math.min(nearest, between.length + (/\bmem|ram\b|request|latenc|\d\s{0,3}%/.test(between) ? 100 : 0));
  }
  return nearest;
}

function within(value: number, least: number, most: number): number | null {
  return value >= least && value <= most ? value : null;
}

function mentions(statements: readonly Statement[], pattern: RegExp): boolean {
  return statements.some(({ text, start, end }) => pattern.test(text.slice(start, end)));
}
