// In: any text. Out: the same text without what has the shape of a secret, wherever it stands. Every pattern has bounded repetition, so that no text can make it slow.
import { entropy } from "./names.ts";

export const SENSITIVE = "(sensitive)";

/** Whole matches that are secrets by their form; sources: the vendors' own documentation of their prefixes. */
const TOKENS: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}/g,
  /gh[pousr]_[A-Za-z0-9]{20,255}/g,
  /github_pat_\w{20,255}/g,
  /gl(?:pat|ptt|rt|soat|cbt|dt|ft)-[\w-]{16,255}/g,
  /xox[abceoprs]-[\w-]{10,255}/g,
  /xapp-[\w-]{10,255}/g,
  /(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,255}/g,
  /whsec_[\w+/=-]{16,255}/g,
  /\bsk-[\w-]{20,255}/g,
  /AIza[\w-]{30,60}/g,
  /ya29\.[\w-]{20,1000}/g,
  /SG\.[\w-]{16,100}\.[\w-]{16,100}/g,
  /npm_[A-Za-z0-9]{30,255}/g,
  /pypi-[\w-]{40,500}/g,
  /do[opr]_v1_[a-f0-9]{40,255}/g,
  /hv[sbr]\.[\w-]{20,500}/g,
  /ATATT[\w=-]{20,500}/g,
  /AGE-SECRET-KEY-1[0-9A-Z]{50,70}/g,
  /\bhttps:\/\/(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|[\w.-]{1,100}\.webhook\.office\.com)\/[\w/@.-]{8,400}/g,
];

/** The last group is the secret; what stands before it stays readable. */
const NAMED: readonly RegExp[] = [
  // A password in an address.
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/"']{0,200}:)([^\s"']{1,300})(?=@)/gi,
  // Connection strings, shell, .env, property files, query strings.
  /((?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|sharedaccess(?:key|signature)|\bsig)["']?\s{0,3}=\s{0,3}["']?)([^\s"';,&]{1,500})/gi,
  // JSON and YAML: quoted, or with a digit in it, so that prose after a colon stays.
  /((?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)\\?["']?\s{0,3}:\s{0,3}\\?["'])([^"'\\\s]{1,500})/gi,
  /((?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key)\s{0,3}:\s{1,3})([^\s"',;]{0,200}\d[^\s"',;]{0,200})/gi,
  /(\b(?:Bearer|Basic)\s{1,3})([\w.~+/=-]{12,2000})/g,
];

/** The form of an AWS secret access key: 40 characters of base64 that are neither a digest nor a path. */
const AWS_SECRET = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/** Every pattern needs one of these: most texts have none and are done after a look. */
const MIGHT_BE_TOKEN =
  /-----BEGIN|A[KSB]IA|ACCA|gh[pousr]_|github_pat|gl[a-z]{2,4}-|xox|xapp-|_(?:live|test)_|whsec_|sk-|AIza|ya29|SG\.|npm_|pypi-|do[opr]_v1|hv[sbr]\.|ATATT|AGE-SEC|eyJ|hook/;
const MIGHT_BE_NAMED = /pass|pwd|secret|token|key|sig|:\/\/|bearer|basic/i;

/** Calls `replace` for every secret and puts what it returns in its place. */
function replaceShapes(text: string, replace: (secret: string) => string): string {
  if (text.length < 8) return text;
  let result = text;
  if (MIGHT_BE_TOKEN.test(result))
    for (const pattern of TOKENS) result = result.replace(pattern, (secret) => replace(secret));
  if (result.includes("eyJ"))
    result = result.replace(/[\w.-]{20,}/g, (run) => (run.includes("eyJ") ? replaceJwts(run, replace) : run));
  if (MIGHT_BE_NAMED.test(result))
    for (const pattern of NAMED)
      result = result.replace(pattern, (whole, head: string, secret: string) =>
        secret.startsWith("(") || /^arn:aws|^(?:true|false|null|none)$/i.test(secret)
          ? whole
          : `${head}${replace(secret)}`,
      );
  return result.length < 40
    ? result
    : result.replace(AWS_SECRET, (secret) => (isAwsSecret(secret) ? replace(secret) : secret));
}

/** Three parts with points between, the first of which is the base64 of `{"`. A pattern would start again at each of a thousand such starts. */
function replaceJwts(run: string, replace: (secret: string) => string): string {
  const parts = run.split(".");
  const shown: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const [first = "", second = "", third] = [parts[index], parts[index + 1], parts[index + 2]];
    const start = first.indexOf("eyJ");
    if (start === -1 || first.length - start < 11 || second.length < 8 || third === undefined) shown.push(first);
    else {
      shown.push(`${first.slice(0, start)}${replace(`${first.slice(start)}.${second}.${third}`)}`);
      index += 2;
    }
  }
  return shown.join(".");
}

function isAwsSecret(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && entropy(text) >= 4.3;
}

export function maskShapes(text: string): string {
  return replaceShapes(text, () => SENSITIVE);
}

/** The secrets that maskShapes would hide, for looking them up elsewhere. */
export function shapesIn(text: string): string[] {
  const found: string[] = [];
  replaceShapes(text, (secret) => {
    found.push(secret);
    return SENSITIVE;
  });
  return found;
}
