// In: a template's text and a view. Out: the rendered text. Never escapes, never guesses: a name that the view does not have throws.
import ejs, { type TemplateFunction } from "ejs";

/** One compilation per text and names: the same Dockerfile is rendered for many services. */
const compiled = new Map<string, TemplateFunction>();

/** Renders `text` with the own properties of `view` as its only names. Values are written as they are: whoever makes the view escapes for the format. */
export function renderTemplate(text: string, view: Readonly<Record<string, unknown>>): string {
  if (!text.includes("%")) return text;
  if (holdsFieldsAlone(text)) return text.replace(FIELD, (_, name: string) => asText(fieldOf(view, name)));
  const names = Object.keys(view);
  const key = `${names.join(",")}\n${text}`;
  const render = compiled.get(key) ?? compileStrict(text, names);
  compiled.set(key, render);
  return render({ ...view });
}

/** Nearly all that templates say: `<%= name %>`. Compiling each of them cost more than all of their rendering. */
const FIELD = /<%=\s*([A-Za-z_]\w*)\s*%>/g;

function holdsFieldsAlone(text: string): boolean {
  return !text.replace(FIELD, "").includes("<%") && !text.includes("%%>");
}

function fieldOf(view: Readonly<Record<string, unknown>>, name: string): unknown {
  if (!Object.hasOwn(view, name)) throw new ReferenceError(`${name} is not defined`);
  return view[name];
}

function compileStrict(text: string, names: string[]): TemplateFunction {
  // The one spelling of a missing name that would render as nothing.
  if (/\blocals\s*[.[]/.test(text))
    throw new Error("a template says `locals.`: plain names throw when they are missing");
  // Without the debugging frame, which would call `escape` for things of its own.
  return ejs.compile(text, { strict: true, compileDebug: false, escape: asText, destructuredLocals: names });
}

function asText(value: unknown): string {
  if (value === undefined || value === null) throw new Error("a template prints a value that is not there");
  return String(value);
}
