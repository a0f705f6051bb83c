// In: the source and flags of a regular expression, and texts like those that it will meet. Out: pieces of text that are in each text that it matches, and with which an anchored match begins. Never more than follows from the pattern: what it does not understand needs nothing.

import rarePattern from "./rare-pattern.cjs";

/** Texts of one part of a pattern that are told apart; of more than that nothing is known. */
const MANY = 400;
/** Pieces that are looked for: each costs a search. */
const MOST = 40;
/** A list of pieces is worth its searches where it rules out as many of a hundred texts. */
const WORTHWHILE = 4;
/** Lists of pieces that are looked for one after the other. */
const MOST_LISTS = 3;

/** `DIGIT`: the piece that stands for any digit. */
export const { ANY_DIGIT: DIGIT } = rarePattern;
const { RESERVED, holdsOne } = rarePattern;

/**
 * `needed`: ways to match, each a list of lists of pieces: for one way, one piece of each list is in the text. `heads`: with one of these an anchored match begins. Undefined where nothing is known; in lower case for a pattern that ignores case.
 * `sample`: of several lists those are taken that most of these texts hold nothing of.
 */
export function needsOf(source, flags, sample = []) {
  // With both flags a letter may match a sign far away from it.
  if (/i/.test(flags) && /[uv]/.test(flags)) return {};
  const tree = parse(source);
  if (tree === undefined) return {};
  const ignoresCase = flags.includes("i");
  const small = (piece) => (ignoresCase ? piece.toLowerCase() : piece);
  const heads = flags.includes("y") || isAnchored(tree) ? headsOf(tree)?.map(small) : undefined;
  return { needed: waysOf(tree, { small, sample }), heads: heads && fewHeads(heads) };
}

/** Fewer, shorter pieces where there are too many: what begins alike is one. `isTold`: where `other` is asked for, there is no need to ask for `piece`. */
function few(pieces, isTold) {
  if (pieces === undefined) return undefined;
  const of = (length) => [...new Set(pieces.map((piece) => piece.slice(0, length)))];
  const lengths = [...Array(12).keys()].map((step) => 12 - step).filter((length) => length >= 3);
  return [pieces, ...lengths.map(of)]
    .map((list) => [...new Set(list)].filter((piece, _, all) => !all.some((o) => o !== piece && isTold(piece, o))))
    .find((list) => list.length <= MOST);
}

function fewHeads(heads) {
  return few(heads, (head, other) => head.startsWith(other));
}

function fewPieces(pieces) {
  return few(pieces, (piece, other) => piece.includes(other));
}

/** Each alternative of the whole pattern is a way; those that need one list of pieces only are one. Undefined where one of them needs nothing. */
function waysOf(tree, how) {
  const ways = alternativesOf(tree).map((node) => listsOf(node, how));
  if (ways.some((lists) => lists.length === 0)) return undefined;
  const [simple, others] = [ways.filter(({ length }) => length === 1), ways.filter(({ length }) => length > 1)];
  if (simple.length === 0) return others;
  const joint = fewPieces(simple.flat(2));
  return joint && [[joint], ...others];
}

function alternativesOf(node) {
  if (node.kind === "one") return node.parts.flatMap(alternativesOf);
  const wide = node.kind === "all" ? node.parts.filter(({ kind }) => kind !== "empty") : [];
  return wide.length === 1 && wide[0].kind === "one" ? alternativesOf(wide[0]) : [node];
}

/** Of all lists of which one piece must be there, the few that rule out most. */
function listsOf(node, { small, sample }) {
  const candidates = listsNeededBy(node)
    .map((list) => fewPieces(list?.map(small)))
    .filter((list) => list !== undefined);
  const chosen = [];
  let rest = sample.map(small);
  while (chosen.length < MOST_LISTS && candidates.length > 0) {
    const rated = candidates.map((list) => ({ list, left: rest.filter((text) => holdsOne(text, list)) }));
    const best = rated.reduce((one, other) => (isBetter(other, one) ? other : one));
    if ((rest.length - best.left.length) * 100 < sample.length * WORTHWHILE) break;
    chosen.push(best.list);
    if (sample.length === 0) break;
    rest = best.left;
  }
  return chosen;
}

function isBetter(one, other) {
  return one.left.length === other.left.length
    ? worthOf(one.list) > worthOf(other.list)
    : one.left.length < other.left.length;
}

/** Nodes: `text` (one character), `any` (some character; `isDigit`: 0 to 9), `empty` (`seen`: what must stand around it), `all` (one after the other), `one` (one of them), `some` (repeated). */
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
    return plain(source[at++]);
  };
  /** A sign that stands for something else among pieces is told apart from no other. */
  const plain = (text) => (RESERVED.test(text) ? { kind: "any" } : { kind: "text", text });
  const group = () => {
    const seen = ["?=", "?<="].some(eat);
    const looks = seen || ["?!", "?<!"].some(eat);
    if (!looks && !eat("?:") && eat("?<")) at = source.indexOf(">", at) + 1;
    const inner = one();
    at++;
    if (!looks) return inner;
    return seen ? { kind: "empty", seen: inner } : { kind: "empty" };
  };
  const escaped = () => {
    const sign = source[at++];
    if (sign === "b" || sign === "B") return { kind: "empty" };
    if (sign === "p" || sign === "P" || sign === "k") at = source.indexOf(sign === "k" ? ">" : "}", at) + 1;
    if (/[dDwWsSpPk1-9]/.test(sign)) return { kind: "any", isDigit: sign === "d" };
    return plain(character(sign));
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
        else parts.push(plain(character(sign)));
      } else parts.push(plain(source[at++]));
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
  return listsNeededBy(node).reduce((best, list) => (worthOf(list) > worthOf(best) ? list : best), undefined);
}

/** All lists of pieces of which one is in every text that the part matches. */
function listsNeededBy(node) {
  if (node.kind === "some") return node.least > 0 ? listsNeededBy(node.part) : [];
  if (node.kind === "empty" && node.seen !== undefined) return listsNeededBy(node.seen);
  if (node.kind === "any" && node.isDigit) return [[DIGIT]];
  if (node.kind === "one") {
    const parts = node.parts.map(neededBy);
    return parts.includes(undefined) ? [] : [unique(parts.flat())];
  }
  if (node.kind !== "all") return [solid(textsOf(node))];
  const found = node.parts.flatMap(listsNeededBy);
  // Neighbours that are told apart make longer pieces.
  for (let from = 0; from < node.parts.length; from++) found.push(...runsFrom(node.parts, from));
  return found;
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
  return longest.at(-1) ?? firstHeadsOf(node.parts);
}

function firstHeadsOf([first, ...rest]) {
  if (first === undefined) return undefined;
  const isLeftOut = first.kind === "empty" || (first.kind === "some" && first.least === 0);
  if (!isLeftOut) return headsOf(first);
  const [own, next] = [first.kind === "empty" ? [] : headsOf(first.part), headsOf({ kind: "all", parts: rest })];
  return own && next && unique([...own, ...next]);
}

/** Every match begins where the text does. */
function isAnchored(node) {
  if (node.kind === "one") return node.parts.every(isAnchored);
  return node.kind === "all" ? node.parts.length > 0 && isAnchored(node.parts[0]) : node.isStart === true;
}
