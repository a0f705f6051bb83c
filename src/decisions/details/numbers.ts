// In: the statements of every field, by pointer. Out: all numbers that the answers state outside of decision keys, with their words. Pure; never a default.
import type { Answers } from "../../answers/answers.ts";
import type { Evidence, ServiceReading } from "../decision.ts";
import { readProse } from "../reading.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, sliceOf } from "../topics/matches.ts";
import type { Stated } from "./figures.ts";
import { readBudget, readLoginThrottle, readLogRetention, readMaxReceives, readRateLimit } from "./limits.ts";
import {
  type CacheSizes,
  type DatabaseSizes,
  readCacheSizes,
  readCommonTaskSize,
  readCpuPercent,
  readDatabaseSizes,
  readTaskSize,
  type TaskSize,
} from "./sizes.ts";

/** What the answers state in numbers about production; null where they do not. */
export interface StatedNumbers {
  /** By position of the service. */
  readonly services: readonly {
    readonly task: Stated<TaskSize> | null;
    readonly cpuPercent: Stated<number> | null;
  }[];
  readonly database: DatabaseSizes;
  readonly cache: CacheSizes;
  readonly logRetentionDays: Stated<number> | null;
  /** Requests per five minutes and address. */
  readonly rateLimit: Stated<number> | null;
  /** Attempts to log in are limited as well. */
  readonly loginThrottle: Stated<true> | null;
  readonly maxReceives: Stated<number> | null;
  /** Per month, in the currency of the text. */
  readonly budget: Stated<number> | null;
  /** Environments that are said to be of production's size, by the first word of their name. */
  readonly likeProduction: readonly Stated<string>[];
}

const LIKE_PRODUCTION =
  /(?<![\w-])(staging|stage|stg|pre-?prod(?:uction)?|acceptance|acc|uat|qa|test)(?:\s{1,3}(?:env(?:ironment)?))?\s{0,3}(?:=|is|has|runs|mirrors?|matches|copies|is sized|gets|uses)?\s{0,3}(?:an?\s{1,3}|the\s{1,3})?(?:exact\s{1,3}|full(?:-size)?\s{1,3}|1:1\s{1,3}|same\s{1,3}size\s{1,3}(?:as|like)\s{1,3}|same\s{1,3}sizes\s{1,3}as\s{1,3}|copy\s{1,3}of\s{1,3}|clone\s{1,3}of\s{1,3}|replica\s{1,3}of\s{1,3}|mirror\s{1,3}of\s{1,3}|identical\s{1,3}to\s{1,3}|identical\s{1,3}in\s{1,3}size\s{1,3}to\s{1,3}|as\s{1,3}(?:big|large)\s{1,3}as\s{1,3}|sized\s{1,3}(?:like|as)\s{1,3}|copy\s{1,3}of\s{1,3}|the\s{1,3}size\s{1,3}of\s{1,3})*(?:prod(?:uction)?)(?![\w-])(?:['’]s)?(?:[\s-]{1,3}(?:size[sd]?|sizing))?/gi;
const SAYS_SAME = /=\s{0,3}prod|\bsame\b|copy|clone|replica of|mirror|identical|as (?:big|large) as|siz/i;

/** Reads the numbers. `services` are the readings of answers.output.services, in the same order. */
export function readNumbers(answers: Answers, services: readonly ServiceReading[]): StatedNumbers {
  const { output } = answers;
  const fields = readProse(answers).fields;
  const byPlace = new Map(fields.map((field) => [field.pointer.slice(answers.base.length), field.statements]));
  const of = (...places: readonly string[]): Statement[] => places.flatMap((place) => byPlace.get(place) ?? []);
  const list = (place: string, { length }: readonly unknown[]) =>
    of(...Array.from({ length }, (_, index) => `${place}/${index}`));
  const hosting = of("/infrastructure/hosting_strategy");
  const scaling = of("/scalability/scaling_strategy");
  const available = of("/reliability/high_availability");
  const optimizations = list("/scalability/performance_optimization", output.scalability.performance_optimization);
  const layers = list("/scalability/caching_layers", output.scalability.caching_layers);
  const common = readCommonTaskSize([...hosting, ...of("/infrastructure/containerization"), ...scaling]);
  const general = { worker: readCpuPercent(scaling, true), other: readCpuPercent(scaling, false) };
  const patterns = list(
    "/overall_architecture/communication_patterns",
    output.overall_architecture.communication_patterns,
  );
  return {
    services: output.services.map((_, index) => {
      const own = of(`/services/${index}/scaling_requirements`);
      const worker = services[index]?.kind === "worker";
      return {
        task: readTaskSize([...own, ...of(`/services/${index}/technology`)]) ?? common,
        cpuPercent: readCpuPercent(own, null) ?? (worker ? general.worker : general.other),
      };
    }),
    database: readDatabaseSizes(of("/data_architecture/primary_database"), [
      ...available,
      ...optimizations,
      ...hosting,
      ...scaling,
    ]),
    cache: readCacheSizes(of("/data_architecture/caching_strategy"), [...layers, ...hosting, ...available]),
    logRetentionDays: readLogRetention(of("/infrastructure/monitoring_setup")),
    rateLimit: readRateLimit([
      ...of("/security/api_security", "/infrastructure/hosting_strategy", "/scalability/load_balancing"),
    ]),
    loginThrottle: readLoginThrottle(of("/security/api_security", "/security/authentication")),
    maxReceives: readMaxReceives([
      ...of("/integrations/error_handling"),
      ...patterns,
      ...list("/integrations/communication_patterns", output.integrations.communication_patterns),
      ...list("/reliability/failover_mechanisms", output.reliability.failover_mechanisms),
    ]),
    budget: readBudget(fields.flatMap(({ statements }) => statements)),
    likeProduction: environmentsLikeProduction(
      of("/infrastructure/environment_management", "/infrastructure_as_code/environment_provisioning"),
    ),
  };
}

function environmentsLikeProduction(statements: readonly Statement[]): Stated<string>[] {
  return statements.flatMap((statement) =>
    SAYS_SAME.test(sliceOf(statement))
      ? findPattern(statement, LIKE_PRODUCTION).flatMap(({ status, groups, evidence }) =>
          status === "chosen" && SAYS_SAME.test(evidence.quote) ? [{ value: nameOf(groups[0] ?? ""), evidence }] : [],
        )
      : [],
  );
}

/** The names that environments get when they are decided. */
function nameOf(written: string): string {
  const lower = written.toLowerCase().replace("-", "");
  if (/^st/.test(lower)) return "staging";
  if (lower.startsWith("preprod")) return "preprod";
  return lower.startsWith("acc") ? "acc" : lower;
}

/** All words that state a number, by what they feed. */
export function evidenceOfNumbers(numbers: StatedNumbers): {
  readonly services: readonly (readonly Evidence[])[];
  readonly databases: readonly Evidence[];
  readonly cache: readonly Evidence[];
  readonly monitoring: readonly Evidence[];
  readonly waf: readonly Evidence[];
  readonly queues: readonly Evidence[];
  readonly budget: readonly Evidence[];
  readonly environments: readonly Evidence[];
} {
  const pick = (...stated: readonly (Stated<unknown> | null)[]) =>
    stated.flatMap((one) => (one === null ? [] : [one.evidence]));
  return {
    services: numbers.services.map(({ task, cpuPercent }) => pick(task, cpuPercent)),
    databases: pick(...Object.values(numbers.database)),
    cache: pick(...Object.values(numbers.cache)),
    monitoring: pick(numbers.logRetentionDays),
    waf: pick(numbers.rateLimit, numbers.loginThrottle),
    queues: pick(numbers.maxReceives),
    budget: pick(numbers.budget),
    environments: pick(...numbers.likeProduction),
  };
}
