// In: what the answers name as dependencies and external services. Out: one id and one name for each system of somebody else that nobody knows. Never a known vendor.
import type { Evidence } from "../../decisions/decision.ts";
import { shorten, slug } from "../../shared/names.ts";
import type { Draft } from "../draft.ts";

/** Says what kind of thing it is, and not whose. */
const GENERIC =
  /[-_ ](?:apis?|services?|web-?services?|gateways?|platforms?|systems?|interfaces?|servers?|endpoints?)$/;

/** "SCHUFA for credit checks", "HiX, the patient record": what is told of it. */
const TOLD = /[,(:;–—]|\s(?:for|which|that|to)\s/;

/** "SCHUFA API" is the SCHUFA where that is named as well; with no such name beside it, or with another word behind both, it is itself. */
export function outsideOf(draft: Draft, { quote }: Evidence): { readonly id: string; readonly name: string } {
  const names = namesOf(draft);
  const id = slug(quote);
  const bare = [quote, quote.split(TOLD)[0] ?? quote]
    .map((part) => shorten(slug(part, part.length + 8).replace(GENERIC, ""), 24))
    .find((part) => part !== id && names.has(part));
  return bare === undefined ? { id, name: names.get(id) ?? quote } : { id: bare, name: names.get(bare) ?? quote };
}

const known = new WeakMap<Draft["details"], ReadonlyMap<string, string>>();

/** Id → as it is written first. */
function namesOf({ details }: Draft): ReadonlyMap<string, string> {
  const before = known.get(details);
  if (before !== undefined) return before;
  const names = new Map<string, string>();
  for (const item of [...details.services.flatMap(({ dependencies }) => dependencies), ...details.externals])
    if (item.kind === "other") {
      const id = slug(item.evidence.quote);
      if (!names.has(id)) names.set(id, item.evidence.quote);
    }
  known.set(details, names);
  return names;
}
