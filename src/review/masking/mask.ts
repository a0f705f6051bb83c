// In: the strings that are secret somewhere in a plan, and anything that a report wants to show. Out: the same without secrets: by mark, by name, by value (also inside JSON, encoded or as part of a text) and by shape. Never shortens: a cut secret would no longer be found.
import { digestsOf, isDigestShaped } from "../../shared/digests.ts";
import { isObject } from "../../shared/json.ts";
import { isDescriptive, isHarmless, isSecretName, isSecretUnder } from "./names.ts";
import { maskShapes, SENSITIVE } from "./shapes.ts";
import { makeFinder } from "./substrings.ts";
import { decodeBlob, isValueKey, nameOfPair, PLAIN_WORD, parseInner } from "./taint.ts";

export interface Mask {
  /** A value of the plan at a name, with its mark; safe to show. */
  value(value: unknown, name: string, mark?: unknown): unknown;
  /** Free text of the plan: messages, keys, reasons. */
  text(text: string): string;
  /** Addresses and attribute paths: their words come from the configuration, so that a secret that is a plain word is left. */
  identifier(text: string): string;
}

/** Below this a secret is only hidden where it is the whole value: parts of that size are everywhere. */
const SUBSTRING = 6;

const INSTANCE_KEY = /\[("(?:[^"\\]|\\.){0,2000}")\]/g;

/** Terraform writes keys as JSON does, and its own escapes beside them are no escapes of JSON. */
function unquoted(key: string): string {
  try {
    return JSON.parse(key);
  } catch {
    return key.slice(1, -1);
  }
}

export function makeMask(taint: ReadonlySet<string>): Mask {
  const long = [...taint].filter((secret) => secret.length >= SUBSTRING);
  const words = makeFinder(long.filter((secret) => PLAIN_WORD.test(secret)));
  const secrets = makeFinder(long.filter((secret) => !PLAIN_WORD.test(secret)));

  // A short secret is found again by trying, from any digest that stands beside it (`content_md5`, `id`): made only when a plan has one.
  let digests: ReadonlySet<string> | undefined;
  const isDigest = (value: string): boolean => {
    if (!isDigestShaped(value)) return false;
    digests ??= new Set([...taint].flatMap(digestsOf));
    return digests.has(value.toLowerCase()) || digests.has(value);
  };

  const text = (value: string): string => {
    if (taint.has(value) || isDigest(value)) return SENSITIVE;
    const decoded = decodeBlob(value);
    if (decoded !== undefined && maskShapes(secrets.replace(decoded, SENSITIVE)) !== decoded) return SENSITIVE;
    return maskShapes(words.replace(secrets.replace(value, SENSITIVE), SENSITIVE));
  };

  // The key of an instance is data, whatever it looks like; the other words come from the configuration.
  const identifier = (value: string): string =>
    maskShapes(
      secrets.replace(
        value.includes('["') ? value.replace(INSTANCE_KEY, (whole, key: string) => keyOf(whole, key)) : value,
        SENSITIVE,
      ),
    );

  const keyOf = (whole: string, key: string): string => {
    const plain = unquoted(key);
    const shown = taint.has(plain) ? SENSITIVE : words.replace(plain, SENSITIVE);
    return shown === plain ? whole : `[${JSON.stringify(shown)}]`;
  };

  const string = (value: string, name: string, isSecret: boolean): string => {
    if ((isSecret && !isHarmless(value)) || isSecretUnder(name, value)) return SENSITIVE;
    const parsed = parseInner(value);
    // Inner names only count when the text is taken apart; a value that needs no hiding keeps its bytes.
    if (parsed !== undefined) {
      const masked = JSON.stringify(any(parsed, "", undefined, false));
      if (masked !== JSON.stringify(parsed)) return text(masked);
    }
    return text(value);
  };

  const any = (value: unknown, name: string, mark: unknown, isSecret: boolean): unknown => {
    if (mark === true) return value === undefined ? value : SENSITIVE;
    if (typeof value === "string") return string(value, name, isSecret);
    if (typeof value === "number") return isSecret || taint.has(String(value)) ? SENSITIVE : value;
    if (Array.isArray(value))
      return value.map((item, index) => any(item, name, Array.isArray(mark) ? mark[index] : undefined, isSecret));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const effective = isValueKey(key) ? (nameOfPair(value) ?? key) : key;
        const inner = isObject(mark) && Object.hasOwn(mark, key) ? mark[key] : undefined;
        const deeper = isSecretName(effective) || (isSecret && !isDescriptive(key));
        return [identifier(key), any(item, effective, inner, deeper)];
      }),
    );
  };

  return {
    value: (value, name, mark) => any(value, name, mark, isSecretName(name)),
    text,
    identifier,
  };
}
