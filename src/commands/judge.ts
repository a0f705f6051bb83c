// In: answers with errors, as far as they can be read. Out: what else is wrong in them. Composition only; never tells what follows from a part that could not be read.
import type { Partial } from "../answers/partial.ts";
import { resolve } from "../architecture/resolve.ts";
import { decide } from "../decisions/decide.ts";
import { readDetails } from "../decisions/details/details.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isWithin } from "../shared/json-pointer.ts";

/** What is told of something that no text says: a part that could not be read may say it. */
const OF_SILENCE: ReadonlySet<Diagnostic["code"]> = new Set([
  "ARCH_ASSUMED",
  "ARCH_NO_WORKLOAD",
  "ARCH_NO_IMAGE",
  "DECISION_NO_BACKUP",
  "DECISION_UNDECIDED",
]);

/** Everything that can be judged without what could not be read, so that one run tells all there is to mend. */
export function judgePartly({ answers, broken, unread }: Partial): Diagnostic[] {
  const decisions = decide(answers, unread.keys);
  const resolved = resolve(answers, decisions, readDetails(answers, decisions.services));
  const services = answers.output.services.flatMap(({ name }, index) =>
    unread.services.has(name) ? [`${answers.base}/services/${index}`] : [],
  );
  const shadows = [...broken, ...services];
  const isOfThose = (pointer: string) => shadows.some((place) => isWithin(pointer, place));
  return [...decisions.diagnostics, ...resolved.diagnostics].filter(
    ({ code, pointer, related = [] }) => !OF_SILENCE.has(code) && ![pointer, ...related].some(isOfThose),
  );
}
