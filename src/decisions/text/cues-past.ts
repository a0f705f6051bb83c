// In: nothing. Out: the phrases that put a thing into the past, as data. Knows no cloud.
import { type Cue, cue, end, re } from "./cue.ts";

/** "the platform that this …" */
const REPLACER = end("\\b(?:that|which) (?:this|it|we|ours|the new \\w+)(?: now)?");

/** See cue.ts for how a cue works. */
export const PAST: readonly Cue[] = [
  cue("past", "clause", "used", {
    after: re(" to (?:be|run|use|have|live|host|rely|sit|work|go|store|keep|deploy)\\b"),
    notBefore: end("\\b(?:is|are|was|were|be|get|gets)"),
  }),
  // With a person before it, any verb: "we used to need X"; "X, used to cache pages" is a purpose.
  cue("past", "clause", "used", { after: re(" to [a-z]+\\b"), before: end("\\b(?:we|they|i|it|you|he|she)") }),
  cue("past", "clause", "was were wasn't where", {
    after: re(
      " (?:still |once |all |always |previously |originally |formerly |earlier )*(?:on|using|running|hosted|deployed|based|living)\\b",
    ),
  }),
  cue("past", "clause", "was were", { before: /^\s*$/ }),
  // "it was A until …".
  cue("past", "clause", "was were", {
    before: end("\\b(?:it|this|that|they|these)(?: all)?"),
    after: re("(?= (?!not\\b|never\\b)[^.;,()]{1,40}\\b(?:until|till)\\b)"),
  }),
  // "old: A, new: B"; "before that A"; "A before".
  cue("past", "clause", "old before then formerly previously earlier", {
    before: /^\W*$|[,;/(]\s*$/,
    after: re("(?=\\s*:)"),
  }),
  cue("past", "clause", "old former previous", { after: re("(?: [\\w-]+){1,2}\\s*:") }),
  cue("past", "back", "old former previous", { before: end("\\("), after: re("(?=\\s*\\))") }),
  cue("past", "phrase", "leave drop retire abandon ditch scrap", {
    before: end("\\b(?:to|not|never|won't|don't|will)"),
    unless: re(" (?:it|them|that|over|out|to|as|open|alone|at|for)\\b|[^.;,]{1,40} as (?:it|they) "),
    leaving: true,
  }),
  cue("past", "clause", "before", { before: /^\W*$|[,;(]\s*(?:and )?$/, after: re(" (?:that|then|this)\\b") }),
  cue("past", "back", "before", {
    after: re("(?=\\s*(?:$|[.,;)]))"),
    notBefore: end("as|like|than|ever|never|the (?:day|night|week|month|year)|(?:days?|hours?|minutes?|weeks?)"),
  }),
  cue("past", "clause", "until till", {
    before: /^\W*$|[,;(]\s*$/,
    after: re(" (?:last|recently|early last|late last|(?:\\w+ )?20(?:[01]\\d|2[0-5]))\\b"),
  }),
  cue("past", "clause", "had", {
    before: end("\\b(?:we|i|they)(?: all| once| first| also| always)?"),
    unless: re(" (?:to|better|rather|hoped|planned|considered|enough|looked|a (?:look|talk|chat))\\b"),
  }),
  // "We did A for the first year".
  cue("past", "clause", "did", {
    before: end("\\b(?:we|i|they)(?: all| first| once)?"),
    after: re(
      "(?= [^.;,]{1,40}\\bfor (?:the first|about|some|almost|nearly|over|more than|a few|a|one|two|three|\\d+|several)\\b[^.;,]{0,20}\\b(?:years?|months?|weeks?|days?|while)\\b)",
    ),
  }),
  // "On A we reached 99.2".
  cue("past", "phrase", "on with under", {
    before: /^\W*(?:and |but )?$|[;:–—-]\s*$/,
    after: re(
      "(?= [^.;,]{1,40}? (?:we|it|this|everything|they) (?:only |never |always )?(?:reached|had|got|paid|was|were|used|ran|took|saw|managed|needed|lost|spent|waited)\\b)",
    ),
  }),
  // "I saw the bill of A at my last job".
  cue("past", "around", "at in", {
    after: re(
      " (?:my|our|a|their|his|her|the) (?:last|old|previous|former|first) (?:job|company|employer|firm|place|start-?up|agency|project)\\b",
    ),
  }),
  // "A kept landing in spam", "A kept dying": a complaint about what is over.
  cue("past", "back", "kept", {
    after: re(
      " (?:landing|going|ending up|failing|crashing|breaking|dying|falling|timing|losing|hanging|running out|being|getting|eating|costing|dropping|blocking|throttling|complaining|stalling|freezing|leaking|corrupting)\\b",
    ),
    unless: re(" being (?:used|developed|updated|maintained|improved)\\b"),
  }),
  // "A was good but became dear", "A was fine until the bill came": praise of what was left.
  cue("past", "back", "was were", {
    after: re(
      " (?:actually |really |quite |very |perfectly |also |all )*(?:good|fine|nice|great|ok|okay|cheap|cheaper|easy|enough|lovely|comfortable|convenient|pleasant|simple|fun)\\b(?=[^.;]{0,60}\\b(?:but|until|till|while it|as long as|for a while|at first|however|in the beginning)\\b)",
    ),
    notBefore: end("\\b(?:it|this|that|they|which|what)"),
  }),
  // What somebody wished for at first is told of, not decided.
  cue("past", "clause", "wanted hoped meant planned", {
    before: end("\\b(?:we|i|they|he|she|team)(?: had| first| once)?"),
    after: re("(?= [^.;]{1,80}\\b(?:at first|first|initially|originally|in the beginning|back then)\\b)"),
  }),
  cue("past", "clause", "first", {
    before: end("\\bat"),
    after: re(
      "(?=,? (?:we|i|they|it|everything|the \\w+) (?:all )?(?:wanted|had|used|ran|was|were|tried|thought|planned|meant|hoped|built|wrote|went|chose|picked|took)\\b)",
    ),
  }),
  // "nothing reports to A any more", "A ended, nobody looks at it any more".
  cue("past", "clause", "nothing nobody none", { after: re("(?=[^.;]{1,80}\\b(?:any ?more|any longer)\\b)") }),
  cue("past", "back", "nothing nobody none", {
    after: re("(?=[^.;,]{1,40}\\b(?:it|them|there|that|this)\\b[^.;,]{0,20}\\b(?:any ?more|any longer)\\b)"),
  }),
  // A drawing that no longer holds, and what it shows.
  cue("past", "rest", "outdated obsolete stale superseded", {
    after: re(
      "(?=\\s*[,(:–—-]?\\s*(?:(?:it|and|which) )?(?:still )?(?:shows?|names?|mentions?|lists?|depicts?|draws?|has)\\b)",
    ),
  }),
  cue("past", "back", "had", { after: re(" (?:been|(?:its|their|her|his) (?:day|time|moment))\\b") }),
  cue("past", "phrase", "after", {
    after: re(" (?:(?:some|many|two|three|five|ten|a few|several) )?(?:years?|months?|a decade) (?:on|with|of|in)\\b"),
  }),
  cue("past", "back", "once", {
    after: re("(?=\\s*(?:$|[.,;)]))"),
    before: end("\\b(?:was|were|had|used)\\b[^.;]{0,40}"),
  }),
  cue("past", "back", "served", { after: re(" (?:us|its|their)\\b") }),
  cue("past", "phrase", "migration move switch transition departure", {
    after: re(" (?:away )?from\\b"),
    before: end("\\b(?:the|our|a|this|that)"),
    leaving: true,
  }),
  cue("past", "clause", "previously formerly originally initially historically", {}),
  cue("past", "clause", "first original initial early earliest", {
    after: re(
      " (?:version|versions|generation|iteration|incarnation|edition|attempt|setup|release|prototype)(?: of [\\w-]+(?: [\\w-]+)?)? (?:was|were|ran|used|lived|sat|stood)\\b",
    ),
  }),
  cue("past", "clause", "started began", { after: re(" (?:its )?(?:life|out|off)\\b") }),
  cue("past", "clause", "past", { before: end("in the"), notBefore: end("(?:\\d|days|hours|minutes) (?:in the)?") }),
  cue("past", "phrase", "former previous legacy old ex incumbent outgoing abandoned superseded discarded", {
    unless: re(
      " (?:version|versions|task|release|releases|revision|image|images|state|day|night|month|week|deploy|deployment|backups?|snapshots?|data|rows|logs|files|objects|messages|records)\\b",
    ),
  }),
  cue("past", "phrase", "migrated migrating migrate moved moving move came come coming switched switching ported got", {
    after: re("(?: [\\w'-]+){0,4}? (?:from|away from|off|off of|out of)\\b"),
    leaving: true,
  }),
  cue("past", "phrase", "left", { after: re("(?= [\\w'-]+(?: [\\w'-]+){0,3} (?:behind|for)\\b)"), leaving: true }),
  cue("past", "back", "left", { after: re(" (?:it|them|that) behind\\b") }),
  cue(
    "past",
    "phrase",
    "dropped ditched abandoned retired decommissioned scrapped sunset deprecated removed killed cancelled canceled terminated dismantled uninstalled binned unplugged axed",
    {
      before: end("(?:^|\\bwe|\\bi|they|team|also|have|has|just|,|and|since)"),
      leaving: true,
    },
  ),
  cue("past", "phrase", "tried", { before: end("(?:^|\\bwe|\\bi|they|team|also|had|have|once|first|briefly|,)") }),
  cue("past", "back", "tried trialled trialed piloted prototyped", {
    before: end("\\b(?:was|were|been|got)(?: \\w+ly| also| once)?"),
    notBefore: end(
      "\\b(?:restores?|restoring|recovery|fail-?over|switch-?over|drills?|roll-?back|backups?|dr)\\b[^.;]{0,60}",
    ),
    unless: re("[^.;]{0,60}\\b(?:chosen|selected|adopted|approved|picked|kept|won|best|confirmed|retained|took)\\b"),
  }),
  cue("past", "back", "tried trialled trialed", {
    before: end("\\b(?:we|i|they)(?: have| had| once)?"),
    after: re("(?=\\s*(?:$|[.,;)]|but\\b))"),
  }),
  cue("negated", "phrase", "not", {
    after: re("(?= (?:yet|currently|now) (?:on|in|at|using|running|doing|adopted|moved|having|have|with)\\b)"),
  }),
  cue("negated", "phrase", "nobody", {}),
  cue("negated", "phrase", "no", { after: re("[ -]one\\b") }),
  cue("negated", "back", "hasn't haven't", {
    after: re(" (?:been )?(?:needed|necessary|used|missed|required)(?=\\s*(?:$|[.,;)]| so far| yet))"),
  }),
  cue("negated", "phrase", "hasn't haven't", { unless: re(" been\\b") }),
  cue("past", "back", "dropped ditched abandoned retired decommissioned removed killed left replaced", {
    before: end("(?:which|that) (?:we|they|i)(?: have| had)?"),
  }),
  cue("past", "phrase", "leaving left", {
    before: end("(?:^|\\bwe|we're|are|is|\\bi|they|team|have|has|just)"),
    unless: re(" (?:it|them|that|over|out|to|as|open|alone|at|for)\\b"),
    leaving: true,
  }),
  cue("past", "phrase", "rid", { after: re(" of\\b"), before: end("got|getting|get"), leaving: true }),
  cue(
    "past",
    "back",
    "dropped ditched abandoned retired decommissioned scrapped sunset deprecated discontinued removed gone killed",
    {
      before: end("(?:\\b(?:is|are|was|were|been|being|got|has|have)|[,(=–—-])(?: (?:now|all|since|already))?"),
      leaving: true,
    },
  ),
  cue("past", "back", "dropped fell falls drops", {
    after: re(" (?:out|through|by the wayside)(?=\\s*(?:$|[.,;)]| (?:in|because|early|after|at|of the)\\b))"),
  }),
  // "was deleted"; "are deleted after a week" is how it works.
  cue("past", "back", "dismantled deleted uninstalled binned axed unplugged withdrawn", {
    before: end("\\b(?:was|were|been|got|(?:is|are) now|(?:that|which|it|this) is)(?: (?:all|since|already|finally))?"),
    unless: re(
      " (?:every|when|once|daily|nightly|weekly|automatically|if|by (?:a|the)|after (?:an? |\\d|(?:one|two|three|seven|ten|thirty|some|that|their|its|use|expiry)\\b))",
    ),
    leaving: true,
  }),
  cue("past", "back", "replaced", {
    after: re("(?= (?:by|with|in|last|since|after|during)\\b|\\s*(?:$|[.,;)]))"),
    leaving: true,
  }),
  cue("past", "phrase", "replaced replaces replacing replace", {
    unless: re(" (?:by|with|in|last|since|after|during|unhealthy|failed|dead|broken)\\b|\\s*(?:$|[.,;)])"),
    leaving: true,
  }),
  cue("past", "phrase", "earlier", { after: re(" (?:projects?|jobs?|systems?|setups?|versions?)\\b") }),
  cue("past", "around", "earlier previous past", {
    after: re(" (?:projects?|jobs?|compan(?:y|ies)|employers?|life)\\b"),
  }),
  cue("past", "around", "ago", { before: end("(?:years?|months?|weeks?|long) ") }),
  cue("past", "around", "back", { after: re(" (?:then|in 20\\d\\d)\\b") }),
  cue("past", "phrase", "miss missed", { before: end("\\b(?:we|i|team|don't|do not|haven't|not)") }),
  cue("past", "clause", "old former previous earlier incumbent outgoing legacy", {
    after: re(
      "(?: \\w+){1,3} (?:(?:is|was|ran|runs|are|were|lives|lived|sits|sat)(?: \\w+)? (?:on|in|at|hosted|using)|was|were|had|has|uses|used|kept|held|\\w{3,}ed|foresaw|contained|included|envisaged|showed|could|promised|offered|managed)\\b",
    ),
    unless: re(" (?:version|versions|release|data|backups?|snapshots?|images?|rows|logs|day|night|week|month|year)\\b"),
  }),
  cue("past", "back", "over finished ended", {
    before: end("(?:trial|pilot|experiment|contract)(?: (?:is|was|has))?"),
  }),
  cue("past", "back", "before", { after: re(" that\\b") }),
  cue("past", "near", "of from in", {
    after: re(" (?:the|our) (?:old|former|previous|legacy|retired|decommissioned|earlier) (?!town|city|days\\b)[a-z]"),
  }),
  cue("past", "clause", "lived sat stayed worked stood ran", {
    after: re("(?=[^.;,]{1,50} (?:until|till)\\b)"),
  }),
  cue("past", "back", "until till", {
    before: /^\W*(?:[\w.'-]+ ?){1,3}\s*$/,
    after: re(
      " (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|last|recently|early|late|mid|the|q[1-4]|(?:19|20)\\d\\d)\\b",
    ),
  }),
  cue("past", "clause", "started began", {
    after: re(
      " (?:out )?(?:with|on|in|as)\\b(?=[^.;]{1,80}\\b(?:since|then|now|today|later|moved|switched|everything is)\\b)",
    ),
  }),
  cue("past", "back", "taken ripped thrown pulled torn carved", {
    after: re(" out\\b"),
    before: end("\\b(?:is|are|was|were|been|got)(?: \\w+)?"),
    unless: re(" (?:of|by|on|for) "),
  }),
  cue("past", "clause", "was were", {
    after: re(
      "(?: \\w+ed)? in\\b(?=[^.;]{1,60}\\b(?:in (?:the )?(?:first|early|old|previous)|at first|before|until|till|originally|back then)\\b)",
    ),
  }),
  cue("past", "phrase", "took threw kicked ripped pulled", {
    after: re("(?= [^.;,]{1,30} out\\b)"),
    notBefore: end("\\b(?:to|will|it)"),
  }),
  // An old drawing that has not been put right.
  cue("past", "clause", "still", {
    after: re(" (?:shows?|mentions?|lists?|names|displays?|draws?|depicts?|refers? to|speaks? of)\\b"),
  }),
  cue("past", "clause", "minutes version draft edition annex", {
    after: re("(?: of)? [\\w./-]+ (?:(?:had |still )?(?:said|stated|named|listed|foresaw|had))\\b"),
  }),
  cue("past", "clause", "was were ran", {
    after: re("(?=[^.;,]{1,40} (?:until|till) (?:last|recently|early|late|20|spring|summer|autumn|winter)\\b)"),
  }),
  cue("past", "back", "goes go going went", { after: re(" away\\b"), leaving: true }),
  // "A still builds the last part and goes with it".
  cue("past", "back", "goes leaves disappears retires dies ends", {
    after: re(" with (?:it|them|that|this)(?=\\s*(?:$|[.,;)]))"),
  }),
  // "the platform that this replaces could promise no better".
  cue("past", "clause", "replaces replaced supersedes", { before: REPLACER }),
  cue("past", "back", "replaces replaced supersedes", { before: REPLACER }),
  cue("past", "back", "ran ended expired lapsed terminated cancelled", {
    before: end("(?:contract|licen[cs]e|subscription|agreement|trial|deal)(?: (?:has|had|was|is))?"),
  }),
  cue("open", "back", "runs ends expires lapses", {
    before: end("(?:contract|licen[cs]e|subscription|agreement|trial|deal)s?"),
    after: re("(?: out)?(?= (?:in|on|at|this|next|by|soon|before|after|with)\\b|\\s*(?:$|[.,;)]))"),
    unless: re(
      " (?:in|on|at|with|by) (?!(?:early|late|mid|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|q[1-4]|20\\d\\d|the (?:end|year))\\b)|[^.;]*(?<!not )(?<!not be )\\b(?:renew|extend|prolong)",
    ),
  }),
  cue("past", "back", "outdated obsolete stale", { before: end("\\b(?:is|are|thats|that's|now|long)") }),
  // "the A that the supplier had drawn".
  cue("past", "back", "that which", { after: re(" (?:the |our |a )?(?:\\w+ ){1,3}had \\w+(?:ed|wn|en|t)\\b") }),
  cue("past", "clause", "said", { before: end("\\b(?:i|we)(?: (?:once|first|had))?") }),
  cue("negated", "clause", "thought", { after: re(" (?:about|of)\\b"), before: end("\\b(?:we|i|had|have|team|also)") }),
  cue("past", "back", "switched turned shut phased torn wound", {
    after: re(" (?:off|down|out)\\b"),
    before: end("\\b(?:is|are|was|were|been|being|got|gets|now|,|\\()(?: (?:now|all|finally|since|already|slowly))?"),
    leaving: true,
  }),
  cue("past", "near", "experiment trial attempt adventure episode", {
    after: re(" (?:ended|failed|is over|was|has|did|went)\\b"),
  }),
];
