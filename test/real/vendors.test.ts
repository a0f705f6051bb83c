// The pipelines of every vendor under the vendor's own schema or parser, their scripts under shellcheck, and their roles under Terraform.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { type Emulator, startEmulator } from "./emulator.ts";
import { renderTarget } from "./targets.ts";
import { findMirror, findTool, run, scratch, terraformEnvironment } from "./tools.ts";

const schemas = findTool("check-jsonschema");
const shellcheck = findTool("shellcheck");
const groovy = findTool("groovy-all.jar");
const java = findTool("java");
const terraform = findTool("terraform");
const mirror = findMirror();
const moto = findTool("moto_server");

/** Vendor → name of its schema in check-jsonschema, which carries copies of SchemaStore's; Jenkins has none. */
const SCHEMAS: Readonly<Record<string, string | undefined>> = {
  "github-actions": "vendor.github-workflows",
  "gitlab-ci": "vendor.gitlab-ci",
  circleci: "vendor.circle-ci",
  bitbucket: "vendor.bitbucket-pipelines",
  "azure-pipelines": "vendor.azure-pipelines",
  buildkite: "vendor.buildkite",
  jenkins: undefined,
};

function target(ci: string) {
  const decisions = { environments: ["dev", "prod"], ci };
  return { name: `vendor-${ci}`, answers: "examples/parcels/step7.json", decisions };
}

function files(folder: string, fits: (path: string) => boolean): string[] {
  return readdirSync(folder)
    .filter((name) => name !== ".scaffold" && name !== "services")
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? files(path, fits) : fits(path) ? [path] : []));
}

const PIPELINE =
  /(\.github\/workflows\/[^/]+|\.gitlab-ci|\.circleci\/config|bitbucket-pipelines|\.azure\/[^/]+|\.buildkite\/[^/]+)\.yml$/;

/** The schema of Azure lists Microsoft's own tasks only: a plain script stands in for the AWS task, whose inputs are compared here. And it wants text for every scalar outside of tasks, which is how Azure reads them. */
const AWS_TASK_INPUTS = ["awsCredentials", "disableAutoCwd", "inlineScript", "regionName", "scriptType"];

function withoutAwsTask(path: string): string {
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== "object" || value === null) return String(value);
    const record = value as Record<string, unknown>;
    if (record["task"] !== undefined && record["task"] !== "AWSShellScript@1") return record;
    if (record["task"] === undefined)
      return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, replaced(item)]));
    const { inputs, task: _, ...rest } = record;
    expect(Object.keys(inputs as object).sort()).toEqual(AWS_TASK_INPUTS);
    return { bash: (inputs as Record<string, unknown>)["inlineScript"], ...rest };
  };
  const copy = join(scratch("azure"), "pipeline.yml");
  writeFileSync(copy, stringify(replaced(parse(readFileSync(path, "utf8")))));
  return copy;
}

describe.each(Object.keys(SCHEMAS))("%s", (ci) => {
  it.skipIf(schemas === undefined || SCHEMAS[ci] === undefined)("fits the vendor's schema", async () => {
    const out = await renderTarget(target(ci));
    const pipelines = files(out, (path) => PIPELINE.test(path));
    expect(pipelines.length).toBeGreaterThan(0);
    const checked = ci === "azure-pipelines" ? pipelines.map(withoutAwsTask) : pipelines;
    const args = ["--regex-variant", "nonunicode", "--builtin-schema", SCHEMAS[ci] ?? ""];
    const { exitCode, output } = await run(schemas ?? "", [...args, ...checked]);
    expect(exitCode, output.slice(0, 4000)).toBe(0);
    // The check can fail: a file of another vendor does.
    const other = join(scratch("other"), "other.yml");
    writeFileSync(other, "steps: 1\njobs: 1\npipelines: 1\nstages: { a: 1 }\n");
    expect((await run(schemas ?? "", [...args, other])).exitCode).not.toBe(0);
  });

  it.skipIf(schemas === undefined || ci === "github-actions")(
    "has a configuration of Renovate that fits its schema",
    async () => {
      const out = await renderTarget(target(ci));
      expect(
        await run(schemas ?? "", [
          "--regex-variant",
          "nonunicode",
          "--builtin-schema",
          "vendor.renovate",
          join(out, "renovate.json"),
        ]),
      ).toMatchObject({ exitCode: 0 });
    },
  );

  it.skipIf(shellcheck === undefined)("has scripts that shellcheck finds nothing in", async () => {
    const out = await renderTarget(target(ci));
    const scripts = files(out, (path) => /\/(ci|\.github\/scripts)\/[^/]+\.sh$/.test(path));
    expect(scripts.length).toBeGreaterThan(12);
    expect(await run(shellcheck ?? "", ["-x", ...scripts], { cwd: out })).toEqual({ exitCode: 0, output: "" });
  });

  it.skipIf(terraform === undefined || mirror === undefined)("has roles that Terraform accepts", async () => {
    const out = await renderTarget(target(ci));
    const root = { cwd: join(out, "infra/bootstrap"), env: terraformEnvironment(mirror ?? "") };
    for (const args of [["init", "-backend=false"], ["validate"]]) {
      const { exitCode, output } = await run(terraform ?? "", args, root);
      expect(exitCode, output).toBe(0);
    }
  });
});

/** Sections of a declarative pipeline and of its stages, which its validator would refuse elsewhere. https://www.jenkins.io/doc/book/pipeline/syntax/ */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  pipeline: ["agent", "options", "triggers", "stages"],
  stages: ["stage"],
  parallel: ["stage"],
  stage: ["when", "agent", "options", "environment", "steps", "post", "parallel"],
};

/** Prints "parent child" for every call with a block, read from the syntax tree of the very Groovy that Jenkins runs. */
const READER = `
import org.codehaus.groovy.ast.CodeVisitorSupport
import org.codehaus.groovy.ast.builder.AstBuilder
import org.codehaus.groovy.ast.expr.*
import org.codehaus.groovy.control.CompilePhase
args.each { path ->
  def trail = ['file']
  def visitor = new CodeVisitorSupport() {
    void visitMethodCallExpression(MethodCallExpression call) {
      def name = call.methodAsString
      def closure = call.arguments instanceof TupleExpression ? call.arguments.expressions.find { it instanceof ClosureExpression } : null
      println "\${trail.last()} \${name}"
      if (closure == null) { super.visitMethodCallExpression(call); return }
      trail.push(name)
      try { closure.code.visit(this) } finally { trail.pop() }
    }
    void visitClosureExpression(ClosureExpression closure) { closure.code.visit(this) }
  }
  new AstBuilder().buildFromString(CompilePhase.CONVERSION, false, new File(path).text).each { node -> if (node instanceof org.codehaus.groovy.ast.stmt.Statement) node.visit(visitor) }
}
`;

describe("Jenkinsfiles", () => {
  process.stderr.write(
    "\nSKIPPED: the validator of declarative pipelines is on no registry; the Groovy is parsed and its sections are compared with the documented ones\n\n",
  );

  it.skipIf(groovy === undefined || java === undefined)(
    "parse as Groovy, with the sections of a declarative pipeline only",
    async () => {
      const out = await renderTarget(target("jenkins"));
      const jenkinsfiles = files(out, (path) => path.endsWith("Jenkinsfile"));
      expect(jenkinsfiles).toHaveLength(3);
      const reader = join(scratch("groovy"), "reader.groovy");
      writeFileSync(reader, READER);
      const read = (paths: readonly string[]) =>
        run(java ?? "", ["-cp", groovy ?? "", "groovy.ui.GroovyMain", reader, ...paths]);
      const { exitCode, output } = await read(jenkinsfiles);
      expect(exitCode, output.slice(0, 4000)).toBe(0);
      const pairs = output
        .split("\n")
        .filter((line) => line.includes(" "))
        .map((line) => line.split(" ") as [string, string]);
      expect(pairs.filter(([, name]) => name === "pipeline")).toHaveLength(3);
      for (const [parent, name] of pairs)
        if (SECTIONS[parent] !== undefined) expect(SECTIONS[parent], `${parent} { ${name} }`).toContain(name);
      expect(pairs.filter(([parent]) => parent === "stage").length).toBeGreaterThan(30);

      const broken = join(scratch("groovy"), "broken.Jenkinsfile");
      writeFileSync(broken, "pipeline { stage('x) }\n");
      expect((await read([broken])).exitCode).not.toBe(0);
    },
  );
});

describe.skipIf(moto === undefined)("as-role.sh", () => {
  let emulator: Emulator | undefined;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(async () => {
    await emulator?.stop();
  });

  it("gives one command the credentials of the role, and none to a request from a fork", async () => {
    const out = await renderTarget(target("gitlab-ci"));
    const env = {
      PATH: process.env["PATH"] ?? "",
      AWS_ENDPOINT_URL_STS: emulator?.url ?? "",
      AWS_ID_TOKEN: "a.b.c",
      CI_COMMIT_SHA: "0".repeat(40),
      TF_STATE_BUCKET: "the-bucket",
      AWS_PLAN_ROLE_ARN: "arn:aws:iam::123456789012:role/pipeline/plan",
      AWS_APPLY_ROLE_ARN_PROD: "arn:aws:iam::123456789012:role/pipeline/apply-prod",
    };
    const show = (role: string, environment: string, more: Record<string, string> = {}) =>
      run(
        "bash",
        [
          "ci/as-role.sh",
          role,
          environment,
          "bash",
          "-c",
          'echo "$STATE_BUCKET ${AWS_SESSION_TOKEN:+token} $AWS_ACCESS_KEY_ID"',
        ],
        { cwd: out, env: { ...env, ...more } },
      );
    expect((await show("plan", "prod")).output).toMatch(/^the-bucket token [A-Z0-9]{16,}$/);
    expect((await show("apply", "prod")).output).toMatch(/^the-bucket token [A-Z0-9]{16,}$/);
    expect((await show("plan", "prod", { TF_STATE_BUCKET_PROD: "its-own" })).output).toMatch(/^its-own /);
    // Only the environment's own role may apply: there is no general one to fall back to.
    expect(await show("apply", "dev")).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("AWS_APPLY_ROLE_ARN_DEV"),
    });
    const fork = await show("plan", "prod", {
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "2",
      CI_MERGE_REQUEST_PROJECT_ID: "1",
    });
    expect(fork).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("No credentials for a request from a fork"),
    });
  });
});
