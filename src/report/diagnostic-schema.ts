// In: the catalogue of codes. Out: the zod schema of a diagnostic in any JSON output. Data only.
import * as z from "zod";
import { CODES } from "../diagnostics/codes.ts";

export const diagnosticSchema = z.object({
  code: z.enum(Object.keys(CODES).sort() as [string, ...string[]]),
  severity: z.enum(["error", "warning", "info"]),
  pointer: z.string(),
  message: z.string(),
  help: z.string(),
  related: z.array(z.string()).optional(),
});
