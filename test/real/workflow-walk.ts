// In: a workflow of GitHub's, and what GitHub would know. Out: its jobs, run here step by step: expressions by GitHub's own evaluator, scripts by bash, the few actions by stand-ins. Never reaches GitHub.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { execa } from "execa";

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | boolean>>;
}

export interface WorkflowJob {
  readonly if?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string };
  readonly strategy?: { readonly matrix: { readonly include?: readonly Readonly<Record<string, string>>[] } };
  readonly steps: readonly Step[];
}

/** The contexts of expressions, by name: github, vars, secrets, needs, matrix, steps. */
export type Contexts = Readonly<Record<string, unknown>>;

export interface JobResult {
  readonly result: "success" | "failure" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  /** Everything that the steps printed. */
  readonly log: string;
  readonly summary: string;
}

/** What a walk keeps between jobs: a repository to check out, and a store of artifacts. */
export interface World {
  readonly repository: string;
  /** Artifact → folder. */
  readonly artifacts: string;
  /** Environment of every script. */
  readonly env: Readonly<Record<string, string>>;
  /** Roles that steps signed in to, in order. */
  readonly signedIn: string[];
}

export interface RunOptions {
  /** Called with the workspace before the step of this name. */
  readonly before?: Readonly<Record<string, (workspace: string) => void>>;
  readonly skip?: readonly string[];
  /** How many commits a checkout fetches, whatever it asks for. */
  readonly depth?: number;
  /** The one leg of the matrix to run, by its environment. */
  readonly leg?: string;
  /** The one leg of a matrix that GitHub fills in at run time. */
  readonly matrix?: Readonly<Record<string, string>>;
}

const STATUS = ["always", "cancelled", "failure", "success"] as const;

/** The value of an expression, as GitHub computes it. */
function evaluate(expression: string, contexts: Contexts, failed: boolean): unknown {
  const states = { always: true, cancelled: false, failure: failed, success: !failed };
  const functions = STATUS.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(states[name]),
  }));
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, values, new Map(functions.map((one) => [one.name, one]))).evaluate().coerceString();
}

/** Text with `${{ … }}` in it. */
function filled(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    String(evaluate(expression.trim(), contexts, false)),
  );
}

/** A condition without a status function also asks that everything before went well. */
export function holds(condition: string | undefined, contexts: Contexts, failed: boolean): boolean {
  if (condition === undefined) return !failed;
  const asksStatus = STATUS.some((name) => condition.includes(`${name}()`));
  if (!asksStatus && failed) return false;
  return evaluate(condition.replace(/^\$\{\{(.*)\}\}$/s, "$1").trim(), contexts, failed) === "true";
}

/** Runs a job; with a matrix every leg, one after the other. `failed`: a job that it needs failed. */
export async function runJob(
  job: WorkflowJob,
  contexts: Contexts,
  world: World,
  options: RunOptions = {},
  failed = false,
): Promise<JobResult> {
  if (!holds(job.if, contexts, failed)) return { result: "skipped", outputs: {}, log: "", summary: "" };
  const all = job.strategy?.matrix.include ?? [options.matrix ?? {}];
  const legs = options.leg === undefined ? all : all.filter(({ environment }) => environment === options.leg);
  const results: JobResult[] = [];
  for (const matrix of legs) results.push(await runLeg(job, { ...contexts, matrix }, world, options));
  return {
    result: results.every(({ result }) => result === "success") ? "success" : "failure",
    // Each leg sets its own; an empty one never takes another's away.
    outputs: Object.assign(
      {},
      ...results.map(({ outputs }) => Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ""))),
    ),
    log: results.map(({ log }) => log).join(""),
    summary: results.map(({ summary }) => summary).join(""),
  };
}

async function runLeg(job: WorkflowJob, contexts: Contexts, world: World, options: RunOptions): Promise<JobResult> {
  const workspace = mkdtempSync(join(tmpdir(), "scaffold-walk-"));
  const files = mkdtempSync(join(tmpdir(), "scaffold-walk-files-"));
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const state = { failed: false, log: "", env: { ...world.env } as Record<string, string> };
  const summary = join(files, "summary");
  writeFileSync(summary, "");
  try {
    for (const [index, step] of job.steps.entries()) {
      const known = { ...contexts, steps };
      const name = step.name ?? "";
      if (options.skip?.includes(name) || !holds(step.if, known, state.failed)) continue;
      options.before?.[name]?.(workspace);
      try {
        if (step.uses !== undefined) await act(step, known, world, workspace, state.env, job, options);
        else {
          const output = join(files, `output-${index}`);
          writeFileSync(output, "");
          const env = { ...state.env, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
          for (const [key, value] of Object.entries(step.env ?? {}))
            Object.assign(env, { [key]: filled(String(value), known) });
          const ran = await execa("bash", ["-e", "-c", step.run ?? ""], {
            cwd: workspace,
            env,
            extendEnv: false,
            reject: false,
            all: true,
          });
          state.log += `${ran.all ?? ""}\n`;
          if (step.id !== undefined) steps[step.id] = { outputs: outputsOf(readFileSync(output, "utf8")) };
          if (ran.exitCode !== 0) state.failed = true;
        }
      } catch (error) {
        state.log += `${String(error)}\n`;
        state.failed = true;
      }
    }
    const outputs = Object.fromEntries(
      Object.entries(job.outputs ?? {}).map(([key, value]) => [key, filled(value, { ...contexts, steps })]),
    );
    return {
      result: state.failed ? "failure" : "success",
      outputs,
      log: state.log,
      summary: readFileSync(summary, "utf8"),
    };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
    rmSync(files, { recursive: true, force: true });
  }
}

function outputsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split("\n")
      .flatMap((line) =>
        line.includes("=") ? [[line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]] : [],
      ),
  );
}

async function act(
  step: Step,
  contexts: Contexts,
  world: World,
  workspace: string,
  env: Record<string, string>,
  job: WorkflowJob,
  options: RunOptions,
): Promise<void> {
  const inputs = Object.fromEntries(
    Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(String(value), contexts)]),
  );
  const input = (name: string) => inputs[name] ?? "";
  switch (step.uses?.split("@")[0]) {
    case "actions/checkout": {
      const github = contexts["github"] as Readonly<Record<string, string>>;
      const git = (...args: string[]) => execa("git", args, { cwd: workspace });
      // One commit unless more are asked for; 0 asks for all.
      const depth = options.depth ?? Number(inputs["fetch-depth"] ?? 1);
      await git("init", "--quiet");
      await git("remote", "add", "origin", `file://${world.repository}`);
      await git("fetch", "--quiet", ...(depth === 0 ? [] : ["--depth", String(depth)]), "origin", github["sha"] ?? "");
      await git("checkout", "--quiet", "--detach", "FETCH_HEAD");
      return;
    }
    case "hashicorp/setup-terraform":
      return;
    case "aws-actions/configure-aws-credentials":
      if (job.permissions["id-token"] !== "write") throw new Error("a job without id-token: write cannot sign in");
      if (input("role-to-assume") === "") throw new Error("no role to assume");
      world.signedIn.push(input("role-to-assume"));
      Object.assign(env, {
        AWS_ACCESS_KEY_ID: "emulator",
        AWS_SECRET_ACCESS_KEY: "emulator",
        AWS_REGION: input("aws-region"),
      });
      return;
    case "actions/upload-artifact":
      return upload(world, workspace, input("name"), input("path"));
    case "actions/download-artifact":
      return download(world, workspace, inputs);
    default:
      throw new Error(`no stand-in for ${step.uses}`);
  }
}

/** Everything behind the first star keeps its folders. https://github.com/actions/upload-artifact#using-wildcards-and-multiple-paths */
function upload(world: World, workspace: string, name: string, pattern: string): void {
  const [base = "", rest = ""] = pattern.split("/*/");
  const target = join(world.artifacts, name);
  rmSync(target, { recursive: true, force: true });
  for (const folder of existsSync(join(workspace, base)) ? readdirSync(join(workspace, base)) : []) {
    const source = join(workspace, base, folder, rest);
    if (!existsSync(source)) continue;
    mkdirSync(dirname(join(target, folder, rest)), { recursive: true });
    cpSync(source, join(target, folder, rest), { recursive: true });
  }
}

/** By name, and then it must be there; or by pattern, all that there are: without merge-multiple a folder for each, but no folder when it is one alone. https://github.com/actions/download-artifact/blob/v8.0.1/src/download-artifact.ts */
function download(world: World, workspace: string, inputs: Readonly<Record<string, string>>): void {
  const target = join(workspace, inputs["path"] ?? "");
  mkdirSync(target, { recursive: true });
  const wanted = inputs["name"];
  if (wanted !== undefined && !existsSync(join(world.artifacts, wanted)))
    throw new Error(`there is no artifact ${wanted}`);
  const pattern = inputs["pattern"] ?? "";
  const names = wanted === undefined ? readdirSync(world.artifacts).filter((one) => matches(one, pattern)) : [wanted];
  const merged = inputs["merge-multiple"] === "true" || names.length === 1;
  for (const name of names)
    cpSync(join(world.artifacts, name), merged ? target : join(target, name), { recursive: true });
}

/** Stars and braces, as far as the workflows use them. */
function matches(name: string, pattern: string): boolean {
  const [, choices = ""] = /^\{(.*)\}/.exec(pattern) ?? [];
  const starts = choices === "" ? [pattern] : choices.split(",").map((one) => pattern.replace(/^\{.*\}/, one));
  return starts.some((one) => name.startsWith(one.replace(/\*$/, "")));
}
