// In: a review and the place that will show it. Out: Markdown within that place's limit, in which nothing of a plan is anything but text. Never cuts inside a row, a code span or a folded part.
import { ScaffoldError } from "../../diagnostics/errors.ts";
import { blocks, code, codeCell, heading, table } from "../../render/markdown.ts";
import type { Review } from "../../review/review.ts";
import { bytes, type Fitted, fitSections } from "./budget.ts";
import { type Layout, layOut, type Section } from "./layout.ts";
import { type Item, type Line, plural } from "./words.ts";

/** A place that shows Markdown: how much it takes, and whether it folds. */
export interface Target {
  readonly maxBytes: number;
  /** Whether it renders <details>. */
  readonly folds: boolean;
}

/**
 * Below each documented limit, because its unit is disputed: GitHub takes 65,536 (https://github.com/borchero/terraform-plan-comment/issues/25),
 * a step summary 1 MiB, GitLab 1,000,000 characters, Bitbucket Server 32,768, Azure DevOps 150,000.
 */
export const TARGETS = {
  github: { maxBytes: 60_000, folds: true },
  "github-summary": { maxBytes: 1_000_000, folds: true },
  gitlab: { maxBytes: 1_000_000, folds: true },
  bitbucket: { maxBytes: 32_768, folds: false },
  azure: { maxBytes: 150_000, folds: true },
} as const satisfies Record<string, Target>;

/** Sections longer than this are folded where the place can fold. */
const FOLD_FROM = 20;
/** No report says anything useful in less. */
export const LEAST_BYTES = 2000;

export function printMarkdown(review: Review, target: Target): string {
  const layout = layOut(review);
  const head = headOf(layout, Math.floor(target.maxBytes / 3));
  const texts = new Map<Item, string>();
  const short = (item: Item): string => {
    const text = texts.get(item) ?? itemText(item, false);
    texts.set(item, text);
    return text;
  };
  const sections = [...layout.sections, layout.advice].filter(({ items }) => items.length > 0);
  const fitted = fitSections(sections, target.maxBytes - bytes(head), {
    frame: (section) => bytes(sectionText(section, [], target, Number.MAX_SAFE_INTEGER, section.items.length)),
    item: (item, withDetails) => bytes(withDetails ? itemText(item, true) : short(item)) + 1,
  });
  const text = blocks([head.trimEnd(), ...fitted.map((part) => fittedText(part, target))]);
  if (bytes(text) > target.maxBytes)
    throw new ScaffoldError(
      "USAGE",
      `the review does not fit into ${target.maxBytes} bytes, not even shortened`,
      `Give --max-bytes more, or review fewer plans at once.`,
    );
  return text;
}

/** Title, summary and counts; of very many environments only as many as fit into `most` bytes. */
function headOf({ title, summary, counts }: Layout, most: number): string {
  const [columns = [], ...rows] = counts;
  const draw = (count: number) => {
    const more = rows.length - count;
    return blocks([
      heading(3, title),
      ...summary.map(printLine),
      table(
        columns,
        rows.slice(0, count).map(([name = "", ...cells]) => [apart(codeCell(name)), ...cells]),
      ),
      more === 0 ? "" : `${plural(more, "more environment")} not shown here.`,
    ]);
  };
  let count = rows.length;
  while (count > 1 && bytes(draw(count)) > most) count = Math.floor(count / 2);
  return draw(count);
}

function fittedText({ section, items, leftOut, shortened }: Fitted, target: Target): string {
  const lines = items.map(({ item, withDetails }) => itemText(item, withDetails));
  return sectionText(section, lines, target, leftOut, shortened);
}

function sectionText(
  section: Section,
  lines: readonly string[],
  target: Target,
  leftOut: number,
  shortened: number,
): string {
  const more =
    leftOut === 0
      ? ""
      : `**${plural(leftOut, `more ${section.one}`, `more ${section.many}`)}** not shown: the limit of this page is reached.`;
  const short =
    shortened === 0
      ? ""
      : `Attributes of ${plural(shortened, `${section.one} is`, `${section.many} are`).replace(/^(\d+) (.*) (is|are)$/, "$1 $2 $3")} left out for the same reason.`;
  const total = section.items.reduce((sum, { weight }) => sum + weight, 0);
  const content = [lines.join("\n"), more, short].filter((part) => part !== "").join("\n\n");
  // The title is ours, so that it may stand in HTML.
  const isLong = section.items.length > FOLD_FROM && section.title !== "Findings";
  if (target.folds && (isLong || section.isAside === true))
    return `#### ${section.title}\n\n<details><summary>${plural(total, section.one, section.many)}</summary>\n\n${content}\n\n</details>`;
  return `#### ${section.title}\n\n${content}`;
}

function itemText({ head, details }: Item, withDetails: boolean): string {
  const lines = withDetails ? details.map((line) => `\n  - ${printLine(line)}`) : [];
  return `- ${printLine(head)}${lines.join("")}`;
}

/** Values are code: nothing in a code span is a mention, a reference, a link, an emoji or HTML on any of the places. */
function printLine(line: Line): string {
  return line
    .map((part) => (typeof part === "string" ? part : "strong" in part ? `**${part.strong}**` : codeOf(part.value)))
    .join("");
}

function codeOf(value: string): string {
  const text = code(value);
  return text === "" ? '`""`' : apart(text);
}

/** Also goes to the log of the step: hash signs side by side start a command there. Nobody sees a word joiner. */
function apart(text: string): string {
  return text.replace(/#(?=#)/g, "#\u2060");
}
