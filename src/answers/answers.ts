// In: parsed answers. Out: the Answers value that every later step starts from, and its texts with their pointers. Never interprets a text.
import type { Overrides } from "./overrides.ts";
import type { Output } from "./schema.ts";

/** The answers as read: `base` is the pointer of the inner object ("/output", or "" when the file is the bare inner object). */
export interface Answers {
  readonly base: string;
  /** The system's name, as written or from the folder of the answers file. Free text. */
  readonly project: string;
  readonly output: Output;
  readonly overrides: Overrides;
}

/** One string of the answers. `field` is the template's field name with its section ("services.technology"); `service` is the index in `services`. */
export interface TextField {
  readonly pointer: string;
  readonly section: keyof Output;
  readonly field: string;
  readonly text: string;
  readonly service?: number;
}

/** All strings of the answers in the order of the template. */
export function textFields(answers: Answers): TextField[] {
  const fields: TextField[] = [];
  const walk = (value: unknown, pointer: string, section: keyof Output, field: string, service?: number): void => {
    if (typeof value === "string") {
      fields.push({ pointer, section, field, text: value, ...(service === undefined ? {} : { service }) });
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        const isService = section === "services" && service === undefined;
        walk(item, `${pointer}/${index}`, section, field, isService ? index : service);
      });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value))
        walk(item, `${pointer}/${key}`, section, `${section}.${key}`, service);
    }
  };
  for (const [section, value] of Object.entries(answers.output)) {
    walk(value, `${answers.base}/${section}`, section as keyof Output, section);
  }
  return fields;
}
