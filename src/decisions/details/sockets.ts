// In: the texts of one service and those about who talks to whom. Out: the words that say that it holds websocket connections. Never counts a client's end.
import type { Evidence } from "../decision.ts";
import { socketTerms } from "../lexicon/operations.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern } from "../topics/matches.ts";

const SOCKETS = /\bweb ?sockets?\b|\bsockets?\b|\bsocket\.io\b|\breal-?time\b|\bwss?\b/gi;
const OPEN_SOCKETS = /\bweb ?sockets?\b/gi;

/** Its own text speaks of them, or a sentence about who talks to whom names it alone beside them. */
export function socketsOf(
  own: readonly Statement[],
  talk: readonly Statement[],
  names: Lexicon,
  index: number,
): Evidence | null {
  for (const statement of own) {
    for (const match of findPattern(statement, SOCKETS)) if (match.status === "chosen") return match.evidence;
    for (const mention of findMentions([statement], socketTerms))
      if (mention.status === "chosen") return mention.evidence;
  }
  for (const statement of talk) {
    const named = new Set(findMentions([statement], names).map(({ id }) => id));
    if (named.size !== 1 || !named.has(String(index))) continue;
    for (const match of findPattern(statement, OPEN_SOCKETS)) if (match.status === "chosen") return match.evidence;
  }
  return null;
}
