// The pipeline for GitHub, walked through job by job against the emulator: bootstrap, plan, review, apply of the very same plan, drift; and every way in which a plan can be another one.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { type CodeHost, startCodeHost } from "./code-host.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { shrinkStack, want } from "./small-stack.ts";
import { renderTarget } from "./targets.ts";
import { findMirror, findTool, run, scratch, terraformEnvironment } from "./tools.ts";
import {
  type Contexts,
  type JobResult,
  type RunOptions,
  runJob,
  type WorkflowJob,
  type World,
} from "./workflow-walk.ts";

const REPOSITORY = "acme/walk";
const TOKEN = "token-of-the-run";
const PASSPHRASE = "a passphrase for this walk";
const MINUTE = 60_000;

const terraform = findTool("terraform");
const mirror = findMirror();
const moto = findTool("moto_server");
const ready = [terraform, mirror, moto].every((part) => part !== undefined);

/** The emulator looks at the service only. */
function authorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=emulator/20200101/eu-north-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

describe.skipIf(!ready)("the pipeline for GitHub", () => {
  let emulator: Emulator;
  let host: CodeHost;
  let world: World;
  let origin = "";
  let vars: Record<string, string> = {};
  const workflow = (name: string) =>
    parse(readFileSync(join(origin, ".github/workflows", `${name}.yml`), "utf8")).jobs as Readonly<
      Record<string, WorkflowJob>
    >;
  const git = async (...args: string[]) => (await execa("git", args, { cwd: origin })).stdout.trim();
  let planned: JobResult | undefined;

  /** What GitHub knows of a run of main, or of pull request 7. */
  async function contextsOf(
    event: "push" | "pull_request" | "schedule",
    more: Record<string, unknown> = {},
  ): Promise<Contexts & { github: Record<string, unknown> }> {
    const request = event === "pull_request";
    const sha = await git("rev-parse", "HEAD");
    return {
      github: {
        event_name: event,
        ref: request ? "refs/pull/7/merge" : "refs/heads/main",
        repository: REPOSITORY,
        sha,
        token: TOKEN,
        event: { pull_request: request ? { head: { sha, repo: { full_name: REPOSITORY } } } : {} },
      },
      vars,
      secrets: { PLAN_PASSPHRASE: PASSPHRASE },
      matrix: {},
      steps: {},
      needs: {},
      ...more,
    };
  }

  /** Runs one job as that event. */
  async function walk(
    name: string,
    job: string,
    contexts: Contexts & { github: Record<string, unknown> },
    options: RunOptions = {},
    failed = false,
  ): Promise<JobResult> {
    const event = join(dirname(world.artifacts), "event.json");
    writeFileSync(event, JSON.stringify(contexts.github["event"]));
    const env = { ...world.env, GITHUB_REF: String(contexts.github["ref"]), GITHUB_EVENT_PATH: event };
    const found = workflow(name)[job];
    if (found === undefined) throw new Error(`${name} has no job ${job}`);
    return runJob(found, contexts, { ...world, env }, options, failed);
  }

  /** The reviewer as a company would publish it. */
  async function packed(): Promise<{ SCAFFOLD_PACKAGE: string; integrity: string }> {
    const folder = dirname(world.artifacts);
    const pack = ["pack", "--silent", "--ignore-scripts", "--json", "--pack-destination", folder];
    const [{ filename, integrity }] = JSON.parse((await execa("npm", pack, { cwd: resolve(".") })).stdout);
    return { SCAFFOLD_PACKAGE: join(folder, filename), integrity };
  }

  async function commit(message: string): Promise<void> {
    await git("add", "-A");
    await git("commit", "--quiet", "-m", message);
  }

  beforeAll(async () => {
    vi.stubEnv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
    const started = await startEmulator();
    vi.unstubAllEnvs();
    if (started === undefined) throw new Error("no emulator");
    emulator = started;
    host = await startCodeHost(REPOSITORY, TOKEN, "github-actions[bot]");
    const folder = scratch("pipeline");
    const decisions = { environments: ["staging", "prod"], ci: "github-actions" };
    origin = await renderTarget({ name: "walk", answers: "examples/parcels/step7.json", decisions });
    const artifacts = join(folder, "artifacts");
    mkdirSync(artifacts);
    const path = `${dirname(terraform ?? "")}:${dirname(process.execPath)}:${process.env["PATH"]}`;
    const env = {
      ...terraformEnvironment(mirror ?? ""),
      PATH: path,
      HOME: folder,
      AWS_ENDPOINT_URL: emulator.url,
      AWS_S3_USE_PATH_STYLE: "true",
      GITHUB_API_URL: host.url,
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ID: "1",
      GITHUB_RUN_ATTEMPT: "1",
    };
    world = { repository: origin, artifacts, env, signedIn: [] };

    // The bootstrap root as people apply it, and its outputs as they set the variables.
    const root = join(origin, "infra/bootstrap");
    const tf = (...args: string[]) => run(terraform ?? "", args, { cwd: root, env });
    for (const args of [["init"], ["apply", "-auto-approve", "-var", `subject_prefix=repo:${REPOSITORY}`]]) {
      const { exitCode, output } = await tf(...args);
      if (exitCode !== 0) throw new Error(output);
    }
    const outputs = JSON.parse((await tf("output", "-json")).output);
    vars = { TF_STATE_BUCKET: outputs.state_bucket_name.value, AWS_PLAN_ROLE_ARN: outputs.plan_role_arn.value };

    // The state is for TLS only, and the emulator keeps to that; it speaks plain HTTP.
    const removed = await fetch(`${emulator.url}/${vars["TF_STATE_BUCKET"]}?policy`, {
      method: "DELETE",
      headers: { Authorization: authorization("s3") },
    });
    if (!removed.ok) throw new Error(await removed.text());

    shrinkStack(origin);
    for (const environment of ["staging", "prod"]) {
      const folderOf = join(origin, "infra/environments", environment);
      // One lock file for both, made by the providers that the machine has.
      const { exitCode, output } = await run(terraform ?? "", ["init", "-backend=false"], { cwd: folderOf, env });
      if (exitCode !== 0) throw new Error(output);
    }
    await git("init", "--quiet", "--initial-branch", "main");
    await git("config", "user.email", "walk@example.com");
    await git("config", "user.name", "Walk");
    // As GitHub does: a checkout fetches one commit by its name, with as many before it as it asks for.
    await git("config", "uploadpack.allowAnySHA1InWant", "true");
    await commit("The generated tree");
  }, 3 * MINUTE);

  afterAll(async () => {
    await host?.stop();
    await emulator?.stop();
  });

  const changes = { outputs: { infra: "true" } };
  const success = { result: "success" };

  it("checks without a credential", async () => {
    const contexts = await contextsOf("pull_request", { needs: { changes } });
    // The other steps have tests of their own, on whole trees; the little stack stands for one here.
    const skip = ["Validate every root", "Test the stack", "Scan the configuration"];
    const checked = await walk("infra", "check", contexts, { skip });
    expect(checked.result, checked.log).toBe("success");
    const badly = {
      Format: (workspace: string) => appendFileSync(join(workspace, "infra/stack/main.tf"), "locals { a   = 1 }\n"),
    };
    expect((await walk("infra", "check", contexts, { skip, before: badly })).result).toBe("failure");
    expect(world.signedIn).toEqual([]);
  });

  it("plans a pull request with the role that reads, and keeps no plan in clear text", async () => {
    const needs = { changes, check: success };
    const contexts = await contextsOf("pull_request", { needs, secrets: { PLAN_PASSPHRASE: "" } });
    const planned = await walk("infra", "plan", contexts, { leg: "prod" });
    expect(planned.result, planned.log).toBe("success");
    expect(world.signedIn).toEqual([vars["AWS_PLAN_ROLE_ARN"]]);
    expect(existsSync(join(world.artifacts, "summary-prod/prod/comment.md"))).toBe(true);
    expect(existsSync(join(world.artifacts, "plan-prod/prod/saved"))).toBe(false);

    // No reviewer and no plans: the plain plans in one comment, and it says so.
    const commented = await walk("infra", "comment", await contextsOf("pull_request", { needs: { plan: planned } }));
    expect(commented.result, commented.log).toBe("success");
    expect(host.comments).toHaveLength(1);
    expect(host.comments[0]?.body).toMatch(/^<!-- infrastructure plan -->\n/);
    for (const part of [
      "**Not reviewed: these are the plain plans.**",
      "### staging: no plan was made",
      "### prod",
      "| create | 2 |",
    ])
      expect(host.comments[0]?.body).toContain(part);
    expect(commented.log).toContain("NOT REVIEWED");

    const fork = structuredClone(contexts);
    Object.assign(fork.github, {
      event: { pull_request: { head: { sha: "", repo: { full_name: "stranger/walk" } } } },
    });
    expect((await walk("infra", "plan", fork)).result).toBe("skipped");
  });

  it("plans main, sealed, and reviews it with the package of that very content, in the same comment", async () => {
    planned = await walk("infra", "plan", await contextsOf("push", { needs: { changes, check: success } }));
    expect(planned.result, planned.log).toBe("success");
    expect(planned.outputs).toMatchObject({ changes_staging: "true", changes_prod: "true" });
    const sealed = readFileSync(join(world.artifacts, "plan-prod/prod/saved/sealed"));
    expect(sealed.subarray(0, 8).toString()).toBe("Salted__");
    expect(sealed.includes("walk-prod-jobs")).toBe(false);

    const { SCAFFOLD_PACKAGE, integrity } = await packed();
    const review = async (event: "pull_request" | "push", SCAFFOLD_INTEGRITY: string) => {
      const more = { ...vars, SCAFFOLD_PACKAGE, SCAFFOLD_INTEGRITY };
      return walk("infra", "comment", await contextsOf(event, { needs: { plan: planned }, vars: more }));
    };
    const refused = await review("pull_request", "sha512-another");
    expect(refused.log).toContain("not what SCAFFOLD_INTEGRITY says");
    expect(host.comments[0]?.body).toContain("**Not reviewed");
    const reviewed = await review("pull_request", integrity);
    expect(reviewed.result, reviewed.log).toBe("success");
    expect(host.comments).toHaveLength(1);
    expect(host.comments[0]?.body).not.toContain("Not reviewed");
    for (const part of ["staging", "prod", "aws_sqs_queue.jobs"]) expect(host.comments[0]?.body).toContain(part);

    // On main it is shown to those who approve, and nobody is written to.
    const calls = host.calls.length;
    const shown = await review("push", integrity);
    expect([shown.result, host.calls.length]).toEqual(["success", calls]);
    expect(shown.summary).toContain("aws_sqs_queue.jobs");
  });

  it("applies on main, environment after environment, exactly the plan that was approved", async () => {
    const apply = async (environment: string, before: Record<string, unknown>, more: Record<string, unknown> = {}) => {
      const needs = { plan: planned, comment: success, ...before };
      const role = { ...vars, AWS_APPLY_ROLE_ARN: `role-of-${environment}` };
      return walk("infra", `apply-${environment}`, await contextsOf("push", { needs, vars: role, ...more }));
    };
    // A failure before it, and it does not start.
    expect((await apply("prod", { "apply-staging": { result: "failure" } })).result).toBe("skipped");
    const locked = await apply("staging", {}, { secrets: { PLAN_PASSPHRASE: "another" } });
    expect([locked.result, locked.log.includes("cannot be opened with this PLAN_PASSPHRASE")]).toEqual([
      "failure",
      true,
    ]);
    const staging = await apply("staging", {});
    expect(staging.result, staging.log).toBe("success");
    expect(staging.log).toContain("Apply complete! Resources: 2 added");
    const prod = await apply("prod", { "apply-staging": staging });
    expect(prod.result, prod.log).toBe("success");
    expect(world.signedIn.slice(-2)).toEqual(["role-of-staging", "role-of-prod"]);

    // The state has left that plan behind: once is enough.
    const again = await apply("prod", { "apply-staging": staging });
    expect(again.result).toBe("failure");
    expect(again.log).toContain("Saved plan is stale");
  });

  it("reviews a change against the commit before it: what the answers ask for, and what nobody asked for", async () => {
    // The answers want one more queue; that another value is written was somebody's hand.
    want(origin, ["aws_sqs_queue.jobs", "aws_ssm_parameter.note", "aws_sqs_queue.asked"]);
    const main = join(origin, "infra/stack/main.tf");
    const more = '\nresource "aws_sqs_queue" "asked" {\n  name = "walk-${var.environment}-asked"\n}\n';
    writeFileSync(main, readFileSync(main, "utf8").replace('"first"', '"second"') + more);
    await commit("One more queue, and a value");
    const planned = await walk(
      "infra",
      "plan",
      await contextsOf("pull_request", { needs: { changes, check: success } }),
    );
    expect(planned.result, planned.log).toBe("success");
    const { SCAFFOLD_PACKAGE, integrity } = await packed();
    const more_ = { ...vars, SCAFFOLD_PACKAGE, SCAFFOLD_INTEGRITY: integrity };
    const contexts = await contextsOf("pull_request", { needs: { plan: planned }, vars: more_ });
    const commented = await walk("infra", "comment", contexts);
    expect(commented.result, commented.log).toBe("success");
    expect(commented.log).not.toContain("nothing is said about what the answers meant");
    const body = host.comments[0]?.body ?? "";
    expect(body).toMatch(/create\*\* `module\.stack\.aws_sqs_queue\.asked`.*: expected/);
    expect(body).toMatch(/update\*\* `module\.stack\.aws_ssm_parameter\.note`.*: unexpected/);
    expect(body).toContain("no answer asks for it");
    // A checkout of one commit has nothing to compare with, and says so.
    const alone = await walk("infra", "comment", contexts, { depth: 1 });
    expect(alone.log).toContain("nothing is said about what the answers meant");
    expect(host.comments[0]?.body).not.toContain("no answer asks for it");
  });

  it("refuses any other plan: another content, lock file, answers, commit or digest", async () => {
    await git("reset", "--quiet", "--hard", "HEAD^");
    appendFileSync(
      join(origin, "infra/stack/main.tf"),
      '\nresource "aws_sqs_queue" "more" {\n  name = "walk-${var.environment}-more"\n}\n',
    );
    await git("commit", "--quiet", "-a", "-m", "One more queue");
    const contexts = await contextsOf("push", { needs: { changes, check: success }, secrets: {} });
    const plan = await walk("infra", "plan", contexts, { leg: "prod" });
    expect(plan.result, plan.log).toBe("success");
    const saved = "plan-output/prod/saved";
    const tampered = async (change: (workspace: string) => void, more: Record<string, unknown> = {}) => {
      const needs = { plan, comment: success, "apply-staging": success };
      const ready = { ...contexts, needs, vars: { ...vars, AWS_APPLY_ROLE_ARN: "role" }, ...more };
      const { result, log } = await walk("infra", "apply-prod", ready, { before: { Apply: change } });
      expect(result, log).toBe("failure");
      expect(log).not.toContain("Apply complete");
      return log;
    };
    const append = (path: string) => (workspace: string) => appendFileSync(join(workspace, path), "#");
    const edit = (path: string, more: object) => (workspace: string) => {
      const file = join(workspace, path);
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...more }));
    };

    expect(await tampered(append(`${saved}/tfplan`))).toContain("the saved plan was changed");
    expect(await tampered(append(`${saved}/terraform.lock.hcl`))).toContain("the lock file of the plan was changed");
    // Someone who can write artifacts also makes the binding fit.
    const both = (workspace: string) => {
      append(`${saved}/tfplan`)(workspace);
      const sum = createHash("sha256")
        .update(readFileSync(join(workspace, saved, "tfplan")))
        .digest("hex");
      edit(`${saved}/binding.json`, { plan: sum })(workspace);
    };
    expect(await tampered(both)).toContain("this is not the plan that was approved");
    expect(await tampered(append("infra/environments/prod/.terraform.lock.hcl"))).toContain(
      "the lock file of the providers is another one",
    );
    expect(await tampered(edit(".scaffold/manifest.json", { answers: "0".repeat(64) }))).toContain(
      "the answers are not those",
    );
    expect(await tampered((workspace) => rmSync(join(workspace, saved), { recursive: true }))).toContain(
      "there is no plan of prod",
    );
    const parent = { ...contexts.github, sha: await git("rev-parse", "HEAD^") };
    expect(await tampered(() => {}, { github: parent })).toContain("the plan was made from another commit");
  });

  it("opens one issue for the environment that differs, and closes it when it matches again", async () => {
    await git("reset", "--quiet", "--hard", "HEAD^");
    await ssm("PutParameter", { Name: "/walk-prod/note", Value: "by hand", Type: "String", Overwrite: true });
    const compared = await walk("drift", "plan", await contextsOf("schedule"));
    expect(compared.result, compared.log).toBe("success");
    expect(readFileSync(join(world.artifacts, "summary-staging/staging/comment.md"), "utf8")).toMatch(
      /^### staging: no changes$/m,
    );
    const report = async () => walk("drift", "report", await contextsOf("schedule", { needs: { plan: success } }));
    const reported = await report();
    expect(reported.result, reported.log).toBe("success");
    expect((await report()).result).toBe("success");
    expect(host.issues.map(({ title, state, labels }) => [title, state, labels])).toEqual([
      ["Infrastructure of prod differs from main", "open", ["infrastructure-drift"]],
    ]);
    expect(host.issues[0]?.body).toContain("| update | 1 |");

    writeFileSync(join(world.artifacts, "summary-prod/prod/comment.md"), "### prod: no changes\n");
    expect((await report()).result).toBe("success");
    expect(host.issues.map(({ state }) => state)).toEqual(["closed"]);
  });

  async function ssm(action: string, body: unknown): Promise<void> {
    const answer = await fetch(emulator.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `AmazonSSM.${action}`,
        Authorization: authorization("ssm"),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
});
