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
export function outsideOf(draft: Draft, { quote }: Evidence): Outside {
  const { byId, byQuote } = namesOf(draft);
  const before = byQuote.get(quote);
  if (before !== undefined) return before;
  const id = slug(quote);
  const bare = [quote, quote.split(TOLD)[0] ?? quote]
    .map((part) => shorten(slug(part, part.length + 8).replace(GENERIC, ""), 24))
    .find((part) => part !== id && byId.has(part));
  const found = { id: bare ?? id, name: byId.get(bare ?? id) ?? quote };
  byQuote.set(quote, found);
  return found;
}

interface Outside {
  readonly id: string;
  readonly name: string;
}

interface Names {
  /** Id → as it is written first. */
  readonly byId: ReadonlyMap<string, string>;
  /** What was asked before. */
  readonly byQuote: Map<string, Outside>;
}

const known = new WeakMap<Draft["details"], Names>();

function namesOf({ details }: Draft): Names {
  const before = known.get(details);
  if (before !== undefined) return before;
  const byId = new Map<string, string>();
  for (const item of [...details.services.flatMap(({ dependencies }) => dependencies), ...details.externals])
    if (item.kind === "other") {
      const id = slug(item.evidence.quote);
      if (!byId.has(id)) byId.set(id, item.evidence.quote);
    }
  const names = { byId, byQuote: new Map<string, Outside>() };
  known.set(details, names);
  return names;
}
