// In: the reference answers and the container documents of the corpus. Out: one rendered tree for each. Never edits an answers file.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run, scratch } from "./tools.ts";

export interface Target {
  readonly name: string;
  /** Path of the answers file. */
  readonly answers: string;
  /** Added to the answers as `decisions`, for what a document decides and is not supported yet. */
  readonly decisions?: Record<string, unknown>;
}

const examples = readdirSync("examples")
  .sort()
  .map((name): Target => ({ name, answers: `examples/${name}/step7.json` }));

/** The documents about containers on AWS: two as they are, two with what is not supported yet decided otherwise. */
const corpus: readonly Target[] = [
  { name: "corpus-01", answers: "test/fixtures/corpus/01-tc-track.json" },
  { name: "corpus-09", answers: "test/fixtures/corpus/09-876-events.json" },
  {
    name: "corpus-05",
    answers: "test/fixtures/corpus/05-medplum-hipaa.json",
    decisions: { iac: "terraform", compute: ["ecs-fargate", "static-site"] },
  },
  {
    name: "corpus-12",
    answers: "test/fixtures/corpus/12-smart360-ecs-ec2.json",
    decisions: { compute: ["ecs-fargate"] },
  },
];

export const exampleTargets = examples;
export const targets: readonly Target[] = [...examples, ...corpus].filter(({ name }) =>
  (process.env["SCAFFOLD_ONLY"] ?? name).split(",").includes(name),
);

const rendered = new Map<string, Promise<string>>();

/** The output tree of a target, made once by the built command itself. */
export function renderTarget(target: Target): Promise<string> {
  const known = rendered.get(target.name);
  if (known !== undefined) return known;
  const made = render(target);
  rendered.set(target.name, made);
  return made;
}

async function render({ name, answers, decisions }: Target): Promise<string> {
  const folder = scratch(name);
  const document = JSON.parse(readFileSync(answers, "utf8"));
  const file = join(folder, "step7.json");
  writeFileSync(
    file,
    JSON.stringify({ project: name, ...document, ...(decisions === undefined ? {} : { decisions }) }),
  );
  const out = join(folder, "out");
  const { exitCode, output } = await run(process.execPath, [resolve("dist/main.js"), "infra", file, "--out", out]);
  if (exitCode !== 0 || !existsSync(join(out, "infra/stack")))
    throw new Error(`${name}: scaffold infra exited ${exitCode}\n${output}`);
  return out;
}
