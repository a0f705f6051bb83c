// In: the name of an argument, key or variable, and its value. Out: whether the value is to be kept secret because of the name. Never looks at marks: providers forget them.

/** Whatever stands under such a name is secret: `db_password`, `clientSecret`, `GITHUB_TOKEN`, `apiKey`. */
const WORDS = [
  // Also where the words run together: PGPASSWORD, dbpassword, authtoken, clientsecret.
  "[a-z0-9]*(?:passwords?|passwd|passphrase|passcode|secrets?|tokens?)",
  "pass|pgpass|pass_?(?:word|phrase)s?|pwd?|otp|creds?|credentials?|htpasswd|password_?hash|authorization",
  "secret_(?:string|binary|value|data)|secret_?access_?keys?|secret_?keys?(?:_?base)?",
  "(?:api|private|access|account|auth|signing|encryption|shared|master|license|deploy|client|storage|hmac|ssh|tls)_?keys?",
  "webhook_?(?:url|secret)|conn(?:ection)?_?str(?:ing)?|dsn|private_?key_?pem|kubeconfig|sasl_?jaas_?config",
  "(?:database|redis|mongo(?:db)?|postgres(?:ql)?|mysql|amqp)_?ur[li]",
];
const ENDINGS = "wo|old|new|previous|current|plain|plaintext|value|base64|b64|pem|\\d+[a-z]?|[a-z]";
const ALWAYS = new RegExp(`(?:^|_)(?:${WORDS.join("|")})(?:_(?:${ENDINGS}))*$`);
/** Such a name makes a value that looks random a secret. */
const PERHAPS = /pass|pwd|secret|token|key|cred|auth|salt|nonce|signature|cookie|session|bearer|webhook|private/;
/** Names that speak about a secret without holding it. */
const ABOUT =
  /(?:^|_)(?:max_tokens|image_pull_secrets|arn|arns|id|ids|name|names|type|types|version|versions|policy|algorithm|usage|spec|length|days|enabled|alias|prefix|path|file|filename|format|size|fingerprint|count|expiry|ttl|schedule|from|ref|references|description|public_key|key_schema|hash_key|range_key|key_pair|data_key_reuse_period_seconds)$/;

/** How a name bears on its value. */
export type Kind = "always" | "perhaps" | "no";

const kinds = new Map<string, Kind>();

/** Cached: a plan repeats a few hundred names a hundred thousand times. */
export function kindOf(name: string): Kind {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  const snake = name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  const kind = ABOUT.test(snake) ? "no" : ALWAYS.test(snake) ? "always" : PERHAPS.test(snake) ? "perhaps" : "no";
  if (kinds.size < 10_000) kinds.set(name, kind);
  return kind;
}

/** A name below which everything is secret. */
export function isSecretName(name: string): boolean {
  return kindOf(name) === "always";
}

export function isSecretUnder(name: string, value: string): boolean {
  return isSecretAs(kindOf(name), value);
}

export function isSecretAs(kind: Kind, value: string): boolean {
  if (kind === "no" || isHarmless(value)) return false;
  return kind === "always" || looksRandom(value);
}

/** Keys inside a secret object that only describe it. */
export function isDescriptive(key: string): boolean {
  return (
    kindOf(key) === "no" && /^(?:references|description|type|name|arn|id|valueFrom|value_from|sensitive)$/.test(key)
  );
}

/** Empty, a switch, or a pointer to where the secret lies. */
export function isHarmless(value: string): boolean {
  return (
    value === "" ||
    /^(?:true|false|null|none|disabled|enabled|required|optional|aws_iam|custom|cognito_user_pools|arn:aws[\w-]*:\S*)$/i.test(
      value,
    )
  );
}

/** Digits among letters, or letters that keep changing case: nothing that people name things with. */
export function looksRandom(value: string): boolean {
  if (value.length < 12 || /\s/.test(value)) return false;
  const flips = value.match(/[a-z][A-Z]|[A-Z][a-z]/g)?.length ?? 0;
  return entropy(value) >= 3 && ((/\d/.test(value) && /[A-Za-z]/.test(value)) || flips >= 4);
}

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
