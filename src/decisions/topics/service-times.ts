// In: the texts of one service. Out: when it runs, as the text means it for now. Never takes the hours of people ("opened every day") for a run of its own.
import type { Evidence } from "../decision.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import { sliceOf } from "./matches.ts";
import { readSchedule, type ScheduleReading } from "./service-schedule.ts";

export interface FoundSchedule {
  readonly reading: ScheduleReading;
  readonly evidence: Evidence;
}

/** No phrase about time begins without one of these. */
const ANY_TIME = /\d|[a-z]ly\b|every|each|twice|thrice|once|night|noon|week|month|half|quarter|day/i;
const OF_PEOPLE =
  /\b(?:used|opened|visited|consulted|looked at|edited|changed|called|polled|deployed|released)\s+(?:by|about|on|at|every|each|once|twice|several|many|a|\d)|\b(?:people|users|visitors|customers|students|teachers|staff|editors|clients|browsers?|devices?|sensors?|apps?|map|page)\s+(?:\w+ )?(?:uses?|opens?|visits?|looks?|logs? in|comes?|changes?|edits?|checks?|polls?|calls?|asks?|sends?)\b/i;

/** The most exact time that the service's texts give; one with an hour beats "nightly". */
export function scheduleOf(statements: readonly Statement[]): FoundSchedule | null {
  let vague: FoundSchedule | null = null;
  for (const statement of statements) {
    const text = sliceOf(statement);
    const reading = ANY_TIME.test(text) ? readSchedule(text) : null;
    if (reading === null) continue;
    const [start, end] = [statement.start + reading.start, statement.start + reading.end];
    if (["past", "negated", "future", "foreign"].includes(statusAt(statement, start, start + 1).status)) continue;
    const found = { reading, evidence: evidenceAt(statement, start, end) };
    if (!reading.assumed) return found;
    vague ??= found;
  }
  return vague;
}

/** A time at which the service itself sets to work; null where the time is that of its users, or there is none. */
export function ownSchedule(statements: readonly Statement[]): FoundSchedule | null {
  return scheduleOf(statements.filter((statement) => !isOfPeople(statement)));
}

/** The statement tells when people or other programs come, not when the service sets to work. */
export function isOfPeople(statement: Statement): boolean {
  return OF_PEOPLE.test(sliceOf(statement));
}
