// In: nothing. Out: the phrases that make a thing a plan, a possibility or an open question, as data. Knows no cloud.
import { type Cue, cue, end, re } from "./cue.ts";

const CHANGE =
  "(?:be |also |well |then |even |still |later |someday |possibly |want to |need to |have to )*(?:add(?:ed)?|mov(?:e|ed)|switch(?:ed)?|introduc(?:e|ed)|adopt(?:ed)?|migrat(?:e|ed)|go|come|become|follow|join|appear|consider(?:ed)?|try|us(?:e|ed)|replac(?:e|ed)|need(?:ed)?|want|get|put|bring|swap|evaluate|look|split|offer|help|be|run)";

/** See cue.ts for how a cue works. */
export const PLANNED: readonly Cue[] = [
  // "eventually we moved": told, not planned.
  cue("chosen", "cancel", "eventually finally", {
    after: re(" (?:we |they )?(?:(?!need)\\w+ed|went|left|chose|came|took|made|got)\\b"),
  }),
  cue("future", "around", "tomorrow ideally", {}),
  cue("future", "around", "long", {
    after: re("(?:[ -]term| run)\\b"),
    unless: re(
      "[ -](?:term|run)(?:ning)? (?:storage|retention|archiv\\w*|support|backups?|data|history|logs?|release|keep\\w*|copies|jobs?|tasks?|process\\w*)\\b",
    ),
  }),
  cue("future", "back", "if", {
    after: re(
      " (?:needed|necessary|required|wanted|ever|budget|money|time allows|demand|(?:that|it) (?:gets|becomes|turns out|proves|is (?:too|not)))\\b",
    ),
  }),
  cue("future", "back", "when once", {
    after: re(
      " (?:we|they|the team|customers|it) (?:needs?|wants?|can afford|outgrows?) (?:it|them|one|that|more)?\\b",
    ),
  }),
  cue("future", "back", "as", {
    after: re(
      " soon as (?:we|they|there|(?:the )?budget|money|funds|time|it|traffic|demand) (?:can|have|has|is|are|get|gets|needs?|allows?|permits?|grows?)\\b",
    ),
  }),
  cue("future", "rest", "as", {
    before: /^\W*$|[,;:(]\s*$/,
    after: re(
      " soon as (?:we|they|there|(?:the )?budget|money|funds|time|it|traffic|demand) (?:can|have|has|is|are|get|gets|needs?|allows?|permits?|grows?)\\b",
    ),
  }),
  cue("future", "clause", "wish wishes dream idea", {
    after: re("(?=\\s*:)"),
    before: end("(?:^|our|the|my|a|an|one)"),
  }),
  cue("future", "around", "second third later next", {
    after: re(" (?:steps?|phase|iteration|release|milestone|stage|round)\\b"),
    before: end("\\b(?:in|for|with|as) (?:a|the|our)"),
  }),
  cue("future", "back", "if", {
    after: re(" (?:the |our |we )?(?:[\\w-]+ ){1,3}(?:happens?|goes ahead|takes off|is approved|arrives?)\\b"),
  }),
  cue("future", "around", "backlog", { before: end("\\b(?:in|on|to)(?: the)?") }),
  cue("future", "back", "proposed requested", {
    before: end("\\b(?:is|are|was|were|been)(?: only)?"),
    unless: re(" (?:by us|and (?:accepted|approved))\\b"),
  }),
  cue("future", "around", "stretch", { after: re("[ -]goal\\b") }),
  cue("future", "back", "mind", { before: end("(?:keep|keeping|have|bear)[^.;]{0,40} in") }),
  cue("future", "around", "will", { after: re(" (?:come|follow|arrive|be there|join)\\b") }),
  cue("future", "around", "later", { notBefore: end("\\b(?:or|and|minutes?|hours?|days?|seconds?|no|\\d|min|h)") }),
  cue("future", "around", "next", {
    after: re(
      " (?:year|quarter|month|sprint|half|phase|summer|winter|spring|autumn|fall|release|iteration|step|steps|version|week)\\b",
    ),
  }),
  cue("future", "around", "next", { before: end("(?:year|quarter|month|season) after") }),
  // "Should we ever outgrow it, A": what is never expected.
  cue("future", "rest", "if once when should", {
    before: /^\W*$|[,;:(–—-]\s*$/,
    needs: " ever",
    after: re("(?= [^.;,]{1,40}\\bever\\b)"),
  }),
  cue("future", "phrase", "think rethink", {
    before: end("\\b(?:will|we'll|may|might|could|can|again|to)"),
    after: re("(?: again| harder| twice)?(?: about| of|)\\b"),
  }),
  // "An evaluation of A is scheduled".
  cue("future", "phrase", "evaluation assessment", {
    before: end("^|\\b(?:an?|the|our|further)"),
    after: re(" of\\b"),
  }),
  // "…, A when we have the first hundred customers".
  cue("future", "back", "when once", {
    before: /[,;:(–—]\s*(?:(?!(?:is|are|was|runs|uses|and|or|only|even|see|what|who)\b)[\w.'-]+ ?){1,3}\s*$/,
    after: re(
      " (?:we (?:have|get|reach|grow|earn|can afford|hire|need)|there (?:is|are)|(?:the |our )?(?:budget|money|funding))\\b",
    ),
  }),
  // "If it were needed: A".
  cue("future", "rest", "if", { after: re(" (?:(?:it|they|we|i|there|that) were|(?:we|i|there) had)\\b") }),
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
  cue("future", "around", "may could", {
    after: re(` ${CHANGE}\\b`),
    unless: re(" be (?:lost|missing|down|late|stale|behind|unavailable)\\b"),
  }),
  cue("future", "clause", "would", {
    after: re(
      " (?:like|love|prefer|rather|be nice|have been|have preferred|want|probably|consider|eventually|also like)\\b",
    ),
  }),
  cue("future", "back", "would", {
    after: re(" (?:have been|be (?:nice|better|ideal|great|good|our|the)|come|follow|make sense)\\b"),
  }),
  // "A would do as well": what would serve does not serve.
  cue("future", "back", "would", {
    after: re(
      " (?:also |even )?(?:do|suffice|work|serve)(?: (?:as well|just as well|too|the job|nicely|fine|equally well))?(?=\\s*(?:$|[.,;)]| but\\b))",
    ),
  }),
  cue("future", "clause", "would", {
    after: re(
      " (?:write|build|do it|do this|take|choose|pick|go (?:with|for)) (?!care\\b|place\\b|part\\b|too\\b|over\\b)",
    ),
    before: end("[a-z]"),
    notBefore: end("\\b(?:that|which|it|this)"),
  }),
  // "A would save nine milliseconds": what it would bring is told of a thing that is not there.
  cue("future", "back", "would", {
    after: re(
      " (?:also |even |only |just |still )?(?:save|give|gain|buy|help|survive|speed|reduce|double|add|bring|let|allow|solve|cover)\\b(?! (?:a|an|the|our) (?:new|second|third|another|read))",
    ),
    before: end("[a-z0-9)\"']"),
    notBefore: end("\\b(?:we|i|it|this|that|they|which|you)"),
  }),
  cue("future", "phrase", "revisit reconsider reassess reevaluate"),
  // "A if they give us the credits": a thing and its condition, and no verb between them.
  cue("future", "back", "if when once", {
    before: /^\W*(?:(?!(?:is|are|was|runs|uses|and|or|only|even|see|what|who)\b)[\w.'-]+ ?){1,3}\s*$/,
    after: re(" (?:we|they|it|the|our|credits|budget|money|funding|somebody|someone|there)\\b"),
  }),
  cue("future", "back", "poss possible possibly maybe perhaps later tbd planned", {
    before: end(":"),
    after: re("(?=\\.?\\s*(?:$|[.,;()'\"’]|in\\b|from\\b|(?:q[1-4]|20\\d\\d)\\b))"),
  }),
  cue("future", "back", "if", {
    after: re(
      " (?:the |our |we |they |it )?(?:\\w+ ){0,2}(?:allows?|permits?|is there|are there|is left|is approved|are approved)\\b",
    ),
  }),
  cue("future", "back", "todo", { after: re("[:,]? (?:look|check|see|try|test|evaluate|decide|discuss)\\b") }),
  cue("future", "back", "put placed left parked moved postponed pushed", {
    after: re(" (?:in|on|into|to|onto) (?:the |our )?(?:backlog|hold|ice|later|wish ?list)\\b"),
  }),
  cue("future", "clause", "can could may", {
    after: re(" (?:have|get|introduce|use)(?= [^.;,]{1,40}\\b(?:when|once|if|as soon as|after)\\b)"),
    notBefore: end("\\b(?:we|you|users?|customers?|clients?|services?|it|they|that|which|who)"),
  }),
  cue("open", "back", "no", {
    after: re(
      " (?:decision|answer|conclusion|agreement|vote)(?: (?:yet|so far|taken|made|reached|given))?(?=\\s*(?:$|[.,;)]))",
    ),
  }),
  cue("future", "clause", "question request wish proposal point suggestion remark", {
    after: re(" (?:of|by|from) [a-z]+(?:(?: \\w+)? (?:about|on|for|to)\\b|(?=\\s*:))"),
    before: end("^|the|a|\\("),
    unless: re(" (?:of|by|from) (?:the |our )?(?:clients?|customers?|auditors?|regulators?|law|contract)\\b"),
  }),
  cue("future", "back", "would", { after: re(" (?:have (?!to\\b|been\\b)\\w+|mean|require|force)\\b") }),
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
  cue("future", "clause", "thinking", { after: re(" (?:about|of)\\b"), notBefore: end("was|were|been") }),
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
      " (?:to (?:move|migrate|leave|drop|retire|add|switch|introduce|adopt|try|import|replace|go|have|use|get|evaluate|look|start|offer|put|run|bring|explore)|[a-z]+ (?:later|soon|someday))\\b",
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
      " (?:move|migrate|switch|add|introduce|adopt|replace|go|need|use|evaluate|consider|get|buy|look)(?=\\b[^.;]*\\b(?:once|when|if|as soon as|after|later|in 20\\d\\d|(?:in |by )?q[1-4]|next|in (?:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december))\\b)",
    ),
  }),
  cue("future", "clause", "learning", { before: end("(?:is|are|we're|currently|still)") }),
  cue("future", "rest", "if once when should", {
    before: /^\W*$|[,;:(–—-]\s*$/,
    after: re(
      "(?: (?:the|our|more|we|it|this))*(?: \\w+){0,3}? (?:grows?|growing|complains?|justif\\w+|allows?|takes? off|explodes?|demands? it|becomes? (?:a problem|an issue|necessary|too)|hits?|outgrow\\w*|exceeds?|(?:have|get|got|has|gets) (?:more|enough|bigger|real|many|time|budget|money|there|around)|(?:ever )?needs? (?:it|to|more|that)|can afford|increases?|picks? up|requires? it|(?:is|are|'s) (?:there|available|approved|budget|money|time|demand|enough|more|room))\\b",
    ),
  }),
  cue("future", "around", "will", {
    after: re(
      " be (?:introduced|added|adopted|rolled out|brought in|considered|evaluated|tried|migrated|replaced|switched on)\\b",
    ),
  }),
  cue("future", "around", "in from starting by after", {
    after: re(" (?:early |late |mid |mid-)?20(?:2[7-9]|[3-9]\\d)\\b"),
  }),
  cue("future", "clause", "plan", { before: end("the|our"), after: re("(?=\\s*:)") }),
  cue("future", "clause", "would we'd", {
    after: re(
      " (?:then |later |also )?(?:add|introduce|adopt|move to|switch to|bring in|put in|reach for|go for|turn to|look at)\\b",
    ),
  }),
  cue("future", "clause", "will we'll can could", {
    after: re(" (?:then |later |also |always |still )?(?:add|introduce|adopt|move to|switch to|bring in|put in)\\b"),
    before: /^\W*(?:if|once|when|should|as soon as)\b/,
  }),
  cue("future", "back", "postponed deferred shelved parked", {
    before: end("\\b(?:is|are|was|were|been|got)(?: (?:now|all|since|again))?|,|:|\\("),
  }),
  // A box without its tick.
  cue("future", "rest", "[", { after: re(" ?\\]") }),
  cue("open", "phrase", "says suggests suggested recommends recommended proposes proposed advises advised", {
    before: end(
      "\\b(?:my|the|a|our|some|one) (?:\\w+ )?(?:nephew|cousin|uncle|brother|sister|friend|neighbou?r|intern|consultants?|consultancy|agency|vendor|sales\\w*|salesman|boss|colleague)",
    ),
  }),
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
  cue("future", "around", "yet", { after: re(" to (?:be|come|do|add)\\b") }),
  cue("future", "around", "soon", { notBefore: end("as") }),
  cue("future", "around", "future", { after: re(" (?:work|option|step|improvement|plan|plans|idea)\\b") }),
  cue("future", "around", "idea ideas", { before: end("(?:an|some|just an|only an)"), after: re("(?: is to| for|:)") }),
  cue("future", "around", "when", {
    after: re(
      " (?:we|it|traffic|load|the team|budget|money) (?:grow|grows|have|has|need|needs|get|gets|allows|hit|reach|becomes?|justif\\w+)\\b",
    ),
    before: end("(?:added|add|then|introduced?|\\(|,)(?: \\w+)?"),
  }),
  cue("open", "around", "undecided unsure unclear", {}),
  cue("open", "around", "to", {
    after: re(" be (?:decided|discussed|determined|confirmed|defined|clarified|agreed|evaluated|seen)\\b"),
  }),
  cue("open", "around", "open", { after: re(" (?:question|choice|point|decision|issue)\\b") }),
  cue("open", "back", "open", {
    before: end("\\b(?:is|are|remains?|stays?|left)(?: (?:still|yet|currently|completely|entirely))?"),
    notBefore: end("\\b(?:ports?|sources?|doors?|sockets?|connections?)\\b[^.;]{0,30}"),
    after: re("(?=\\s*(?:$|[.,;:)]| (?:until|till|as long as|pending|for now)\\b))"),
  }),
  // "Whether A or B is still being argued about".
  cue("open", "clause", "whether", {
    after: re(
      "(?=[^.;]{1,160}\\b(?:is|are|remains?|stays?|has|have)\\b[^.;]{0,24}\\b(?:open|undecided|unsettled|unclear|unknown|argued|debated|discussed|disputed|in the air|anyone's guess|to be (?:decided|seen|agreed)|not [^.;,]{0,14}(?:decided|settled|clear|agreed|known))\\b)",
    ),
  }),
  // To lean is not to have chosen.
  cue("open", "phrase", "leans", { after: re(" (?:to|towards?)\\b") }),
  cue("open", "around", "torn debating deciding", { after: re(" (?:between|whether|on|about)\\b") }),
  cue("open", "clause", "yet", {
    after: re(" to (?:choose|decide|pick|settle|agree|select)(?: between| on| whether)*\\b"),
  }),
  cue("open", "clause", "choosing choice choose hesitating", { after: re(" (?:is )?between\\b") }),
  cue("open", "clause", "either", {}),
  cue("open", "around", "versus vs", {}),
  cue("future", "back", "only", { after: re(" if\\b") }),
  cue("future", "back", "if", { after: re(" (?:we|it|they|the \\w+) (?:ever|really|actually)\\b") }),
  cue("future", "back", "being", {
    after: re(
      " (?:tested|tried(?: out)?|evaluated|piloted|trialled|trialed|considered|investigated|explored|discussed|assessed|prototyped)\\b",
    ),
  }),
];
