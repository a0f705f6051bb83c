// In: the statements of one service. Out: the words that say that it needs a graphics processor. Never decides where it runs.
import type { Evidence } from "../decision.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, segmentText } from "../topics/matches.ts";

const ACCELERATOR =
  /\b(?:gpus?|cuda|cudnn|tensorrt|nvidia|(?:g[3-6][a-z]{0,2}|p[2-6][a-z]{0,3}|inf[12]|trn[12][a-z]?)\.\d{0,2}x?large)\b/gi;
/** "Fargate offers no GPU" is said of the place and not of the need. */
const REFUSED = /\b(?:no|without|not|isn['’]?t|aren['’]?t|never|instead of|optional(?:ly)?|cpu[- ]only)\b/i;

/** Meant for now: not denied, not planned, not of the past. */
export function readAccelerator(statements: readonly Statement[]): Evidence | null {
  for (const statement of statements)
    for (const match of findPattern(statement, ACCELERATOR))
      if (match.status === "chosen" && !REFUSED.test(segmentText(statement, match.start))) return match.evidence;
  return null;
}
