// In: blocks, statements and texts. Out: Groovy as people indent it. Never a text that Groovy would evaluate: strings are single-quoted, with what ends or escapes them escaped.

/** A block with a head, a statement, or a comment of ours. */
export type Groovy = string | { readonly head: string; readonly body: readonly Groovy[] };

export function block(head: string, body: readonly Groovy[]): Groovy {
  return { head, body };
}

/** A string literal: single quotes know no `${}`. */
export function text(value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    // Groovy reads \uXXXX everywhere, and no odd character belongs into a pipeline.
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `'${escaped}'`;
}

export function comment(value: string): string {
  return `// ${value.replace(/[^\x20-\x7e]+/g, " ").replaceAll("\\u", "\\ u")}`;
}

/** Prints blocks with two spaces for each level. */
export function printGroovy(parts: readonly Groovy[], depth = 0): string {
  const space = "  ".repeat(depth);
  return parts
    .map((part) =>
      typeof part === "string"
        ? `${space}${part}\n`
        : `${space}${part.head} {\n${printGroovy(part.body, depth + 1)}${space}}\n`,
    )
    .join("");
}
