// In: a string. Out: its words, numbers and marks with their places. Never drops or rewrites a character of the text.

/** A word, a run of digits, an arrow or one mark. `start`/`end` are UTF-16 offsets into the whole string; a possessive "'s" is left out of the span. */
export interface Token {
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  readonly word: boolean;
  readonly possessive: boolean;
  /** A line break stands between this token and the one before it. */
  readonly newLine: boolean;
  /** White space stands directly before this token. */
  readonly spaced: boolean;
}

const PATTERN = /[\p{L}\p{N}]+(?:['’]\p{L}{1,3}(?![\p{L}\p{N}]))?|[-=]{1,12}>|[→⇒⟶➜]|[^\s]/gu;
const WORD = /^[\p{L}\p{N}]/u;
/** Words whose "'s" means "is" or "us". */
const CONTRACTED = new Set([
  "it",
  "that",
  "there",
  "what",
  "here",
  "let",
  "he",
  "she",
  "who",
  "where",
  "how",
  "everything",
  "nothing",
]);

/** Written in haste: the apostrophe is missing. */
const HASTY: Readonly<Record<string, string>> = {
  dont: "don't",
  doesnt: "doesn't",
  didnt: "didn't",
  isnt: "isn't",
  arent: "aren't",
  wasnt: "wasn't",
  wont: "won't",
  cant: "can't",
  havent: "haven't",
  hasnt: "hasn't",
  shouldnt: "shouldn't",
  wouldnt: "wouldn't",
  couldnt: "couldn't",
  werent: "weren't",
  thats: "that's",
  theres: "there's",
};

/** Splits a text into tokens, in order and without overlap. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  for (const match of text.matchAll(PATTERN)) {
    const start = match.index;
    const raw = match[0];
    const word = WORD.test(raw);
    let lower = word ? raw.toLowerCase().replace("’", "'") : raw;
    if (word && Object.hasOwn(HASTY, lower)) lower = HASTY[lower] ?? lower;
    let end = start + raw.length;
    let possessive = false;
    if (word && lower.endsWith("'s")) {
      const base = lower.slice(0, -2);
      possessive = !CONTRACTED.has(base);
      lower = base;
      end -= 2;
    } else if (word && lower.endsWith("s") && /^['’](?:\s|$)/.test(text.slice(end, end + 2))) {
      possessive = true;
    }
    const gap = text.slice(last, start);
    tokens.push({
      lower,
      start,
      end,
      word,
      possessive,
      newLine: /[\r\n]/.test(gap),
      spaced: gap !== "" || start === 0,
    });
    last = start + raw.length;
  }
  return tokens;
}
