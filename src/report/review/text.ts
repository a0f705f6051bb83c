// In: a review. Out: text for a terminal or a log. Nothing of a plan can move a cursor or look like a command of a CI.
import type { Review } from "../../review/review.ts";
import type { Style } from "../outcome.ts";
import { paint, plain } from "../paint.ts";
import { bytes, type Fitted, fitSections } from "./budget.ts";
import { layOut } from "./layout.ts";
import { type Item, type Line, plural } from "./words.ts";

const COLORS: Readonly<Record<string, Parameters<typeof paint>[1]>> = {
  critical: "red",
  high: "red",
  block: "red",
  delete: "red",
  replace: "red",
  medium: "yellow",
  warn: "yellow",
  update: "yellow",
  forget: "yellow",
  create: "green",
  pass: "green",
};

export function printReviewText(review: Review, style: Style, maxBytes: number): string {
  const { title, summary, counts, sections } = layOut(review);
  const head = `${paint(style, "bold", title)}\n${summary.map((line) => `${print(line, style)}\n`).join("")}\n${columns(counts)}`;
  const fitted = fitSections(sections, maxBytes - bytes(head), {
    frame: ({ title: name, many }) => bytes(name) + bytes(many) + 40,
    item: (item, withDetails) => bytes(itemText(item, withDetails, style)),
  });
  return `${head}${fitted.map((part) => sectionText(part, style)).join("")}`;
}

function sectionText({ section, items, leftOut }: Fitted, style: Style): string {
  const more = leftOut === 0 ? "" : `  ${plural(leftOut, `more ${section.one}`, `more ${section.many}`)} not shown\n`;
  const lines = items.map(({ item, withDetails }) => itemText(item, withDetails, style)).join("");
  return `\n${paint(style, "bold", section.title)}\n${lines}${more}`;
}

function itemText({ head, details }: Item, withDetails: boolean, style: Style): string {
  const lines = withDetails ? details.map((line) => `      ${print(line, style)}\n`) : [];
  return `  ${print(head, style)}\n${lines.join("")}`;
}

function print(line: Line, style: Style): string {
  return line
    .map((part) => {
      if (typeof part === "string") return part;
      if ("strong" in part) return paint(style, COLORS[part.strong] ?? "cyan", part.strong);
      return part.value === "" ? '""' : plain(part.value);
    })
    .join("");
}

function columns(counts: readonly (readonly string[])[]): string {
  // The first cell is a name that somebody gave: it must not look like a command of a CI.
  const table = counts.map((row) =>
    row.map((cell) =>
      plain(cell)
        .trim()
        .replace(/^(?=::)/, "\\"),
    ),
  );
  const widths = (table[0] ?? []).map((_, index) => Math.max(...table.map((row) => row[index]?.length ?? 0)));
  return table
    .map(
      (row) =>
        `  ${row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
