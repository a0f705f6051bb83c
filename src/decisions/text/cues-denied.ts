// In: nothing. Out: the phrases that deny a thing, and those that only look like it, as data. Knows no cloud.
import { type Cue, cue, end, re } from "./cue.ts";

/** See cue.ts for how a cue works. */
export const DENIED: readonly Cue[] = [
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
  // "A measured last year, no": the last word of a sentence is its verdict.
  cue("negated", "back", "no nope", {
    before: end("[a-z0-9)'\"](?:,| [-–—]|…|\\.\\.+)"),
    after: re("(?=\\s*(?:$|[.;)]))"),
    notBefore: end("\\b(?:yes|or|why),?"),
  }),
  cue("negated", "back", "doubles doubled triples tripled", {
    after: re(" (?:the|our) (?:price|cost|costs|bill|invoice)\\b"),
    unless: re("[^.;]{0,60}\\b(?:accepted|agreed|worth|but (?:we|it))\\b"),
  }),
  cue("negated", "back", "too", { before: end(":|,|-|–|—|is|was"), after: re(" \\$+(?=\\s*(?:$|[.,;)]))") }),
  cue("negated", "phrase", "turned turning", {
    after: re(" down\\b(?! (?:the (?:volume|heat|number)|to)\\b)"),
    before: end("\\b(?:we|i|they|team|board|have|had|was|and)(?: \\w+ly)?|^"),
  }),
  cue("negated", "clause", "nothing", { after: re(" (?:in|at|on|outside|elsewhere|there) "), before: end("^|[,;:(]") }),
  // "A we do not use": the object stands in front.
  cue(
    "negated",
    "back",
    "use have need want run make do keep allow plan take own touch see operate manage connect depend rely uses has needs wants runs makes does keeps allows",
    {
      before: end(
        "\\b(?:we|i|they|nobody|it) (?:do not|don't|did not|didn't|never|will not|won't|cannot|can't|does not|doesn't|must not|should not)(?: really| currently| even| yet)?",
      ),
      after: re(
        "(?: (?:to|on))?(?=\\s*(?:$|[.,;()]| (?:here|yet|at all|any ?more|today|now|so|since|because|and (?:we )?(?:do not|don't|never|will not|won't))\\b))",
      ),
      notBefore: end(
        "(?:^|[.,;:] ?|\\bbut |\\band |\\bthat |\\bwhich )(?:we|i|they|nobody|it) (?:do not|don't|did not|didn't|never|will not|won't|cannot|can't|does not|doesn't|must not|should not)(?: really| currently| even| yet)?",
      ),
    },
  ),
  // "A: no (two people)", "A: overkill", "A: looked, no need": a label and its verdict.
  cue("negated", "back", "no nope never overkill unnecessary pointless nah", {
    before: end(":(?: (?:lol|sorry|hm+|well|clearly|simply|total|pure|sadly|also),?)?"),
    after: re("(?=\\s*(?:$|[.,;()–—-]| (?:for us|here|way|thanks|need|use|point)\\b))"),
  }),
  cue("negated", "back", "not", {
    before: end(":(?: (?:certainly|absolutely|definitely|of course|surely|clearly|simply))?"),
    after: re("(?: (?:for us|here|at all|needed|wanted|used|planned|yet|now))?(?=\\s*(?:$|[.,;()–—-]))"),
  }),
  cue("negated", "back", "certainly absolutely definitely clearly surely", {
    before: end(":"),
    after: re(" not(?=\\s*(?:$|[.,;()–—-]))"),
  }),
  cue("past", "back", "gone dead history retired killed removed dropped abandoned ditched replaced", {
    before: end(":(?: (?:long|all|now|finally))?"),
    after: re("(?=\\s*(?:$|[.,;()]| (?:since|in|last|long)\\b))"),
  }),
  cue("negated", "back", "looked considered tried tested evaluated weighed costed", {
    before: end(":(?: (?:we|i))?|\\b(?:was|were|got)(?: (?:each|all|both|once|briefly))?"),
    after: re("(?: (?:at|into|out))?(?=\\s*(?:$|[.,;()]))"),
    unless: re(
      "[^.;]{0,60}\\b(?:chosen|selected|adopted|approved|picked|took|kept|won|best|works|good|confirmed|retained)\\b",
    ),
  }),
  cue("negated", "back", "nobody noone", {
    after: re(
      " (?:here )?(?:wants?|wanted|needs?|needed|asked for|uses?|misses)(?: (?:it|that|them))?(?=\\s*(?:$|[.,;)]))",
    ),
  }),
  cue("negated", "subject", "not", {
    after: re(" (?:carried over|taken over|brought over|taken along|to be taken)\\b"),
  }),
  // "ignore it": what stands there does not count.
  cue("negated", "back", "ignore disregard", {
    after: re("(?: (?:it|them|this|that|these|those|please))?(?=\\s*(?:$|[.,;)]))"),
  }),
  cue("negated", "phrase", "no", {
    after: re(
      " (?:real |strong |current )?(?:need|plans?|use|usage|requirements?|reason|desire|appetite|budget|support|dependency|reliance|interest|intention|wish|case)(?: (?:for|of|to|on|in|right now))*\\b",
    ),
  }),
  cue("past", "around", "no", { after: re(" longer\\b(?! than\\b)") }),
  cue("negated", "back", "no", {
    after: re("(?:[- ]go(?:es)?\\b|(?=\\s*(?:$|[.,;)])))"),
    before: end("\\b(?:is|are|was|remains?)(?: an?)?(?: \\w+)?"),
  }),
  cue("negated", "phrase", "no", { unless: re(" (?:longer|\\d)|[- ]go(?:es)?\\b"), notBefore: end("yes or|or") }),
  cue("negated", "back", "no", { before: end("[a-z0-9),]"), after: re("(?=\\s+[-–—]\\s)") }),
  // "A eliminated in four minutes", "quote received, refused".
  cue("negated", "back", "eliminated refused rejected disabled declined vetoed", {
    before: end("[a-z0-9),]"),
    after: re("(?= (?:in|on|by|after|for|because|at)\\b|\\s*(?:$|[.,;)]))"),
    notBefore: end("\\b(?:we|i|they|he|she|team|never|not)"),
  }),
  // "Alternatives that lost: A, B".
  cue("negated", "clause", "lost rejected discarded excluded declined alternatives", { after: re("(?=\\s*:)") }),
  cue("negated", "subject", "not", { after: re(" used by (?:us|anyone|anybody|this)\\b") }),
  cue("negated", "back", "on", {
    after: re(" (?:a|an|the|our|some) (?:\\w+ )?(?:slides?|deck|whiteboard|brochure)\\b"),
  }),
  // "A yes, B no".
  cue("negated", "back", "no", {
    before: end("[a-z0-9)]"),
    after: re("(?=\\s*(?:$|[.,;)]))"),
    notBefore: end("yes or|or|says?|said"),
  }),
  cue("negated", "back", "no", {
    before: end(":|=|-|–|—"),
    after: re("(?=\\s*(?:$|[.,;)]| for now| yet| so far| at the moment))"),
  }),
  cue("negated", "phrase", "without neither nor zero"),
  cue("negated", "phrase", "none nothing", { after: re(" of\\b") }),
  cue("negated", "back", "none", { unless: re(" of\\b") }),
  cue("negated", "back", "n", { after: re("/a\\b") }),
  cue("negated", "back", "out", {
    after: re(" of the question\\b"),
  }),
  cue("negated", "phrase", "out", { before: /^\W*$|[.;]\s*$/, after: re("(?=\\s*:)") }),
  cue("negated", "phrase", "hardly barely scarcely", { after: re(" (?:any|ever)\\b") }),
  cue("negated", "phrase", "who", { after: re(" (?:needs|wants|uses)\\b"), before: /^\W*$/ }),
  cue("negated", "phrase", "nothing", { after: re(" like\\b") }),
  cue("negated", "except", "but", { before: end("everything|anything|all|none|nothing") }),
  cue("negated", "back", "absent", { before: end("(?:is|are|deliberately|intentionally|,|\\()(?: \\w+ly)?") }),
  cue("negated", "back", "left", { after: re(" out\\b") }),
  cue("negated", "back", "missing", { after: re(" (?:on purpose|deliberately|by design|intentionally)\\b") }),
  // "A-free", "A-less"; struck out: "~~A~~".
  cue("negated", "near", "free less", { before: end("[a-z0-9]-") }),
  cue("negated", "near", "~", { before: end("~~[^~]+") }),
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
  cue("negated", "subject", "not never isn't aren't wasn't doesn't", {
    after: re(
      "(?: (?:currently |really |at all |being |actually |be |ever |been )*(?:needed|required|necessary|used|in use|an option|allowed|permitted|available|part of|ours|in scope|supported|enabled|wanted|worth(?: it)?|included|planned|present|relevant|applicable|chosen|deployed|set up|configured|considered|exist|apply|our (?:choice|preference))| (?:something|anything|a thing) (?:that )?(?:we|they|people|anybody) (?:need|want|use|run|have|plan|foresee|afford|like|do)s?)\\b",
    ),
    unless: re(
      " (?:\\w+ )?(?:used|needed|required|allowed|enabled|available|part|considered|deployed)(?: of)? (?:for|as|to|by|in|on(?! (?:this|cost|security|our)\\b)|at (?:night|weekends?|week-ends|peak|run ?time|build)|during|when|outside|the (?:whole|entire|full))\\b(?! (?:this|our|the) (?:stack|system|project|scope|repo|design|setup))",
    ),
  }),
  cue("negated", "subject", "not", {
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
  cue("open", "around", "not", {
    after: re(
      " (?:yet |been |yet been |fully |really )?(?:sure|decided|clear|certain|settled|final|finali[sz]ed|agreed)\\b",
    ),
  }),
  cue("negated", "phrase", "not never cannot can't don't doesn't didn't won't wouldn't shouldn't isn't aren't", {
    unless: re(
      " (?:(?:live|work|run|do|function|exist|go|be) without|(?:use|run|treat|want|see) (?:[\\w-]+ ){1,2}as |(?:use|run|need) [\\w -]{2,40} but (?:for|as|only)\\b|only|just|merely|simply|least|sure|decided|clear|certain|yet|before|until|now|so far|at the moment|for now|today|currently|(?:need|want|have) to (?:worry|care|think)|(?:currently |really |at all )?(?:needed|required|necessary|used|an option|part of|ours|in scope|supported|enabled|worth|included|planned|applicable)\\b(?! to))",
    ),
  }),
  cue("negated", "phrase", "against", { before: end("decided|argued|vote|voted|are|policy|rule|rules") }),
  cue("negated", "back", "overkill", {
    before: end(
      "\\b(?:is|are|be|was|seems|seemed|feels|felt|looks|looked|total|an|,|-|–|—)(?: like)?(?: an| total| pure)?",
    ),
  }),
  // "A did not": the verb is left out.
  cue("negated", "back", "not", {
    before: end("\\b(?:did|does|do|is|are|was|were|will|has)"),
    notBefore: end("\\b(?:this|that|it|one|ones|we|they|ours|which|others?) (?:did|does|do|is|are|was|were|will|has)"),
    after: re("(?=\\s*(?:$|[.,;()]))"),
  }),
  cue("negated", "clause", "nothing", {
    after: re(
      "(?= (?:of ours |else )?(?:runs|lives|sits|stands|goes|uses|is (?:hosted|deployed|built|kept|stored|copied|replicated|shipped|synced|mirrored|backed up))\\b)",
    ),
  }),
  cue("negated", "back", "was were", {
    after: re(" what (?:\\w+ ){1,4}(?:suggest|want|propos|recommend|ask|push|drew|draw)\\w*\\b"),
  }),
  cue("negated", "back", "was were", {
    after: re(
      " (?:only )?(?:on|in) (?:a|an|the|our|some) (?:\\w+ )?(?:slides?|deck|proposal|presentation|whiteboard|drawing|quote|brochure)\\b",
    ),
  }),
  cue("negated", "back", "looked sounded seemed", {
    after: re(
      "(?: \\w+ly| really| quite| very)? (?:fun|nice|good|great|cool|tempting|attractive|interesting|promising|elegant|easy)\\b(?=[^.;]{0,30}\\bbut\\b)",
    ),
  }),
  // "A was proposed and we declined": the answer to a proposal.
  cue("negated", "clause", "proposed suggested recommended offered advised wanted", {
    before: end("[a-z]"),
    after: re(
      "(?=[^.;]{1,80}\\b(?:and|but) (?:we|i|the team|management|everyone|everybody)(?: all)?(?: \\w+ly)? (?:declined|refused|said no|rejected|passed|disagreed|objected|turned (?:it|them|that) down)\\b)",
    ),
  }),
  cue("negated", "back", "discussed debated considered mooted floated", {
    before: end("\\b(?:was|were|been)(?: (?:once|only|briefly|also|\\w+ly))*"),
    after: re(" (?:at|in|on|during) (?:an?|the|one|some|our|(?:19|20)\\d\\d)\\b"),
    unless: re("[^.;]*\\b(?:chosen|selected|adopted|approved|picked|kept|won|confirmed|agreed|decided|introduced)\\b"),
  }),
  cue("negated", "back", "with", { after: re(" (?:which|whom|that|it|them) we (?:have|had|want) nothing to do\\b") }),
  cue("negated", "back", "nothing", { after: re(" to do with (?:us|it|this|ours)\\b") }),
  // What others want or advise is not what is.
  cue("open", "back", "wants wanted", {
    after: re(" (?:it|them|that)\\b"),
    notBefore: end("\\b(?:we|i|customers?|users?|you|everyone|everybody|nobody|team)"),
  }),
  cue("open", "clause", "proposed suggested recommended advocated advised proposes suggests recommends advocates", {
    before: end("[a-z]"),
    notBefore: end("\\b(?:we|i|team|is|are|as|the|a|an|our|aws|amazon|this|that|been|and|or|by)(?: \\w+ly)?"),
    unless: re(" by\\b"),
  }),
  cue("negated", "back", "too", {
    after: re(
      " (?:expensive|costly|dear|pricey|complex|complicated|heavy|much|big|pricey|slow|risky|heavyweight|difficult|hard)\\b",
    ),
    before: end("(?:is|are|be|was|were|seems|seemed|looked|felt|feels) (?:just |simply |far |way )?|,|-|–|—|\\(|=|:"),
    unless: re(" (?:expensive|costly|complex|heavy|much|big|slow|hard) (?:without|unless)"),
  }),
  cue("negated", "back", "rejected refused declined discarded dismissed disabled forbidden prohibited excluded", {
    before: end("\\b(?:was|were|is|are|been|got|but|and|then|,|\\()|:|=|–|—"),
  }),
  cue("negated", "back", "not", {
    after: re(" (?:in|on|part of) (?:our|the|any|anybody's) (?:plans?|road ?map|agenda|cards|table|menu|radar)\\b"),
  }),
  cue("negated", "clause", "talked argued debated", {
    after: re("(?: a lot| a bit| long| briefly| at length)? (?:about|of|over)\\b"),
    before: end("\\b(?:we|i|had|have|team|also|they)"),
  }),
  cue("negated", "back", "ruled", {
    after: re(" out\\b"),
    before: end("\\b(?:was|were|is|are|been|got|but|and|then|,|\\()"),
  }),
  cue("negated", "phrase", "looked looking", {
    after: re(" (?:at|into)\\b"),
    before: end("(?:^|\\bwe|\\bi|they|team|also|had|have|and|first|briefly|,|;|:)"),
  }),
  cue(
    "negated",
    "phrase",
    "considered compared weighed evaluated examined assessed investigated explored studied researched",
    {
      before: end("(?:^|\\bwe|\\bi|they|team|also|had|have|and|first|briefly|,|;|:|once)"),
      unless: re("[^.;]{0,90}\\b(?:and (?:chose|picked|took|kept|went)|convinced us|and it (?:won|is))\\b"),
    },
  ),
  cue(
    "negated",
    "back",
    "considered evaluated assessed examined reviewed studied analysed analyzed investigated shortlisted costed",
    {
      before: end("(?:was|were|been)(?: \\w+ly)?"),
      unless: re("[^.;]{0,60}\\b(?:chosen|selected|adopted|approved|picked|kept|won|best|confirmed|retained)\\b"),
    },
  ),
  cue("negated", "except", "except excluding besides beyond", {}),
  cue("negated", "except", "apart aside", { after: re(" from\\b") }),
  cue("negated", "except", "other", { after: re(" than\\b") }),
  cue("negated", "except", "exception", { after: re(" of\\b") }),
  cue("negated", "back", "considered discussed evaluated debated tempting", {
    after: re(
      "(?=\\s*(?:$|[.,;)]| but\\b| and (?:rejected|dropped|dismissed|not)\\b| for \\w+,? but\\b| for [^.;]*, but\\b))",
    ),
    notBefore: end("(?:to be|be|being|well|under|things|options|everything|all)(?: \\w+ly)?"),
  }),
  cue("negated", "back", "avoided omitted skipped forbidden", {
    before: end("\\b(?:is|are|was|were|been|be)(?: \\w+)?"),
  }),
  cue("negated", "subject", "not never", {
    after: re(
      " (?:carried (?:on|over|forward)|continued|realised|realized|approved|selected|retained|pursued|picked|followed up|funded|granted|accepted|built|implemented|adopted|introduced|bought|licensed|signed off)\\b",
    ),
  }),
  cue("negated", "back", "was were", {
    after: re(
      " (?:(?:the|our|an|my) (?:first|initial|original|early|earlier|other|obvious) (?:idea|plan|choice|thought|option|candidate|attempt|try|proposal)|(?:the|our|a|an) (?:close )?(?:alternative|runner[- ]up|second choice|contender|second)|(?:a close )?second(?=\\s*(?:$|[.,;)])))\\b",
    ),
  }),
  cue("negated", "back", "lacks lack cannot can't doesn't costs", {
    before: end("\\b(?:because|since|as) (?:the |managed )?[\\w-]+(?: [\\w-]+){0,2}"),
  }),
  cue("negated", "back", "too", {
    after: re(" (?!late\\b|early\\b|often\\b|long\\b|many\\b|far\\b|few\\b)[a-z]+\\b"),
    before: end("(?:was|were|seemed|looked|felt|proved|turned out)(?: to be)?(?: just| simply| far| way| a bit)?"),
    unless: re(" [^.;]*\\bso we (?:add|put|introduc|cache|tun|scal|grew|mov)"),
  }),
  cue("negated", "back", "lost loses", {
    after: re(" (?:against|to|out|the (?:vote|comparison|race|bake-?off)|on (?:cost|price|points))\\b"),
  }),
  cue("negated", "back", "didn't", {
    after: re(
      " (?:even |really |quite )?(?:make|get (?:on|past|through|far)|pass|survive|win|fit|convince|work|qualify|meet|come)\\b",
    ),
  }),
  cue("negated", "back", "not", {
    before: end("did"),
    after: re(
      " (?:even |really |quite )?(?:make|get (?:on|past|through|far)|pass|survive|win|fit|convince|work|qualify|meet|come)\\b",
    ),
  }),
];
