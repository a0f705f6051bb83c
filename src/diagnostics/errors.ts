// In: what kept the program from answering. Out: an exception with a code and a fix, caught once at the process edge. Never used for problems in the answers: those are diagnostics.

/** "Could not answer": a missing file, no permission, a tool that is not there. Exit code 2. */
export class ScaffoldError extends Error {
  readonly code: string;
  readonly help: string;

  constructor(code: string, message: string, help: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ScaffoldError";
    this.code = code;
    this.help = help;
  }
}

/** A place that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
