// In: a pattern, and pieces of text of which every match holds some. Out: what stands for it in the bundle: compiled for the first text that could match, and never where none does. Never matches another thing than the pattern.

/**
 * `needed`: ways to match, lists of a way, pieces of a list: one piece of each list of one of the ways is in every text that matches. `heads`: pieces with one of which an anchored match begins. Empty where nothing is known; in lower case for a pattern that ignores case.
 * `isSmall`: of a pattern that ignores case, the same without that flag matches in a text in lower case. `plain`: the source that does the same, without the flag u, in a text of ASCII alone; empty where there is none.
 */
module.exports = function rarePattern(source, flags, needed, heads, isSmall, plain) {
  return new RarePattern(source, flags, needed, heads, isSmall, plain);
};

/** Letters of all scripts take three times as long to compile as those of ASCII. */
const NOT_ASCII = /[^\0-\x7f]/;

/** Signs of which the small form is, or begins with, a letter of ASCII: a pattern that ignores case does not take them for it. */
const KELVIN = "\u212a";
const DOTTED_I = "\u0130";

class RarePattern {
  constructor(source, flags, needed, heads, isSmall, plain) {
    this.source = source;
    this.flags = flags;
    this.global = flags.includes("g");
    this.sticky = flags.includes("y");
    this.ignoreCase = flags.includes("i");
    this.lastIndex = 0;
    this.needed = needed;
    this.heads = heads;
    this.isSmall = isSmall;
    this.plain = plain;
    this.compiled = undefined;
    this.compiledPlain = undefined;
    this.used = undefined;
    this.small = undefined;
    this.ways = undefined;
    this.starts = undefined;
  }

  /** As if it was made just now. */
  anew() {
    this.lastIndex = 0;
    return this;
  }

  /** False only for a text in which the pattern matches nothing. */
  mayMatch(text) {
    if (this.used !== undefined) return true;
    const read = this.ignoreCase ? text.toLowerCase() : text;
    const at = this.sticky ? this.lastIndex : 0;
    return (this.heads === "" || this.begins(read, at)) && (this.needed === "" || this.holds(read));
  }

  /** Whether some way has a piece of each of its lists in the text. What is asked for is taken apart as far as it is asked. */
  holds(text) {
    this.ways ??= this.needed.split(WAYS, MOST);
    const { ways } = this;
    others: for (let way = 0; way < ways.length; way += 1) {
      if (typeof ways[way] === "string") ways[way] = ways[way].split(LISTS, MOST);
      const lists = ways[way];
      for (let list = 0; list < lists.length; list += 1) {
        if (typeof lists[list] === "string") lists[list] = lists[list].split(PIECES, MOST);
        if (!holdsOne(text, lists[list])) continue others;
      }
      return true;
    }
    return false;
  }

  /** Most texts differ in the second letter already: the first is often a space. */
  begins(text, at) {
    this.starts ??= startsOf(this.heads);
    const { heads, firsts, seconds } = this.starts;
    const first = text.charCodeAt(at);
    const second = text.charCodeAt(at + 1);
    for (let index = 0; index < heads.length; index += 1) {
      if (firsts[index] !== first) continue;
      const head = heads[index];
      if (head.length === 1 || (seconds[index] === second && text.startsWith(head, at))) return true;
    }
    return false;
  }

  /** A pattern that ignores case takes twice as long to compile as the same for small letters. */
  test(text) {
    if (!this.isSmall || this.used !== undefined) return this.exec(text) !== null;
    if (this.small === undefined && !this.mayMatch(text)) return false;
    if (text.includes(KELVIN) || text.includes(DOTTED_I)) return this.exec(text) !== null;
    this.small ??= new RegExp(this.source, this.flags.replace("i", ""));
    return this.small.test(text.toLowerCase());
  }

  exec(text) {
    return this.from(this.mayMatch(text) && this.real(text).exec(text), null);
  }

  [Symbol.match](text) {
    return this.from(this.mayMatch(text) && this.real(text)[Symbol.match](text), null);
  }

  [Symbol.replace](text, by) {
    return this.from(this.mayMatch(text) && this.real(text)[Symbol.replace](text, by), text);
  }

  // These three begin anew and leave no trace.
  [Symbol.matchAll](text) {
    return this.mayMatch(text) ? this.real(text)[Symbol.matchAll](text) : [].values();
  }

  [Symbol.search](text) {
    return this.mayMatch(text) ? this.real(text)[Symbol.search](text) : -1;
  }

  [Symbol.split](text, limit) {
    return this.mayMatch(text) ? this.real(text)[Symbol.split](text, limit) : [text];
  }

  /** What was found, or, ruled out, what stands for nothing found. A pattern remembers where it stopped. */
  from(found, nothing) {
    if (this.global || this.sticky) this.lastIndex = found === false ? 0 : this.used.lastIndex;
    return found === false ? nothing : found;
  }

  /** The pattern for this text, at the place where it stopped. Once the whole one is there, it serves all. */
  real(text) {
    if (this.plain !== "" && this.compiled === undefined && !NOT_ASCII.test(text)) {
      this.compiledPlain ??= new RegExp(this.plain, this.flags.replace("u", ""));
      this.used = this.compiledPlain;
    } else {
      this.compiled ??= new RegExp(this.source, this.flags);
      this.used = this.compiled;
    }
    this.used.lastIndex = this.lastIndex;
    return this.used;
  }
}

/** What stands between ways, lists and pieces. Readers mark texts with other signs that nobody types. */
const WAYS = "\u001e";
const LISTS = "\u001d";
const PIECES = "\n";
/** More than there ever are. Without such a limit V8 keeps each result of a split for the next time, which costs more than the split. */
const MOST = 1000;
/** The piece that stands for any digit. */
const ANY_DIGIT = "\u001c";
const DIGIT = /\d/;

function startsOf(pieces) {
  const heads = pieces.split(PIECES, MOST);
  return {
    heads,
    firsts: heads.map((head) => head.charCodeAt(0)),
    seconds: heads.map((head) => head.charCodeAt(1)),
  };
}

function holdsOne(text, pieces) {
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === ANY_DIGIT ? DIGIT.test(text) : text.includes(piece)) return true;
  }
  return false;
}

/** For the build, which writes what is read here. `RESERVED`: no piece has such a sign in it. */
Object.assign(module.exports, { WAYS, LISTS, PIECES, ANY_DIGIT, RESERVED: /[\n\u001c-\u001e]/, holdsOne });
