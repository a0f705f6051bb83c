// In: nothing. Out: the verbs by which a system has a thing, in their forms, and the words around a denial of them. Data only. Never a product name.

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** "we do not … it". */
export const HAVE = set(
  `have use employ utilise utilize adopt introduce deploy operate run need require want install host implement purchase procure license buy build choose select pick take order rent
  foresee envisage plan pursue permit allow approve accept offer provide support include tolerate consider own rely depend`,
);
/** "it is not …", "we have never …". */
export const HAD = set(
  `had used employed utilised utilized adopted introduced deployed operated run ran needed required wanted installed hosted implemented purchased procured licensed bought built chosen chose selected picked taken took
  ordered rented foreseen envisaged planned pursued permitted allowed approved accepted offered provided supported included tolerated considered sanctioned authorised authorized endorsed warranted justified
  contemplated renewed created made added brought rolled involved wished desired recommended intended scheduled commissioned assumed presumed presupposed
  necessary available existing existent present there here`,
);
/** Behind "not" and a form of "be": as much as not being there. "in place", "in use". */
export const BEING_THERE =
  /^(?:in (?:place|use|scope|stock|service|operation)|an? (?:option|choice|topic)|on the (?:table|list))\b/;
/** "using it would …": what is only thought of. "losing it would …" is about what is there. */
export const HAVING = set(
  "using running operating adopting introducing adding buying building deploying hosting managing maintaining having employing installing choosing taking implementing getting renting moving switching going putting setting bringing",
);

/** What a thing has: "the A backups are not kept" says nothing against A. */
export const ATTRIBUTES = set(
  `data backup backups snapshot snapshots dump dumps log logs replica replicas persistence versioning access extension extensions credential credentials password passwords key keys port ports message messages event events
  session sessions traffic plugin plugins failover encryption metric metrics alarm alarms dashboard dashboards feature features upgrade upgrades patch patches   proxy     console
  certificate certificates         user users role roles policy policies version versions    restart restarts outage outages migration migrations
  restore restores index indexes indices setting settings parameter parameters mode modes   reader readers writer writers size sizes limit limits rule rules state module modules image images file files`,
);

/** Between a denial and its verb. */
export const BETWEEN = set(
  "be been being to get got have has had currently really actually ever even yet still also at all going able able allowed longer any more now ourselves itself themselves intentionally deliberately",
);

/** Qualifiers that leave a denial whole: when, by whom, for this system. */
const FREE = new RegExp(
  `^(?:${[
    "(?:here|yet|now|today|any ?more|any longer|either|anyway|anywhere|currently|at all|at present|at first|at launch|at go - live|at the moment|at this (?:stage|time|point)|at any (?:point|time|stage)|so far|initially|alone)\\b",
    "in (?:the |our |this |that )?(?:first |initial |current |present |coming )?(?:release|version|phase|stage|iteration|increment|mvp|scope|sprint|wave|step|v\\d*|r\\d+|year|quarter|budget)\\b",
    "in (?:this|our|the) (?:present |new |target |proposed )?(?:project|system|stack|design|setup|set-up|solution|application|app|programme|case|architecture|plan|plans|scheme|concept)\\b",
    "at (?:this|these|our|the (?:current|present|expected)) [a-z]+|on (?:this|our) (?:project|programme|system|platform)\\b",
    "in (?:19|20)\\d\\d\\b|in production\\b|in q[1-4]\\b",
    "for (?:now|us|the moment|the time being|the present|any purpose|anything|(?:\\w+ )?reasons?|cost|this (?:project|system|release|phase|version|programme|service|application))\\b",
    "by (?:us|anyone|anybody|this|the (?:project|programme|design|system|standard|authority|policy|law))\\b",
    "(?:until|before|as of|as there|because|since|so|under any|on (?:cost|security) grounds|within (?:this|the) scope|as yet|due to|owing to|beyond|per|according to)\\b",
  ].join("|")})`,
);
/** Where and for what a denial holds: elsewhere the thing may be in use. */
const LIMIT =
  /^(?:in|on|at|for|as|by|to|with|within|inside|outside|during|from|via|when|where|while|if|unless|except|between|behind|against|over|through|under|directly|everywhere|often|much|widely|heavily|publicly|internally|again|alone|by)\b/;

/** How far a denied verb reaches: "bare" has nothing behind it, "free" a qualifier that leaves it whole, "limited" one that confines it, "object" a thing of its own. */
export type Rest = "bare" | "free" | "limited" | "object";

/** What stands behind a denied verb, from lower-case text. */
export function restOf(text: string): Rest {
  const rest = text.trimStart();
  if (rest === "" || /^[.,;:!?)\]–—…]/.test(rest)) return "bare";
  if (FREE.test(rest) || /^(?:and|or|nor|but)\b/.test(rest)) return "free";
  return LIMIT.test(rest) ? "limited" : "object";
}
