// In: a text. Out: its digests as tools print them. Never keeps anything.
import { createHash } from "node:crypto";

const ALGORITHMS = ["md5", "sha1", "sha256", "sha512"] as const;
const FORMS = ["hex", "base64"] as const;

/** MD5, SHA-1, SHA-256 and SHA-512 of the text's UTF-8 bytes, each in hexadecimal and in base64. */
export function digestsOf(text: string): string[] {
  return ALGORITHMS.flatMap((algorithm) => {
    const bytes = createHash(algorithm).update(text).digest();
    return FORMS.map((form) => bytes.toString(form));
  });
}

/** True for a text that could be one of them. */
export function isDigestShaped(text: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$|^[A-Za-z0-9+/]{22,86}={1,2}$/i.test(text);
}
