// In: the read answers. Out: the e-mail addresses that alarms of production are sent to. Never an address that is named for anything else, for another environment, or for later.
import type { Evidence } from "../decision.ts";
import { findPattern, segmentText, sliceOf } from "./matches.ts";
import type { Reading, Topic, TopicResult } from "./topic.ts";

const ADDRESS = /(?<![\w.+-])[a-z0-9][\w.+-]{0,62}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?![\w-]|\.\w)/gi;
const ALARMING = /\b(?:alarm\w*|alert\w*|notif\w+|page[ds]?|paging|pagers?|on-?call|incidents?|escalat\w+)\b/i;
const ELSEWHERE = /\b(?:dev|development|staging|stage|test|qa|uat|acceptance|sandbox|preprod|pre-prod|non-prod)\b/i;
const PRODUCTION = /\b(?:prod|production|live)\b/i;
/** A subscription each; more people are a mailing list. As many and as long as an override may have. */
const MOST_ADDRESSES = 10;
const LONGEST = 100;

export const alarmEmailsTopic: Topic = { keys: ["alarmEmails"], read: readAddresses };

function readAddresses(reading: Reading): TopicResult {
  const found = new Map<string, Evidence>();
  for (const { text: whole, statements, section } of reading.fields) {
    // A drawing names people for whoever reads it.
    if (!whole.includes("@") || section === "architecture_diagrams") continue;
    for (const statement of statements) {
      const slice = sliceOf(statement);
      if (!slice.includes("@") || !ALARMING.test(slice)) continue;
      for (const { text, status, start, evidence } of findPattern(statement, ADDRESS)) {
        const segment = segmentText(statement, start);
        const isOther = ELSEWHERE.test(segment) && !PRODUCTION.test(segment);
        const isNew = !found.has(text) && found.size < MOST_ADDRESSES && text.length <= LONGEST;
        if (status === "chosen" && !isOther && isNew) found.set(text, evidence);
      }
    }
  }
  const [first, ...more] = found.values();
  if (first === undefined) return { values: {}, diagnostics: [] };
  const value = [...found.keys()];
  return { values: { alarmEmails: { value, source: "stated", evidence: [first, ...more] } }, diagnostics: [] };
}
