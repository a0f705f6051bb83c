// In: what a person types, entry by entry. Out: an interview of it: the file as it ends, and everything that was shown. No terminal.
import { resolve } from "../../src/architecture/resolve.ts";
import type { Wanted } from "../../src/interview/agenda.ts";
import type { Checkpoint } from "../../src/interview/checkpoint.ts";
import { type Document, newDocument, openDocument } from "../../src/interview/document.ts";
import { interview } from "../../src/interview/interview.ts";
import type { Store } from "../../src/interview/session.ts";

/** One entry: a line, several lines of one paste, or what happens before the person types the next one. */
export type Typed = string | readonly string[] | (() => void);

export interface FileInMemory extends Store {
  text: string | undefined;
  /** How often it was written. */
  writes: number;
}

export function fileOf(text?: string): FileInMemory {
  return {
    text,
    writes: 0,
    read() {
      return this.text === undefined ? undefined : new TextEncoder().encode(this.text);
    },
    async write(bytes) {
      this.writes += 1;
      this.text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    },
  };
}

interface Options {
  readonly wanted?: Wanted;
  readonly quiet?: boolean;
  check?(document: Document): Checkpoint;
}

const NO_DOUBTS: Checkpoint = { hasErrors: false, diagnostics: [], criteria: [] };

/** Plays the entries; after the last one the person leaves. */
export async function play(file: FileInMemory, typed: readonly Typed[], options: Options = {}) {
  const shown: string[] = [];
  const left = [...typed];
  const found = file.read();
  const { document } = found === undefined ? { document: newDocument() } : openDocument(found);
  if (document === undefined) throw new Error("the file is refused");
  const end = await interview({
    file: "step7.json",
    document,
    isNew: found === undefined,
    wanted: options.wanted ?? "open",
    prompter: {
      show: (text) => void shown.push(text),
      ask: async (prompt, draft) => {
        shown.push(draft === undefined ? prompt : `${prompt}${draft}`);
        let next = left.shift();
        while (typeof next === "function") {
          next();
          next = left.shift();
        }
        if (next === undefined) return { kind: "end" };
        return { kind: "lines", lines: typeof next === "string" ? [next] : next };
      },
    },
    store: file,
    style: { color: false, quiet: options.quiet ?? false },
    judge: (answers, decisions, details) => resolve(answers, decisions, details).diagnostics,
    check: async (now) => (options.check ?? (() => NO_DOUBTS))(now),
  });
  return { ...end, shown: shown.join(""), unused: left };
}

/** What the file says at a place below the sections. */
export function at(file: FileInMemory, ...path: readonly (string | number)[]): unknown {
  const document = JSON.parse((file.text ?? "").replace(/^\ufeff/, ""));
  return path.reduce((value, key) => value?.[key], document.output ?? document);
}
