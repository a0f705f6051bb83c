// In: free text and typed pieces of a document. Out: GitHub-flavoured Markdown in which free text stays text. Never emits raw HTML or a link made of free text.
import { oneLine } from "./plain-text.ts";

/** Inline Markdown that a function of this file has made safe, or that is ours. */
export type Inline = string;

/**
 * Free text inside a paragraph, list item, heading or table cell. Escapes only what could mean something, so that the source stays readable;
 * the result never starts a block, never breaks a table row and never becomes a link, an image, a mention or HTML.
 */
export function text(value: string): Inline {
  const line = oneLine(value);
  return (
    line
      .replace(/[\\`*<>|[\]~$]/g, "\\$&")
      // Between two letters an underscore means nothing.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
      .replace(/&(?=#?\w)/g, "\\&")
      // Bare addresses and mentions are looked for in the finished text (https://github.github.com/gfm/#autolinks-extension-),
      // where a backslash no longer stands; a word joiner does, and nobody sees it.
      .replace(/:(?=\/\/)/g, ":\u2060")
      .replace(/(www)(?=\.)/gi, "$1\u2060")
      .replace(/@/g, "@\u2060")
      .replace(/^([#+=-])/, "\\$1")
      .replace(/^(\d{1,9})([.)])/, "$1\\$2")
  );
}

/** Text as code. The number of backticks follows the content. */
export function code(value: string): Inline {
  const line = oneLine(value);
  if (line === "") return "";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${ticks}${padding}${line}${padding}${ticks}`;
}

/** Text as code in a table cell, where a pipe ends the cell even inside code. */
export function codeCell(value: string): Inline {
  return value.includes("|") ? text(value) : code(value);
}

/** A link to a place of ours; the label is free text. */
export function link(label: string, target: string): Inline {
  return `[${text(label)}](${target})`;
}

export function heading(level: 1 | 2 | 3 | 4, title: Inline): string {
  return `${"#".repeat(level)} ${title}`;
}

/** A table with one row a line; empty cells show a dash, so that nobody takes them for forgotten. */
export function table(head: readonly Inline[], rows: readonly (readonly Inline[])[]): string {
  const line = (cells: readonly Inline[]) => `| ${head.map((_, index) => cellOf(cells[index])).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

function cellOf(cell: Inline | undefined): string {
  const content = (cell ?? "").replace(/[\r\n]+/g, " ").trim();
  return content === "" ? "–" : content;
}

export function list(items: readonly Inline[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** "a, b and c". */
export function inWords(items: readonly Inline[]): string {
  return items.join(", ").replace(/, (?=[^,]*$)/, " and ");
}

/** A code block whose fence is longer than any in its content. */
export function fence(language: string, content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${content.replace(/\n+$/, "")}\n${ticks}`;
}

/** Blocks with one empty line between them and a newline at the end; empty ones fall away. */
export function blocks(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
