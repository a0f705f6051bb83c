// In: parsed answers. Out: every string of them read into statements, once per answers. Never decides.
import { type Answers, textFields } from "../answers/answers.ts";
import { readStatements } from "./text/statements.ts";
import type { Reading } from "./topics/topic.ts";

const known = new WeakMap<Answers, Reading>();

/** Reads every string once; the same answers give the same reading. */
export function readProse(answers: Answers): Reading {
  const before = known.get(answers);
  if (before) return before;
  const reading: Reading = {
    answers,
    fields: textFields(answers).map((field) => ({ ...field, statements: readStatements(field.pointer, field.text) })),
  };
  known.set(answers, reading);
  return reading;
}
