// In: an answers file and an output folder. Out: the change set, shown or carried out. Composition only: every step lives in its room.
import { createHash } from "node:crypto";
import { resolve } from "../architecture/resolve.ts";
import { toLock } from "../decisions/lock.ts";
import { hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { InfraMode, InfraOutcome } from "../report/outcome.ts";
import { VERSION } from "../version.ts";
import { applyChanges } from "../write/apply.ts";
import { isUpToDate } from "../write/change-set.ts";
import { compare } from "../write/compare.ts";
import { unifiedDiff } from "../write/diff-text.ts";
import type { Stamp } from "../write/manifest.ts";
import { asIfRecovered, recover } from "../write/recovery.ts";
import type { Arguments, Command, CommandResult } from "./context.ts";
import { underLock } from "./locked.ts";
import { stageConflicts } from "./stages.ts";
import { outputFolder, understand } from "./understand.ts";

export const command: Command = {
  async run(args, context) {
    const mode = modeOf(args);
    const { answers, decisions: read, details, diagnostics: found, bytes } = understand(args, context);
    const out = outputFolder(args, answers);
    const failed = (all: InfraOutcome["diagnostics"]): CommandResult => ({
      exitCode: 1,
      outcome: {
        command: "infra",
        mode,
        out,
        diagnostics: sortDiagnostics(all),
        architecture: undefined,
        changeSet: undefined,
        diff: undefined,
        recovered: false,
        staged: [],
      },
    });
    if (answers === undefined || read === undefined || details === undefined) return failed(found);
    const disk = context.openDisk(out);
    const { decisions, kept } = underLock(answers, read, asIfRecovered(disk), args.flags.has("accept-readings"));
    const diagnostics = [...found, ...decisions.diagnostics.slice(read.diagnostics.length)];
    const resolved = resolve(answers, decisions, details);
    const { architecture } = resolved;
    if (architecture === undefined) return failed([...diagnostics, ...resolved.diagnostics]);
    const { render } = await import("../render/render.ts");
    const { blueprints } = await import("../../blueprints/registry.ts");
    // The documents list everything that was remarked on the way, not only what the reading remarked.
    const remarks = sortDiagnostics([...diagnostics, ...resolved.diagnostics]);
    const fileSet = render(architecture, { ...decisions, diagnostics: remarks }, blueprints).files;
    const stamp: Stamp = {
      tool: VERSION,
      answers: createHash("sha256").update(bytes).digest("hex"),
      ...toLock(answers, decisions, kept),
    };
    // A real run finishes what an interrupted one left; the views look at the folder as it would be then.
    const recovered = mode === "write" && (await recover(disk)).wasInterrupted;
    const changeSet = compare({
      fileSet,
      disk: mode === "write" ? disk : asIfRecovered(disk),
      stamp,
      restore: args.lists.get("restore") ?? [],
    });
    const all = sortDiagnostics([...remarks, ...changeSet.diagnostics]);
    const blocked = hasErrors(changeSet.diagnostics);
    const isWritten = mode === "write" && !blocked;
    if (isWritten) await applyChanges(changeSet, disk);
    const outcome: InfraOutcome = {
      command: "infra",
      mode,
      out,
      diagnostics: all,
      architecture,
      changeSet,
      diff: mode === "diff" ? unifiedDiff(changeSet) : undefined,
      recovered,
      staged: isWritten ? await stageConflicts(context.absolute(out), changeSet) : [],
    };
    return { exitCode: exitCodeOf(mode, blocked, outcome), outcome };
  },
};

function modeOf(args: Arguments): InfraMode {
  const modes = (["dry-run", "diff", "check"] as const).filter((flag) => args.flags.has(flag));
  if (modes.length > 1)
    throw new ScaffoldError("USAGE", `--${modes.join(" and --")} exclude each other`, "Use one of them.");
  return modes[0] ?? "write";
}

function exitCodeOf(mode: InfraMode, blocked: boolean, { changeSet }: InfraOutcome): 0 | 1 | 3 | 4 {
  if (changeSet === undefined) return 1;
  // Conflicts of an earlier run keep this one from starting: what is left for a person is the same.
  if (blocked) return changeSet.diagnostics.some(({ code }) => code === "WRITE_UNRESOLVED") ? 4 : 1;
  if (mode === "check") return isUpToDate(changeSet) ? 0 : 3;
  return changeSet.changes.some(({ verb }) => verb === "conflict") ? 4 : 0;
}
