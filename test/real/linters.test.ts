// Every reference tree under the field's own checkers: hadolint, actionlint (with shellcheck), checkov.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderTarget, targets } from "./targets.ts";
import { findTool, folders, run } from "./tools.ts";

const hadolint = findTool("hadolint");
const actionlint = findTool("actionlint");
/** actionlint 1.7.12 does not know the queue of May 2026 yet; GitHub's own language service and schema do. */
const QUEUE = 'unexpected key "queue" for "concurrency" section';
const shellcheck = findTool("shellcheck");
const checkov = findTool("checkov");

function find(folder: string, name: string): string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) return entry === "node_modules" || entry === ".scaffold" ? [] : find(path, name);
    return entry === name ? [path] : [];
  });
}

describe.each(targets)("$name", (target) => {
  it.skipIf(hadolint === undefined)("hadolint finds nothing in its Dockerfiles", async () => {
    const out = await renderTarget(target);
    const files = find(join(out, "services"), "Dockerfile");
    expect(files.length).toBeGreaterThan(0);
    const config = existsSync(join(out, ".hadolint.yaml")) ? ["--config", join(out, ".hadolint.yaml")] : [];
    expect(await run(hadolint ?? "", [...config, "--failure-threshold", "style", ...files])).toEqual({
      exitCode: 0,
      output: "",
    });
  });

  it.skipIf(actionlint === undefined)("actionlint finds nothing in its workflows", async (context) => {
    const out = await renderTarget(target);
    const folder = join(out, ".github/workflows");
    // A system whose answers name another CI has no workflows.
    if (!existsSync(folder)) return context.skip();
    const files = readdirSync(folder).map((name) => join(folder, name));
    expect(files.length).toBeGreaterThan(0);
    const shell = shellcheck === undefined ? [] : ["-shellcheck", shellcheck];
    expect(await run(actionlint ?? "", ["-no-color", "-ignore", QUEUE, ...shell, ...files], { cwd: out })).toEqual({
      exitCode: 0,
      output: "",
    });
    const scripts = join(out, ".github/scripts");
    if (shellcheck !== undefined && existsSync(scripts)) {
      const bodies = readdirSync(scripts)
        .filter((name) => name.endsWith(".sh"))
        .map((name) => join(scripts, name));
      expect(await run(shellcheck, ["-x", ...bodies], { cwd: out })).toEqual({ exitCode: 0, output: "" });
    }
  });

  it.skipIf(checkov === undefined)(
    "checkov fails nothing in production, and every exception has its reason in the controls table",
    async () => {
      const out = await renderTarget(target);
      const production = folders(join(out, "infra/environments")).filter((name) => /prod/.test(name));
      expect(production.length).toBeGreaterThan(0);
      const controls = readFileSync(join(out, "docs/controls.md"), "utf8");
      for (const name of production) {
        const args = [
          "--directory",
          join(out, `infra/environments/${name}`),
          "--framework",
          "terraform",
          "--download-external-modules",
          "false",
          "--output",
          "json",
          "--compact",
        ];
        const { output } = await run(checkov ?? "", args, { env: { LOG_LEVEL: "ERROR" } });
        const report = JSON.parse(output.slice(output.indexOf("{")));
        expect(report.summary.passed).toBeGreaterThan(50);
        const failed = report.results.failed_checks.map(
          (check: { check_id: string; resource: string }) => `${check.check_id} ${check.resource}`,
        );
        expect(failed).toEqual([]);
        expect(report.summary.parsing_errors).toBe(0);
        for (const skipped of report.results.skipped_checks) {
          expect(skipped.check_result.suppress_comment.length).toBeGreaterThan(10);
          expect(controls, `${skipped.check_id} ${skipped.resource}`).toContain(skipped.check_id);
        }
      }
    },
  );

  it.skipIf(checkov === undefined)("checkov fails nothing in bootstrap, Dockerfiles and workflows", async () => {
    const out = await renderTarget(target);
    const args = [
      "--directory",
      out,
      "--framework",
      "dockerfile",
      "github_actions",
      "--output",
      "json",
      "--quiet",
      "--compact",
      "--skip-path",
      ".scaffold",
      ...config(out),
    ];
    const { output } = await run(checkov ?? "", args, { env: { LOG_LEVEL: "ERROR" } });
    expect(failures(output)).toEqual([]);
    const bootstrap = await run(
      checkov ?? "",
      [
        "--directory",
        join(out, "infra/bootstrap"),
        "--framework",
        "terraform",
        "--output",
        "json",
        "--quiet",
        "--compact",
      ],
      { env: { LOG_LEVEL: "ERROR" } },
    );
    expect(failures(bootstrap.output)).toEqual([]);
  });
});

function config(out: string): string[] {
  return existsSync(join(out, ".checkov.yaml")) ? ["--config-file", join(out, ".checkov.yaml")] : [];
}

/** One report or a list of them, one for each framework. */
function failures(output: string): string[] {
  const text = output.slice(output.search(/[[{]/));
  const reports: { results?: { failed_checks: { check_id: string; file_path: string; resource: string }[] } }[] = [
    JSON.parse(text),
  ].flat();
  return reports.flatMap(({ results }) =>
    (results?.failed_checks ?? []).map(({ check_id, file_path, resource }) => `${check_id} ${file_path} ${resource}`),
  );
}
