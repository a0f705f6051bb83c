// In: an output folder, and which of its conflicts are meant. Out: them listed, shown, settled, or the memory of an answer given up. Composition only.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { ConflictsOutcome } from "../report/outcome.ts";
import { applyChanges } from "../write/apply.ts";
import { readChoices } from "../write/choices.ts";
import { refuseDoubles } from "../write/doubles.ts";
import { findConflicts } from "../write/find-conflicts.ts";
import { asIfRecovered, recover } from "../write/recovery.ts";
import { forgetChoices, resolveConflicts } from "../write/resolve-conflicts.ts";
import { unguarded } from "../write/standing.ts";
import { isAt, pickConflicts, withinOutput } from "./conflict-names.ts";
import type { Arguments, Command, CommandResult } from "./context.ts";
import { findOutput } from "./output-folder.ts";
import { refusedAnswer } from "./refused-answer.ts";
import { generatedSides, settleStages } from "./stages.ts";

export const command: Command = {
  async run(args, context) {
    const action = actionOf(args);
    const out = findOutput(args, context);
    const disk = context.openDisk(out);
    const isWriting = (action === "resolve" || action === "forget") && !args.flags.has("dry-run");
    if (isWriting) await recover(disk);
    const reader = isWriting ? disk : asIfRecovered(disk);
    const found = findConflicts(reader);
    const remembered = [...readChoices(reader)].map(([key, choice]) => ({ key, ...choice }));
    const outcome = (more: Partial<ConflictsOutcome>): ConflictsOutcome => ({
      command: "conflicts",
      action,
      mode: isWriting ? "write" : "dry-run",
      out,
      conflicts: found.conflicts,
      remembered,
      changeSet: undefined,
      left: found.conflicts.length,
      staged: [],
      ...more,
    });
    const end = (exitCode: CommandResult["exitCode"], more: Partial<ConflictsOutcome> = {}): CommandResult => ({
      exitCode,
      outcome: outcome(more),
    });
    if (action === "list") return end(found.conflicts.length === 0 ? 0 : 4);
    const [, wanted] = args.positionals;
    const place = wanted === undefined ? undefined : withinOutput(wanted, out, context);
    if (action === "forget") {
      const isMeant = (one: { readonly path: string; readonly id: string }) =>
        [wanted, place].some((word) => word !== undefined && isAt(one, word));
      if (wanted === undefined && !args.flags.has("all") && remembered.length > 0)
        throw new ScaffoldError(
          "USAGE",
          "which answer?",
          "Name a file or an id, or use --all; scaffold conflicts list shows the answers that are remembered.",
        );
      const gone = remembered.filter((one) => args.flags.has("all") || isMeant(one));
      if (gone.length === 0) throw notNamed(wanted, "remembered answer");
      const changeSet = forgetChoices(reader, new Set(gone.map(({ key }) => key)));
      if (isWriting) await applyChanges(changeSet, disk);
      return end(0, { remembered: gone, changeSet });
    }
    const picked = pickConflicts(found.conflicts, args, place);
    if (picked.length === 0) throw notNamed(wanted, "open conflict");
    if (action === "show") return end(4, { conflicts: picked });
    const side = sideOf(args);
    const { changeSet: settled, left } = resolveConflicts(reader, found, picked, side);
    const refusals = [...refuseDoubles(reader, settled), ...refusedAnswer(reader, settled)];
    const remarks = [...refusals, ...unguarded(reader, settled)];
    const changeSet = { ...settled, diagnostics: [...settled.diagnostics, ...remarks] };
    const refused = hasErrors(changeSet.diagnostics);
    if (refused || !isWriting)
      return end(refused ? 1 : left === 0 ? 0 : 4, { side, conflicts: picked, changeSet, left });
    const generated = generatedSides(disk, found.open);
    await applyChanges(changeSet, disk);
    const staged = await settleStages(context.absolute(out), disk, found.open, generated, "add");
    return end(left === 0 ? 0 : 4, { side, conflicts: picked, changeSet, left, staged });
  },
};

function actionOf(args: Arguments): ConflictsOutcome["action"] {
  const name = args.positionals[0] ?? "list";
  if (name === "list" || name === "show" || name === "resolve" || name === "forget") return name;
  throw new ScaffoldError("USAGE", `unknown action ${JSON.stringify(name)}`, "Use list, show, resolve or forget.");
}

function sideOf(args: Arguments): "ours" | "theirs" {
  const [ours, theirs] = [args.flags.has("ours"), args.flags.has("theirs")];
  if (ours === theirs)
    throw new ScaffoldError("USAGE", "which side?", "Use --ours for what you have or --theirs for what is generated.");
  return ours ? "ours" : "theirs";
}

function notNamed(wanted: string | undefined, what: string): ScaffoldError {
  const message = wanted === undefined ? `there is no ${what}` : `there is no ${what} at ${JSON.stringify(wanted)}`;
  const help =
    "See scaffold conflicts list; name a file, an id, or use --all. What was settled by hand needs nothing more, but git add in Git.";
  return new ScaffoldError("USAGE", message, help);
}
