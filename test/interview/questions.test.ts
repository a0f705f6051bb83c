import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/answers/fields.ts";
import { outputSchema, serviceSchema } from "../../src/answers/schema.ts";
import { resolve } from "../../src/architecture/resolve.ts";
import type { Context } from "../../src/commands/context.ts";
import { validateBytes } from "../../src/commands/validate.ts";
import { stepsOf } from "../../src/interview/agenda.ts";
import {
  answersIn,
  bytesOf,
  type Document,
  edited,
  newDocument,
  newService,
  pointerOf,
} from "../../src/interview/document.ts";
import { hear } from "../../src/interview/hearing.ts";
import { QUESTIONS, SECTIONS, sectionAndKey } from "../../src/interview/questions.ts";

const parts = QUESTIONS.flatMap((question) => question.parts);

/** The example of every question given as its answer, and the one other service that they speak of. */
function examples(): Document {
  const mailer = {
    ...newService("mailer"),
    purpose: "Background worker that sends order mails",
    technology: "Go 1.26",
    dependencies: ["SQS", "Amazon SES"],
    scaling_requirements: "1 to 4",
  };
  const start = [newService("orders"), mailer].reduce(
    (document, value) => edited(document, { kind: "add", path: ["services"], value }),
    newDocument(),
  );
  return stepsOf(start)
    .filter(({ kind, service }) => kind !== "more" && service !== 1)
    .reduce((document, { part: { example, isList }, path }) => {
      return edited(document, { kind: "set", path, value: isList ? example.split("\n") : example });
    }, start);
}

describe("the questions", () => {
  it("are the template's 23, in order, each in a section with a name", () => {
    expect(QUESTIONS.map(({ number }) => number)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
    expect([...new Set(QUESTIONS.map(({ section }) => section))]).toEqual(Object.keys(SECTIONS));
    for (const { title, parts: own } of QUESTIONS) {
      expect(title).toMatch(/^[a-z]/);
      expect(own.length).toBeGreaterThan(0);
    }
  });

  it("have one place for each of the 41 fields, and no other", () => {
    expect(parts.map(({ field }) => field).sort()).toEqual(FIELDS.map(({ field }) => field).sort());
    expect(new Set(parts.map(({ field }) => field)).size).toBe(41);
  });

  it("ask for a list where the template has one", () => {
    for (const { field, isList } of parts) {
      const [section, key] = sectionAndKey(field);
      const shape = section === "services" ? serviceSchema.shape : outputSchema.shape[section].shape;
      const type = (shape as Record<string, { def: { type: string } }>)[key]?.def.type;
      expect(`${field} ${type}`).toBe(`${field} ${isList ? "array" : "string"}`);
    }
  });

  it("leave a document of the template's shape, and its order", () => {
    const written = JSON.parse(newDocument().text).output;
    expect(Object.keys(written)).toEqual(Object.keys(outputSchema.shape));
    for (const [section, shape] of Object.entries(outputSchema.omit({ services: true }).shape)) {
      expect(shape.strict().safeParse(written[section]).success).toBe(true);
      expect(Object.keys(written[section])).toEqual(Object.keys(shape.shape));
    }
    const { services, ...rest } = answersIn(newDocument()).output;
    expect({ ...rest, services }).toEqual(written);
  });
});

describe("the examples", () => {
  const document = examples();
  const judge: Parameters<typeof hear>[3] = (...read) => resolve(...read).diagnostics;

  it("are together a system that passes the checkpoint without a doubt", () => {
    const { outcome } = validateBytes(bytesOf(document), "/shop/step7.json", {
      absolute: (path: string) => path,
    } as Context);
    expect(outcome.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(outcome.criteria.filter(({ met }) => !met)).toEqual([]);
  });

  it.each(stepsOf(document).filter(({ kind }) => kind === "text" || kind === "list"))(
    "$id: the program reads something in it",
    ({ part, path }) => {
      const { read, unread, problems } = hear(answersIn(document), part.field, pointerOf(document, path), judge);
      expect(problems).toEqual([]);
      const effect = FIELDS.find(({ field }) => field === part.field)?.effect;
      if (effect === null) expect(unread).toBeNull();
      else expect(read.length).toBeGreaterThan(0);
    },
  );
});
