// In: the catalogues of the rooms. Out: every code with title, cause and fix; the one list that schemas, documents and types come from. Never changes a code once released.
import { answersCodes } from "./catalogue/answers.ts";
import { architectureCodes } from "./catalogue/architecture.ts";
import { decisionCodes } from "./catalogue/decisions.ts";
import { impactCodes } from "./catalogue/impact.ts";
import { processCodes } from "./catalogue/process.ts";
import { reviewCodes } from "./catalogue/review.ts";
import { writeCodes } from "./catalogue/write.ts";

export interface CodeEntry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

export const CODES = {
  ...answersCodes,
  ...decisionCodes,
  ...architectureCodes,
  ...writeCodes,
  ...impactCodes,
  ...reviewCodes,
  ...processCodes,
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof CODES;
