// In: the bytes of an answers file. Out: Answers, or diagnostics with JSON pointers, all of them. Never interprets a text and never writes.
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { isObject, MAX_DEPTH, measure, membersOf } from "../shared/json.ts";
import { isWithin } from "../shared/json-pointer.ts";
import type { Answers } from "./answers.ts";
import { findDuplicateKeys } from "./duplicate-keys.ts";
import { checkKeys } from "./keys.ts";
import { checkNames, matchServices } from "./names.ts";
import { readOverrides } from "./override-reader.ts";
import { outputIn, type Partial } from "./partial.ts";
import { outputSchema } from "./schema.ts";
import { toDiagnostics } from "./zod-diagnostics.ts";

export interface ReadResult {
  /** Undefined when there are errors. */
  readonly answers: Answers | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the answers name the system themselves. */
  readonly isNamed: boolean;
  /** Of answers with errors: what can be judged all the same. Undefined for what are no answers of this step at all. */
  readonly partial?: Partial;
}

/** 5 MB: answers are a few kilobytes; anything larger is another file. */
export const MAX_BYTES = 5 * 1024 * 1024;

/** Reads the file's bytes. `fallbackName` names the system when the answers do not. Throws ScaffoldError for what is no JSON at all. */
export function readAnswers(bytes: Uint8Array, fallbackName: string): ReadResult {
  const { document, diagnostics } = parseAnswers(bytes);
  return document === undefined ? fail(diagnostics) : readDocument(document, diagnostics, fallbackName);
}

/** The JSON of the file, before anything is asked of its shape: its text without a byte order mark, and its value, which is undefined for one that is too deep. Throws ScaffoldError for what is no JSON at all. */
export function parseAnswers(bytes: Uint8Array): {
  readonly text: string;
  readonly document: unknown;
  readonly diagnostics: readonly Diagnostic[];
} {
  const text = decode(bytes);
  const { isTooDeep, members } = measure(text, MAX_DEPTH);
  if (!isTooDeep) {
    const document = parse(text);
    return { text, document, diagnostics: members === membersOf(document) ? [] : findDuplicateKeys(text) };
  }
  const tooDeep: Diagnostic = {
    code: "ANSWERS_TOO_DEEP",
    severity: "error",
    pointer: "",
    message: `the file is nested deeper than ${MAX_DEPTH} levels`,
    help: "Check how the file was made; the template has five levels.",
  };
  return { text, document: undefined, diagnostics: [tooDeep] };
}

/** `twice`: what the text says twice. */
function readDocument(document: unknown, twice: readonly Diagnostic[], fallbackName: string): ReadResult {
  if (!isObject(document)) return fail([wrongType("", "an object", document)]);
  const wrapped = Object.hasOwn(document, "output");
  const base = wrapped ? "/output" : "";
  const step = wrapped ? checkStep(document) : [];
  const { name: project, diagnostics: named } = readProject(document);
  const inner = wrapped ? document["output"] : document;
  const parsed = outputSchema.safeParse(inner);
  const unreadable = parsed.success ? [] : toDiagnostics(parsed.error.issues, base, inner);
  const { overrides: written, diagnostics: overridden, unread } = readOverrides(own(document, "decisions"));
  const broken = [...unreadable, ...twice].map(({ pointer }) => pointer);
  const output = parsed.success ? parsed.data : outputIn(inner);
  const names = checkNames(output, base).filter(({ pointer }) => !broken.some((place) => isWithin(pointer, place)));
  const { overrides, diagnostics: strangers } = matchServices(written, output);
  const diagnostics = [
    ...twice,
    ...step,
    ...named,
    ...checkKeys(document, wrapped),
    ...unreadable,
    ...overridden,
    ...names,
    ...strangers,
  ];
  const answers = { base, project: project ?? fallbackName, output, overrides };
  if (!hasErrors(diagnostics)) return { answers, diagnostics, isNamed: project !== undefined };
  return { ...fail(diagnostics), ...(step.length > 0 ? {} : { partial: { answers, broken, unread } }) };
}

function readProject(document: Record<string, unknown>): {
  readonly name: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const project = own(document, "project");
  if (project === undefined) return { name: undefined, diagnostics: [] };
  if (typeof project !== "string")
    return { name: undefined, diagnostics: [wrongType("/project", "a string", project)] };
  if (/[\p{L}\p{N}]/u.test(project)) return { name: project, diagnostics: [] };
  const nameless: Diagnostic = {
    code: "ANSWERS_BAD_NAME",
    severity: "error",
    pointer: "/project",
    message: `project ${JSON.stringify(project.slice(0, 40))} holds no letter or digit`,
    help: "Give the system a name with at least one letter.",
  };
  return { name: undefined, diagnostics: [nameless] };
}

function own(document: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(document, key) ? document[key] : undefined;
}

/** The template numbers its steps; another number is another questionnaire. */
export function checkStep(document: Record<string, unknown>): Diagnostic[] {
  if (!Object.hasOwn(document, "step") || document["step"] === 7) return [];
  return [
    {
      code: "ANSWERS_WRONG_STEP",
      severity: "error",
      pointer: "/step",
      message: `step is ${JSON.stringify(document["step"])?.slice(0, 40)}; allowed: 7`,
      help: "Give the answers of Step 7: System Architecture.",
    },
  ];
}

function fail(diagnostics: readonly Diagnostic[]): ReadResult {
  return { answers: undefined, diagnostics, isNamed: false };
}

/** `wanted` with its article: "an object". */
export function wrongType(pointer: string, wanted: string, found: unknown): Diagnostic {
  const kind = found === null ? "null" : Array.isArray(found) ? "a list" : `a ${typeof found}`;
  return {
    code: "ANSWERS_WRONG_TYPE",
    severity: "error",
    pointer,
    message: `expected ${wanted}, found ${kind}`,
    help: `Write ${wanted} here.`,
  };
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    throw new ScaffoldError(
      "IO_TOO_LARGE",
      `the answers file has ${bytes.length} bytes; at most ${MAX_BYTES} are read`,
      "Check that this is the answers file.",
    );
  }
  try {
    // A byte order mark is dropped by the decoder; CRLF is white space to JSON.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ScaffoldError("IO_NOT_UTF8", "the answers file is not UTF-8", "Save it as UTF-8.", cause);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ScaffoldError(
      "IO_NOT_JSON",
      `the answers file is not JSON: ${reason}${lineOf(text, reason)}`,
      "Correct the syntax at the position named.",
      cause,
    );
  }
}

function lineOf(text: string, reason: string): string {
  const position = /position (\d+)/.exec(reason)?.[1];
  if (position === undefined || reason.includes("line ")) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
