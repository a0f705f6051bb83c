// In: text about who gets in. Out: the address ranges that it writes: those that AWS takes, and those that are none or that nobody could come from. Never guesses one.

/** An address, with or without its length. */
const WRITTEN_4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,3})?(?![\w/]|\.\d)/g;
/** Two colons at least, or a time of day would be one; with a length or a "::". */
const WRITTEN_6 =
  /(?<![\w.:])(?=[\da-f:]*(?:::|\/)|(?:[\da-f]{1,4}:){7})(?:[\da-f]{0,4}:){2,8}(?:[\da-f]{1,4})?(?:\/\d{1,3})?(?![\w:/])/gi;

export interface Ranges {
  /** IPv4, with a length. */
  readonly ranges: readonly string[];
  /** Written, and nothing that can be admitted: IPv6, or no address at all. */
  readonly unusable: readonly string[];
}

/** A range of either kind stands in the text, were it with a slip of the pen. */
export function isWritten(text: string): boolean {
  return allIn(text).length > 0;
}

/** Ranges as AWS takes them: one address is a range of its own. */
export function rangesIn(text: string): Ranges {
  const all = [...new Set(allIn(text))];
  return {
    ranges: [...new Set(all.filter(isRange).map((written) => (written.includes("/") ? written : `${written}/32`)))],
    unusable: all.filter((written) => !isRange(written)),
  };
}

function allIn(text: string): string[] {
  const six = [...text.matchAll(WRITTEN_6)]
    .map(([written]) => written)
    .filter((written) => written.split(":").length > 2);
  return [...[...text.matchAll(WRITTEN_4)].map(([written]) => written), ...six];
}

function isRange(written: string): boolean {
  if (written.includes(":")) return false;
  const [address = "", bits = "32"] = written.split("/");
  return Number(bits) >= 1 && Number(bits) <= 32 && address.split(".").every((part) => Number(part) <= 255);
}
