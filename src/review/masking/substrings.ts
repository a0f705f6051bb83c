// In: secrets, and texts that may hold them. Out: the texts with every secret replaced, also where it is escaped, percent-encoded or part of base64. Time grows with the texts, not with the number of secrets.

export interface Finder {
  replace(text: string, by: string): string;
}

const HEAD = 4;

/** Forms by their first characters, then by length, longest first: thousands of secrets may start alike. */
type Heads = Map<string, Map<number, Set<string>>>;

export function makeFinder(secrets: readonly string[]): Finder {
  const heads: Heads = new Map();
  const starts = new Uint8Array(65_536);
  for (const form of new Set(secrets.flatMap(formsOf))) {
    const head = form.slice(0, HEAD);
    starts[form.charCodeAt(0)] = 1;
    const lengths = heads.get(head) ?? new Map<number, Set<string>>();
    heads.set(head, lengths);
    const same = lengths.get(form.length);
    if (same === undefined) lengths.set(form.length, new Set([form]));
    else same.add(form);
  }
  for (const [head, lengths] of heads) heads.set(head, new Map([...lengths].sort(([a], [b]) => b - a)));
  return {
    replace(text, by) {
      if (heads.size === 0) return text;
      let result = "";
      let done = 0;
      for (let at = 0; at + HEAD <= text.length; at += 1) {
        if (starts[text.charCodeAt(at)] === 0) continue;
        const length = lengthAt(text, at, heads);
        if (length === 0) continue;
        const end = overlapEnd(text, at + length, at, heads);
        result += text.slice(done, at) + by;
        done = end;
        at = end - 1;
      }
      return done === 0 ? text : result + text.slice(done);
    },
  };
}

/** How long the longest form is that stands there; 0 when none does. */
function lengthAt(text: string, at: number, heads: Heads): number {
  for (const [length, forms] of heads.get(text.slice(at, at + HEAD)) ?? [])
    if (at + length <= text.length && forms.has(text.slice(at, at + length))) return length;
  return 0;
}

/** Two secrets may overlap in a text: what is hidden reaches to the end of the last one. */
function overlapEnd(text: string, end: number, start: number, heads: Heads): number {
  let last = end;
  for (let at = start + 1; at < last && at + HEAD <= text.length; at += 1) {
    last = Math.max(last, at + lengthAt(text, at, heads));
  }
  return last;
}

/** How one secret may stand in a text. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  // Terraform's jsonencode writes these three as escapes.
  const html = json.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  const forms = [
    secret,
    json,
    html,
    ...[json, html].map((text) => JSON.stringify(text).slice(1, -1)),
    ...percentForms(secret),
  ];
  return [...forms, ...base64Forms(secret)].filter((form) => form.length >= HEAD);
}

/** As browsers write it, as Terraform's urlencode does, and both with small digits. */
function percentForms(secret: string): string[] {
  try {
    const browser = encodeURIComponent(secret);
    const strict = browser.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    const forms = [browser, strict, strict.replaceAll("%20", "+")];
    return [...forms, ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))];
  } catch {
    return []; // A lone surrogate has no such form.
  }
}

/** Inside longer base64 a secret starts at one of three bit offsets; the characters that it shares with its neighbours are left out. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const core = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return core.length < 6 ? [] : [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
