// In: nothing. Out: words that keep others out, shared by those who read them. Never a rule of its own.

/** What keeps others out. */
export const ALONE =
  /(?<!\b(?:not|read|write|append|internal|https|tls|v)[ -])\b(?:just(?= for\b| by\b)|only(?! (?:https?|tls|after|when|if|once|for|in|one|the (?:first|last)|an?|two|\d+(?!\.\d))\b)|exclusively|solely|(?:restricted|limited|confined|locked(?: down)?) to|reserved for|nobody but|no one but|nowhere else|(?:one|you|people|users|everybody|everyone|who)? ?(?:must|has to|have to|needs? to) be (?:on|in|inside|connected to)|(?:not|never|n['’]t|cannot) (?:be )?(?:reach(?:ed|able)|opened|used|seen|accessed|accessible|available) without|(?:blocked|closed|locked|denied|refused) (?:for|to) (?:everybody|everyone|anybody|anyone|all|others|the rest|requests?)|not from (?:home|outside|elsewhere|anywhere else|the internet)|(?:allow|white)-?list(?:ed|s|ing)?|ip[- ](?:limit|restriction|filter)s?|ip limited)\b/gi;

/** Meant for now; what is planned to be closed is closed already, and what was is not. */
export const HOLDS = ["chosen", "local"];
/** "From the office": the place is somebody's, and the rule is ours. */
export const HOLDS_PLACE = [...HOLDS, "foreign"];

/** What people of the house work with. */
export const THING =
  "tools?|apps?|applications?|ui|dashboards?|portals?|web ?sites?|sites?|pages?|wikis?|screens?|consoles?|front ?ends?|software|programs?|programmes?|systems?|platforms?|panels?|boards?";
/** What follows where the words end there. */
export const ENDS =
  "(?=\\s*(?:$|[.,;:()|–—]|-\\s)|\\s+(?:and|or|who|in|at|of|on|so|but|with|from|through|via|behind|as|by|for|to|where|which|that|when|per|over|because|since|used|built|written)\\b)";
/** "Internal tool", "intranet portal": what a thing for the people of the house is called. */
export const HOUSE_THING = new RegExp(
  `\\b(?:(?:internal|private|company-internal|house-internal|intra-company)(?:-only)? (?:(?!(?:for|of|to|in|on|with|and|or|the|albs?|load|balancers?)\\b)[\\w-]+ ){0,2}?(?:${THING})|intranet(?: (?:${THING}))?)(?![\\w-])${ENDS}`,
  "gi",
);
/** "The scales, nothing else calls it." */
export const NOTHING_ELSE =
  /\b(?:nothing|nobody|no one|none) else (?:calls|uses|reaches|talks to|needs|opens) (?:it|this|that)\b|\b(?:by|to|for) (?:nothing|nobody|no one) else\b/gi;
