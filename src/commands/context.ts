// In: nothing. Out: what a command gets from the process edge, and what it gives back. Never reads the process itself.
import type { Disk } from "../disk/disk.ts";
import type { Terminal } from "../interview/terminal.ts";
import type { Outcome } from "../report/outcome.ts";

/** The outside world as a command sees it. */
export interface Context {
  /** Makes a path of the command line absolute. */
  absolute(path: string): string;
  /** Bytes of an input file; throws ScaffoldError IO_READ. */
  readFile(path: string): Uint8Array;
  /** Everything that comes in on standard input. */
  readStandardInput(): Promise<Uint8Array>;
  /** The output folder as a disk. */
  openDisk(folder: string): Disk;
  /** The terminal of the person who runs it; undefined where nobody could answer. */
  openTerminal(): (Terminal & { readonly color: boolean }) | undefined;
}

export interface CommandResult {
  readonly exitCode: 0 | 1 | 2 | 3 | 4;
  readonly outcome: Outcome;
}

/** Parsed command line of one command: options by name without dashes, those that may be repeated as lists, and what is not an option. */
export interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

export interface Command {
  run(args: Arguments, context: Context): Promise<CommandResult>;
}
