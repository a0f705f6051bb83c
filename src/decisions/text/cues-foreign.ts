// In: nothing. Out: the phrases that make a thing someone else's or keep it on a developer's machine, as data. Knows no cloud.
import { type Cue, cue, end, re } from "./cue.ts";

export const OWNERS =
  "(?:[a-z]+ ){0,2}(?:teams?|squads?|group|departments?|vendors?|customers?|clients?|partners?|suppliers?|providers?|tenants?|compan(?:y|ies)|corporate|hq|headquarters|parent|agency|bank|university|hospital|data cent(?:re|er)|operations? cent(?:re|er)|(?:security|network) cent(?:re|er)|soc|noc|office|authority|it(?: operations?| ops| department)?|ops|someone|somebody|others?|main app|platform|third part(?:y|ies)|users?)";

/** Who has a thing beside ours: programs that were bought, departments, other people. */
const NEIGHBOURS =
  "(?:(?:accounting|finance|controlling|hr|marketing|procurement|legal|erp|crm|back office|head office|headquarters|hq)|(?:[\\w-]+ ){0,3}(?:programs?|programmes?|software|package|suite|teams?|squads?|people|group|departments?|vendors?|partners?|suppliers?|compan(?:y|ies)|parent|agency|bank|university|hospital|authority|office|(?:accounting|erp|crm|hr|payroll|finance|booking|till|pos|legacy) systems?))";

/** What people call the others of their house, without an article: "that's Finance". */
export const DEPARTMENTS =
  "(?:(?:the |our |central |group |corporate )*(?:finance|accounting|controlling|hr|human resources|marketing|procurement|purchasing|legal|sales|facilities|facility management|ops|operations|security|infosec|soc|networking|logistics|treasury|payroll|compliance|data science|head office|headquarters|hq|corporate|platform engineering)|(?:the |our |central |group |corporate )it)";
export const DEPARTMENTS_AND_GROUPS = `(?:${DEPARTMENTS}|(?:(?!(?:run|used|by|for|with|of|to|from|in|operated|managed|owned|built|made)\\b)[\\w-]+ ){0,3}(?:teams?|squads?|group|departments?|dept|division|unit|office|people|folks|guys|side|ministry|council|agency|authority|vendor|partner|supplier))`;

/** Somebody else, as the owner of a thing that a sentence is about: "the ERP of our partner". Messages of a partner are his, what carries them is not. */
const THING_OF_OTHERS =
  "(?:^|[^a-z])(?!(?:data|events?|messages?|files?|orders?|records?|feeds?|calls?|webhooks?|requests?|traffic|payments?|bookings?|uploads?|documents?|users?|members?|services?|components?|workers?|most|some|all|part|each|every)\\b)[a-z][a-z-]* (?:of|at) (?:the |our |a |an |another |their )?(?:[a-z-]+ ){0,2}?(?:partners?|suppliers?|vendors?|customers?|clients?|group|bank|agency|ministry|municipality|county|council|operators?|carriers?|providers?|hospital|university|school|parent(?: company)?|factory|plant|head office|headquarters|departments?|authority|authorities|insurers?|state)";

/** See cue.ts for how a cue works. */
export const FOREIGN: readonly Cue[] = [
  cue(
    "foreign",
    "around",
    "owned licensed run operated managed hosted provided maintained offered controlled administered",
    {
      needs: " by ",
      after: re(` (?:and \\w+ )?by (?:the |a |an |another |our |their |central |other |whole ){0,3}${OWNERS}\\b`),
    },
  ),
  cue("foreign", "phrase", "runs operates owns manages maintains hosts provides offers brings", {
    before: end(`(?:\\b(?:the|a|another|their|that)(?: other)?|^) ?${OWNERS}`),
    notBefore: end("\\b(?:(?:our|the|this) team|our \\w+ team)|^(?:it|ops)"),
  }),
  cue("foreign", "back", "runs operates owns manages maintains hosts provides", {
    before: end(`\\b(?:that|which) (?:the|a|another|their|our) ?${OWNERS}`),
    notBefore: end("\\b(?:(?:our|the|this) team|our \\w+ team)"),
    after: re("(?=\\s*(?:$|[.,;)]|for\\b|and\\b))"),
  }),
  // "The ERP of our partner uses A".
  cue("foreign", "phrase", "uses runs operates use run sits lives relies", {
    before: end(THING_OF_OTHERS),
    unless: re(" (?:through|over|via|against|past)\\b"),
  }),
  // "A: that's Finance", "A, that is the network team".
  cue("foreign", "back", "that's that it it's this those they're", {
    before: /^\W*(?:and |but )?$|[:,;(–—-]\s*(?:and |but )?$/,
    after: re(`(?: is| are|'s|'re)? (?:all )?${DEPARTMENTS_AND_GROUPS}(?=\\s*(?:$|[.,;)(]))`),
    unless: re("(?: is| are)? (?:all )?(?:our|the|this|my) (?:own )?(?:team|group|department|people)\\b"),
  }),
  // "their A is their business".
  cue("foreign", "back", "their", {
    before: end("\\b(?:is|are|remains|stays)"),
    after: re(" (?:own )?(?:business|concern|problem|affair|matter|job|call|thing|baby)\\b"),
  }),
  // "The accounting program (Logo) has its own A"; "each service has its own A" is ours.
  cue("foreign", "phrase", "own", {
    before: end(
      `\\b${NEIGHBOURS}(?: \\([^()]{1,40}\\))? (?:has|have|had|keeps?|runs?|uses?|brings?|operates?|maintains?)(?: got)?(?: (?:its|their|his|her|an?))?`,
    ),
    notBefore: end("\\b(?:our|my|each|every|the team|this team|we)\\b[^.;,]{0,60}"),
  }),
  cue("foreign", "back", "own", {
    before: end(
      `\\b${NEIGHBOURS}(?: \\([^()]{1,40}\\))? (?:has|have|runs?|uses?|sits? on)\\b[^.;,]{1,40} of (?:its|their)`,
    ),
    notBefore: end("\\b(?:our|my|each|every|the team|this team|we)\\b[^.;,]{0,60}"),
  }),
  // "The IT department uses A for its own servers".
  cue("foreign", "phrase", "uses use has have", {
    before: end(`(?:\\b(?:the|a|another|their|that|our)(?: other)?|['’]s|^) ?${OWNERS}`),
    needs: " own",
    after: re("(?=[^.;]{1,50}\\bfor (?:its|their) own\\b)"),
    notBefore: end("\\b(?:this|my) team"),
  }),
  // "A, which other units of the group use".
  cue("foreign", "back", "which that", {
    needs: " other ",
    after: re(" (?:the |our )?other (?:[\\w-]+ ){1,5}?(?:uses?|have|has|runs?|operates?)\\b"),
  }),
  // What is only heard of a system is said by people who do not run it.
  cue("foreign", "clause", "understood said believed thought reported rumoured rumored known reputed", {
    before: end("\\b(?:is|are|was)(?: (?:generally|commonly|widely))?"),
    after: re(" to (?:be|have|run|use|sit|live|rely|store)\\b"),
  }),
  cue("foreign", "around", "separate different another other", {
    before: end("\\bunder(?: an?)?"),
    after: re(" (?:governance|ownership|management|administration|contract|stewardship)\\b"),
  }),
  cue("foreign", "back", "not", {
    before: end("[a-z0-9)],"),
    after: re(" (?:for|about) (?:this|us|ours)(?: (?:system|project|service|one|application))?(?=\\s*(?:$|[.,;)]))"),
  }),
  cue("foreign", "near", "in on at inside within", {
    after: re(
      " (?:the |a |each |our |their )?(?:customer|client|partner|vendor|supplier|operator|tenant|bank|hospital|retailer)s?(?:'s|s'|') (?:own )?(?:\\w+ )?(?:account|data cent(?:er|re)|network|cloud|side|premises|tenant|vpc|subscription|project|garden|environment|systems?)\\b",
    ),
  }),
  cue("foreign", "back", "standard policy choice favourite favorite preference default", {
    before: end("\\b(?:is|was|remains)(?: (?:the|a|an))?(?: \\w+)?"),
    after: re(` (?:of|at|in|for|within) (?:the |our |their )?(?:\\w+ )?${OWNERS}\\b`),
    unless: re(" (?:of|at|in|for|within) (?:our|this) (?:team|company|it)\\b"),
  }),
  cue("foreign", "back", "from", {
    before: end("\\b(?:is|are|comes?)"),
    after: re(` (?:the |an? |another |their )(?:\\w+ )?${OWNERS}\\b`),
  }),
  cue("foreign", "back", "responsibility", { after: re(` of (?:the )?${OWNERS}\\b`) }),
  cue("foreign", "clause", "their", {
    after: re(
      " (?:side|end|team|people|it|backend|systems?|platform|servers?|infrastructure) (?:uses|runs|is|are|has|have|hosts|operates)\\b",
    ),
  }),
  cue("foreign", "back", "belong belongs belonging", {
    after: re(" to\\b"),
    unless: re(" to (?:us|our|this|the same)\\b"),
  }),
  cue("foreign", "back", "stays remains stay remain lives", {
    after: re(` (?:with|at|in the hands of) (?:the |a |our )?${OWNERS}\\b`),
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
    before: end("(?:\\bwe|\\bi|team|people|also|they)(?: all)?(?: only| just)?"),
    unless: re(" (?:that|how|if|when|why|what|it|them|this)\\b"),
  }),
  cue("foreign", "phrase", "experience experienced familiar", { after: re(" (?:with|in|on)\\b") }),
  cue("foreign", "around", "they", {
    after: re(" (?:run|operate|own|manage|host|maintain|provide|offer)\\b"),
    before: end("(?:^|[a-z]+)"),
    unless: re(" \\w+ (?:it |them )?for us\\b"),
  }),
  cue("foreign", "clause", "other", {
    after: re(" (?:\\w+ )?(?:titles?|products?|projects?|systems?|brands?|sites?|companies|departments?|teams?)\\b"),
    before: end("(?:our|the|'s|^|some|all)"),
    notBefore: end("like|unlike|each|for|to|with"),
  }),
  cue("past", "back", "until", {
    after: re(
      " (?:they|it|that|those|these|[a-z]+) (?:are|is|get|gets|have been|has been) (?:all |finally |fully )?(?:switched off|gone|shut down|retired|migrated|turned off|decommissioned|replaced|moved)\\b",
    ),
  }),
  cue("foreign", "near", "of from at", {
    after: re(
      " (?:the |a |an |another |their )?(?:[a-z-]+ ){0,2}(?:teams?|vendors?|operators?|partners?|suppliers?|bank|it department|department|parent company|group|agency|customers?|clients?|carriers?|providers?|ministry|municipality|university|county|council|offices?|government|school|city)\\b(?! (?:service|app|api|portal|database|table|side|data|domain|module|context|account|bucket|records?))",
    ),
    notBefore: end("(?:data|copy|copies|rows|records|events|messages|out|most|all|some|part|sort|kind)"),
    unless: re(" (?:our|this)\\b"),
  }),
  cue("foreign", "back", "not isn't", {
    after: re(" (?:our|my) (?:concern|responsibility|business|problem|job|task|part|system|call|decision)\\b"),
  }),
  cue("foreign", "back", "theirs", {}),
  cue("foreign", "around", "owned", {
    after: re(
      " (?:and \\w+ )?by (?!us\\b|our\\b|me\\b|this\\b|the (?:same|app|service|team that)\\b|(?:[\\w-]+ )?(?:services?|api|module|worker)\\b)[a-z]",
    ),
  }),
  // What a text from elsewhere uses.
  cue(
    "foreign",
    "clause",
    "tutorial tutorials article articles blog blogpost post book course sample samples example template repo guide video series talk workshop reference",
    {
      after: re(
        "(?: (?:that )?(?:i|we) \\w+| repo| post| project| picture| architecture)? (?:uses?|used|was|is|has|had|says?|said|recommends?|recommended|shows?|showed|suggests?|runs?)\\b",
      ),
      before: end("(?:^|\\(|\\b(?:the|that|this|a|an|every|some|youtube|aws|official)(?: \\w+)?)"),
      notBefore: end("\\b(?:our|my)(?: \\w+)?"),
    },
  ),
  cue("foreign", "phrase", "like as", {
    after: re(
      " in (?:the|that|this|a) (?:\\w+ ){0,2}(?:tutorial|article|blog|post|book|course|sample|guide|video|series|talk)\\b",
    ),
  }),
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
  cue("local", "around", "on in at", {
    after: re(
      " (?:the |my |our |their |his |her |own |each |every |everybody's |everyone's |developer's |developers' |developer |developers |dev )+(?:own )?(?:computers?|pcs?|notebooks?|macbooks?|machines?|desktops?)\\b(?! (?:room|centre|center|learning|images?))",
    ),
    notBefore: end("\\b(?:vision|virtual|servers?)"),
  }),
  // "dev = laptop".
  cue("local", "back", "laptop laptops workstation workstations", {
    before: end("(?:[=:]|\\b(?:is|are|means))(?: (?:the|a|my|our|just|only))?"),
  }),
  cue("local", "around", "docker", { after: re("[ -]compose (?:for|on|in|locally)\\b") }),
];
