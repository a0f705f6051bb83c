// In: HCL text. Out: where its tokens end. Refuses, by throwing `Refused`, what Terraform refuses. Never builds a tree.

import { MAX_DEPTH } from "../../../shared/json.ts";

/** The text is no HCL, or a corner of it that we do not read. Caught in tree.ts of this folder; nothing else sees it. */
export class Refused extends Error {}

const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const ESCAPE = /\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\n/uy;

export class Scanner {
  at = 0;
  readonly text: string;
  private depth = 0;
  private deepest = 0;

  constructor(text: string) {
    this.text = text;
  }

  get char(): string {
    return this.text[this.at] ?? "";
  }

  looksAt(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  refuse(what: string): Refused {
    return new Refused(`${what} at ${this.at}`);
  }

  /** Reads something that may hold the same again: only so deep as people write, and never as deep as the stack. */
  inside<T>(read: () => T): T {
    this.depth++;
    this.reach(0);
    const result = read();
    this.depth--;
    return result;
  }

  /** Something with so many levels stands here. */
  reach(levels: number): void {
    this.deepest = Math.max(this.deepest, this.depth + levels);
    if (this.deepest > MAX_DEPTH) throw this.refuse("nested too deeply");
  }

  /** What is read, and how many levels are in it. */
  levelsIn<T>(read: () => T): { readonly result: T; readonly levels: number } {
    const before = this.deepest;
    this.deepest = this.depth;
    const result = read();
    const levels = this.deepest - this.depth;
    this.deepest = Math.max(before, this.deepest);
    return { result, levels };
  }

  /** What `pattern`, a sticky one, matches here; empty when it does not. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  identifier(): string {
    return this.take(IDENTIFIER);
  }

  expect(token: string): void {
    if (!this.looksAt(token)) throw this.refuse(`no ${token}`);
    this.at += token.length;
  }

  /** Spaces and comments; with `lines` also line ends. A comment to the end of the line stops before its newline. */
  trivia(lines: boolean): void {
    for (;;) {
      const start = this.at;
      this.take(lines ? /[ \t\n]+/y : /[ \t]+/y);
      if (this.char === "#" || this.looksAt("//")) {
        if (!lines) return;
        this.take(/[^\n]*/y);
      } else if (this.looksAt("/*")) this.blockComment();
      if (this.at === start) return;
    }
  }

  blockComment(): void {
    const end = this.text.indexOf("*/", this.at + 2);
    if (end < 0) throw this.refuse("a comment without end");
    this.at = end + 2;
  }

  /** A string in quotes, with its templates. `literal`: without any. */
  quoted(literal = false): void {
    this.expect('"');
    for (;;) {
      this.take(/[^"\\$%\n]+/y);
      const char = this.char;
      if (char === '"') {
        this.at++;
        return;
      }
      if (char === "\\") {
        if (this.take(ESCAPE) === "") throw this.refuse("an unknown escape");
      } else if (this.looksAt("$${") || this.looksAt("%%{")) this.at += 3;
      else if (this.looksAt("${") || this.looksAt("%{")) {
        if (literal) throw this.refuse("a template where a name must be");
        this.inside(() => this.template());
      } else if (char === "$" || char === "%") this.at++;
      else throw this.refuse("a string without end");
    }
  }

  /** `${ … }` or `%{ … }`: everything up to its brace, minding strings and braces inside. */
  private template(): void {
    this.at += 2;
    for (let depth = 1; depth > 0; ) {
      const char = this.char;
      if (char === "") throw this.refuse("a template without end");
      if (char === '"') this.quoted();
      else if (this.looksAt("/*")) this.blockComment();
      else {
        if (char === "{") depth++;
        else if (char === "}") depth--;
        this.at++;
      }
    }
  }

  /** From `<<NAME` to the line that holds the name alone; its newline is not taken. */
  heredoc(): void {
    HEREDOC.lastIndex = this.at;
    const opened = HEREDOC.exec(this.text);
    if (opened === null) throw this.refuse("no start of a heredoc");
    this.at = HEREDOC.lastIndex;
    for (;;) {
      const end = this.text.indexOf("\n", this.at);
      const line = this.text.slice(this.at, end < 0 ? undefined : end);
      this.at = end < 0 ? this.text.length : end;
      if (line.trim() === opened[1]) return;
      if (end < 0) throw this.refuse("a heredoc without end");
      this.at++;
    }
  }
}
