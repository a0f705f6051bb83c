// In: nothing. Out: the small words of English that carry grammar. Never a product name.

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Prepositions and the like: they end the noun phrase that a "no" reaches over. "of" does not. */
export const PREPOSITIONS = set(
  "on in at for with from to behind via by into onto through across over under between within inside per around about against during after before until till like because since as when while if once where which who that whose so than then except outside besides despite due",
);

/** Finite verbs and auxiliaries that tell a clause from a list item. */
export const VERBS = set(
  `is are was were be been being am has have had do does did will would should shall must might may can could isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't cannot
  it's we're they're we'll we've use uses used using run runs ran host hosts hosted keep keeps kept store stores stored handle handles handled go goes went live lives stay stays stayed
  move moves moved serve serves served send sends sent reads writes call calls talk talks pushes pulls builds deploy deploys deployed cover covers need needs needed get gets got make makes
  want wants take takes took work works sit sits come comes came cost costs rely relies prefer prefers choose chose chosen pick picked decide decided add added adds connect connects
  live lives replaced replaces does exist exists belong belongs hold holds held seems feels became becomes remain remains give gives gave says said think thinks handles triggers trigger
  invoke invokes listen listens publish publishes consume consumes subscribes own owns manage manages operate operates maintain maintains provide provides miss know knows`,
);

/** What may stand between "not" (or "never", "avoid", "instead of") and the thing it denies. */
export const SKIPPABLE = set(
  `a an the any some our own their its this that these those such more much anything use using uses used run running runs ran want wanting need needing needed have having had be been being get
  getting rely relying depend depending going planning intend allow allowed able to on in at with of for from into it's do doing does like liking add adding adopt adopting host hosting operate operating manage managing
  maintain maintaining keep keeping put putting build building buy buying deploy deploying introduce introducing choose choosing pick picking go deal dealing pay paying interested happy keen fond even really ever
  actually also self managed another other separate dedicated external extra additional just plain kind sort burden hassle cost overhead currently yet support supporting live store storing stored set up setting`,
);

/** Subjects that open a new clause. */
export const SUBJECTS = set(
  "we i they it he she you everything nothing there this that everybody someone customers users clients one's we're we've we'll i'm it's they're that's there's",
);

/** Words that say "as things stand": they end the reach of a past or a plan. */
export const PRESENT = set("now currently today presently nowadays meanwhile");

/** Words without content of their own: a segment of only these says nothing about a thing. */
export const FILLERS = set(
  `a an the and or but so also too again still just only even yet soon then there here is are was were be been it its it's this that these those we i they our their my of to for at in on with as by from not no
  very really quite well perhaps probably maybe if when once until because do does did don't doesn't has have had will would could should shall must can may might far now all any some ourselves us them one which who though however
  sure time point moment right anyway either lol sorry hmm`,
);

/** Short forms after which a full stop ends no sentence. */
export const ABBREVIATIONS = set(
  "eg ie etc vs approx incl excl resp ca fig inc ltd dr mr ms st dept est min max ver rev aka cf",
);
