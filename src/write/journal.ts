// In: what is about to be written. Out: a record of it, from which the tree before can be put back after an error, after a crash, or later by `undo`; and such a record, read. Never believes one that came from elsewhere.
//
// A journal says which bytes go where, so one that came with a clone could write anything under the name of a repair. Therefore each names the checkout
// that it was written in: the identity of `.scaffold/local/checkout` on the disk (number and time of birth of the file), which neither a commit nor an
// archive can carry over. One with another identity is reported and nothing is restored; so is the own one after the folder was copied elsewhere.
import * as z from "zod";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { Disk, DiskReader } from "../disk/disk.ts";
import { isTooDeep } from "../shared/json.ts";
import { lazily } from "../shared/lazily.ts";
import type { Operation } from "./change-set.ts";
import { type FileContent, sha256 } from "./content.ts";
import { CHECKOUT_PATH, isJournalable, isJournalableFolder, JOURNAL_PATH, LOCAL_FOLDER } from "./layout.ts";
import { look } from "./target.ts";

const journalSchema = lazily(() => {
  const path = z.string().refine(isJournalable, { error: "not a path that a run writes" });
  const identity = { executable: z.boolean(), sha256: z.string() };
  const operation = {
    path,
    before: z
      .strictObject({ ...identity, base64: z.base64() })
      .refine(({ base64, sha256: hash }) => sha256(Buffer.from(base64, "base64")) === hash, {
        error: "not the content of its hash",
      })
      .nullable(),
    after: z.strictObject(identity).nullable(),
  };
  return z.strictObject({
    schemaVersion: z.literal(1),
    /** Identity of CHECKOUT_PATH when it was written. */
    checkout: z.string(),
    /** Folders that the run makes, parents first. */
    newFolders: z.array(z.string().refine(isJournalableFolder, { error: "not a folder that a run makes" })),
    operations: z.array(z.strictObject(operation)),
    /** What an undo or a redo did not do since somebody had edited the file, as its record had it: a later step in that direction does it once the edit is gone. */
    left: z.array(z.strictObject({ ...operation, by: z.enum(["undo", "redo"]) })).optional(),
  });
});

/** The state before a run, with the bytes, and after it, with hashes. While it lies at JOURNAL_PATH the run is not complete. */
export type Journal = z.infer<ReturnType<typeof journalSchema>>;

export type Left = NonNullable<Journal["left"]>[number];

export function toJournal(
  operations: readonly Operation[],
  newFolders: readonly string[],
  checkout: string,
  left: readonly Left[] = [],
): Journal {
  return {
    schemaVersion: 1,
    checkout,
    newFolders: [...newFolders],
    operations: operations.map(({ path, before, after }) => ({
      path,
      before:
        before === undefined ? null : { ...identify(before), base64: Buffer.from(before.bytes).toString("base64") },
      after: after === undefined ? null : identify(after),
    })),
    ...(left.length === 0 ? {} : { left: [...left] }),
  };
}

export function printJournal(journal: Journal): string {
  return `${JSON.stringify(journal)}\n`;
}

/** Makes the file that stands for this checkout, if there is none, and gives its identity. It lasts before any journal names it. */
export async function identifyCheckout(disk: Disk): Promise<string> {
  const found = look(disk, CHECKOUT_PATH).kind;
  if (found !== "file" && found !== "absent")
    throw new ScaffoldError("WRITE_FAILED", `${CHECKOUT_PATH} is not a plain file`, `Delete ${CHECKOUT_PATH}.`);
  if (found === "absent") {
    disk.write(CHECKOUT_PATH, new Uint8Array(), { executable: false });
    await disk.sync([CHECKOUT_PATH, LOCAL_FOLDER]);
  }
  return disk.identity(CHECKOUT_PATH);
}

/** The journal or undo record at `path`; undefined when there is none. Throws for one that is damaged or was written in another checkout. */
export function readJournal(disk: DiskReader, path: string = JOURNAL_PATH): Journal | undefined {
  if (look(disk, path).kind === "absent") return undefined;
  const journal = parseJournal(disk, path);
  const here = look(disk, CHECKOUT_PATH).kind === "file" ? disk.identity(CHECKOUT_PATH) : undefined;
  if (journal.checkout !== here) {
    throw new ScaffoldError(
      "WRITE_JOURNAL_BROKEN",
      `${path} was not written in this checkout, so nothing was restored from it`,
      `Delete ${path}. If you did not copy this folder here yourself, ask where the file comes from.`,
    );
  }
  return journal;
}

function parseJournal(disk: DiskReader, path: string): Journal {
  try {
    const text = new TextDecoder().decode(disk.read(path));
    if (isTooDeep(text)) throw new Error("nested too deep");
    return journalSchema().parse(JSON.parse(text));
  } catch (error) {
    throw new ScaffoldError(
      "WRITE_JOURNAL_BROKEN",
      `${path} cannot be read`,
      `Compare the folder with version control, then delete ${path}.`,
      error,
    );
  }
}

function identify(content: FileContent): { executable: boolean; sha256: string } {
  return { executable: content.executable, sha256: sha256(content.bytes) };
}
