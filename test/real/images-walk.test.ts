// The images workflow of GitHub, walked job by job with stand-ins for AWS, Terraform and the list of runs: what is built is what the release gets, of one part and of several, and what changed is found by runs that released.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { AWS, reference, settle, TERRAFORM } from "./release-world.ts";
import { renderTarget } from "./targets.ts";
import { run, scratch } from "./tools.ts";
import { type JobResult, runJob, type WorkflowJob, type World } from "./workflow-walk.ts";

/** The list of runs, as the command line of GitHub gives it: filtered by event when it is asked to. */
const GH = `for word; do if [ "\${previous:-}" = --event ]; then event=$word; fi; previous=$word; done
jq -c --arg event "\${event:-}" '[.[] | select($event == "" or .event == $event)] | sort_by(.createdAt) | reverse | .[:1]' "$WORLD/runs.json"`;

describe("the images workflow of GitHub", () => {
  let world: World;
  let origin = "";
  let bin = "";
  const git = async (...words: string[]) => (await run("git", words, { cwd: origin })).output.trim();
  const commit = async (path: string) => {
    mkdirSync(dirname(join(origin, path)), { recursive: true });
    writeFileSync(join(origin, path), String(Math.random()));
    await git("add", "-A");
    await git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", path);
    return git("rev-parse", "HEAD");
  };
  const program = (name: string, body: string) =>
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${body}\n`, { mode: 0o755 });

  const walk = async (
    job: string,
    event: string,
    more: {
      needs?: unknown;
      sha?: string;
      matrix?: Record<string, string>;
      before?: Record<string, (w: string) => void>;
    } = {},
  ): Promise<JobResult> => {
    const jobs = parse(readFileSync(join(origin, ".github/workflows/images.yml"), "utf8")).jobs as Record<
      string,
      WorkflowJob
    >;
    const found = jobs[job];
    if (found === undefined) throw new Error(job);
    const sha = more.sha ?? (await git("rev-parse", "HEAD"));
    const github = {
      event_name: event,
      ref: "refs/heads/main",
      repository: "acme/walk",
      sha,
      token: "t",
      server_url: "s",
    };
    const contexts = {
      github,
      vars: { AWS_APPLY_ROLE_ARN: "role", TF_STATE_BUCKET: "bucket" },
      secrets: {},
      matrix: {},
      steps: {},
      needs: more.needs ?? {},
    };
    // Only the last step of a build is walked: what it keeps is what this is about.
    const skip =
      job === "image" || job === "site"
        ? found.steps.map(({ name = "" }) => name).filter((name) => name !== "Keep for the release")
        : [];
    return runJob(found, contexts, world, { skip, before: more.before ?? {}, matrix: more.matrix ?? {} });
  };

  beforeAll(async () => {
    const decisions = { environments: ["staging", "prod"], ci: "github-actions" };
    const tree = await renderTarget({ name: "images-walk", answers: "examples/parcels/step7.json", decisions });
    const folder = scratch("images-walk");
    origin = join(folder, "origin");
    await run("cp", ["-r", tree, origin]);
    bin = join(folder, "bin");
    mkdirSync(bin);
    await git("init", "-q", "-b", "main");
    await git("config", "uploadpack.allowAnySHA1InWant", "true");
    await commit("README.md");
    // The stand-ins look for the world beside them: the workspace of a job is a fresh checkout.
    const inWorld = (body: string) => `ln -sfn "$WORLD" world 2> /dev/null\n${body}`;
    program("aws", inWorld(AWS));
    program("terraform", inWorld(TERRAFORM));
    program("gh", GH);
    program("skopeo", 'if [ "$1" = copy ]; then echo sha256:new > digest.txt; fi');
  });
  beforeEach(() => {
    const folder = dirname(bin);
    for (const name of ["world", "artifacts"]) {
      rmSync(join(folder, name), { recursive: true, force: true });
      mkdirSync(join(folder, name));
    }
    const file = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    settle(file, "");
    file("world/tags/imageDigest=sha256:old", "[]");
    const env = {
      PATH: `${bin}:${process.env["PATH"]}`,
      HOME: folder,
      WORLD: join(folder, "world"),
      GITHUB_REPOSITORY: "acme/walk",
    };
    world = { repository: origin, artifacts: join(folder, "artifacts"), env, signedIn: [] };
  });

  const build = async (kind: "image" | "site", part: string) => {
    const name = `parts/${kind}-${part}/${kind === "image" ? "image.tar" : "index.html"}`;
    const put = (workspace: string) => {
      mkdirSync(dirname(join(workspace, name)), { recursive: true });
      writeFileSync(join(workspace, name), part);
    };
    const needs = { changes: { outputs: { images: "[1]", sites: "[1]" } } };
    const kept = await walk(kind, "push", { needs, matrix: { part }, before: { "Keep for the release": put } });
    expect(kept.result, kept.log).toBe("success");
  };
  const release = (parts: string, sha?: string) => {
    const outputs = { images: "[1]", sites: "[]", parts };
    const needs = { changes: { result: "success", outputs }, "release-staging": { result: "success" } };
    return walk("release-prod", "push", { needs, ...(sha === undefined ? {} : { sha }) });
  };
  const parameter = (name: string) => readFileSync(join(dirname(bin), "world/p", name), "utf8").trim();

  it("releases the one part that was built", async () => {
    await build("image", "orders");
    const released = await release("image-orders");
    expect(released.result, released.log).toBe("success");
    expect(parameter("orders")).toBe(reference("orders", "new"));
  });

  it("releases several, and no other", async () => {
    await build("image", "orders");
    await build("image", "catalog");
    const released = await release("image-orders image-catalog");
    expect(released.result, released.log).toBe("success");
    expect([parameter("orders"), parameter("catalog")]).toEqual([
      reference("orders", "new"),
      reference("catalog", "new"),
    ]);
  });

  it("fails when what was built is gone, of one part or of all", async () => {
    expect((await release("image-orders")).result).toBe("failure");
    await build("image", "orders");
    const lost = await release("image-orders image-catalog");
    expect([lost.result, lost.log]).toEqual([
      "failure",
      expect.stringContaining("image-catalog was built and is not here"),
    ]);
    expect(parameter("orders")).toBe(reference("orders", "old"));
  });

  it("refuses a release that waited while a newer one came out", async () => {
    const waiting = await git("rev-parse", "HEAD");
    const newer = await commit("services/orders/newer");
    writeFileSync(
      join(dirname(bin), "world/tags/imageDigest=sha256:old"),
      JSON.stringify([`${newer.slice(0, 12)}-9-1`]),
    );
    await build("image", "orders");
    const late = await release("image-orders", waiting);
    expect([late.result, late.log]).toEqual(["failure", expect.stringContaining("orders is out from commit")]);
    const now = await release("image-orders");
    expect(now.result, now.log).toBe("success");
  });

  it("compares with the last run that released, and not with one of a fork whose branch is called main", async () => {
    const runs = (...all: [event: string, headSha: string][]) =>
      writeFileSync(
        join(dirname(bin), "world/runs.json"),
        JSON.stringify(all.map(([event, headSha], index) => ({ event, headSha, createdAt: `2026-01-0${index + 1}` }))),
      );
    const base = await git("rev-parse", "HEAD");
    const fork = await commit("services/api/from-a-fork");
    await commit("README.md");
    const found = async (event = "push") => (await walk("changes", event)).outputs;
    // The fork's head is in the history after its merge: compared with it, its own change would be left out.
    runs(["push", base], ["pull_request", fork]);
    expect(await found()).toMatchObject({ images: '["api"]', parts: "image-api" });
    runs(["push", base], ["workflow_dispatch", fork]);
    expect(await found()).toEqual({ images: "[]", sites: "[]" });
    // Nothing was ever released, and a click: everything.
    runs(["pull_request", base]);
    expect((await found())["parts"]).toContain("image-api site-");
    runs(["push", base]);
    expect((await found("workflow_dispatch"))["parts"]).toContain("image-api site-");
  });
});
