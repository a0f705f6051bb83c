// In: a pattern, and pieces of text of which every match holds one. Out: what stands for it in the bundle: compiled for the first text that could match, and never where none does. Never matches another thing than the pattern.

/**
 * `needed`: one of these lines is in every text that matches; `heads`: with one of these an anchored match begins. Empty where nothing is known; in lower case for a pattern that ignores case.
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
  }

  /** False only for a text in which the pattern matches nothing. */
  mayMatch(text) {
    if (this.used !== undefined) return true;
    const read = this.ignoreCase ? text.toLowerCase() : text;
    const at = this.sticky ? this.lastIndex : 0;
    return (
      (this.heads === "" || linesOf(this.heads).some((head) => read.startsWith(head, at))) &&
      (this.needed === "" || linesOf(this.needed).some((piece) => read.includes(piece)))
    );
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

const split = new Map();

function linesOf(text) {
  let lines = split.get(text);
  if (lines === undefined) {
    lines = text.split("\n");
    split.set(text, lines);
  }
  return lines;
}
