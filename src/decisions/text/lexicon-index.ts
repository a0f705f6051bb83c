// In: lexicons. Out: an index of them, and by it for a word the terms that begin with it and the words that it may miss by a typing error. Knows no cloud.
//
// The index is a few hundred texts and not an object for every word: the build prints it into the product, where only the lines that a document asks for are read.

/** Term id → the ways people write it, separated by "|". Case, hyphens, dots, spaces between words, plural "s" and trailing digits do not matter. */
export type Terms = Readonly<Record<string, string>>;

export interface LexiconIndex {
  /** The lexicons; the texts name them, and their terms, by number. */
  readonly names: readonly string[];
  /** First two letters → lines: a word, and the terms that begin with it, longest first: lexicon, term, further words. */
  readonly starts: Readonly<Record<string, string>>;
  /** First letter → lines: a word long enough to forgive a typing error, and the lexicons that have it. */
  readonly long: Readonly<Record<string, string>>;
}

/** A term that begins with a word; numbers of its lexicon and of the term in it. */
export interface Start {
  readonly lexicon: number;
  readonly term: number;
  readonly words: readonly string[];
}

export const MIN_FUZZY = 6;

/** Reads every form of every term. */
export function makeIndex(lexicons: ReadonlyMap<string, Terms>): LexiconIndex {
  const starts = new Map<string, Start[]>();
  const long = new Map<string, Set<number>>();
  [...lexicons.values()].forEach((terms, lexicon) => {
    Object.values(terms).forEach((forms, term) => {
      for (const words of forms.split("|").map(wordsOf)) {
        const [first] = words;
        if (first === undefined) continue;
        add(starts, first, { lexicon, term, words });
        const joined = words.join("");
        if (words.length > 1 && joined.length >= MIN_FUZZY && !/^\d/.test(joined))
          add(starts, joined, { lexicon, term, words: [joined] });
        for (const word of words)
          if (word.length >= MIN_FUZZY) long.set(word, (long.get(word) ?? new Set()).add(lexicon));
      }
    });
  });
  const startLines = Array.from(starts, ([word, list]) => {
    const longestFirst = list.sort((a, b) => b.words.length - a.words.length);
    return [word, ...longestFirst.map(({ lexicon, term, words }) => [lexicon, term, ...words.slice(1)].join(" "))];
  });
  const longLines = Array.from(long, ([word, owners]) => [word, [...owners].join(" ")]);
  return { names: [...lexicons.keys()], starts: byHead(startLines, 2), long: byHead(longLines, 1) };
}

function add(starts: Map<string, Start[]>, first: string, start: Start): void {
  const list = starts.get(first);
  if (list) list.push(start);
  else starts.set(first, [start]);
}

function byHead(lines: readonly (readonly string[])[], letters: number): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const line of lines) {
    const head = (line[0] ?? "").slice(0, letters);
    texts[head] = `${texts[head] ?? ""}\n${line.join("\t")}`;
  }
  return texts;
}

function wordsOf(form: string): readonly string[] {
  return form.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The terms that begin with exactly this word. */
export function startsWith(word: string, { starts }: LexiconIndex): Start[] {
  const lines = starts[word.slice(0, 2)] ?? "";
  const at = lines.indexOf(`\n${word}\t`);
  if (at < 0) return [];
  const [, ...entries] = lineAt(lines, at + 1).split("\t");
  return entries.map((entry) => {
    const [lexicon, term, ...further] = entry.split(" ");
    return { lexicon: Number(lexicon), term: Number(term), words: [word, ...further] };
  });
}

function lineAt(lines: string, at: number): string {
  const end = lines.indexOf("\n", at);
  return lines.slice(at, end < 0 ? lines.length : end);
}

/** The long words that lie one typing error away, with the lexicons that have them. A missing letter is likelier than an extra one, and that than a wrong one. */
export function missedBy(
  word: string,
  { long }: LexiconIndex,
): { readonly word: string; readonly lexicons: number[] }[] {
  const lines = long[word[0] ?? ""] ?? "";
  // One error leaves the first half as it is, or the last.
  const half = Math.ceil((word.length - 2) / 2);
  const places = new Set([
    ...placesOf(lines, `\n${word.slice(0, half)}`),
    ...placesOf(lines, `${word.slice(word.length - half)}\t`),
  ]);
  if (places.size === 0) return [];
  const near = [...places].flatMap((place) => {
    const [target = "", owners = ""] = lineAt(lines, place).split("\t");
    return withinOne(word, target) ? [{ place, word: target, lexicons: owners.split(" ").map(Number) }] : [];
  });
  const rank = (length: number) => (length > word.length ? 0 : length < word.length ? 1 : 2);
  return near.sort((a, b) => rank(a.word.length) - rank(b.word.length) || a.place - b.place);
}

/** Where the lines begin that hold the piece. */
function placesOf(lines: string, piece: string): number[] {
  const places: number[] = [];
  for (let at = lines.indexOf(piece); at >= 0; at = lines.indexOf(piece, at + 1))
    places.push(lines.lastIndexOf("\n", at) + 1);
  return places;
}

/** One letter more, less, other, or two neighbours swapped. */
function withinOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  // Real words differ from terms at their end ("moment", "Momento"); typing errors happen inside.
  const doubled =
    (a.length + 1 === b.length && b.at(-1) === b.at(-2)) || (b.length + 1 === a.length && a.at(-1) === a.at(-2));
  if (head >= Math.min(a.length, b.length) - (a.length === b.length ? 1 : 0)) return doubled;
  if (a.length > b.length) return a.slice(head + 1) === b.slice(head);
  if (a.length < b.length) return a.slice(head) === b.slice(head + 1);
  const swapped = a[head] === b[head + 1] && a[head + 1] === b[head] && a.slice(head + 2) === b.slice(head + 2);
  return swapped || a.slice(head + 1) === b.slice(head + 1);
}
