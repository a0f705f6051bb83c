// In: how one service was read. Out: what is open, contradictory or impossible in it, as diagnostics. Never changes the reading.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Evidence } from "../decision.ts";
import { sliceOf } from "./matches.ts";
import type { ServiceTexts } from "./service-kind.ts";
import type { Size } from "./service-size.ts";
import { impossiblePort } from "./service-technology.ts";
import type { FoundSchedule } from "./service-times.ts";

const CLOCK =
  /\b(?:celery[- ]?beat|beat\b(?! (?:the|our|up))|(?:the|a) clock (?:for|of|process)|clock process|clockwork|schedule:work|rufus[- ]scheduler|apscheduler|sidekiq[- ](?:cron|scheduler)|solid_queue scheduler|(?:periodic|cron) (?:tasks?|jobs?) (?:scheduler|dispatcher))\b/i;

/** A figure behind the word "port" that no port has: what is written is not what is meant. */
export function wrongPort({ name, technology, purpose, scaling }: ServiceTexts): Diagnostic[] {
  const at = impossiblePort([...technology, ...purpose, ...scaling]);
  if (at === null) return [];
  return [
    {
      code: "DECISION_IMPOSSIBLE",
      severity: "error",
      pointer: at.pointer,
      message: `Service "${name}": "${at.quote}" is no port; ports go from 1 to 65535.`,
      help: `Name the port that it listens on, or set decisions.services["${name}"].port.`,
    },
  ];
}

/** "min 8, max 2": read the other way round, and told. `whose` opens the message: 'Service "orders"'. */
export function turnedSize(whose: string, size: Size | null): Diagnostic[] {
  if (size?.turned === undefined) return [];
  const [at, ...more] = size.evidence;
  const quotes = [...new Set(size.evidence.map(({ quote }) => `"${quote}"`))].join(" and ");
  const related = more.map(({ pointer }) => pointer).filter((pointer) => pointer !== at.pointer);
  return [
    {
      code: "DECISION_CONFLICT",
      severity: "warning",
      pointer: at.pointer,
      message: `${whose}: ${quotes} asks for more tasks at least than at most; read as ${size.min} to ${size.max}.`,
      help: "Name the smaller figure as the least.",
      ...(related.length > 0 ? { related } : {}),
    },
  ];
}

/** A process that keeps the time for others ("celery beat") runs always and has no time of its own. */
function isClock(texts: ServiceTexts): boolean {
  return [...texts.technology, ...texts.purpose].some((statement) => CLOCK.test(sliceOf(statement)));
}

/** A run without a time, or with more than one. `isSet`: an override says that it runs on a schedule. */
export function scheduleDoubts(
  texts: ServiceTexts,
  isSet: boolean,
  schedule: FoundSchedule | null,
  pointer: string,
): Diagnostic[] {
  if (schedule === null && isClock(texts)) return [];
  if (schedule === null) {
    const why = isSet ? "is set to run on a schedule" : "runs on a schedule";
    return [
      {
        code: "DECISION_UNDECIDED",
        severity: "warning",
        pointer: `${pointer}/purpose`,
        message: `Service "${texts.name}" ${why}, but its text gives no time.`,
        help: 'Say when it runs, for example "nightly at 2am London time" or "every 15 minutes".',
      },
    ];
  }
  const several = /\b(?:daily|weekly|monthly)\b\s*(?:\/|,|and|or|\+)\s*(?:daily|weekly|monthly)\b/i;
  const many = [...texts.technology, ...texts.purpose].some((statement) => several.test(statement.text));
  if (!schedule.reading.assumed && !many)
    return isAtHour(schedule.reading) && schedule.reading.timezone === null ? [noZone(texts.name, schedule)] : [];
  return [
    {
      code: many ? "DECISION_OPEN_CHOICE" : "DECISION_UNDECIDED",
      severity: many ? "warning" : "info",
      pointer: schedule.evidence.pointer,
      message: many
        ? `Service "${texts.name}" names several schedules; read as ${schedule.reading.expression}.`
        : `"${schedule.evidence.quote}" names no hour; service "${texts.name}" runs at ${schedule.reading.expression}.`,
      help: many ? "Name one schedule per service." : "Name the hour and the time zone.",
    },
  ];
}

/** cron(minute hour …) with an hour of its own. */
function isAtHour({ expression }: FoundSchedule["reading"]): boolean {
  return /^cron\(\d+ \d+ /.test(expression);
}

function noZone(name: string, { reading, evidence }: FoundSchedule): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "info",
    pointer: evidence.pointer,
    message: `"${evidence.quote}" names no time zone; service "${name}" runs at ${reading.expression}, UTC.`,
    help: 'Name the time zone, for example "London time".',
  };
}

export function guessedKind(name: string, kind: string, pointer: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: `${pointer}/purpose`,
    message: `Service "${name}": kind guessed; no text says what sets it to work, read as ${kind}.`,
    help: "Say whether it answers requests, takes messages from a queue or runs on a schedule, or set its kind under decisions.services.",
  };
}

export function noRuntime(name: string, pointer: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: `${pointer}/technology`,
    message: `The runtime of service "${name}" is not named.`,
    help: `Name language and version ("Node 20"), or set decisions.services["${name}"].runtime.`,
  };
}

/** "Go or Node, to be decided". */
export function openRuntime(name: string, runtime: string, [first, ...others]: readonly Evidence[]): Diagnostic[] {
  if (first === undefined) return [];
  const names = [...new Set([first, ...others].map(({ quote }) => quote))].join(" or ");
  return [
    {
      code: "DECISION_OPEN_CHOICE",
      severity: "warning",
      pointer: first.pointer,
      message: `Service "${name}": the text leaves open ${names}; read as ${runtime}.`,
      help: `Name the one you want, or set decisions.services["${name}"].runtime.`,
    },
  ];
}
