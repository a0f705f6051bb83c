// In: one text, and where it stands in a YAML document. Out: the text as a YAML scalar: plain where every reader takes it for this very text, else quoted or as a block. Never folds a line.

/** What readers of YAML 1.1 or 1.2 take for something else than text: booleans, null, numbers, times, the merge key. */
const OTHER_THAN_TEXT = [
  /^(?:[Yy]|[Yy]es|YES|[Nn]|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE|[Oo]n|ON|[Oo]ff|OFF|~|[Nn]ull|NULL|<<)?$/,
  /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
  /^(?:0o[0-7]+|[-+]?0b[0-1_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*)$/,
  /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
  /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
  /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|T|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:[ \t]*(?:Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$/,
];
/** None of them starts otherwise. */
const MAY_BE_OTHER = /^(?:[-+.0-9~<eE]|[yYnNtTfFoO]|$)/;

const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Starts with an indicator, holds a space where one means something, or ends with one. */
const UNSAFE = /^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/;

export interface TextPlace {
  /** Spaces before the lines of a text that has several. */
  readonly indent: string;
  readonly kind: "key" | "in a list" | "value";
  /** `# …`, of a block: it ends the line that starts it. */
  readonly comment?: string | undefined;
}

/** `isBlock`: the text stands on lines of its own, and its comment is printed. */
export function printText(text: string, place: TextPlace): { readonly printed: string; readonly isBlock: boolean } {
  const flat = (printed: string) => ({ printed, isBlock: false });
  if (CONTROL.test(text)) return flat(doubleQuoted(text, place));
  const { kind } = place;
  const hasLines = text.includes("\n");
  if (hasLines && kind === "key") return flat(quoted(text, place));
  if (hasLines && kind === "value")
    return /\n[\t ]+$/.test(text) ? flat(quoted(text, place)) : { printed: block(text, place), isBlock: true };
  if (UNSAFE.test(text) || (kind === "in a list" && /[[\]{},]/.test(text))) return flat(quoted(text, place));
  // A top-level key that looks like the start of another document.
  if (kind === "key" && place.indent === "  " && /^(?:%|---|\.\.\.)/m.test(text)) return flat(quoted(text, place));
  const isOther = MAY_BE_OTHER.test(text) && OTHER_THAN_TEXT.some((pattern) => pattern.test(text));
  return flat(isOther ? quoted(text, place) : text.replace(/\n+/g, `$&\n${place.indent}`));
}

function quoted(text: string, place: TextPlace): string {
  return text.includes('"') && !text.includes("'") ? singleQuoted(text, place) : doubleQuoted(text, place);
}

function singleQuoted(text: string, place: TextPlace): string {
  if ((place.kind === "key" && text.includes("\n")) || /[ \t]\n|\n[ \t]/.test(text)) return doubleQuoted(text, place);
  return `'${text.replaceAll("'", "''").replace(/\n+/g, `$&\n${place.indent}`)}'`;
}

/** A text of this length with line ends is written on several lines; each line end is then an empty line more. */
const SHORTEST_WITH_LINES = 40;
const ESCAPES: Readonly<Record<string, string>> = { "0000": "\\0", "0007": "\\a", "000b": "\\v", "001b": "\\e" };
const TOKEN = / (?=\\n)|\\u([0-9a-f]{4})|((?:\\n)+)( ?)("$)?|\\./g;

function doubleQuoted(text: string, { kind, indent }: TextPlace): string {
  const json = JSON.stringify(text);
  const isOnLines = kind !== "key" && json.length >= SHORTEST_WITH_LINES;
  return json.replace(TOKEN, (token: string, code?: string, ends?: string, space?: string, last?: string) => {
    if (token === " ") return "\\ ";
    if (code !== undefined) return ESCAPES[code] ?? (code.startsWith("00") ? `\\x${code.slice(2)}` : token);
    if (ends === undefined || !isOnLines) return token;
    // The last one is not followed by a line.
    const count = ends.length / 2 - (last === undefined || space !== "" ? 0 : 1);
    const lines = count === 0 ? "" : `${"\n".repeat(count + 1)}${indent}`;
    if (last === undefined) return lines + (space === "" ? "" : "\\ ");
    return space === "" ? `${lines}\\n"` : `${lines}\\ "`;
  });
}

/** `|`, how its end is to be read, and the lines. Where the text starts with a space, the indentation is said. */
function block(text: string, { indent, comment }: TextPlace): string {
  const end = /[\n\t ]*$/.exec(text)?.[0] ?? "";
  const lineEnd = end.indexOf("\n");
  const chomp = lineEnd === -1 ? "-" : text === end || lineEnd !== end.length - 1 ? "+" : "";
  const body = text.slice(0, text.length - end.length);
  const start = /^[\n ]*/.exec(body)?.[0] ?? "";
  const indented = (lines: string) => lines.replace(/\n+/g, `$&${indent}`);
  const blank = start.slice(0, start.lastIndexOf("\n") + 1);
  const rest = end.replace(/\n$/, "").replace(/(?:^|(?<!\n))\n+(?!\n|$)/g, `$&${indent}`);
  const header = `|${start.includes(" ") ? "2" : ""}${chomp}${comment === undefined ? "" : ` ${comment}`}`;
  return `${header}\n${indent}${indented(blank)}${indented(body.slice(blank.length))}${rest}`;
}
