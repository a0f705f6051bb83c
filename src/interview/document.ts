// In: the bytes of an answers file, or none. Out: the document with its text, edits of it, and the answers in it as far as they go. Never touches what an edit is not about, and never takes a file of something else for answers.
import type { Answers } from "../answers/answers.ts";
import { FIELDS } from "../answers/fields.ts";
import { readOverrides } from "../answers/override-reader.ts";
import { outputIn } from "../answers/partial.ts";
import { checkStep, parseAnswers, wrongType } from "../answers/read.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isObject } from "../shared/json.ts";
import { toPointer } from "../shared/json-pointer.ts";
import { addAt, type Path, removeAt, setAt } from "./json-text.ts";
import { type Part, QUESTIONS, SERVICE_PARTS, sectionAndKey } from "./questions.ts";

export interface Document {
  readonly text: string;
  readonly hasMark: boolean;
  readonly value: Readonly<Record<string, unknown>>;
  /** Where the ten sections are: `["output"]`, or the root of a bare inner object. */
  readonly base: Path;
}

/** A change of the document, by a path below `base`. */
export type Edit =
  | { readonly kind: "set" | "add"; readonly path: Path; readonly value: unknown }
  | { readonly kind: "remove"; readonly path: Path };

type Opened =
  | { readonly document: Document; readonly diagnostics: readonly [] }
  | { readonly document: undefined; readonly diagnostics: readonly Diagnostic[] };

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const PARTS: readonly Part[] = QUESTIONS.flatMap(({ parts }) => parts);
/** As `PARTS`, in the order in which the template has them in the file. */
const IN_ORDER = FIELDS.flatMap(({ field }) => PARTS.filter((part) => part.field === field));
const SECTIONS: ReadonlySet<string> = new Set(PARTS.map(({ field }) => sectionAndKey(field)[0]));
const isOfService = ({ field }: Part) => field.startsWith("services.");

/** The template with every field empty. */
export function newDocument(): Document {
  return complete(documentOf('{\n  "step": 7,\n  "output": {}\n}\n', false, { step: 7, output: {} }));
}

/** Opens what is an answers file, however little of it is filled in. Throws ScaffoldError for what is no JSON; anything that answers cannot be put into is told by diagnostics. */
export function openDocument(bytes: Uint8Array): Opened {
  const hasMark = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  if (bytes.every((byte, index) => byte <= 32 || (hasMark && index < 3)))
    return { document: { ...newDocument(), hasMark }, diagnostics: [] };
  const { text, document, diagnostics } = parseAnswers(bytes);
  const problems = diagnostics.length > 0 ? diagnostics : checkShape(document);
  if (problems.length > 0 || !isObject(document)) return { document: undefined, diagnostics: problems };
  return { document: documentOf(text, hasMark, document), diagnostics: [] };
}

function documentOf(text: string, hasMark: boolean, value: Readonly<Record<string, unknown>>): Document {
  const isBare = !Object.hasOwn(value, "output") && Object.keys(value).some((key) => SECTIONS.has(key));
  return { text, hasMark, value, base: isBare ? [] : ["output"] };
}

/** Answers have a place when the sections and services are what they should be; a field of another type is shown and can be answered anew. */
function checkShape(value: unknown): Diagnostic[] {
  if (!isObject(value)) return [wrongType("", "an object", value)];
  const step = checkStep(value);
  if (step.length > 0) return step;
  const { base } = documentOf("", false, value);
  const isOurs =
    Object.keys(value).length === 0 || value["step"] === 7 || base.length === 0 || isObject(value["output"]);
  const inner = base.length === 0 ? value : (own(value, "output") ?? {});
  if (!isObject(inner)) return [wrongType("/output", "an object", inner)];
  if (!isOurs || (Object.keys(inner).length > 0 && !Object.keys(inner).some((key) => SECTIONS.has(key))))
    return [
      {
        code: "ANSWERS_NOT_OURS",
        severity: "error",
        pointer: "",
        message: "the file is JSON, but has neither the step nor a section of the template",
        help: "Name another file; one that is not there yet is made.",
      },
    ];
  const sections = [...SECTIONS].flatMap((name) => {
    const section = own(inner, name);
    const isRight = section === undefined || (name === "services" ? Array.isArray(section) : isObject(section));
    return isRight
      ? []
      : [wrongType(toPointer([...base, name]), name === "services" ? "a list" : "an object", section)];
  });
  const services = listAt(inner, ["services"]).flatMap((service, index) =>
    isObject(service) ? [] : [wrongType(toPointer([...base, "services", index]), "an object", service)],
  );
  return [...sections, ...services];
}

function own(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What stands at the path below the base, or undefined. */
export function valueAt(document: Document, path: Path): unknown {
  return [...document.base, ...path].reduce<unknown>(own, document.value);
}

function listAt(inner: unknown, path: Path): readonly unknown[] {
  const found = path.reduce<unknown>(own, inner);
  return Array.isArray(found) ? found : [];
}

/** The strings at the path: of a text one, of anything else none. */
export function textAt(document: Document, path: Path): string {
  const value = valueAt(document, path);
  return typeof value === "string" ? value : "";
}

export function textsAt(document: Document, path: Path): readonly string[] {
  const value = valueAt(document, path);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function serviceNames(document: Document): readonly string[] {
  const services = valueAt(document, ["services"]);
  return Array.isArray(services) ? services.map((_, index) => textAt(document, ["services", index, "name"])) : [];
}

export function pointerOf(document: Document, path: Path): string {
  return toPointer([...document.base, ...path]);
}

/** A service of which only the name is known. */
export function newService(name: string): Record<string, unknown> {
  return Object.fromEntries(
    SERVICE_PARTS.map((part) => {
      const key = sectionAndKey(part.field)[1];
      return [key, key === "name" ? name : emptyOf(part)];
    }),
  );
}

function emptyOf({ isList }: Part): "" | [] {
  return isList ? [] : "";
}

/** The document with the edit, and with every field of the template that was not there, empty. */
export function edited(document: Document, edit: Edit): Document {
  return applied(complete(document), edit);
}

function applied({ text, hasMark, base }: Document, edit: Edit): Document {
  const path = [...base, ...edit.path];
  const next =
    edit.kind === "remove"
      ? removeAt(text, path)
      : edit.kind === "add"
        ? addAt(text, path, edit.value)
        : setAt(text, path, edit.value);
  const value: unknown = JSON.parse(next);
  return documentOf(next, hasMark, isObject(value) ? value : {});
}

/** `validate` asks for every field of the template; nothing to say is an empty one. */
function complete(document: Document): Document {
  const services = listAt(document.value, [...document.base, "services"]);
  const missing: Edit[] = [
    ...IN_ORDER.flatMap((part): Edit[] => {
      if (!isOfService(part)) return missingField(document, sectionAndKey(part.field), part);
      return part === SERVICE_PARTS[0] ? missingField(document, ["services"], { ...part, isList: true }) : [];
    }),
    ...services.flatMap((_, index) =>
      SERVICE_PARTS.flatMap((part) => missingField(document, ["services", index, sectionAndKey(part.field)[1]], part)),
    ),
  ];
  return missing.reduce(applied, document);
}

function missingField(document: Document, path: Path, part: Part): Edit[] {
  return valueAt(document, path) === undefined ? [{ kind: "set", path, value: emptyOf(part) }] : [];
}

export function bytesOf({ text, hasMark }: Document): Uint8Array {
  return new TextEncoder().encode(hasMark ? `\ufeff${text}` : text);
}

/** The answers as far as they go: what is missing or of another type counts as empty. */
export function answersIn(document: Document): Answers {
  return {
    base: toPointer(document.base),
    project: "app",
    output: outputIn(valueAt(document, [])),
    overrides: readOverrides(own(document.value, "decisions")).overrides,
  };
}
