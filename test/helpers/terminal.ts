// In: a command line of the built tool and what a person types when. Out: what stood on the terminal, and the exit code. Needs Python for the pseudo-terminal; says loudly when it is not there.
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { execa } from "execa";

/** What to wait for on the terminal, and what to type then; a number is a signal. */
export type Act = readonly [wait: string, keys: string | number];

export const hasTerminal = ((): boolean => {
  try {
    execFileSync("python3", ["-c", "import pty"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("SKIPPED: there is no python3 with the module pty, nothing is tried under a terminal\n");
    return false;
  }
})();

interface Run {
  readonly transcript: string;
  readonly exitCode: number;
  /** What was waited for in vain. */
  readonly failed: string | null;
}

export async function atTerminal(
  cwd: string,
  args: readonly string[],
  steps: readonly Act[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly stdout?: string } = {},
): Promise<Run> {
  const argv = [process.execPath, resolve("dist/main.js"), ...args];
  const script = { argv, cwd, steps, env: { NO_COLOR: "1", TERM: "xterm", ...options.env }, stdout: options.stdout };
  const { stdout } = await execa("python3", [resolve("test/helpers/terminal.py")], { input: JSON.stringify(script) });
  return JSON.parse(stdout) as Run;
}

/** The transcript without what the line editor and the terminal say to each other. */
export function plainTranscript({ transcript }: Run): string {
  return transcript.replace(/\u001b\[(?:\?2004[hl]|\d*[GJKm])/g, "").replaceAll("\r", "");
}
