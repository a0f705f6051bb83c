// In: the sections as written, whatever is wrong with them. Out: the answers in them as far as they go. Never invents a text: what is missing, or of another type, is empty.
import { isObject } from "../shared/json.ts";
import type { Answers } from "./answers.ts";
import type { Unread } from "./override-reader.ts";
import { type Output, outputSchema, serviceSchema } from "./schema.ts";

/** Answers that are not acceptable, with what is left to judge in them. */
export interface Partial {
  readonly answers: Answers;
  /** Pointers of what could not be read: nothing is said about what lies there. */
  readonly broken: readonly string[];
  readonly unread: Unread;
}

/** Every section and field of the template, in its order; services keep their places. */
export function outputIn(inner: unknown): Output {
  const sections = Object.entries(outputSchema.shape).map(([name, schema]) => {
    const section = own(inner, name);
    if (!("shape" in schema)) return [name, listIn(section).map((service) => fieldsIn(service, serviceSchema.shape))];
    return [name, fieldsIn(section, schema.shape)];
  });
  // Made from the schema itself, field by field.
  return Object.fromEntries(sections) as Output;
}

function fieldsIn(value: unknown, shape: Readonly<Record<string, { readonly type: string }>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, { type }]) => {
      const found = own(value, key);
      if (type === "array") return [key, listIn(found).filter((item) => typeof item === "string")];
      return [key, typeof found === "string" ? found : ""];
    }),
  );
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
