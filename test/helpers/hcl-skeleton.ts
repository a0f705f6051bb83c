// In: HCL text. Out: the same without comments and without the literal parts of its strings: what is left is structure. Written after hclsyntax/spec.md, apart from the printer.

/** Throws where a string or interpolation does not end, or where a heredoc begins (we print none). */
export function hclSkeleton(text: string): string {
  const { out, at } = code(text, 0, false);
  if (at !== text.length) throw new Error(`unbalanced brace at ${at}`);
  return out.replace(/\s+/g, " ").trim();
}

function code(text: string, start: number, inside: boolean): { out: string; at: number } {
  let out = "";
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === "#" || text.startsWith("//", at)) at = endOfLine(text, at);
    else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at);
      if (end === -1) throw new Error(`comment without end at ${at}`);
      at = end + 2;
    } else if (text.startsWith("<<", at)) throw new Error(`heredoc at ${at}`);
    else if (char === '"') {
      const string = quoted(text, at + 1);
      out += `"${string.out}"`;
      at = string.at;
    } else {
      if (char === "{") depth += 1;
      if (char === "}") {
        if (depth === 0) {
          if (inside) return { out, at };
          throw new Error(`closing brace at ${at}`);
        }
        depth -= 1;
      }
      out += char;
      at += 1;
    }
  }
  if (inside || depth !== 0) throw new Error("text ends inside braces");
  return { out, at };
}

/** The interpolations of a quoted string; `start` is behind the opening quote, the result's `at` behind the closing one. */
function quoted(text: string, start: number): { out: string; at: number } {
  let out = "";
  let at = start;
  while (at < text.length) {
    if (text[at] === "\\") at += 2;
    else if (text.startsWith("$${", at) || text.startsWith("%%{", at)) at += 3;
    else if (text[at] === '"') return { out, at: at + 1 };
    else if (text[at] === "\n") throw new Error(`string without end at ${start}`);
    else if (text.startsWith("${", at) || text.startsWith("%{", at)) {
      const inner = code(text, at + 2, true);
      out += `${text.slice(at, at + 2)}${inner.out}}`;
      at = inner.at + 1;
    } else at += 1;
  }
  throw new Error(`string without end at ${start}`);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
