// In: nothing. Out: what a topic is and what it gets: the answers with every string already read. Never decides.
import type { Answers, TextField } from "../../answers/answers.ts";
import type { DecisionKey } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DecisionTable, Evidence } from "../decision.ts";
import type { Statement } from "../text/statements.ts";

/** One string of the answers with its statements. */
export interface ReadField extends TextField {
  readonly statements: readonly Statement[];
}

/** The whole document, read once and shared by all topics. `fields` keeps the order of the template. */
export interface Reading {
  readonly answers: Answers;
  readonly fields: readonly ReadField[];
}

/** What a topic found. `values` holds only decisions that the text makes (source stated or inferred); `decide` fills in defaults. `used`: further evidence that counts as coverage. */
export interface TopicResult {
  readonly values: Partial<DecisionTable>;
  readonly diagnostics: readonly Diagnostic[];
  readonly used?: Partial<Record<DecisionKey, readonly Evidence[]>>;
}

/** One file per topic exports one of these; the registry is the list in decide.ts. `read` is pure and never throws. */
export interface Topic {
  readonly keys: readonly DecisionKey[];
  readonly read: (reading: Reading) => TopicResult;
}

/** The fields of that name ("data_architecture.primary_database"; a section name alone for all of a section). */
export function fieldsOf(reading: Reading, ...names: readonly string[]): ReadField[] {
  return reading.fields.filter((field) => names.includes(field.field) || names.includes(field.section));
}
