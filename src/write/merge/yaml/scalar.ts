// In: YAML text and where a key or a value starts in it. Out: where it ends. By hand: a pattern would try every blank as the last one, and start anew at every quote.

/** No YAML, or a corner of it that we do not read. Caught in tree.ts of this folder. */
export class Refused extends Error {}

/** Behind the closing quote of the string that starts at `from`; undefined when it has none. */
export function endOfQuoted(text: string, from: number): number | undefined {
  const quote = text[from] ?? "";
  for (let end = text.indexOf(quote, from + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
    if (quote === "'" && text[end + 1] === quote) end++;
    else if (quote === "'" || !isEscaped(text, end)) return end + 1;
  }
  return undefined;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === "\\") before--;
  return (at - before) % 2 === 0;
}

const STARTS_KEY = /[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=\S)/y;

/** The key at `from`, up to and with its colon; undefined when there is none. */
export function keyAt(line: string, from: number): string | undefined {
  const colon = line[from] === '"' || line[from] === "'" ? colonBehindQuoted(line, from) : colonOfPlain(line, from);
  return colon === undefined ? undefined : line.slice(from, colon + 1);
}

function colonBehindQuoted(line: string, from: number): number | undefined {
  let at = endOfQuoted(line, from) ?? line.length;
  while (line[at] === " ") at++;
  return isColon(line, at) ? at : undefined;
}

function colonOfPlain(line: string, from: number): number | undefined {
  STARTS_KEY.lastIndex = from;
  if (!STARTS_KEY.test(line)) return undefined;
  let at = line.indexOf(":", from + 1);
  while (at >= 0 && /\S/.test(line[at + 1] ?? "")) at = line.indexOf(":", at + 1);
  if (at < 0 || !isColon(line, at)) return undefined;
  const comment = commentAt(line, from + 1);
  return comment === undefined || comment > at ? at : undefined;
}

function isColon(line: string, at: number): boolean {
  return line[at] === ":" && (line[at + 1] === " " || line[at + 1] === "\n");
}

/** The `#` that starts a comment: the first one behind a space. */
function commentAt(line: string, from: number): number | undefined {
  for (let at = line.indexOf("#", from); at >= 0; at = line.indexOf("#", at + 1))
    if (/\s/.test(line[at - 1] ?? "")) return at;
  return undefined;
}

/** Behind the last character of the plain scalar in this line, without the spaces and the comment behind it. */
export function endOfPlain(line: string, from: number): number {
  const comment = commentAt(line, from + 1);
  if (comment !== undefined && line[comment - 1] !== " ") throw new Refused();
  let end = comment ?? (line.endsWith("\n") ? line.length - 1 : line.length);
  while (end > from && line[end - 1] === " ") end--;
  return end;
}
