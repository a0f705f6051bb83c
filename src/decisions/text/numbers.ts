// In: a number as people write it, in digits or words. Out: its pattern and its value. Never reads units.
import { NUMBER_WORDS } from "./number-words.ts";

const OTHER_WORDS: Readonly<Record<string, number>> = { zero: 0, single: 1, dozen: 12, couple: 2, pair: 2, both: 2 };
const PARTS: Readonly<Record<string, number>> = { half: 0.5, quarter: 0.25, "½": 0.5, "¼": 0.25, "¾": 0.75 };
const TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const ONES = "one|two|three|four|five|six|seven|eight|nine";
const PLAIN = [...Object.keys(NUMBER_WORDS), ...Object.keys(OTHER_WORDS)].filter((word) => word !== "dozen").join("|");
/** "1/2 day": a fraction only before a span of time. */
const FRACTION = "[1-3]/[2-4](?=\\s*(?:an? |of an? )?(?:h|hour|day|week|month|year)s?\\b)";
const WORDS = `(?:(?:${TENS})[- ](?:${ONES})|(?:an? |(?:${ONES}) )?hundred|(?:half an? )?dozen|${PLAIN})(?![\\p{L}])`;

/** Source of a pattern (flag u, lower case, no groups): digits, words up to hundreds, "one and a half", "1½". */
export const NUMBER = `(?:${FRACTION}|\\d+(?:[.,]\\d+)*[½¼¾]?|${WORDS})(?: and an? (?:half|quarter)(?![\\p{L}]))?`;

/** "10.000" and "10,000" are ten thousand, "8.5" and "8,5" are not. NaN for what is no number. */
export function toNumber(written: string): number {
  const [whole = "", part] = written.toLowerCase().split(/ and an? /);
  return wholeNumber(whole.trim()) + (part === undefined ? 0 : (PARTS[part] ?? Number.NaN));
}

function wholeNumber(lower: string): number {
  const known = NUMBER_WORDS[lower] ?? OTHER_WORDS[lower];
  if (known !== undefined) return known;
  if (lower.endsWith("dozen")) return lower.startsWith("half") ? 6 : 12;
  if (lower.endsWith(" hundred")) return 100 * (NUMBER_WORDS[lower.slice(0, -8)] ?? 1);
  const [tens, ones] = lower.split(/[- ]/);
  if (ones !== undefined && /^[a-z]/.test(lower))
    return (NUMBER_WORDS[tens ?? ""] ?? Number.NaN) + (NUMBER_WORDS[ones] ?? Number.NaN);
  const [above, below] = lower.split("/");
  if (below !== undefined) return Number(above) / Number(below);
  const glyph = PARTS[lower.at(-1) ?? ""];
  if (glyph !== undefined) return wholeNumber(lower.slice(0, -1)) + glyph;
  const plain = /^\d{1,3}(?:[.,]\d{3})+$/.test(lower) ? lower.replace(/[.,]/g, "") : lower.replace(",", ".");
  return Number(plain);
}

/** Marks that stand between thousands where no comma or point does: blanks of several widths, and the apostrophe of the Swiss. */
const THOUSANDS = /(?<![\p{L}\p{N}.,])\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?![\p{N}]|[.:/]\d)/gu;
/** "Postgres 17 500 GB", "ports 80 443": two numbers, though a plain blank stands between them. */
const TWO_NUMBERS =
  /(?:\b(?:postgres(?:ql)?|mysql|mariadb|aurora|redis|valkey|memcached|node(?:\.?js)?|python|java|jdk|php|go|ruby|version|laravel|rails|django|next(?:\.?js)?|ubuntu|ports?|and|v)|\d,?)\s*$/i;

/** "1 000" and "1'000" as "1,000": the same text, of the same length, for those who look for figures. */
export function withThousands(text: string): string {
  if (!/\d[ \u00a0\u2009\u202f'’]\d{3}/.test(text)) return text;
  return text.replace(THOUSANDS, (written, at: number) =>
    written.includes(" ") && TWO_NUMBERS.test(text.slice(Math.max(0, at - 24), at))
      ? written
      : written.replace(/[ \u00a0\u2009\u202f'’]/g, ","),
  );
}
