// The bootstrap root as the README tells people to make it, against the emulator: applied, and its state moved from the disk into the bucket that it has made.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Emulator, startEmulator } from "./emulator.ts";
import { renderTarget } from "./targets.ts";
import { findMirror, findTool, run, terraformEnvironment } from "./tools.ts";

const MINUTE = 60_000;
const terraform = findTool("terraform");
const mirror = findMirror();
const moto = findTool("moto_server");

describe.skipIf([terraform, mirror, moto].includes(undefined))("the bootstrap root", () => {
  let emulator: Emulator;
  let out = "";
  let env: Record<string, string> = {};
  const tf = (...words: string[]) => run(terraform ?? "", ["-chdir=infra/bootstrap", ...words], { cwd: out, env });

  beforeAll(async () => {
    vi.stubEnv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
    const started = await startEmulator();
    if (started === undefined) throw new Error("the emulator is not installed");
    emulator = started;
    out = await renderTarget({ name: "bootstrap", answers: "examples/parcels/step7.json" });
    env = {
      ...terraformEnvironment(mirror ?? ""),
      PATH: process.env["PATH"] ?? "",
      AWS_ENDPOINT_URL: emulator.url,
      AWS_S3_USE_PATH_STYLE: "true",
    };
  }, MINUTE);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await emulator?.stop();
  });

  it("stands with the prefix that GitHub tells, with ids and without, and with nothing wider", {
    timeout: 3 * MINUTE,
  }, async () => {
    const file = join(out, "infra/bootstrap/bootstrap.auto.tfvars");
    const values = readFileSync(file, "utf8");
    const said = (prefix: string) => writeFileSync(file, values.replace(/^(subject_prefix = ).*$/m, `$1"${prefix}"`));
    expect((await tf("init", "-no-color")).exitCode).toBe(0);
    for (const wrong of ["repo:acme/*", "acme/parcels", "repo:acme@x/parcels@2"]) {
      said(wrong);
      expect((await tf("plan", "-no-color")).output, wrong).toContain("written as repo:OWNER@ID/NAME@ID");
    }
    for (const prefix of ["repo:acme/parcels", "repo:acme@123456/parcels@456789"]) {
      said(prefix);
      const { exitCode, output } = await tf("apply", "-auto-approve", "-no-color");
      expect(exitCode, output).toBe(0);
      const trust = (await tf("state", "show", "-no-color", 'aws_iam_role.apply["prod"]')).output;
      expect(trust).toContain(`${prefix}:environment:prod`);
    }
  });

  it("makes the role of the environment that its workspace is called after, and of no other, each time", {
    timeout: 3 * MINUTE,
  }, async () => {
    const roles = async () => {
      const { output } = await tf("plan", "-no-color", "-refresh=false");
      return [...output.matchAll(/aws_iam_role\.apply\["([^"]+)"\] will be created/g)].map(([, name]) => name).sort();
    };
    expect((await tf("workspace", "new", "prod")).exitCode).toBe(0);
    expect(await roles()).toEqual(["prod"]);
    expect((await tf("workspace", "select", "default")).exitCode).toBe(0);
  });

  it("moves its state into its bucket, as the README says", { timeout: 3 * MINUTE }, async () => {
    const bucket = (await tf("output", "-raw", "state_bucket_name")).output;
    // The bucket wants TLS, which the emulator does not speak.
    const authorization =
      "AWS4-HMAC-SHA256 Credential=emulator/20200101/eu-north-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    await fetch(`${emulator.url}/${bucket}?policy`, { method: "DELETE", headers: { Authorization: authorization } });
    const blocks = readFileSync(join(out, "README.md"), "utf8").split("```bash\n");
    const block = blocks.find((text) => text.includes("-migrate-state"))?.split("\n```")[0] ?? "";
    const moved = await run("bash", ["-c", `set -euo pipefail\n${block}`], {
      cwd: out,
      env: { ...env, TF_CLI_ARGS_init: "-force-copy" },
    });
    expect(moved.exitCode, moved.output).toBe(0);
    expect(
      existsSync(join(out, "infra/bootstrap/terraform.tfstate"))
        ? readFileSync(join(out, "infra/bootstrap/terraform.tfstate"), "utf8")
        : "",
    ).toBe("");
    const after = await tf("plan", "-detailed-exitcode", "-no-color", "-target=aws_s3_bucket.state");
    expect(after.output).toContain("No changes");
  });
});
