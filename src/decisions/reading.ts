// In: parsed answers. Out: every string of them read into statements, once per answers, and which strings were too long to be read whole. Never decides.
import { type Answers, type TextField, textFields } from "../answers/answers.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { readStatements } from "./text/statements.ts";
import type { Reading } from "./topics/topic.ts";

/** Characters of one field that are interpreted. */
export const FIELD_LIMIT = 20_000;
/** Characters of all fields together; a field counts a little even when it is empty, so that their number is bounded too. */
const DOCUMENT_LIMIT = 400_000;
const FIELD_COST = 40;

interface Kept {
  readonly reading: Reading;
  readonly diagnostics: readonly Diagnostic[];
}

const known = new WeakMap<Answers, Kept>();

/** Reads every string once; the same answers give the same reading. */
export function readProse(answers: Answers): Reading {
  return keep(answers).reading;
}

/** A warning for each text of which only the beginning was interpreted. */
export function overlongTexts(answers: Answers): readonly Diagnostic[] {
  return keep(answers).diagnostics;
}

function keep(answers: Answers): Kept {
  const before = known.get(answers);
  if (before) return before;
  const diagnostics: Diagnostic[] = [];
  let left = DOCUMENT_LIMIT;
  let spent = false;
  const fields = textFields(answers).map((field) => {
    const limit = Math.min(FIELD_LIMIT, Math.max(0, left - FIELD_COST));
    const text = field.text.length > limit ? field.text.slice(0, limit) : field.text;
    left -= text.length + FIELD_COST;
    if (text.length < field.text.length && !spent) {
      spent = limit < FIELD_LIMIT;
      diagnostics.push(tooLong(field, limit, spent));
    }
    return { ...field, text, statements: readStatements(field.pointer, text) };
  });
  const kept: Kept = { reading: { answers, fields }, diagnostics };
  known.set(answers, kept);
  return kept;
}

function tooLong(field: TextField, limit: number, rest: boolean): Diagnostic {
  const what = `the first ${limit} of ${field.text.length} characters are interpreted`;
  return {
    code: "DECISION_TEXT_TOO_LONG",
    severity: "warning",
    pointer: field.pointer,
    message: rest
      ? `All texts together are too long: here ${what}, and nothing of what follows.`
      : `The text is too long: ${what}.`,
    help: "Shorten the text to what decides, or set the decisions under decisions.",
  };
}
