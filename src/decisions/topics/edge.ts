// In: the read answers. Out: whether there is a content delivery network and a web application firewall, of any vendor. Never counts DNS alone.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decision } from "../decision.ts";
import { cdnTerms, wafTerms } from "../lexicon/operations.ts";
import { after, before, type Choice, choose, clauseOf, decided, evidenceOf, type Found, search } from "./find.ts";
import type { Topic } from "./topic.ts";

export const cdnTopic: Topic = {
  keys: ["cdn"],
  read: (reading) => {
    const home = [
      "scalability.caching_layers",
      "scalability.load_balancing",
      "infrastructure.hosting_strategy",
      "data_architecture.caching_strategy",
    ];
    const found = search(reading, { key: "cdn", lexicon: cdnTerms, home, accept: isDelivery });
    const choice = choose("cdn", found);
    const { chosen, diagnostics } = choice;
    const value = yesOrNo(choice);
    return {
      values: value ? { cdn: value } : {},
      diagnostics: [...diagnostics, ...otherVendor("cdn", chosen, ["cloudfront", "cdn"])],
    };
  },
};

export const wafTopic: Topic = {
  keys: ["waf"],
  read: (reading) => {
    const home = ["security.api_security", "scalability.load_balancing"];
    const found = search(reading, { key: "waf", lexicon: wafTerms, home });
    const choice = choose("waf", found);
    const { chosen, diagnostics } = choice;
    const value = yesOrNo(choice);
    return {
      values: value ? { waf: value } : {},
      diagnostics: [...diagnostics, ...otherVendor("waf", chosen, ["aws-waf"])],
    };
  },
};

function isDelivery(mention: Found): boolean {
  if (mention.id === "cloudflare") {
    const segment = clauseOf(mention);
    return !(
      /\b(?:dns|registrar|domain|access|tunnel|workers|r2|turnstile|zero trust)\b/.test(segment) &&
      !/\b(?:cdn|cache|caching|proxy|edge|waf)\b/.test(segment)
    );
  }
  if (mention.id === "cdn")
    return !/^js\b/i.test(after(mention, 4)) && !/from (?:a|the) (?:public )?$/i.test(before(mention, 18));
  return true;
}

/** A yes where anything is chosen, a no where it is denied or was given up. */
export function yesOrNo({ chosen, denied, gone }: Choice): Decision<boolean> | undefined {
  const yes = [...chosen.values()].flat();
  return yes.length > 0 ? decided(true, evidenceOf(yes)) : decided(false, evidenceOf([...denied, ...gone]));
}

function otherVendor(
  key: "cdn" | "waf",
  chosen: ReadonlyMap<string, readonly Found[]>,
  ours: readonly string[],
): Diagnostic[] {
  if (
    ours.some((id) => id !== "cdn" && chosen.has(id)) &&
    !["fastly", "cloudflare", "akamai"].some((id) => chosen.has(id))
  )
    return [];
  return [...chosen]
    .filter(([id]) => !ours.includes(id) && !["cloud-cdn", "azure-cdn", "cloud-armor", "azure-waf"].includes(id))
    .map(([id, mentions]) => ({
      code: "DECISION_VENDOR_EDGE",
      severity: "info",
      pointer: mentions[0]?.evidence.pointer ?? "",
      message: `${key}: ${mentions[0]?.evidence.quote ?? id} is another vendor's product; it counts as present and is not generated.`,
      help: `Configure it at the vendor, or set decisions.${key}.`,
    }));
}
