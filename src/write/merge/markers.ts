// In: the two sides of a conflict, or a text that holds some. Out: the marked region, the regions that a text holds, the text with one of them resolved. Pure.
//
// Where the language has comments the user's version stays active and ours stands in comments, so the file works as before until somebody chooses:
//
//   # <<<<<<< yours: resource.aws_ecs_service.api/desired_count
//   desired_count = 3
//   # ======= scaffold:
//   # desired_count = 4
//   # >>>>>>> scaffold: resource.aws_ecs_service.api/desired_count
import type { Side } from "./conflict.ts";
import { type CommentForm, commentFormOf } from "./language.ts";

const OURS = "<<<<<<< yours: ";
const BETWEEN = "=======";
const THEIRS = ">>>>>>> scaffold: ";

const LEAD = "^([ \\t]*)(?:(# |// )|(<!-- ))?";
const OPEN_LINE = new RegExp(`${LEAD}${OURS}(.+?)(?: -->)?$`);
const BETWEEN_LINE = /^[ \t]*(?:# |\/\/ |<!-- )?=======(?: scaffold:)?$/;
const CLOSE_LINE = new RegExp(`${LEAD}${THEIRS}(.+?)(?: -->)?$`);

/** A conflict as it stands in a file. Both sides are whole lines, empty when that side has nothing there. */
export interface MarkedRegion {
  readonly id: string;
  readonly ours: string;
  readonly theirs: string;
  /** Lines `from` to `to` of the file, the markers included; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

/** An id in one short line that no marker and no comment can end early. */
export function toId(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").replaceAll("-->", "-- >");
  return [...flat.trim()].slice(0, 160).join("");
}

/** The lines of a region with a newline at the end of each. `ours` and `theirs` are whole lines. */
export function markRegion(path: string, id: string, ours: string, theirs: string): string {
  const form = commentFormOf(path);
  const [left, right] = [withNewline(ours), withNewline(theirs)];
  if (form === "raw" || form === "none") return `${OURS}${id}\n${left}${BETWEEN}\n${right}${THEIRS}${id}\n`;
  if (form === "html") {
    return `<!-- ${OURS}${id} -->\n${left}<!-- ${BETWEEN} scaffold:\n${escapeHtml(right)}${THEIRS}${id} -->\n`;
  }
  const indent = sharedIndent(left + right);
  const commented = right.replace(/^.*\n/gm, (line) =>
    line === "\n" ? `${indent}${form}\n` : `${indent}${form} ${line.slice(indent.length)}`,
  );
  const lines = [`${form} ${OURS}${id}`, `${form} ${BETWEEN} scaffold:`, `${form} ${THEIRS}${id}`];
  const [open, between, close] = lines.map((line) => `${indent}${line}\n`);
  return `${open}${left}${between}${commented}${close}`;
}

/** The conflicts that a text holds. A marker without its counterpart is in none of them. */
export function findRegions(text: string): MarkedRegion[] {
  const lines = text.split("\n");
  const bare = lines.map((line) => line.replace(/\r$/, ""));
  const regions: MarkedRegion[] = [];
  let open: { at: number; id: string; indent: string; form: CommentForm } | undefined;
  let between = -1;
  for (const [at, line] of bare.entries()) {
    const opened = OPEN_LINE.exec(line);
    if (opened !== null) {
      open = { at, id: opened[4] ?? "", indent: opened[1] ?? "", form: formOf(opened) };
      between = -1;
    } else if (open !== undefined && between < 0 && BETWEEN_LINE.test(line)) between = at;
    else if (open !== undefined && between >= 0 && CLOSE_LINE.exec(line)?.[4] === open.id) {
      const theirs = lines.slice(between + 1, at).map((row) => `${row}\n`);
      regions.push({
        id: open.id,
        ours: lines
          .slice(open.at + 1, between)
          .map((row) => `${row}\n`)
          .join(""),
        theirs: uncomment(theirs.join(""), open.form, open.indent),
        from: open.at,
        to: at + 1,
      });
      open = undefined;
    }
  }
  return regions;
}

/** True when a marker has lost its counterpart: only a person can say where that conflict ends. */
export function hasLoneMarker(text: string): boolean {
  return countMarkers(text) > findRegions(text).length;
}

/** How many conflicts of ours a text still holds. A lone marker counts: it was left behind by accident. */
export function countMarkers(text: string): number {
  if (!text.includes(OURS) && !text.includes(THEIRS)) return 0;
  const lines = text.split(/\r?\n/);
  const count = (marker: RegExp) => lines.filter((line) => marker.test(line)).length;
  return Math.max(count(OPEN_LINE), count(CLOSE_LINE));
}

/** The text with the region of this id replaced by one side; undefined when it holds no such region. */
export function resolveConflict(text: string, id: string, side: Side): string | undefined {
  const region = findRegions(text).find((one) => one.id === id);
  return region && replaceRegions(text, [region], (one) => one[side]);
}

/** The text with each region, in their order, replaced by whole lines or by nothing. */
export function replaceRegions(
  text: string,
  regions: readonly MarkedRegion[],
  linesFor: (region: MarkedRegion) => string,
): string {
  const lines = text.split("\n");
  const pieces: (readonly string[])[] = [];
  let done = 0;
  for (const region of regions) {
    const chosen = linesFor(region);
    pieces.push(lines.slice(done, region.from), chosen === "" ? [] : withNewline(chosen).slice(0, -1).split("\n"));
    done = region.to;
  }
  return [...pieces, lines.slice(done)].flat().join("\n");
}

function formOf(opened: RegExpExecArray): CommentForm {
  if (opened[3] !== undefined) return "html";
  if (opened[2] === undefined) return "raw";
  return opened[2] === "# " ? "#" : "//";
}

/** `indent` is the one of the markers now: a formatter may have moved them. */
function uncomment(text: string, form: CommentForm, indent: string): string {
  if (form === "html") return unescapeHtml(text);
  if (form === "raw" || form === "none") return text;
  const start = form === "#" ? /^[ \t]*# ?/ : /^[ \t]*\/\/ ?/;
  return text.replace(/^.*\n/gm, (line) => {
    const rest = line.replace(start, "");
    return rest.trim() === "" ? rest : indent + rest;
  });
}

/** A comment ends at the first `-->`; the ampersand is written out after two dashes so that the way back is the same text. */
function escapeHtml(text: string): string {
  return text.replaceAll("--&", "--&amp;").replaceAll("-->", "--&gt;");
}

function unescapeHtml(text: string): string {
  return text.replaceAll("--&gt;", "-->").replaceAll("--&amp;", "--&");
}

/** The spaces that every line with content starts with. */
function sharedIndent(text: string): string {
  let shared: string | undefined;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const indent = /^ */.exec(line)?.[0] ?? "";
    if (shared === undefined || indent.length < shared.length) shared = indent;
  }
  return shared ?? "";
}

function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
