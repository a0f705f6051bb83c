// In: text as people write it. Out: one line of well-formed text without invisible tricks, for the writers of documents. Never escapes for a format.

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// Marks that reorder or hide text (Trojan Source, CVE-2021-42574), the byte order mark and the interlinear marks.
const INVISIBLE = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
const SPACE = /[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** One trimmed line: every run of white space and control characters becomes a space, broken surrogates become U+FFFD. */
export function oneLine(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd").replace(INVISIBLE, "").replace(SPACE, " ").trim();
}

/** At most `max` characters, cut between characters and ended with an ellipsis. */
export function clip(text: string, max: number): string {
  const characters = [...text];
  if (characters.length <= max) return text;
  return `${characters
    .slice(0, max - 1)
    .join("")
    .trimEnd()}…`;
}
