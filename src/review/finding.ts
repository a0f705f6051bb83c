// In: what a rule has to say. Out: findings whose words are ours and whose values are quotes, kept apart until they are masked and escaped. Never holds text in which the two are mixed.
import type { Row } from "./plan.ts";
import type { Quote } from "./quote.ts";

/** From what must not happen by accident to what is only good to know. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

export type Severity = (typeof SEVERITIES)[number];

export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Parts of a sentence: words of ours, and quotes of the plan, which cannot be read before they are masked. */
export type Message = readonly (string | Quote)[];

/** The same for reports: words of ours as they are, values masked and still to be escaped. */
export type ShownMessage = readonly (string | { readonly value: string })[];

/** Words of ours around quotes of the plan: say`${before} days of backups become ${after}`. */
export function say(words: TemplateStringsArray, ...quotes: readonly Quote[]): Message {
  return words.flatMap((word, index) => {
    const quote = quotes[index];
    return [...(word === "" ? [] : [word]), ...(quote === undefined ? [] : [quote])];
  });
}

/** Messages and words one after the other. */
export function join(...parts: readonly (Message | string)[]): Message {
  return parts.flatMap((part) => (typeof part !== "string" ? [...part] : part === "" ? [] : [part]));
}

/** What a rule found. */
export interface Finding {
  /** Stable id of the rule, `family/name`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The object that it is about; undefined when it is about the plan as a whole. */
  readonly row: Row | undefined;
  /** The one argument that it is about. */
  readonly argument?: string;
  /** Names what is not a row: an output, a check, a drifted object. */
  readonly address?: string;
  readonly message: Message;
}
