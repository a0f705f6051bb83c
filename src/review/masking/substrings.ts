// In: secrets, and texts that may hold them. Out: the texts with every secret replaced, also where it is escaped, percent-encoded or part of base64. Time grows with the texts, not with the number of secrets.

export interface Finder {
  replace(text: string, by: string): string;
}

const HEAD = 4;

export function makeFinder(secrets: readonly string[]): Finder {
  const heads = new Map<string, string[]>();
  const starts = new Uint8Array(65_536);
  for (const form of new Set(secrets.flatMap(formsOf))) {
    const head = form.slice(0, HEAD);
    starts[form.charCodeAt(0)] = 1;
    const list = heads.get(head);
    if (list === undefined) heads.set(head, [form]);
    else list.push(form);
  }
  for (const list of heads.values()) list.sort((a, b) => b.length - a.length);
  return {
    replace(text, by) {
      if (heads.size === 0) return text;
      let result = "";
      let done = 0;
      for (let at = 0; at + HEAD <= text.length; at += 1) {
        if (starts[text.charCodeAt(at)] === 0) continue;
        const found = heads.get(text.slice(at, at + HEAD))?.find((form) => text.startsWith(form, at));
        if (found === undefined) continue;
        const end = overlapEnd(text, at + found.length, at, heads);
        result += text.slice(done, at) + by;
        done = end;
        at = end - 1;
      }
      return done === 0 ? text : result + text.slice(done);
    },
  };
}

/** Two secrets may overlap in a text: what is hidden reaches to the end of the last one. */
function overlapEnd(text: string, end: number, start: number, heads: ReadonlyMap<string, readonly string[]>): number {
  let last = end;
  for (let at = start + 1; at < last && at + HEAD <= text.length; at += 1) {
    const found = heads.get(text.slice(at, at + HEAD))?.find((form) => text.startsWith(form, at));
    if (found !== undefined) last = Math.max(last, at + found.length);
  }
  return last;
}

/** How one secret may stand in a text. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  // Terraform's jsonencode writes these three as escapes.
  const html = json.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  const forms = [secret, json, html, ...[json, html].map((text) => JSON.stringify(text).slice(1, -1)), percent(secret)];
  return [...forms, ...base64Forms(secret)].filter((form) => form.length >= HEAD);
}

function percent(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret; // A lone surrogate has no such form.
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
