// In: tokens and segments of one statement. Out: what a heading with a colon says of all that stands under it: "Not coming: A", "Was: A", "Out of scope: A, B". Knows no cloud.
import type { Status } from "./cue.ts";
import type { Range } from "./hanging.ts";
import { isPresent } from "./phrases.ts";
import type { Segment } from "./statements.ts";
import type { Token } from "./tokens.ts";

/** Words of a heading that say nothing of their own. */
const SMALL = new Set(
  "a an the we our us is are was were be been being it that this have has had will for of to in on at by and or so what also things thing items options option ideas idea i all still explicitly deliberately currently".split(
    " ",
  ),
);
const NO = /^(?:not|no|never|nothing|none|without|won't|don't|didn't|isn't|doesn't|non|cannot|can't)$/;
/** A state that a "not" turns into a denial. */
const STATE =
  /^(?:coming|come|comes|planned|used|use|using|needed|wanted|want|required|included|supported|adopted|chosen|introduced|built|building|doing|do|done|deployed|provided|approved|allowed|permitted|scope|ours|goal|goals|foreseen|envisaged|considered|needed|necessary|taken|here|part|present|available|having)$/;
const DENIED =
  /^(?:excluded|excludes|rejected|ruled|discarded|dismissed|banned|prohibited|forbidden|declined|refused|avoided|avoid|disallowed|vetoed|considered|evaluated|alternatives|exclusions|nogos|skipped|omitted)$/;
const PAST =
  /^(?:formerly|previously|before|earlier|past|history|retired|decommissioned|removed|dropped|gone|replaced|legacy|old|former|previous|abandoned|dismantled|deleted|deprecated|sunset|left)$/;
const COMING =
  /^(?:comes|coming|come|later|planned|plan|plans|planning|future|roadmap|backlog|wishlist|wish|wishes|someday|maybe|perhaps|optional|upcoming|soon|todo|next|eventually|proposed|intended|potential|possible|possibly|desired|afterwards)$/;
const LATER =
  /^(?:year|quarter|month|phase|step|steps|release|version|stage|two|three|2|3|ii|iii|q[1-4]|20\d\d|list|consideration|do|under|up|out|evaluation|from|after|day|one|point|some)$/;
const OPEN = /^(?:open|undecided|unclear|tbd|unsettled|questions?|points?)$/;
/** A label longer than this is a sentence. */
const LONGEST_HEADING = 5;

/** The status that the heading of a statement gives to what follows, and where that stands. */
export function headingOf(
  tokens: readonly Token[],
  segments: readonly Segment[],
): { readonly status: Status; readonly range: Range; readonly cue: Range } | undefined {
  const colon = segments.findIndex(({ sep }, at) => at > 0 && sep === "colon");
  const body = segments[colon];
  const label = segments[colon - 1];
  if (!body || !label || colon > 2 || (colon === 2 && label.sep !== "dash")) return undefined;
  // "DAT-03: Out of scope: A": the number of a demand stands before it.
  const numbered = isNumber(tokens, label) ? segments[colon + 1] : undefined;
  const [head, first] = numbered?.sep === "colon" ? [body, colon + 1] : [label, colon];
  const status = statusOf(tokens.slice(head.from, head.to));
  const from = segments[first]?.from;
  if (status === undefined || from === undefined) return undefined;
  return { status, range: [from, endOf(tokens, segments, first, status)], cue: [head.from, head.to] };
}

/** What a heading says of its list: undefined where it says nothing. */
export function statusOf(label: readonly Token[]): Status | undefined {
  const words = label.filter(({ word }) => word).map(({ lower }) => lower);
  if (words.length === 0 || words.length > LONGEST_HEADING) return undefined;
  const telling = words.filter((word) => !SMALL.has(word));
  const has = (pattern: RegExp) => telling.some((word) => pattern.test(word));
  const only = (...patterns: readonly RegExp[]) =>
    telling.every((word) => patterns.some((pattern) => pattern.test(word)));
  // "Was: A" and "Were: A": nothing but the verb.
  if (telling.length === 0) return words.every((word) => /^(?:was|were|had)$/.test(word)) ? "past" : undefined;
  if (has(NO) && has(STATE) && only(NO, STATE, LATER, /^(?:go|gos|yet|now|any|more|anymore)$/)) return "negated";
  if (/^(?:explicitly )?(?:out of|not in) (?:the )?scope$/.test(words.join(" "))) return "foreign";
  if (
    /^not (?:in|for|with) (?:the |this |our )?(?:first |initial )?(?:release|version|phase|stage|step|mvp|project|design|v\d*)(?: \w{1,3})?$/.test(
      words.join(" "),
    )
  )
    return "negated";
  if (/^no gos?$/.test(words.join(" "))) return "negated";
  if (has(DENIED) && only(DENIED, /^(?:out|because|but|list|and|rejected|not|taken|chosen)$/)) return "negated";
  if (has(OPEN) && only(OPEN, /^(?:yet|not|decided)$/)) return "open";
  if (
    has(PAST) &&
    only(
      PAST,
      /^(?:world|system|setup|days|times|now|already|stack|platform|off|switched|shut|down|then|until|20\d\d|last|year|since)$/,
    )
  )
    return "past";
  if (has(COMING) && only(COMING, LATER, /^(?:not|yet|now|decided|only|years?|list)$/)) return "future";
  return /^(?:in )?(?:phase|release|stage|step) (?:2|two|3|three|ii)$|^next (?:year|quarter|phase|step|steps|release)$|^to (?:come|do)$|^one day$|^under (?:consideration|evaluation)$/.test(
    words.join(" "),
  )
    ? "future"
    : undefined;
}

/** "DAT-03", "R 12": letters and digits. */
function isNumber(tokens: readonly Token[], { from, to }: Segment): boolean {
  const text = tokens
    .slice(from, to)
    .map(({ lower }) => lower)
    .join("");
  return text.length <= 10 && /^[a-z]{1,5}[-.]?\d{1,4}$/.test(text);
}

/** All of the sentence, up to where it turns to what is now, to another heading, or to what was taken after all. */
function endOf(tokens: readonly Token[], segments: readonly Segment[], first: number, status: Status): number {
  // "before: A / after: B": the next label stands behind a slash.
  if (segments[first + 1]?.sep === "colon") return segments[first]?.to ?? tokens.length;
  for (let at = first + 1; at < segments.length; at++) {
    const segment = segments[at];
    if (!segment) break;
    const words = tokens.slice(segment.from, segment.to).map(({ lower }) => lower);
    const turned =
      status === "negated"
        ? words.some((word) => /^(?:chosen|instead|taken|picked|selected)$/.test(word))
        : isPresent(tokens, segment) || /^(?:is|new)$/.test(words[0] ?? "");
    if (segment.sep !== "colon" && (turned || segments[at + 1]?.sep === "colon" || segment.sep === "but"))
      return segment.from;
  }
  return tokens.length;
}
