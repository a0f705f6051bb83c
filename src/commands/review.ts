// In: plans in JSON, and what they are compared with. Out: the review in the format asked for. Writes nothing and never loads the engine.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { ReviewOutcome } from "../report/outcome.ts";
import { LEAST_BYTES, TARGETS } from "../report/review/markdown.ts";
import { FORMATS } from "../report/review/print.ts";
import { environmentOf, uniqueNames } from "../review/environments.ts";
import { SEVERITIES } from "../review/finding.ts";
import { readPlan } from "../review/read.ts";
import { review } from "../review/review.ts";
import type { Arguments, Command, Context } from "./context.ts";
import { intentsOf } from "./review-intent.ts";
import { isStale } from "./review-stale.ts";
import { unusedAccept, unusedOptions } from "./review-unused.ts";

export const command: Command = {
  async run(args, context) {
    const format = args.flags.has("json") ? "json" : choice(args, "format", FORMATS, "text");
    const target = choice(args, "for", Object.keys(TARGETS) as (keyof typeof TARGETS)[], "github");
    const failOn = choice(args, "fail-on", [...SEVERITIES, "never"] as const, "high");
    const maxBytes = maxBytesOf(args);
    const plans = [];
    const folder = `${context.absolute(".")}/`;
    for (const { path, environment } of sourcesOf(args)) {
      const plan = readPlan(await bytesOf(path, context), path, environment);
      // Reports travel: a file of this folder is named from here.
      plans.push(path.startsWith(folder) ? { ...plan, source: path.slice(folder.length) } : plan);
    }
    const names = plans.map(({ environment }) => environment);
    const options = {
      failOn,
      intents: await intentsOf(args, names, context),
      accepted: args.lists.get("accept") ?? [],
      isStale: isStale(args, context),
    };
    const result = review(plans, options);
    const diagnostics = [...unusedOptions(args, format), ...result.unusedAccepts.map(unusedAccept)];
    const outcome: ReviewOutcome = { command: "review", review: result, diagnostics, format, target, maxBytes };
    return { exitCode: outcome.review.verdict === "block" ? 1 : 0, outcome };
  },
};

interface Source {
  readonly path: string;
  readonly environment: string;
}

/** Files of the command line first, then those given with a name, each with a name of its own. */
function sourcesOf(args: Arguments): Source[] {
  const named = (args.lists.get("plan") ?? []).map((text) => {
    const at = text.indexOf("=");
    if (at <= 0 || at === text.length - 1)
      throw new ScaffoldError(
        "USAGE",
        `--plan ${JSON.stringify(text)} is not NAME=FILE`,
        "Write --plan prod=plan.json.",
      );
    return { environment: text.slice(0, at), path: text.slice(at + 1) };
  });
  const twice = named.find(
    ({ environment }, index) => named.findIndex((one) => one.environment === environment) < index,
  );
  if (twice !== undefined)
    throw new ScaffoldError(
      "USAGE",
      `--plan names ${JSON.stringify(twice.environment)} twice`,
      "Give each plan the name of its own environment.",
    );
  const given = args.positionals.map((path) => ({ path, environment: path === "-" ? "plan" : environmentOf(path) }));
  const all = [...given, ...named];
  if (all.length === 0)
    throw new ScaffoldError(
      "USAGE",
      "no plan is named",
      "Name it: scaffold review plan.json, or - for standard input.",
    );
  if (all.filter(({ path }) => path === "-").length > 1)
    throw new ScaffoldError("USAGE", "standard input can be read once", "Name files for the other plans.");
  const names = uniqueNames(all.map(({ environment }) => environment));
  return all.map(({ path }, index) => ({ path, environment: names[index] ?? "plan" }));
}

async function bytesOf(path: string, context: Context): Promise<Uint8Array> {
  return path === "-" ? context.readStandardInput() : context.readFile(path);
}

function choice<T extends string>(args: Arguments, name: string, allowed: readonly T[], otherwise: T): T {
  const value = args.values.get(name);
  if (value === undefined) return otherwise;
  const found = allowed.find((word) => word === value);
  if (found === undefined)
    throw new ScaffoldError(
      "USAGE",
      `--${name} ${JSON.stringify(value)} is not known`,
      `Use one of: ${allowed.join(", ")}.`,
    );
  return found;
}

function maxBytesOf(args: Arguments): number | undefined {
  const value = args.values.get("max-bytes");
  if (value === undefined) return undefined;
  if (!/^\d{1,12}$/.test(value) || Number(value) < LEAST_BYTES)
    throw new ScaffoldError(
      "USAGE",
      `--max-bytes ${JSON.stringify(value)} is not a number of bytes from ${LEAST_BYTES} on`,
      "Write --max-bytes 60000.",
    );
  return Number(value);
}
