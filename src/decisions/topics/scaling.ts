// In: the answers as read. Out: the least and the largest number of instances of the part that serves requests. Never takes a load for a size.
import type { Kind } from "../../answers/overrides.ts";
import type { Decision, Evidence } from "../decision.ts";
import { firstChosen } from "./matches.ts";
import { turnedSize } from "./service-doubts.ts";
import { readSize, type Size } from "./service-size.ts";
import { GENERAL_SIZES, sizesOf } from "./service-sizes.ts";
import type { Reading, Topic, TopicResult } from "./topic.ts";

/** What stands when the text gives no figure. */
export const DEFAULT_SCALING = { min: 2, max: 6 } as const;

/** Words of a service that people or callers reach; the others come later. */
const SERVES =
  /\b(?:api|web|site|front|portal|gateway|bff|server|store ?front|shop|http|rest|graphql|checkout|admin|pages?|app|ui)\b/i;
const BEHIND =
  /\b(?:workers?|consumers?|queue|cron|scheduler|beat|batch|jobs?|nightly|background|sidekiq|celery|lambda|etl|ingest\w*|kinesis|(?:reads?|consumes?|polls?|drains?|listens? (?:to|on)) (?:[a-z]+ ){0,3}(?:sqs|topic|kafka|rabbitmq|stream)|static|varnish|redis)\b/i;

const BEHIND_ALL = new RegExp(BEHIND.source, "gi");

/** The text itself says which part counts most. */
const CORE =
  /\b(?:principal|main|primary|central|core) (?:interface|api|entry|service|application|app|part|component|site|backend)\b/i;

/** "Takes frames over HTTPS": whatever its name says, it is called. */
const CALLED = /\b(?:over|via|by|through|on) https?\b|\bhttps? (?:in\b|endpoint|calls|requests)|\bwebhooks?\b/i;

/** What an override says of the part that a service plays. */
function rankOf(kind: Kind | undefined): number | undefined {
  if (kind === undefined) return undefined;
  return kind === "web" || kind === "api" ? 0 : 2;
}

export const scalingTopic: Topic = { keys: ["scaling.min", "scaling.max"], read: readScaling };

function readScaling(reading: Reading): TopicResult {
  const sizesRead = sizesOf(reading);
  const behind = new Set(
    reading.fields
      .filter(
        ({ field, statements }) => field === "services.technology" && firstChosen(statements, BEHIND_ALL) !== null,
      )
      .map(({ service }) => service),
  );
  const services = reading.answers.output.services.map((service, index) => {
    const text = [service.name, service.purpose, service.technology].join(" ");
    const decided = reading.answers.overrides.services?.[service.name]?.kind;
    const rank =
      rankOf(decided) ??
      ((BEHIND.test(service.name) && !CALLED.test(service.purpose)) || behind.has(index)
        ? 2
        : SERVES.test(text) || CALLED.test(service.purpose) || !BEHIND.test(text)
          ? 0
          : 1);
    return {
      rank,
      size: sizesRead.services[index] ?? null,
      name: service.name,
      isMain: SERVES.test(service.name),
      isCore: CORE.test(service.purpose),
    };
  });
  const serving = services.filter((service) => service.rank === 0).sort((a, b) => Number(b.isCore) - Number(a.isCore));
  const others = services.filter((service) => service.rank > 0).sort((a, b) => a.rank - b.rank);
  const general = GENERAL_SIZES.map((name) => readSize(sizesRead.general.get(name) ?? [], false));
  const sizes = [
    ...serving.map((service) => service.size),
    ...general,
    ...others.map((service) => service.size),
  ].filter((size) => size !== null);
  const isRange = (size: Size) => size.min !== null && size.max !== null && size.max > size.min;
  const main = [...serving.map((service) => service.size), ...general];
  const best = main.find((size) => size !== null && isRange(size)) ?? merged(main) ?? sizes.find(isRange) ?? sizes[0];
  if (best === undefined) return { values: {}, diagnostics: [] };
  const min = best.min ?? Math.min(DEFAULT_SCALING.min, best.max ?? DEFAULT_SCALING.min);
  const max = best.max ?? Math.max(DEFAULT_SCALING.max, min);
  const decision = (value: number, stated: boolean): Decision<number> =>
    stated ? { value, source: "stated", evidence: best.evidence } : { value, source: "default", evidence: [] };
  return {
    values: {
      "scaling.min": decision(min, best.min !== null),
      "scaling.max": decision(Math.max(max, 1), best.max !== null),
    },
    // What one service says of itself is told there.
    diagnostics: general.includes(best) ? turnedSize("scaling.min", best) : [],
  };
}

/** "up to 15" here and "at least 3" there make one range. */
function merged(sizes: readonly (Size | null)[]): Size | undefined {
  const known = sizes.filter((size) => size !== null);
  const first = known[0];
  if (first === undefined || (first.min !== null && first.max !== null)) return first;
  const min =
    first.min ?? known.find((size) => size.min !== null && (first.max === null || size.min <= first.max))?.min ?? null;
  const max = first.max ?? known.find((size) => size.max !== null && (min === null || size.max > min))?.max ?? null;
  const more: Evidence[] = known
    .slice(1)
    .flatMap((size) =>
      (first.min === null && size.min === min) || (first.max === null && size.max === max) ? size.evidence : [],
    );
  return { min, max, evidence: [...first.evidence, ...more] };
}
