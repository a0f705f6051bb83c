// In: the names of all services. Out: whether words in the text of one of them are the name of another. Never reads what a name means.
import { compileOwnLexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import type { PatternMatch } from "./matches.ts";

/** "Only jobs calls it" makes nothing a worker: whether a match lies within the name of a service other than `self`. */
export function namesOfOthers(services: readonly { readonly name: string }[]) {
  const names = compileOwnLexicon(
    Object.fromEntries(services.map(({ name }, index) => [String(index), name.replaceAll("|", " ")])),
  );
  return (self: number) =>
    ({ statement, start, end }: PatternMatch): boolean =>
      findMentions([statement], names).some(
        ({ id, evidence }) => id !== String(self) && evidence.start <= start && end <= evidence.end,
      );
}
