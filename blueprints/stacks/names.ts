// In: ids from the answers. Out: short and paired names that stay apart whatever the ids are. Never an empty name.
import { shorten, shortHash } from "../../src/shared/names.ts";

/** At most `max` characters. An id that looks as if it had been cut is cut as well, so that it cannot be the short form of another one. */
export function shortName(id: string, max: number): string {
  if (id.length > max) return shorten(id, max);
  if (!/-[0-9a-f]{5}$/.test(id)) return id;
  return `${id.slice(0, max - 6).replace(/-+$/, "")}-${shortHash(id).slice(0, 5)}`;
}

/** The Terraform label of a pair: `orders_to_database_main`. Where one side has the joining word in it, a hash says which pair is meant. */
export function pairLabel(one: string, word: string, other: string): string {
  const joined = `${one}_${word}_${other}`;
  const ambiguous = [one, other].some((side) => side.split("_").includes(word));
  return ambiguous ? `${joined}_${shortHash(`${one} ${other}`)}` : joined;
}
