// In: the statements of the answers. Out: where data has to stay, with the words that say so. Never decides where anything lies.
import type { Evidence } from "../decision.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern } from "../topics/matches.ts";

/** Countries and unions with the regions of AWS in them. */
const PLACES: readonly { readonly name: string; readonly words: RegExp; readonly regions: RegExp }[] = [
  {
    name: "the United Kingdom",
    words: /\b(?:uk|united kingdom|britain|great britain|england)\b/i,
    regions: /^eu-west-2$/,
  },
  { name: "Switzerland", words: /\b(?:switzerland|swiss)\b/i, regions: /^eu-central-2$/ },
  { name: "Germany", words: /\b(?:germany|german)\b/i, regions: /^eu-central-1$/ },
  { name: "France", words: /\b(?:france|french)\b/i, regions: /^eu-west-3$/ },
  { name: "Ireland", words: /\b(?:ireland|irish)\b/i, regions: /^eu-west-1$/ },
  { name: "Sweden", words: /\b(?:sweden|swedish)\b/i, regions: /^eu-north-1$/ },
  {
    name: "the European Union",
    words: /\b(?:eu|european union|eea|europe)\b/i,
    regions: /^eu-(?:west-1|west-3|central-1|north-1|south-1|south-2)$/,
  },
  { name: "Canada", words: /\b(?:canada|canadian)\b/i, regions: /^ca-/ },
  { name: "Australia", words: /\b(?:australia|australian)\b/i, regions: /^ap-southeast-[24]$/ },
  { name: "the United States", words: /\b(?:usa|united states|u\.s\.)\b|\bUS\b/, regions: /^us-/ },
];

const STAYS =
  /\b(?:(?:must|may|shall|can|should|is|are|will|does|do)(?:n['’]?t| not|not)|never|cannot|not allowed to|not (?:be )?permitted to)\b[^.;\n]{0,24}?\b(?:leaves?|be (?:stored|processed|held|kept|copied|moved|transferred) outside(?: of)?)\s+[^.;,\n]{2,40}|\b(?:stays?|remains?|kept|stored|held|processed|resides?|hosted)\b(?: only| exclusively| solely)?\s+(?:only |exclusively |solely )?(?:in|within|inside)(?: of)? (?:the )?[^.;,\n]{2,30}/gi;
const OF_DATA = /\b(?:data|records?|everything|backups?|copies|information|residency|sovereignty|it)\b/i;

export interface Residency {
  readonly place: string;
  /** Regions that lie there. */
  readonly regions: RegExp;
  readonly evidence: Evidence;
}

/** The first place that data may not leave. */
export function readResidency(statements: readonly Statement[]): Residency | null {
  for (const statement of statements)
    for (const match of findPattern(statement, STAYS)) {
      if (match.status !== "chosen" && match.status !== "negated" && match.status !== "local") continue;
      const sentence = statement.text.slice(statement.start, match.end);
      const asked = /\b(?:must|shall|only|exclusively|solely|never|not|n['’]t|has to|have to|required)\b/i.test(
        sentence,
      );
      const place = PLACES.find(({ words }) => words.test(match.text));
      if (place === undefined || !asked || !OF_DATA.test(sentence)) continue;
      return { place: place.name, regions: place.regions, evidence: match.evidence };
    }
  return null;
}
