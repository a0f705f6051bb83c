// In: a template's text and a view. Out: the rendered text. Never escapes, never guesses: a name that the view does not have throws.
import { compile } from "ejs";

/** Renders `text` with the own properties of `view` as its only names. Values are written as they are: whoever makes the view escapes for the format. */
export function renderTemplate(text: string, view: Readonly<Record<string, unknown>>): string {
  const render = compile(text, {
    strict: true,
    escape: String,
    destructuredLocals: Object.keys(view),
  });
  return render({ ...view });
}
