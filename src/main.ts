// In: the process. Out: an exit code and text on the two streams. The only caller of process.*; every error ends here.
import { hostname } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { parseCommandLine } from "./cli.ts";
import type { Context } from "./commands/context.ts";
import { ScaffoldError } from "./diagnostics/errors.ts";
import { checkSize, readInputFile } from "./disk/input-file.ts";
import type { Style } from "./report/outcome.ts";
import { plain } from "./report/paint.ts";
import { VERSION } from "./version.ts";

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseCommandLine(argv);
  if (parsed.kind === "help") return print({ stdout: parsed.text, stderr: "" }, 0);
  if (parsed.kind === "version") return print({ stdout: `${VERSION}\n`, stderr: "" }, 0);
  const { flags } = parsed.args;
  // A stream is opened when something is printed.
  const style: Style = {
    get color() {
      return useColor(flags, process.stdout);
    },
    quiet: flags.has("quiet"),
  };
  const { nodeDisk } = await import("./disk/node-disk.ts");
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(process.cwd(), path));
  const context: Context = {
    absolute,
    readFile: (path) => readInputFile(absolute(path)),
    readStandardInput,
    openTerminal: () =>
      process.stdin.isTTY && process.stderr.isTTY
        ? { input: process.stdin, output: process.stderr, onInterrupt, color: useColor(flags, process.stderr) }
        : undefined,
    openDisk: (folder) => nodeDisk(absolute(folder), { pid: process.pid, host: hostname(), isAlive }),
  };
  const command = await parsed.entry.load();
  const { exitCode, outcome } = await command.run(parsed.args, context);
  const printed = flags.has("json")
    ? (await import("./report/json.ts")).printJson(outcome)
    : await (await import("./report/text.ts")).printText(outcome, style);
  return print(printed, exitCode);
}

/** Problems that kept the program from answering: one line with a fix. Everything else is a bug and shows its stack. */
function fail(error: unknown, json: boolean): number {
  const known = error instanceof ScaffoldError;
  const code = known ? error.code : "INTERNAL";
  // Messages may quote a file of a stranger: a terminal must not obey what it holds.
  const message = plain(error instanceof Error ? error.message : String(error));
  const help = known ? error.help : "This is a bug in scaffold: report it with the text above.";
  if (json)
    return print(
      { stdout: `${JSON.stringify({ schemaVersion: 1, error: { code, message, help } }, null, 2)}\n`, stderr: "" },
      2,
    );
  const stack = known || !(error instanceof Error) ? "" : `\n${error.stack ?? ""}\n`;
  return print({ stdout: "", stderr: `error ${code}: ${message}${stack}\n  ${help}\n` }, 2);
}

/** What was printed to; a stream is opened when it is first asked for, and most runs have nothing for one of the two. */
const written = new Set<NodeJS.WriteStream>();

/** When all that was printed has been taken. A process that ends by itself first gives back its memory object by object. */
async function leave(exitCode: number): Promise<void> {
  for (const stream of written) await new Promise<void>((resolve) => stream.write("", () => resolve()));
  process.exit(exitCode);
}

function print(text: { readonly stdout: string; readonly stderr: string }, exitCode: number): number {
  if (text.stderr !== "") write(process.stderr, text.stderr);
  if (text.stdout !== "") write(process.stdout.on("error", endAsRead), text.stdout);
  return exitCode;
}

/** A reader that closes the pipe early (head) is no error of ours. */
function endAsRead(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}

function write(stream: NodeJS.WriteStream, text: string): void {
  written.add(stream);
  stream.write(text);
}

function useColor(flags: ReadonlySet<string>, stream: { readonly isTTY?: boolean }): boolean {
  if (flags.has("no-color") || (process.env["NO_COLOR"] ?? "") !== "" || process.env["TERM"] === "dumb") return false;
  return stream.isTTY === true;
}

function onInterrupt(leave: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, leave);
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    const bytes: Uint8Array = chunk;
    total += bytes.length;
    checkSize("standard input", total);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, total);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

const words = process.argv.slice(2);
// No top-level await: the bundle is a script, so that its compiled code can be kept.
main(words)
  .catch((error: unknown) => fail(error, words.includes("--json")))
  .then(leave);
