// In: nothing. Out: the phrases that change how a thing is meant (denied, past, planned, someone else's, open, local), as data. Knows no cloud.

/** How the text means a thing: only `chosen` decides. */
export type Status = "chosen" | "negated" | "past" | "future" | "foreign" | "open" | "local";

/**
 * Where a cue works: `phrase` on the noun phrase (and its list) after it; `clause` on all that follows in its clause; `back` on what stands
 * before it; `around` on its whole segment; `except` turns the phrase after it round; `cancel` makes the words of the cue mean nothing.
 */
export type Reach = "phrase" | "clause" | "back" | "around" | "except" | "cancel";

export interface Cue {
  readonly status: Status;
  readonly reach: Reach;
  /** First word of the cue. */
  readonly words: readonly string[];
  /** What must follow the first word. */
  readonly after?: RegExp;
  /** What must not follow. */
  readonly unless?: RegExp;
  /** What must stand before. */
  readonly before?: RegExp;
  /** What must not stand before. */
  readonly notBefore?: RegExp;
}

const OWNERS =
  "(?:[a-z]+ )?(?:teams?|squads?|group|departments?|vendors?|customers?|clients?|partners?|suppliers?|providers?|tenants?|compan(?:y|ies)|corporate|hq|headquarters|parent|agency|bank|university|hospital|it|ops|someone|somebody|others?|main app|platform|third part(?:y|ies)|users?)";
const CHANGE =
  "(?:be |also |well |then |even |still |later |someday |possibly |want to |need to |have to )*(?:add(?:ed)?|mov(?:e|ed)|switch(?:ed)?|introduc(?:e|ed)|adopt(?:ed)?|migrat(?:e|ed)|go|come|become|consider(?:ed)?|try|us(?:e|ed)|replac(?:e|ed)|need(?:ed)?|want|get|put|bring|swap|evaluate|look|split|offer|help|be|run)";

function cue(status: Status, reach: Reach, words: string, rest: Omit<Cue, "status" | "reach" | "words"> = {}): Cue {
  return { status, reach, words: words.split(" "), ...rest };
}
const re = (source: string) => new RegExp(source, "y");
const end = (source: string) => new RegExp(`(?:${source})\\s*$`);

export const CUES: readonly Cue[] = [
  // Phrases that look like a denial and are none.
  cue("chosen", "cancel", "not", { after: re(" (?:only|just|merely|simply|least|to mention|until now)\\b") }),
  cue("chosen", "cancel", "no", {
    after: re(
      " (?:problem|doubt|matter|later than|less than|more than|fewer than|sooner|downtime|data loss|single point)\\b",
    ),
  }),
  cue("chosen", "cancel", "nothing", { after: re(" (?:but|else than)\\b") }),
  cue("chosen", "cancel", "without", { before: end("not|never|can't|cannot|couldn't|n't (?:\\w+ )?") }),
  // Denials.
  cue("negated", "phrase", "no", {
    after: re(
      " (?:real |strong |current )?(?:need|plans?|use|usage|requirements?|reason|desire|appetite|budget|support|dependency|reliance|interest|intention|wish|case)(?: (?:for|of|to|on|in|right now))*\\b",
    ),
  }),
  cue("past", "around", "no", { after: re(" longer\\b") }),
  cue("negated", "phrase", "no", { unless: re(" (?:longer|\\d)"), notBefore: end("yes or|or") }),
  cue("negated", "back", "no", {
    before: end(":|=|-|–|—"),
    after: re("(?=\\s*(?:$|[.,;)]| for now| yet| so far| at the moment))"),
  }),
  cue("negated", "phrase", "without neither nor zero"),
  cue("negated", "phrase", "none nothing", { after: re(" of\\b") }),
  cue("negated", "back", "none", { unless: re(" of\\b") }),
  cue(
    "negated",
    "phrase",
    "avoid avoids avoiding avoided skip skips skipped skipping refuse refused reject rejected rejecting dislike forbid forbids forbidden ban bans banned",
  ),
  cue("negated", "phrase", "ruled ruling", { after: re(" out\\b") }),
  cue("negated", "phrase", "decided decide chose voted", { after: re(" (?:against|not (?:to|for))\\b") }),
  cue("negated", "phrase", "stay stays staying steer keep keeping", { after: re(" (?:away from|clear of|off)\\b") }),
  cue("negated", "phrase", "instead", { after: re(" of\\b") }),
  cue("negated", "phrase", "rather", { after: re(" than\\b") }),
  cue("negated", "phrase", "opposed", { after: re(" to\\b") }),
  cue("negated", "phrase", "place lieu", { after: re(" of\\b"), before: end("in") }),
  cue("negated", "phrase", "over", {
    before: end(
      "\\b(?:prefer|prefers|preferred|chose|choose|chosen|picked|pick|selected|favou?r|favou?red|went with|won|wins)\\b[^.,;]{0,60}",
    ),
  }),
  cue("negated", "back", "not", {
    after: re(
      " (?:currently |really |at all |being |actually )*(?:needed|required|necessary|used|in use|an option|allowed|permitted|available|part of|ours|in scope|supported|enabled|wanted|worth(?: it)?|included|planned|present|relevant|applicable|chosen|deployed|set up|configured|considered|our (?:choice|preference))\\b",
    ),
    unless: re(
      " (?:\\w+ )?(?:used|needed|required|allowed|enabled|available|part|considered|deployed)(?: of)? (?:for|as|to|by|in|the (?:whole|entire|full))\\b(?! (?:this|our|the) (?:stack|system|project|scope|repo|design|setup))",
    ),
  }),
  cue("negated", "back", "isn't aren't wasn't", {
    after: re(
      " (?:needed|required|necessary|used|an option|allowed|part of|ours|in scope|supported|enabled|worth|included|planned)\\b",
    ),
  }),
  cue("negated", "back", "not", {
    after: re(
      " (?:yet|now|so far|at the moment|at this (?:time|point|stage)|for now|today|currently|at present|anymore|any more)\\b",
    ),
  }),
  cue("negated", "back", "yet", {
    before: end("(?:isn't|aren't|not)(?: [a-z]+){0,2}"),
    after: re("(?=\\s*(?:$|[.,;)]))"),
  }),
  cue("future", "around", "not", {
    after: re(" (?:before|until) (?:q[1-4]|20\\d\\d|next|we|the|later|summer|winter|spring|autumn|fall|[a-z]+)\\b"),
  }),
  cue("open", "around", "not", { after: re(" (?:sure|decided|clear|certain|settled|final)\\b") }),
  cue("negated", "phrase", "not never cannot can't don't doesn't didn't won't wouldn't shouldn't isn't aren't", {
    unless: re(
      " (?:only|just|merely|simply|least|sure|decided|clear|certain|yet|before|until|now|so far|at the moment|for now|today|currently|(?:need|want|have) to (?:worry|care|think)|(?:currently |really |at all )?(?:needed|required|necessary|used|an option|part of|ours|in scope|supported|enabled|worth|included|planned|applicable)\\b(?! to))",
    ),
  }),
  cue("negated", "phrase", "against", { before: end("decided|argued|vote|voted|are|policy|rule|rules") }),
  cue("negated", "back", "overkill", {
    before: end("\\b(?:is|are|be|was|seems|seemed|feels|felt|looks|looked|total|an|,|-|–|—)"),
  }),
  cue("negated", "back", "too", {
    after: re(
      " (?:expensive|costly|complex|complicated|heavy|much|big|pricey|slow|risky|heavyweight|difficult|hard)\\b",
    ),
    before: end("(?:is|are|be|was|were|seems|seemed|looked|felt|feels) (?:just |simply |far |way )?|,|-|–|—|\\("),
    unless: re(" (?:expensive|costly|complex|heavy|much|big|slow|hard) (?:without|unless)"),
  }),
  cue("negated", "back", "rejected refused discarded dismissed disabled forbidden prohibited excluded", {
    before: end("\\b(?:was|were|is|are|been|got|but|and|then|,|\\()"),
  }),
  cue("negated", "back", "ruled", {
    after: re(" out\\b"),
    before: end("\\b(?:was|were|is|are|been|got|but|and|then|,|\\()"),
  }),
  cue("negated", "phrase", "looked looking", {
    after: re(" (?:at|into)\\b"),
    before: end("(?:^|\\bwe|\\bi|they|team|also|had|have|and|first|briefly|,|;)"),
  }),
  cue("negated", "phrase", "considered compared weighed evaluated", {
    before: end("(?:^|\\bwe|\\bi|they|team|also|had|have|and|first|briefly|,|;|once)"),
  }),
  cue("negated", "around", "considered evaluated", {
    before: end("(?:was|were|been)"),
    after: re("(?=\\s*(?:$|[.,;)]| but| and (?:rejected|dropped|dismissed)))"),
  }),
  cue("negated", "except", "except excluding besides beyond", {}),
  cue("negated", "except", "apart aside", { after: re(" from\\b") }),
  cue("negated", "except", "other", { after: re(" than\\b") }),
  cue("negated", "except", "exception", { after: re(" of\\b") }),
  // Past.
  cue("past", "clause", "used", {
    after: re(" to (?:be|run|use|have|live|host|rely|sit|work|go|store|keep|deploy)\\b"),
    notBefore: end("\\b(?:is|are|was|were|be|get|gets)"),
  }),
  cue("past", "clause", "was were wasn't", {
    after: re(
      " (?:still |once |all |always |previously |originally |formerly |earlier )*(?:on|using|running|hosted|deployed|based|living)\\b",
    ),
  }),
  cue("past", "clause", "was were", { before: /^\s*$/ }),
  cue("past", "clause", "previously formerly originally initially historically", {}),
  cue("past", "clause", "past", { before: end("in the"), notBefore: end("(?:\\d|days|hours|minutes) (?:in the)?") }),
  cue("past", "phrase", "former previous legacy old ex", {
    unless: re(
      " (?:version|versions|task|release|releases|revision|image|images|state|day|night|month|week|deploy|deployment|backups?|snapshots?|data|rows|logs|files|objects|messages|records)\\b",
    ),
  }),
  cue("past", "phrase", "migrated migrating migrate moved moving move came come coming switched switching ported got", {
    after: re("(?: [\\w'-]+){0,4}? (?:from|away from|off|off of|out of)\\b"),
  }),
  cue("past", "phrase", "left", { after: re("(?= [\\w'-]+(?: [\\w'-]+){0,3} (?:behind|for)\\b)") }),
  cue("past", "back", "left", { after: re(" (?:it|them|that) behind\\b") }),
  cue("past", "phrase", "dropped ditched abandoned retired decommissioned scrapped sunset deprecated removed killed", {
    before: end("(?:^|\\bwe|\\bi|they|team|also|have|has|just|,|and|since)"),
  }),
  cue("past", "phrase", "rid", { after: re(" of\\b"), before: end("got|getting|get") }),
  cue(
    "past",
    "back",
    "dropped ditched abandoned retired decommissioned scrapped sunset deprecated removed gone killed",
    { before: end("\\b(?:is|are|was|were|been|being|got|has|have|,|\\(|-|–|—)(?: (?:now|all|since|already))?") },
  ),
  cue("past", "back", "replaced", { after: re("(?= (?:by|with|in|last|since|after|during)\\b|\\s*(?:$|[.,;)]))") }),
  cue("past", "phrase", "replaced replaces replacing replace", {
    unless: re(" (?:by|with|in|last|since|after|during|unhealthy|failed|dead|broken)\\b|\\s*(?:$|[.,;)])"),
  }),
  cue("past", "phrase", "earlier", { after: re(" (?:projects?|jobs?|systems?|setups?|versions?)\\b") }),
  cue("past", "around", "earlier previous past", {
    after: re(" (?:projects?|jobs?|compan(?:y|ies)|employers?|life)\\b"),
  }),
  cue("past", "around", "ago", { before: end("(?:years?|months?|weeks?|long) ") }),
  cue("past", "around", "back", { after: re(" (?:then|in 20\\d\\d)\\b") }),
  // Plans and hedges.
  cue("future", "around", "later", { notBefore: end("\\b(?:or|and|minutes?|hours?|days?|seconds?|no|\\d|min|h)") }),
  cue("future", "around", "next", {
    after: re(
      " (?:year|quarter|month|sprint|half|phase|summer|winter|spring|autumn|fall|release|iteration|step|steps|version|week)\\b",
    ),
  }),
  cue("future", "around", "someday eventually sometime oneday tbd tbc tbc wishlist roadmap backlogged", {}),
  cue("future", "around", "wish", { after: re("[ -]?list\\b") }),
  cue("future", "around", "road", { after: re("[ -]?map\\b") }),
  cue("future", "around", "one", {
    after: re(" day\\b"),
    notBefore: end("within|in|every|to|of|than|for|only|at least|keep"),
  }),
  cue("future", "around", "some", { after: re(" (?:day|point)\\b") }),
  cue("future", "around", "future", {
    before: end("\\b(?:the|near|a|for|in|distant)"),
    notBefore: end("(?:for|as) (?:the )?future(?: proof)"),
  }),
  cue("future", "clause", "future", { before: /^\s*$/ }),
  cue("future", "around", "phase", { after: re(" (?:2|3|two|three|ii|iii)\\b") }),
  cue("future", "around", "down", { after: re(" the (?:road|line)\\b") }),
  cue("future", "around", "maybe perhaps possibly probably potentially hopefully presumably", {}),
  cue("future", "around", "might", {}),
  cue("future", "around", "may could", { after: re(` ${CHANGE}\\b`) }),
  cue("future", "clause", "would", {
    after: re(
      " (?:like|love|prefer|rather|be nice|have been|have preferred|want|probably|consider|eventually|also like)\\b",
    ),
  }),
  cue("future", "back", "would", {
    after: re(" (?:have been|be (?:nice|better|ideal|great|good|our|the)|come|follow|make sense)\\b"),
  }),
  cue(
    "future",
    "clause",
    "considering evaluating exploring investigating researching experimenting trialling trialing prototyping contemplating pondering discussing",
    {},
  ),
  cue("future", "back", "considering evaluating exploring investigating", {
    before: end("[(,–—-]|\\?"),
    after: re("(?=\\s*(?:$|[.,;)]))"),
  }),
  cue("future", "around", "consideration evaluation discussion", { before: end("under|in") }),
  cue("future", "clause", "consider", { before: end("(?:will|to|we|also|and|may|might|could|can|let's|should)") }),
  cue("future", "clause", "thinking", { after: re(" (?:about|of)\\b") }),
  cue("future", "clause", "looking", {
    after: re(" (?:at|into|to|forward)\\b"),
    before: end("(?:is|are|we're|we are|i'm|currently|still)"),
  }),
  cue("future", "clause", "toying playing", { after: re(" with\\b") }),
  cue("future", "clause", "planning plans", { after: re("(?: (?:to|on|for|a|an|it|them|is|are)\\b|:)") }),
  cue("future", "clause", "planning", {
    before: end("(?:we|we're|is|are|am|i'm|currently)"),
    unless: re(" (?:to|on|for|a|an)\\b"),
  }),
  cue("future", "clause", "plan", { after: re(" (?:is |was )?(?:to|for)\\b") }),
  cue("future", "clause", "plan", {
    before: end("(?:\\bwe|\\bi|they|team)(?: also| still)?"),
    unless: re(" (?:to|for|is)\\b"),
  }),
  cue("future", "clause", "planned", {
    unless: re(" (?:maintenance|downtime|capacity|outage|outages|failover|migration|deploys?|deployments?)\\b"),
    before: /^\W*$|[:;(]\s*$/,
  }),
  cue("future", "around", "planned", {
    unless: re(" (?:maintenance|downtime|capacity|outage|outages|failover|deploys?|deployments?)\\b"),
    notBefore: /^\W*$|[:;(]\s*$|\bnot\s*$/,
  }),
  cue("future", "clause", "want wants hope hopes intend intends aim wanted", {
    after: re(
      " (?:to (?:move|migrate|add|switch|introduce|adopt|try|import|replace|go|have|use|get|evaluate|look|start|offer|put|run|bring|explore)|[a-z]+ (?:later|soon|someday))\\b",
    ),
    notBefore: end("\\b(?:don't|not|didn't|doesn't|who|never|users|customers|if you)"),
  }),
  cue("future", "clause", "going", {
    after: re(" to (?:add|move|switch|introduce|adopt|migrate|try|replace|evaluate|look)\\b"),
    notBefore: end("not|isn't|aren't|never"),
  }),
  cue("future", "clause", "will", {
    after: re(" (?:eventually|probably|maybe|likely|later|perhaps|possibly|hopefully|then|one day|at some point)\\b"),
  }),
  cue("future", "clause", "will we'll", {
    after: re(
      " (?:move|migrate|switch|add|introduce|adopt|replace|go|need|use|evaluate|consider|get|buy|look)(?=\\b[^.;]*\\b(?:once|when|if|as soon as|after|later|in 20\\d\\d|next)\\b)",
    ),
  }),
  cue("future", "clause", "learning", { before: end("(?:is|are|we're|currently|still)") }),
  cue("future", "around", "optional optionally", {}),
  cue("future", "around", "nice", { after: re("[ -]to[ -]have\\b") }),
  // "pilot light" is a kind of standby, and "for the pilot" names what runs now.
  cue("future", "around", "poc prototype pilot", {
    unless: re(" (?:users?|customers?|lights?)\\b"),
    notBefore: end("(?:for|during|in) (?:the|this|our)"),
  }),
  cue("future", "around", "comes coming arrives follows", {
    after: re(
      " (?:in|by|with|after) (?:q[1-4]|h[12]|20\\d\\d|the next|(?:early|late|mid) |january|february|march|april|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)\\b",
    ),
  }),
  cue("future", "around", "proof", { after: re(" of concept\\b") }),
  cue("future", "around", "yet", { after: re(" to (?:be|come|do|add|decide)\\b") }),
  cue("future", "around", "soon", { notBefore: end("as") }),
  cue("future", "around", "future", { after: re(" (?:work|option|step|improvement|plan|plans|idea)\\b") }),
  cue("future", "around", "idea ideas", { before: end("(?:an|some|just an|only an)"), after: re("(?: is to| for|:)") }),
  cue("future", "around", "when", {
    after: re(
      " (?:we|it|traffic|load|the team|budget|money) (?:grow|grows|have|has|need|needs|get|gets|allows|hit|reach|becomes?|justif\\w+)\\b",
    ),
    before: end("(?:redis|added|add|then|introduce|\\()"),
  }),
  cue("open", "around", "undecided unsure unclear", {}),
  cue("open", "around", "to", {
    after: re(" be (?:decided|discussed|determined|confirmed|defined|clarified|agreed|evaluated|seen)\\b"),
  }),
  cue("open", "around", "open", { after: re(" (?:question|choice|point|decision|issue)\\b") }),
  cue("open", "around", "torn debating deciding", { after: re(" (?:between|whether|on|about)\\b") }),
  cue("open", "clause", "either", {}),
  cue("open", "around", "versus vs", {}),
  // Someone else's.
  cue("foreign", "around", "owned run operated managed hosted provided maintained offered controlled administered", {
    after: re(` (?:and \\w+ )?by (?:the |a |an |another |our |their |central )?(?:other )?${OWNERS}\\b`),
  }),
  cue("foreign", "phrase", "runs operates owns manages maintains hosts provides offers brings", {
    before: end(`\\b(?:the|a|another|our|each|every|their|that)(?: other)? ${OWNERS}`),
    notBefore: end("\\b(?:our|the|this) team"),
  }),
  cue("foreign", "back", "belong belongs belonging", {
    after: re(" to\\b"),
    unless: re(" to (?:us|our|this|the same)\\b"),
  }),
  cue("foreign", "back", "not isn't aren't", {
    after: re(
      " (?:a )?(?:part of (?:this|our|the)|ours|in (?:our )?scope|our (?:system|stack|responsibility|problem|job))\\b",
    ),
  }),
  cue("foreign", "around", "out outside", {
    after: re(" of (?:our |the |this )?(?:scope|project|stack|system|repo)\\b"),
  }),
  cue("foreign", "around", "outside", { after: re(" (?:this|our) (?:scope|project|stack|system|repo)\\b") }),
  cue("foreign", "around", "offered available", {
    after: re(" to (?:the )?(?:self|customers|clients|partners|users|tenants|enterprise|others)\\b"),
  }),
  cue("foreign", "around", "someone somebody", { after: re(" else\\b") }),
  cue("foreign", "clause", "customers clients tenants partners users vendors", {
    after: re(
      " (?:can|may|could|might|bring|run|use|host|have|keep|choose|connect|who)\\b(?! (?:log|sign|upload|download|see|view|read|access|open|reach|hit|get|call|browse|search|buy|order|authenticate))",
    ),
  }),
  cue("foreign", "phrase", "know knows", {
    before: end("(?:\\bwe|\\bi|team|people|also|they)(?: all)?"),
    unless: re(" (?:that|how|if|when|why|what)\\b"),
  }),
  cue("foreign", "phrase", "experience experienced familiar", { after: re(" (?:with|in|on)\\b") }),
  // Only on someone's machine.
  cue("local", "around", "locally localhost", {}),
  cue("local", "around", "local", {
    after: re(" (?:dev|development|tests?|testing|runs?|work|use|only|debugging|machines?|setup|environment)\\b"),
  }),
  cue("local", "around", "only just", {
    after: re(
      " (?:in|for|on|during) (?:dev|development|local|tests?|testing|ci|laptops?|unit|integration|the tests)\\b",
    ),
  }),
  cue("local", "back", "dev development test", { after: re(" only\\b") }),
  cue("local", "around", "for in", {
    after: re(
      " (?:unit |integration |e2e |the |our )*(?:tests|unit testing|local|laptops|developer (?:machines|laptops))\\b",
    ),
  }),
  cue("local", "around", "on", {
    after: re(" (?:a |the |my |our |their |developer |developers |dev )*(?:laptops?|workstations?)\\b"),
  }),
  cue("local", "around", "docker", { after: re("[ -]compose (?:for|on|in|locally)\\b") }),
];

/** Owners whose possessive makes a thing someone else's: "the vendor's", "another team's". */
export const FOREIGN_OWNERS: ReadonlySet<string> = new Set(
  "vendor vendors customer customers client clients partner partners supplier suppliers provider providers tenant tenants bank company department agency else corporate parent university hospital group squad division users user merchant merchants integrator".split(
    " ",
  ),
);
