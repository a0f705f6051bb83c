// In: an answers file. Out: answers, decisions and details, or the diagnostics that keep them from being. Composition only.
import type { Answers } from "../answers/answers.ts";
import { readAnswers } from "../answers/read.ts";
import { decide } from "../decisions/decide.ts";
import type { Decisions } from "../decisions/decision.ts";
import { type Details, readDetails } from "../decisions/details/details.ts";
import { type Diagnostic, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import { slug } from "../shared/names.ts";
import type { Arguments, Context } from "./context.ts";
import { judgePartly } from "./judge.ts";
import { type Naming, nameSystem } from "./naming.ts";

export interface Understood {
  readonly bytes: Uint8Array;
  /** Undefined, as are decisions and details, when the file is not one of answers. Where the diagnostics hold errors, nothing may be built from them. */
  readonly answers: Answers | undefined;
  readonly decisions: Decisions | undefined;
  readonly details: Details | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The output folder as the user names it, or the one that belongs to the system. */
  readonly out: string;
  readonly naming: Naming;
}

/** The answers file of the command line, read and interpreted as far as it goes. `openOutput`: of commands that have an output, which may know the system's name. */
export function understand(args: Arguments, context: Context, openOutput?: (folder: string) => DiskReader): Understood {
  const path = answersPath(args);
  return understandBytes(context.readFile(path), path, context, args.values.get("out"), openOutput);
}

/** The same of bytes that are, or would be, the content of the file at `path`. `wanted`: the output folder as the user names it. */
export function understandBytes(
  bytes: Uint8Array,
  path: string,
  context: Context,
  wanted?: string,
  openOutput?: (folder: string) => DiskReader,
): Understood {
  const read = readAnswers(bytes, fallbackName(context.absolute(path)));
  const out = wanted ?? `generated/${slug(read.answers?.project ?? "app", 20)}`;
  const { answers, naming } = nameSystem(read, openOutput?.(out));
  const { diagnostics, partial } = read;
  const common = { bytes, answers, out, naming };
  if (answers === undefined) {
    const more = partial === undefined ? [] : judgePartly(partial);
    return {
      ...common,
      decisions: undefined,
      details: undefined,
      diagnostics: sortDiagnostics([...diagnostics, ...more]),
    };
  }
  const decisions = decide(answers);
  return {
    ...common,
    decisions,
    details: readDetails(answers, decisions.services),
    diagnostics: sortDiagnostics([...diagnostics, ...decisions.diagnostics]),
  };
}

export function answersPath(args: Arguments): string {
  const path = args.positionals[0];
  if (path === undefined)
    throw new ScaffoldError("USAGE", "the answers file is missing", "Name it: scaffold infra step7.json");
  return path;
}

/** The folder that holds the answers names the system, unless it says nothing. */
function fallbackName(absolute: string): string {
  const folder = absolute.split(/[\\/]/).at(-2) ?? "";
  return /[a-z]/i.test(folder) ? folder : "app";
}
