// In: the words of a command line. Out: which command with which arguments, or help. Commands load lazily; never runs one.
import { parseArgs } from "node:util";
import type { Arguments, Command } from "./commands/context.ts";
import { ScaffoldError } from "./diagnostics/errors.ts";
import { closest } from "./shared/closest.ts";

interface Option {
  readonly name: string;
  readonly value?: string;
  /** May be given more than once. */
  readonly isList?: true;
  readonly summary: string;
}

interface Entry {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly Option[];
  readonly positionals: number;
  load(): Promise<Command>;
}

const FOUND: Option = {
  name: "out",
  value: "DIR",
  summary: "output folder (default: this folder, or the only one in generated/)",
};
const OUT: Option = { name: "out", value: "DIR", summary: "output folder (default: generated/<project>)" };

const ACCEPT: Option = {
  name: "accept-data-loss",
  value: "ADDRESS",
  isList: true,
  summary: "a resource, or the folder of a root, whose data may be lost",
};

const COMMANDS: readonly Entry[] = [
  {
    name: "infra",
    usage: "infra <step7.json> [--out DIR] [--dry-run | --diff | --check]",
    summary: "answers → Terraform, Dockerfiles, CI and documents",
    options: [
      OUT,
      { name: "dry-run", summary: "list what would be written" },
      { name: "diff", summary: "show it as a unified diff" },
      {
        name: "restore",
        value: "PATH",
        isList: true,
        summary: "bring back a file or folder that you deleted (repeatable)",
      },
      { name: "check", summary: "exit 3 when the output differs from the answers" },
      ACCEPT,
      { name: "accept-readings", summary: "take this version's reading of the text where an older one was kept" },
    ],
    positionals: 1,
    load: async () => (await import("./commands/infra.ts")).command,
  },
  {
    name: "interview",
    usage: "interview [step7.json] [--all | --only WHAT]",
    summary: "the template's 23 questions in the terminal: answers into the file, open ones first; resumable",
    options: [
      { name: "all", summary: "ask the answered questions too" },
      {
        name: "only",
        value: "WHAT",
        isList: true,
        summary: "questions to ask again: 4, 10-12, a section (security) or a field (primary_database)",
      },
    ],
    positionals: 1,
    load: async () => (await import("./commands/interview.ts")).command,
  },
  {
    name: "validate",
    usage: "validate <step7.json>",
    summary: "everything wrong, open or contradictory in the answers",
    options: [],
    positionals: 1,
    load: async () => (await import("./commands/validate.ts")).command,
  },
  {
    name: "explain",
    usage: "explain <step7.json> [name] [--out DIR]",
    summary:
      "every decision with its evidence; why a file, folder or resource exists, what a service or decision brings",
    options: [OUT],
    positionals: 2,
    load: async () => (await import("./commands/explain.ts")).command,
  },
  {
    name: "impact",
    usage: "impact <step7.json> [--out DIR] [--accept-data-loss ADDRESS]",
    summary: "what the answers would do to the infrastructure of the last run, before anything is written",
    options: [OUT, ACCEPT],
    positionals: 1,
    load: async () => (await import("./commands/impact.ts")).command,
  },
  {
    name: "undo",
    usage: "undo [--out DIR] [--redo] [--keep-edited] [--dry-run]",
    summary:
      "put the output back as it was before the last run, or the last answer to conflicts; again to go further back, five steps in all",
    options: [
      FOUND,
      { name: "redo", summary: "take back an undo" },
      { name: "keep-edited", summary: "put back everything else; files that were edited since stay as they are" },
      { name: "dry-run", summary: "list what would be put back" },
    ],
    positionals: 0,
    load: async () => (await import("./commands/undo.ts")).command,
  },
  {
    name: "review",
    usage: "review <plan.json…> [--plan NAME=FILE] [--format F] [--for PLACE] [--max-bytes N] [--fail-on SEVERITY]",
    summary: "what a Terraform plan would do: counts, risks, verdict (- reads standard input)",
    options: [
      { name: "plan", value: "NAME=FILE", isList: true, summary: "a plan with the name of its environment" },
      { name: "format", value: "F", summary: "text, markdown, json, sarif, junit, github (annotations)" },
      {
        name: "for",
        value: "PLACE",
        summary: "what shows the Markdown: github, github-summary, gitlab, bitbucket, azure",
      },
      { name: "max-bytes", value: "N", summary: "limit of text, markdown and annotations; worst first, then cut" },
      {
        name: "base",
        value: "FILE",
        summary: ".scaffold/resources.json before the edit: what nobody asked for blocks",
      },
      { name: "manifest", value: "FILE", summary: "the same file after it (default: DIR/.scaffold/resources.json)" },
      { name: "out", value: "DIR", summary: "output folder (default: this folder)" },
      { name: "answers", value: "FILE", summary: "step7.json: say when the output was not made from it" },
      {
        name: "accept",
        value: "X",
        isList: true,
        summary: "an address, environment:address or rule that need not block",
      },
      { name: "fail-on", value: "SEVERITY", summary: "critical, high (default), medium, low, info, never: exit 1" },
    ],
    positionals: Number.POSITIVE_INFINITY,
    load: async () => (await import("./commands/review.ts")).command,
  },
  {
    name: "conflicts",
    usage: "conflicts <list | show | resolve | forget> [file or id] [--ours | --theirs] [--all] [--out DIR]",
    summary: "what waits for you after a run: list it, see it, choose a side; exit 4 while any is open",
    options: [
      FOUND,
      { name: "ours", summary: "resolve: keep what you have" },
      { name: "theirs", summary: "resolve: take what is newly generated" },
      { name: "all", summary: "resolve or forget all of them" },
      { name: "dry-run", summary: "resolve: show what would be done" },
    ],
    positionals: 3,
    load: async () => (await import("./commands/conflicts.ts")).command,
  },
  {
    name: "schema",
    usage: "schema [name]",
    summary:
      "print a JSON Schema: step7, explain, infra, interview, impact, resources, review, undo, conflicts, open-conflicts, choices, validate, manifest, diagnostics",
    options: [],
    positionals: 1,
    load: async () => (await import("./commands/schema.ts")).command,
  },
];

const COMMON: readonly Option[] = [
  { name: "json", summary: "machine output on stdout" },
  { name: "quiet", summary: "print errors and warnings only" },
  { name: "no-color", summary: "plain text (also NO_COLOR)" },
  { name: "help", summary: "this text" },
  { name: "version", summary: "the version" },
];

export type Parsed =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "version" }
  | { readonly kind: "command"; readonly entry: Entry; readonly args: Arguments };

/** Throws ScaffoldError USAGE for a command line that is not understood. */
export function parseCommandLine(argv: readonly string[]): Parsed {
  const [first, ...rest] = argv;
  if (first === undefined || first === "help" || first === "--help" || first === "-h")
    return { kind: "help", text: rest[0] === undefined ? overview() : helpOf(find(rest[0])) };
  if (first === "--version" || first === "-V") return { kind: "version" };
  const entry = find(first);
  const args = parseRest(entry, rest);
  if (args.flags.has("help")) return { kind: "help", text: helpOf(entry) };
  if (args.flags.has("version")) return { kind: "version" };
  if (args.positionals.length > entry.positionals)
    throw usage(`unexpected ${JSON.stringify(args.positionals[entry.positionals])}`, entry);
  return { kind: "command", entry, args };
}

function find(name: string): Entry {
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry !== undefined) return entry;
  const names = COMMANDS.map((command) => command.name);
  const near = closest(name, names);
  throw new ScaffoldError(
    "USAGE",
    `unknown command ${JSON.stringify(name)}; commands: ${names.join(", ")}`,
    near === undefined ? "See scaffold --help." : `Did you mean "${near}"?`,
  );
}

function parseRest(entry: Entry, words: readonly string[]): Arguments {
  const options = [...entry.options, ...COMMON];
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        options.map(({ name, value, isList }) => [
          name,
          value === undefined ? { type: "boolean" as const } : { type: "string" as const, multiple: isList === true },
        ]),
      ),
    });
    const flags = new Set<string>();
    const texts = new Map<string, string>();
    const lists = new Map<string, string[]>();
    for (const [name, value] of Object.entries(values)) {
      if (value === true) flags.add(name);
      else if (typeof value === "string") texts.set(name, value);
      else if (Array.isArray(value)) lists.set(name, value.map(String));
    }
    return { flags, values: texts, lists, positionals };
  } catch (cause) {
    const unknown = words.find(
      (word) =>
        word.startsWith("--") && !options.some(({ name }) => word === `--${name}` || word.startsWith(`--${name}=`)),
    );
    const near =
      unknown === undefined
        ? undefined
        : closest(
            unknown.slice(2),
            options.map(({ name }) => name),
          );
    const reason =
      unknown === undefined
        ? cause instanceof Error
          ? cause.message
          : String(cause)
        : `unknown option ${JSON.stringify(unknown)}`;
    throw usage(near === undefined ? reason : `${reason}; did you mean "--${near}"?`, entry);
  }
}

function usage(message: string, entry: Entry): ScaffoldError {
  return new ScaffoldError("USAGE", message, `Usage: scaffold ${entry.usage}`);
}

function overview(): string {
  return `scaffold: a filled-in architecture questionnaire becomes infrastructure that people would merge

Usage:
${COMMANDS.map(({ usage: line, summary }) => `  scaffold ${line}\n      ${summary}\n`).join("")}
${optionTable("Options of every command", COMMON)}Exit codes:
  0  done, or the answer is yes
  1  the answer is no: errors in the answers, a finding in a plan that blocks
  2  could not answer: usage, unreadable file, not JSON, I/O, interrupted, internal error
  3  --check: the output differs from what the answers imply
  4  conflicts are left for a person: written with them, or nothing written because of them
`;
}

function helpOf(entry: Entry): string {
  const own = entry.options.length === 0 ? "" : optionTable("Options", entry.options);
  return `Usage: scaffold ${entry.usage}\n\n  ${entry.summary}\n\n${own}${optionTable("Options of every command", COMMON)}`;
}

function optionTable(title: string, options: readonly Option[]): string {
  const names = options.map(({ name, value }) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...names.map((name) => name.length));
  return `${title}:\n${options.map(({ summary }, index) => `  ${(names[index] ?? "").padEnd(width)}  ${summary}\n`).join("")}\n`;
}
