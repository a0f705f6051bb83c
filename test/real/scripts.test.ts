// The scripts of the pipelines, run for real with stand-ins for what they call: every stand-in refuses what the real program refuses, and writes down what it was asked.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { AWS, settle, TERRAFORM } from "./release-world.ts";
import { run, scratch } from "./tools.ts";
import { MUSEUM, type Workshop, workshop } from "./workshop.ts";

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

/** What a plan left, bound to the commit that is checked out. */
async function savePlan(shop: Workshop): Promise<void> {
  shop.file("plan-output/prod/saved/tfplan", "the plan");
  shop.file("plan-output/prod/saved/terraform.lock.hcl", "the lock");
  await shop.start(["-c", "ci/binding.sh prod true > plan-output/prod/saved/binding.json"]);
}

describe("apply.sh", () => {
  let shop: Workshop;
  const passphrase = { PLAN_PASSPHRASE: "for this test" };
  const start = async (env: Record<string, string> = {}) => {
    await savePlan(shop);
    const digest = await shop.start(["-c", "sha256sum plan-output/prod/saved/binding.json | cut -d' ' -f1"]);
    return shop.start(["ci/apply.sh", "prod"], { STATE_BUCKET: "bucket", DIGEST: digest.output.trim(), ...env });
  };
  beforeAll(async () => {
    shop = await workshop("gitlab-ci", MUSEUM);
    const origin = scratch("origin");
    await run("git", ["clone", "-q", "--bare", shop.tree, origin]);
    await run("git", ["remote", "add", "origin", origin], { cwd: shop.tree });
    shop.program("terraform", ":");
  });

  it("applies the plan of the commit that main is at", async () => {
    expect(await start()).toMatchObject({ exitCode: 0 });
    expect(shop.calls().some((call) => / apply .*tfplan$/.test(call))).toBe(true);
    expect(existsSync(join(shop.tree, "plan-output/prod/saved"))).toBe(false);
  });

  it("is done when the services of the plan run what was applied, and not before", async () => {
    const put = (path: string, value: unknown) => shop.file(`world/${path}`, JSON.stringify(value));
    const outcome = (revision: string, rolloutState: string) =>
      put("services/orders", {
        taskDefinition: `arn/orders:${revision}`,
        deployments: [{ status: "PRIMARY", rolloutState }],
      });
    settle(shop.file, "");
    shop.program("aws", AWS);
    shop.program("terraform", TERRAFORM);
    const service = (name: string, actions: string[]) => ({
      type: "aws_ecs_service",
      change: { actions, after: { name } },
    });
    put("plan.json", { resource_changes: [service("orders", ["update"]), service("catalog", ["no-op"])] });
    expect(await start()).toMatchObject({ exitCode: 0 });
    expect(shop.calls().filter((call) => call.includes("wait"))).toEqual([
      "aws ecs wait services-stable --cluster arn/c --services orders",
    ]);
    outcome("1", "COMPLETED");
    expect(await start()).toMatchObject({ exitCode: 1, output: expect.stringContaining("orders was rolled back") });
    outcome("2", "FAILED");
    expect(await start()).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("orders did not become stable"),
    });
    // Before the first release there is nothing that could run: the first apply succeeds.
    shop.file("world/images/orders:2", "host/orders:bootstrap");
    expect(await start()).toMatchObject({ exitCode: 0, output: expect.stringContaining("orders has no image yet") });
    shop.program("terraform", ":");
  });

  it("keeps what could not be written into the state, sealed, and the plan with it", async () => {
    shop.program(
      "terraform",
      `case "$*" in *" apply "*) echo '{"secret": 1}' > infra/environments/prod/errored.tfstate; exit 1 ;; esac`,
    );
    const failed = await start(passphrase);
    expect(failed.exitCode).toBe(1);
    expect(failed.output).toContain("state push");
    const folder = "plan-output/prod/rescue";
    expect(existsSync(join(shop.tree, "infra/environments/prod/errored.tfstate"))).toBe(false);
    expect(readFileSync(join(shop.tree, folder, "sealed"), "utf8")).not.toContain("secret");
    await shop.start(["ci/seal.sh", "open", folder], passphrase);
    expect(readFileSync(join(shop.tree, folder, "errored.tfstate"), "utf8")).toContain("secret");
    expect(readFileSync(join(shop.tree, folder, "tfplan"), "utf8")).toBe("the plan");
    rmSync(join(shop.tree, "plan-output"), { recursive: true });
    shop.program("terraform", ":");
  });

  it("refuses once main has moved on, and when nobody can say where it is", async () => {
    const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    const git = (...words: string[]) => run("git", words, { cwd: shop.tree });
    await git(...who, "commit", "-q", "--allow-empty", "-m", "A revert");
    await git("push", "-q", "origin", "HEAD:main");
    await git("reset", "-q", "--hard", "HEAD^");
    const moved = await start();
    expect(moved).toMatchObject({ exitCode: 1, output: expect.stringContaining("main has moved on to") });
    await git("remote", "set-url", "origin", "/nowhere");
    const unknown = await start();
    expect(unknown).toMatchObject({ exitCode: 1, output: expect.stringContaining("nobody could say where main is") });
    expect(shop.calls().some((call) => call.includes(" apply "))).toBe(false);
  });
});

describe("need.sh", () => {
  it("unpacks nothing whose checksum is another one, and ends with a failure, also when it is run by itself", async () => {
    const shop = await workshop("gitlab-ci", MUSEUM);
    shop.program("curl", 'while [ "$1" != --output ]; do shift; done\necho "00  ${2##*/}" > "$2"');
    shop.program("tar", ":");
    const wrong = await shop.start(["ci/need.sh", "grype"]);
    expect(wrong).toMatchObject({ exitCode: 1, output: expect.stringContaining("grype cannot be had here") });
    expect(shop.calls().filter((call) => call.startsWith("tar "))).toEqual([]);
    // Sourced, it leaves the shell of the caller as it was: review.sh must be able to go on after a failure.
    const sourced = await shop.start(["-c", '. ci/need.sh grype; echo "went on $-"']);
    expect(sourced.output).toMatch(/went on [^e]*$/);
  });
});
