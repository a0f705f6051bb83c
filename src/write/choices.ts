// In: .scaffold/choices.json and conflicts. Out: how a conflict was answered before. Never answers one whose three sides are not the very ones that were answered.
import * as z from "zod";
import type { DiskReader } from "../disk/disk.ts";
import { lazily } from "../shared/lazily.ts";
import { sha256 } from "./content.ts";
import { CHOICES_PATH } from "./layout.ts";
import { hashSchema, pathSchema, printMeta } from "./manifest.ts";
import type { Conflict, Side } from "./merge/conflict.ts";
import { readMeta } from "./meta-file.ts";

const choiceSchema = lazily(() =>
  z.strictObject({ path: pathSchema(), id: z.string(), side: z.enum(["ours", "theirs"]) }),
);

export const choicesSchema = lazily(() =>
  z
    .strictObject({
      schemaVersion: z.literal(1),
      choices: z
        .record(hashSchema(), choiceSchema())
        .meta({ description: "By the SHA-256 of path, place and the three sides of the conflict that was answered." }),
    })
    .meta({
      title: "scaffold choices",
      description:
        "Answers to conflicts, written by `scaffold conflicts resolve` to .scaffold/choices.json and committed.",
    }),
);

export type Choice = z.infer<ReturnType<typeof choiceSchema>>;
/** By `keyOf` the conflict. */
export type Choices = ReadonlyMap<string, Choice>;

/** The path and the place are part of it: the same three lines may deserve another answer in another file. */
export function keyOf({ path, id, base, ours, theirs }: Conflict): string {
  return sha256(JSON.stringify([path, id, base ?? null, ours ?? null, theirs ?? null]));
}

export function readChoices(disk: DiskReader): Choices {
  return new Map(Object.entries(readMeta(disk, CHOICES_PATH, choicesSchema)?.choices ?? {}));
}

export function answerTo(choices: Choices, conflict: Conflict): Side | undefined {
  return choices.size === 0 ? undefined : choices.get(keyOf(conflict))?.side;
}

/** Undefined when there is nothing to remember: then there is no file. */
export function printChoices(choices: Choices): string | undefined {
  if (choices.size === 0) return undefined;
  return printMeta({ schemaVersion: 1, choices: Object.fromEntries(choices) });
}
