// The scripts of the pipelines, run for real with stand-ins for what they call: every stand-in refuses what the real program refuses, and writes down what it was asked.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { renderTarget } from "./targets.ts";
import { run, scratch } from "./tools.ts";

/** A copy of the tree that a commit can be made in, and programs that come first in the path. */
interface Workshop {
  readonly tree: string;
  readonly calls: () => string[];
  readonly program: (name: string, body: string) => void;
  readonly file: (path: string, text: string) => void;
  readonly start: (
    words: readonly string[],
    env?: Record<string, string>,
  ) => Promise<{ readonly exitCode: number | undefined; readonly output: string }>;
}

async function workshop(ci: string, answers: string): Promise<Workshop> {
  const out = await renderTarget({
    name: `scripts-${ci}`,
    answers,
    decisions: { environments: ["staging", "prod"], ci },
  });
  const tree = join(scratch("workshop"), "tree");
  const bin = scratch("programs");
  const log = join(bin, "calls.log");
  await run("cp", ["-r", out, tree]);
  await run("git", ["init", "-q", "-b", "main"], { cwd: tree });
  await run("git", ["add", "-A"], { cwd: tree });
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  await run("git", [...who, "commit", "-qm", "all"], { cwd: tree });
  return {
    tree,
    calls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
    program(name, body) {
      writeFileSync(join(bin, name), `#!/usr/bin/env bash\necho "${name} $*" >> "${log}"\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    },
    file(path, text) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    },
    start: (words, env = {}) => {
      rmSync(log, { force: true });
      return run("bash", words, { cwd: tree, env: { PATH: `${bin}:${process.env["PATH"] ?? ""}`, ...env } });
    },
  };
}

const MUSEUM = "examples/museum/step7.json";

describe("build.sh", () => {
  let shop: Workshop;
  beforeAll(async () => {
    shop = await workshop("gitlab-ci", MUSEUM);
    // As Buildx does: no builder of what variables say about certificates. https://github.com/docker/buildx/issues/413
    shop.program(
      "docker",
      `case "$1 $2" in
  "create --interactive") echo hadolint ;;
  "buildx inspect" | "context inspect") exit 1 ;;
  "buildx create")
    if [ -n "\${DOCKER_TLS_VERIFY:-}" ] && [ "\${!#}" != pipeline ]; then
      echo 'could not create a builder instance with TLS data loaded from environment' >&2
      exit 1
    fi ;;
esac`,
    );
    shop.program("grype", ":");
    shop.program("uname", "echo aarch64");
  });
  const parts = ["ci/build.sh", "image", "collection"];
  // What comes after the scan needs an archive: a request ends there.
  const request = { CI_MERGE_REQUEST_IID: "1" };

  it("makes its builder of a context where variables name the certificates of Docker", async () => {
    const tls = { DOCKER_HOST: "tcp://docker:2376", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: "/certs/client" };
    expect(await shop.start(parts, { ...request, ...tls })).toMatchObject({ exitCode: 0 });
    const calls = shop.calls();
    expect(calls.indexOf("docker context create pipeline")).toBeGreaterThan(0);
    expect(calls).toContain("docker buildx create --name pipeline --driver docker-container pipeline");
  });

  it("makes it of the Docker that is there elsewhere", async () => {
    expect(await shop.start(parts, request)).toMatchObject({ exitCode: 0 });
    expect(shop.calls()).toContain("docker buildx create --name pipeline --driver docker-container");
    expect(shop.calls().join("\n")).not.toContain("context create");
  });
});

/** Per vendor: the variables that hold a token, and what asks for one. */
const TOKENS: Readonly<Record<string, readonly string[]>> = {
  "gitlab-ci": ["AWS_ID_TOKEN"],
  jenkins: ["AWS_ID_TOKEN"],
  bitbucket: ["BITBUCKET_STEP_OIDC_TOKEN"],
  circleci: ["CIRCLE_OIDC_TOKEN", "CIRCLE_OIDC_TOKEN_V2"],
};

describe.each(Object.entries(TOKENS))("as-role.sh of %s", (ci, names) => {
  let shop: Workshop;
  const env = {
    ...Object.fromEntries(names.map((name) => [name, "a.b.c"])),
    TF_STATE_BUCKET: "bucket",
    AWS_PLAN_ROLE_ARN: "arn:aws:iam::123456789012:role/pipeline/museum-plan",
    AWS_APPLY_ROLE_ARN_PROD: "arn:aws:iam::123456789012:role/pipeline/museum-apply-prod",
  };
  beforeAll(async () => {
    shop = await workshop(ci, MUSEUM);
    shop.program("circleci", "echo x.y.z");
  });
  const answer = (body: string, code: number) => shop.program("curl", `cat > /dev/null\necho '${body}'\nexit ${code}`);
  const credentials =
    "<R><AccessKeyId>KEY</AccessKeyId><SecretAccessKey>SECRET</SecretAccessKey><SessionToken>SESSION</SessionToken></R>";

  it("gives the command its credentials and no token that it could take others with", async () => {
    answer(credentials, 0);
    const shown = await shop.start(["ci/as-role.sh", "plan", "prod", "env"], env);
    expect(shown.output).toContain("AWS_SESSION_TOKEN=SESSION");
    for (const name of names) expect(shown.output).not.toContain(`${name}=`);
  });

  it("asks for as long as the job may take, and for the audience of the role", async () => {
    answer(credentials, 0);
    await shop.start(["ci/as-role.sh", "apply", "prod", "true"], env);
    expect(shop.calls().join("\n")).toContain("DurationSeconds=7200");
    if (ci === "circleci") expect(shop.calls().join("\n")).toContain('{"aud": "museum-apply-prod"}');
    await shop.start(["ci/as-role.sh", "plan", "prod", "true"], env);
    expect(shop.calls().join("\n")).toContain("DurationSeconds=3600");
    if (ci === "circleci") expect(shop.calls().join("\n")).toContain('{"aud": "museum-plan"}');
  });

  it("says why AWS refused, and does not run the command", async () => {
    answer("<E><Code>AccessDenied</Code>\n<Message>Not authorized to perform it</Message></E>", 22);
    const refused = await shop.start(["ci/as-role.sh", "apply", "prod", "echo", "ran"], env);
    expect(refused.exitCode).toBe(1);
    expect(refused.output).toContain("museum-apply-prod: AccessDenied Not authorized to perform it");
    expect(refused.output).not.toContain("ran");
  });
});
