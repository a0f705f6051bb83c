// In: the source and flags of a regular expression. Out: pieces of text of which one is in each text that it matches, and with which an anchored match begins. Never more than follows from the pattern: what it does not understand needs nothing.

/** Texts of one part of a pattern that are told apart; of more than that nothing is known. */
const MANY = 400;
/** Pieces that are looked for: each costs a search. */
const MOST = 40;
/** Letters of which a piece is worth a search. */
const SHORTEST = 2;

/** `needed` and `heads` are lists, or undefined where nothing is known. In lower case for a pattern that ignores case. */
export function needsOf(source, flags) {
  // With both flags a letter may match a sign far away from it.
  if (/i/.test(flags) && /[uv]/.test(flags)) return {};
  const tree = parse(source);
  if (tree === undefined) return {};
  const small = (pieces) => pieces?.map((piece) => (flags.includes("i") ? piece.toLowerCase() : piece));
  const heads = flags.includes("y") || isAnchored(tree) ? small(headsOf(tree)) : undefined;
  return {
    needed: worthwhile(small(neededBy(tree)), SHORTEST, (piece, other) => piece.includes(other)),
    heads: heads && fewHeads(heads),
  };
}

/** Fewer, shorter pieces where there are too many: what begins alike is one. `isTold`: where `other` is asked for, there is no need to ask for `piece`. */
function worthwhile(pieces, shortest, isTold) {
  if (pieces === undefined) return undefined;
  const of = (length) => [...new Set(pieces.map((piece) => piece.slice(0, length)))];
  const lengths = [...Array(12).keys()].map((step) => 12 - step).filter((length) => length >= 3);
  const few = [pieces, ...lengths.map(of)]
    .map((list) => [...new Set(list)].filter((piece, _, all) => !all.some((o) => o !== piece && isTold(piece, o))))
    .find((list) => list.length <= MOST);
  return few?.every((piece) => piece.length >= shortest) ? few : undefined;
}

function fewHeads(heads) {
  return worthwhile(heads, 1, (head, other) => head.startsWith(other));
}

/** Nodes: `text` (one character), `any` (some character), `empty`, `all` (one after the other), `one` (one of them), `some` (repeated). */
function parse(source) {
  let at = 0;
  const eat = (text) => {
    const isNext = source.startsWith(text, at);
    if (isNext) at += text.length;
    return isNext;
  };
  const one = () => {
    const parts = [all()];
    while (eat("|")) parts.push(all());
    return parts.length === 1 ? parts[0] : { kind: "one", parts };
  };
  const all = () => {
    const parts = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(repeated(atom()));
    return { kind: "all", parts };
  };
  const repeated = (part) => {
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at));
    if (found === null) return part;
    at += found[0].length;
    const [, sign, least, comma, most] = found;
    if (sign !== undefined) return { kind: "some", part, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : MANY };
    return { kind: "some", part, least: Number(least), most: comma === "" ? Number(least) : Number(most || MANY) };
  };
  const atom = () => {
    if (eat("[")) return oneOf();
    if (eat("(")) return group();
    if (eat("\\")) return escaped();
    if (eat(".")) return { kind: "any" };
    if (eat("^")) return { kind: "empty", isStart: true };
    if (eat("$")) return { kind: "empty" };
    return { kind: "text", text: source[at++] };
  };
  const group = () => {
    const looks = ["?=", "?!", "?<=", "?<!"].some(eat);
    if (!looks && !eat("?:") && eat("?<")) at = source.indexOf(">", at) + 1;
    const inner = one();
    at++;
    return looks ? { kind: "empty" } : inner;
  };
  const escaped = () => {
    const sign = source[at++];
    if (sign === "b" || sign === "B") return { kind: "empty" };
    if (sign === "p" || sign === "P" || sign === "k") at = source.indexOf(sign === "k" ? ">" : "}", at) + 1;
    if (/[dDwWsSpPk1-9]/.test(sign)) return { kind: "any", isEmptyToo: /[k1-9]/.test(sign) };
    return { kind: "text", text: character(sign) };
  };
  const character = (sign) => {
    if (sign !== "u" && sign !== "x") return { n: "\n", r: "\r", t: "\t" }[sign] ?? sign;
    const digits = source.slice(at, at + (sign === "u" ? 4 : 2));
    at += digits.length;
    return String.fromCharCode(Number.parseInt(digits, 16));
  };
  /** Few characters are told apart; a range or the name of a class stands for any. */
  const oneOf = () => {
    let isAny = eat("^");
    const parts = [];
    while (!eat("]")) {
      if (eat("\\")) {
        const sign = source[at++];
        if (/[pP]/.test(sign)) at = source.indexOf("}", at) + 1;
        if (/[dDwWsSpP]/.test(sign)) isAny = true;
        else parts.push({ kind: "text", text: character(sign) });
      } else parts.push({ kind: "text", text: source[at++] });
      if (source[at] === "-" && source[at + 1] !== "]") isAny = true;
    }
    return isAny || parts.length === 0 ? { kind: "any" } : { kind: "one", parts };
  };
  const tree = one();
  return at === source.length ? tree : undefined;
}

/** All texts that a part matches; undefined where they are too many. */
function textsOf(node) {
  if (node.kind === "text") return [node.text];
  if (node.kind === "empty") return [""];
  if (node.kind === "any") return undefined;
  if (node.kind === "some") {
    const once = node.most > 2 ? undefined : textsOf(node.part);
    if (once === undefined) return undefined;
    const times = [[""], once, joined(once, once) ?? []].slice(node.least, node.most + 1);
    return unique(times.flat());
  }
  const parts = node.parts.map(textsOf);
  if (parts.includes(undefined)) return undefined;
  return node.kind === "one"
    ? unique(parts.flat())
    : parts.reduce((before, part) => before && joined(before, part), [""]);
}

function joined(before, after) {
  return unique(before.flatMap((head) => after.map((tail) => head + tail)));
}

function unique(texts) {
  const set = new Set(texts);
  return set.size > MANY ? undefined : [...set];
}

/** One of these is in every text that the part matches. */
function neededBy(node) {
  if (node.kind === "some") return node.least > 0 ? neededBy(node.part) : undefined;
  if (node.kind === "one") {
    const parts = node.parts.map(neededBy);
    return parts.includes(undefined) ? undefined : unique(parts.flat());
  }
  if (node.kind !== "all") return solid(textsOf(node));
  const found = node.parts.map(neededBy);
  // Neighbours that are told apart make longer pieces.
  for (let from = 0; from < node.parts.length; from++) found.push(...runsFrom(node.parts, from));
  return found.reduce((best, list) => (worthOf(list) > worthOf(best) ? list : best), undefined);
}

function runsFrom(parts, from) {
  const runs = [];
  let run = [""];
  for (let at = from; at < parts.length; at++) {
    const texts = textsOf(parts[at]);
    run = texts && joined(run, texts);
    if (run === undefined) break;
    runs.push(solid(run));
  }
  return runs;
}

function solid(texts) {
  return texts?.every((text) => text !== "") ? texts : undefined;
}

/** Long pieces are rare, and few are found fast. */
function worthOf(pieces) {
  if (pieces === undefined) return Number.NEGATIVE_INFINITY;
  const shortest = Math.min(...pieces.map((piece) => piece.length));
  return Math.min(shortest, 12) * 4 - Math.min(pieces.length, 2 * MOST);
}

/** With one of these every match begins. */
function headsOf(node) {
  if (node.kind === "one") {
    const parts = node.parts.map(headsOf);
    return parts.includes(undefined) ? undefined : unique(parts.flat());
  }
  if (node.kind === "some") return node.least > 0 ? headsOf(node.part) : undefined;
  if (node.kind !== "all") return solid(textsOf(node));
  const longest = runsFrom(node.parts, 0).filter((run) => run !== undefined && fewHeads(run) !== undefined);
  const [first, ...rest] = node.parts;
  const inner = first?.kind === "empty" ? headsOf({ kind: "all", parts: rest }) : first && headsOf(first);
  return longest.at(-1) ?? inner;
}

/** Every match begins where the text does. */
function isAnchored(node) {
  if (node.kind === "one") return node.parts.every(isAnchored);
  return node.kind === "all" ? node.parts.length > 0 && isAnchored(node.parts[0]) : node.isStart === true;
}
