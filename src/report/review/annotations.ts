// In: a review. Out: workflow commands of GitHub Actions, one line per finding (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands). Nothing of a plan can start a command of its own.
import type { Review, ShownFinding } from "../../review/review.ts";
import { plain } from "../paint.ts";
import { bytes } from "./budget.ts";
import { plainMessage, plural } from "./words.ts";

/** GitHub shows ten annotations of each level in a step and drops the others without a word. */
const PER_LEVEL = 10;
const LEVELS = ["error", "warning", "notice"] as const;

export function printAnnotations(review: Review, maxBytes: number): string {
  const several = review.environments.length > 1;
  const lines: string[] = [];
  let left = maxBytes - 300;
  for (const level of LEVELS) {
    const all = review.findings.filter((finding) => levelOf(finding) === level);
    let shown = 0;
    for (const finding of all) {
      const place = all.length > PER_LEVEL ? PER_LEVEL - 1 : PER_LEVEL;
      const line = annotation(level, finding, several);
      if (shown === place || bytes(line) > left) break;
      left -= bytes(line);
      lines.push(line);
      shown += 1;
    }
    if (shown < all.length)
      lines.push(
        `::${level} title=scaffold review::${plural(all.length - shown, "more finding")} of this level not shown\n`,
      );
  }
  return lines.join("");
}

function levelOf({ severity, blocks }: ShownFinding): (typeof LEVELS)[number] {
  if (blocks) return "error";
  return severity === "low" || severity === "info" ? "notice" : "warning";
}

function annotation(level: string, finding: ShownFinding, several: boolean): string {
  const where = several ? ` in ${finding.environment}` : "";
  const subject = finding.address === "" ? "" : `${finding.address} `;
  const message = `${subject}${plainMessage(finding.message)}${where}`;
  return `::${level} title=${property(`${finding.severity} ${finding.rule}`)}::${data(message)}\n`;
}

function data(text: string): string {
  return plain(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
