// The pipelines of every vendor but GitHub, walked job by job against the emulator: the commands are read from the vendor's own files, the order and the artifacts from the one model. A request is planned and reviewed, main is planned and that very plan applied; any other plan is refused.
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliveryOf } from "../../blueprints/files/delivery/delivery.ts";
import type { Job } from "../../blueprints/files/delivery/model.ts";
import { everything } from "../helpers/architectures.ts";
import { readPipelines } from "../helpers/pipelines.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { shrinkStack, want } from "./small-stack.ts";
import { renderTarget } from "./targets.ts";
import { findMirror, findTool, run, scratch, terraformEnvironment } from "./tools.ts";
import { buildkiteAgent, type Commit, VENDORS } from "./vendor-words.ts";

const MINUTE = 60_000;
const terraform = findTool("terraform");
const mirror = findMirror();
const moto = findTool("moto_server");
const ready = [terraform, mirror, moto].every((part) => part !== undefined);

/** Environments of the walk: both of the example for the vendor that it names, one for the others. */
const environmentsOf = (ci: string) => (ci === "gitlab-ci" ? ["staging", "prod"] : ["prod"]);

/** Each walk takes minutes: the scripts are the same, so the vendor of an example walks for all, and all of them at night. */
const ALL = process.env["SCAFFOLD_NIGHTLY"] === "1";
const WALKED = VENDORS.filter(({ ci }) => ALL || ci === "gitlab-ci");

/** Files of pipelines, as the reader wants them. */
function pipelineFiles(tree: string, folder = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(join(tree, folder))) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (/^(?:services|infra|docs|\.git|\.scaffold|node_modules)$/.test(path)) continue;
    if (statSync(join(tree, path)).isDirectory())
      for (const [key, text] of pipelineFiles(tree, path)) found.set(key, text);
    else if (/\.ya?ml$|Jenkinsfile$/.test(name)) found.set(path, readFileSync(join(tree, path), "utf8"));
  }
  return found;
}

interface Ran {
  readonly exitCode: number;
  readonly log: string;
  readonly workspace: string;
}

describe.skipIf(!ready)("a change goes through the pipeline of", () => {
  let emulator: Emulator;
  let reviewer: Readonly<Record<string, string>> = {};
  const folder = scratch("vendors");

  beforeAll(async () => {
    const started = await startEmulator();
    if (started === undefined) throw new Error("no emulator");
    emulator = started;
    const pack = ["pack", "--silent", "--ignore-scripts", "--json", "--pack-destination", folder];
    const [{ filename, integrity }] = JSON.parse((await execa("npm", pack, { cwd: resolve(".") })).stdout);
    reviewer = { SCAFFOLD_PACKAGE: join(folder, filename), SCAFFOLD_INTEGRITY: integrity };
  }, MINUTE);

  afterAll(async () => {
    await emulator?.stop();
  });

  it.skip.each(VENDORS.filter((vendor) => !WALKED.includes(vendor)).map(({ ci }) => [ci]))(
    "%s: walked with SCAFFOLD_NIGHTLY=1",
    () => {},
  );

  it.each(WALKED.map((vendor) => [vendor.ci, vendor] as const))(
    "%s",
    async (ci, vendor) => {
      // An account of its own: what one vendor's walk made is nothing to the next.
      await fetch(`${emulator.url}/moto-api/reset`, { method: "POST" });
      const environments = environmentsOf(ci);
      const name = `walk-${ci}`;
      const tree = await renderTarget({ name, answers: "examples/museum/step7.json", decisions: { ci, environments } });
      shrinkStack(tree);
      const git = async (...args: string[]) => (await execa("git", args, { cwd: tree })).stdout.trim();
      const bucket = `state-of-${ci}`;
      const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...clean } = terraformEnvironment(mirror ?? "");
      const agent = ci === "buildkite" ? `${buildkiteAgent(folder)}:` : "";
      const env = {
        ...clean,
        PATH: `${agent}${dirname(terraform ?? "")}:${dirname(process.execPath)}:${process.env["PATH"]}`,
        HOME: folder,
        AWS_ENDPOINT_URL: emulator.url,
        AWS_ENDPOINT_URL_STS: emulator.url,
        AWS_S3_USE_PATH_STYLE: "true",
        TF_STATE_BUCKET: bucket,
        AWS_PLAN_ROLE_ARN: "arn:aws:iam::123456789012:role/plan",
        PLAN_PASSPHRASE: "a passphrase for this walk",
        ...Object.fromEntries(
          environments.map((one) => [
            `AWS_APPLY_ROLE_ARN_${one.toUpperCase()}`,
            `arn:aws:iam::123456789012:role/${one}`,
          ]),
        ),
      };
      const made = await fetch(`${emulator.url}/${bucket}`, {
        method: "PUT",
        headers: {
          Authorization:
            "AWS4-HMAC-SHA256 Credential=emulator/20200101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0",
        },
        body: "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>",
      });
      expect(made.ok, await made.text()).toBe(true);
      for (const one of environments) {
        const root = join(tree, "infra/environments", one);
        const { exitCode, output } = await run(terraform ?? "", ["init", "-backend=false"], { cwd: root, env });
        expect(exitCode, output).toBe(0);
      }

      // The request wants one queue of the two things: the answers ask for it, and for nothing else.
      const wanted = "aws_sqs_queue.jobs";
      want(tree, []);
      await git("init", "--quiet", "--initial-branch", "main");
      await git("config", "user.email", "walk@example.com");
      await git("config", "user.name", "Walk");
      await git("add", "-A");
      await git("commit", "--quiet", "-m", "The tree before");
      const base = await git("rev-parse", "HEAD");
      await git("checkout", "--quiet", "-b", "change");
      want(tree, [wanted]);
      await git("commit", "--quiet", "-a", "-m", "A queue");
      const head = await git("rev-parse", "HEAD");

      // The model says what there is to do; the vendor's files say how.
      const model = everything();
      const delivery = deliveryOf({
        ...model,
        environments: model.environments.filter(({ id }) => environments.includes(id)),
      });
      const jobs = delivery.infra.jobs;
      const titles = new Map([...jobs, ...delivery.drift.jobs].map(({ id, title }) => [title, id]));
      const read = readPipelines(ci, pipelineFiles(tree), name, titles);
      const store = join(folder, `artifacts-${ci}`);
      const told: Record<string, string> = {};

      const walk = async (
        job: Job,
        request: boolean,
        before: (workspace: string) => void = () => {},
        commit: Partial<Commit> = {},
      ): Promise<Ran> => {
        const commands = read.find(({ id }) => id === job.id)?.commands ?? [];
        expect(commands.length, `${job.id} has no commands`).toBeGreaterThan(0);
        const workspace = join(scratch(`walk-${job.id}`), "work");
        await execa("git", ["clone", "--quiet", `file://${tree}`, workspace]);
        await execa("git", ["checkout", "--quiet", "--detach", commit.head ?? head], { cwd: workspace });
        for (const id of job.takes)
          if (existsSync(join(store, id))) cpSync(join(store, id), workspace, { recursive: true });
        before(workspace);
        let ran: Ran = { exitCode: 0, log: "", workspace };
        for (const command of commands) {
          const { exitCode, output } = await run("bash", ["-e", "-c", command], {
            cwd: workspace,
            env: {
              ...env,
              ...vendor.variables({ head, base, request, ...commit }),
              ...(job.identity === undefined ? {} : vendor.token),
              ...(job.task === "apply" ? vendor.handed(told, job.identity?.environment ?? "") : {}),
              ...(job.task === "review" ? reviewer : {}),
              ...job.variables,
            },
          });
          ran = { exitCode, log: `${ran.log}${output}\n`, workspace };
          if (exitCode !== 0) break;
        }
        rmSync(join(store, job.id), { recursive: true, force: true });
        for (const { path } of job.keeps)
          if (existsSync(join(workspace, path))) {
            mkdirSync(dirname(join(store, job.id, path)), { recursive: true });
            cpSync(join(workspace, path), join(store, job.id, path), { recursive: true });
          }
        const values = join(workspace, "values.env");
        Object.assign(told, vendor.told(ran.log, existsSync(values) ? readFileSync(values, "utf8") : ""));
        return ran;
      };
      const of = (task: Job["task"]) => jobs.filter((job) => job.task === task);
      const [review] = of("review");
      if (review === undefined) throw new Error("no review");

      // The request: plans by the role that reads, sealed, and one review of them against the commit before.
      for (const job of of("plan")) {
        const planned = await walk(job, true);
        expect(planned.exitCode, planned.log).toBe(0);
        const saved = join(store, job.id, `plan-output/${job.identity?.environment}/saved`);
        // Jenkins hands plans over on the controller only.
        if (existsSync(join(saved, "sealed")))
          expect(readFileSync(join(saved, "sealed")).includes("walk-prod")).toBe(false);
        expect(existsSync(saved)).toBe(true);
      }
      const reviewed = await walk(review, true);
      expect(reviewed.exitCode, reviewed.log).toBe(0);
      const text = readFileSync(join(reviewed.workspace, "plan-output/review.md"), "utf8");
      expect(text).not.toContain("Not reviewed");
      expect(reviewed.log).not.toContain("nothing is said about what the answers meant");
      expect(text).toMatch(/create\*\* `module\.stack\.aws_sqs_queue\.jobs`.*: expected/);
      expect(text).toMatch(/create\*\* `module\.stack\.aws_ssm_parameter\.note`.*: unexpected/);
      expect(existsSync(join(reviewed.workspace, "plan-output/prod/saved"))).toBe(false);

      // Main: the same commit, another plan, and after the approval that plan and no other.
      await git("branch", "--force", "main", "change");
      await git("checkout", "--quiet", "main");
      for (const job of of("plan")) {
        const planned = await walk(job, false);
        expect(planned.exitCode, planned.log).toBe(0);
      }
      const shown = await walk(review, false);
      expect(shown.exitCode, shown.log).toBe(0);
      const opened = (change: (saved: string) => void) => (workspace: string) => {
        // Who can write artifacts and knows the passphrase can do all this.
        const saved = join(workspace, "plan-output/prod/saved");
        const seal = (how: string) => execaSync("bash", ["ci/seal.sh", how, saved], { cwd: workspace, env });
        if (existsSync(join(saved, "sealed"))) {
          seal("open");
          change(saved);
          seal("close");
        } else change(saved);
      };
      const last = of("apply").at(-1);
      if (last === undefined) throw new Error("no apply");
      const refusals: readonly [string, (workspace: string) => void, Partial<Commit>][] = [
        ["the saved plan was changed", opened((saved) => appendFileSync(join(saved, "tfplan"), "#")), {}],
        [
          "the lock file of the plan was changed",
          opened((saved) => appendFileSync(join(saved, "terraform.lock.hcl"), "#")),
          {},
        ],
        [
          "the lock file of the providers is another one",
          (workspace) => appendFileSync(join(workspace, "infra/environments/prod/.terraform.lock.hcl"), "#"),
          {},
        ],
        ["the plan was made from another commit", () => {}, { head: base }],
      ];
      for (const [reason, change, commit] of refusals) {
        const refused = await walk(last, false, change, commit);
        expect([refused.exitCode, refused.log.includes(reason)], refused.log).toEqual([1, true]);
        expect(refused.log).not.toContain("Apply complete");
      }
      for (const job of of("apply")) {
        const applied = await walk(job, false);
        expect(applied.exitCode, applied.log).toBe(0);
        expect(applied.log).toContain("Apply complete! Resources: 2 added");
      }
      const again = await walk(last, false);
      expect([again.exitCode, again.log.includes("Saved plan is stale")], again.log).toEqual([1, true]);

      // Nothing differs from main any more.
      const compare = delivery.drift.jobs.find(({ id }) => id === "compare-prod");
      if (compare === undefined) throw new Error("no comparison");
      const compared = await walk(compare, false);
      expect(compared.exitCode, compared.log).toBe(0);
      const comment = readFileSync(join(compared.workspace, "plan-output/prod/comment.md"), "utf8");
      expect(comment).toMatch(/^### prod: no changes$/m);
    },
    6 * MINUTE,
  );
});
