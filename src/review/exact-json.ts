// In: JSON as text. Out: its value, in which numbers that a double cannot hold are strings of their digits: two large ids must not look equal, and a secret number must be found by its own digits. Throws what JSON.parse throws.

export function parseExact(text: string): unknown {
  return JSON.parse(withExactNumbers(text));
}

function withExactNumbers(text: string): string {
  if (!/[:,[]\s*-?\d[\d.]{15}/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.]{15,}(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`,
  );
}
