// In: nothing. Out: arbitrary free text and values made of it, as answers may hold them, and what must come back when they are read again.
import fc from "fast-check";
import { literal } from "../../blueprints/stacks/expressions.ts";
import type { Json } from "../../src/render/graph.ts";

const PIECES = [
  "$",
  "%",
  "{",
  "}",
  '"',
  "\\",
  "\n",
  "\r",
  "#",
  "//",
  "*/",
  "<<EOT\n",
  "${x}",
  "%{if}",
  "${TfToken[TOKEN.0]}",
  "${TfToken[ref:aws_vpc.this.id]}",
];
const MARKERS = [
  "#{TfToken[TOKEN.0]}",
  "&{TfToken[TOKEN.0]}",
  "-1.8881545897087626e+289",
  "1E289",
  "\u2028",
  "\ufeff",
  "a",
];

/** Any Unicode, and more often than chance would have it what means something to Terraform or to the engine. */
export const freeText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(fc.constantFrom(...PIECES, ...MARKERS), { maxLength: 8 }).map((parts) => parts.join("")),
);

/** Values whose strings and keys are free text. */
export const freeValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    freeText,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(freeText, tie("value"), { maxKeys: 4 }),
  ),
})).value;

/** What blueprints make of free text. */
export function asFreeText(value: Json): Json {
  return mapStrings(value, literal);
}

/** What can be written at all: -0 is 0, half characters are replaced. */
export function written(value: Json): Json {
  return mapStrings(value, (text) => Buffer.from(text, "utf8").toString("utf8"));
}

/** The same value with every string and key changed. */
export function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (value === 0) return 0;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => mapStrings(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapStrings(item, change)]));
}
