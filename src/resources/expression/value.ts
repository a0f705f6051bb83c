// In: nothing. Out: the value of an expression as far as it is known without asking the cloud, and its text in the form of Terraform JSON. Pure.
import { isObject, type ReadonlyJson as Json } from "../../shared/json.ts";

/** Known: a JSON value. Not known: the expression with everything known put in, `aws_subnet.private["a"].id`. */
export type Value =
  | { readonly known: true; readonly json: Json }
  | {
      readonly known: false;
      readonly text: string;
      readonly resource?: { readonly address: string; readonly key?: string };
    };

export const known = (json: Json): Value => ({ known: true, json });
export const unknown = (text: string): Value => ({ known: false, text });

/** As a string of Terraform JSON: literal text escaped, the rest between `${` and `}`. */
export function toTemplate(value: Value): Json {
  return value.known ? escapeAll(value.json) : `\${${value.text}}`;
}

/** As part of another expression. */
export function toExpression(value: Value): string {
  if (!value.known) return value.text;
  const text = JSON.stringify(value.json);
  // Most of it has nothing to escape.
  return text.includes("${") || text.includes("%{") ? JSON.stringify(escapeAll(value.json)) : text;
}

export function escapeTemplate(text: string): string {
  return text.includes("{") ? text.replace(/[$%](?=\{)/g, (sign) => sign + sign) : text;
}

function escapeAll(json: Json): Json {
  if (typeof json === "string") return escapeTemplate(json);
  if (Array.isArray(json)) return json.map((item: Json) => escapeAll(item));
  if (isObject(json))
    return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, escapeAll(item as Json)]));
  return json;
}
