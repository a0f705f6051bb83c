// Every reference tree against real terraform, the real AWS provider and the emulator.
import { cpSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "./emulator.ts";
import { renderTarget, targets } from "./targets.ts";
import { findMirror, findTool, folders, run, scratch, terraformEnvironment } from "./tools.ts";

const terraform = findTool("terraform");
const mirror = findMirror();
const ready = terraform !== undefined && mirror !== undefined;

/** A copy of infra/ with a local backend, so that nothing needs a bucket. */
async function workingCopy(infra: string, root: string, backend: boolean): Promise<string> {
  const copy = join(scratch("root"), "infra");
  cpSync(infra, copy, { recursive: true });
  const folder = join(copy, root);
  if (backend) writeFileSync(join(folder, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  return folder;
}

describe.skipIf(!ready)("terraform", () => {
  const env = terraformEnvironment(mirror ?? "");
  const tf = (cwd: string, args: readonly string[], extra: Record<string, string> = {}) =>
    run(terraform ?? "", args, { cwd, env: { ...env, ...extra } });
  let emulator: Emulator | undefined;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(async () => {
    await emulator?.stop();
  });

  describe.each(targets)("$name", (target) => {
    it("is formatted as terraform fmt does", async () => {
      const out = await renderTarget(target);
      const { output, exitCode } = await tf(join(out, "infra"), ["fmt", "-check", "-diff", "-recursive"]);
      expect(output).toBe("");
      expect(exitCode).toBe(0);
    });

    it.concurrent("bootstrap validates", async () => {
      const out = await renderTarget(target);
      const folder = await workingCopy(join(out, "infra"), "bootstrap", false);
      expect(await tf(folder, ["init", "-backend=false"])).toMatchObject({ exitCode: 0 });
      expect(await tf(folder, ["validate"])).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining("Success!"),
      });
    });

    it.concurrent("every environment validates, and plans against the emulator", async () => {
      const out = await renderTarget(target);
      const environments = folders(join(out, "infra/environments"));
      expect(environments.length).toBeGreaterThan(0);
      for (const environment of environments) {
        const folder = await workingCopy(join(out, "infra"), `environments/${environment}`, true);
        expect(await tf(folder, ["init"]), environment).toMatchObject({ exitCode: 0 });
        const validated = await tf(folder, ["validate"]);
        expect(validated, `${environment}\n${validated.output}`).toMatchObject({ exitCode: 0 });
        if (emulator === undefined) continue;
        const planned = await tf(folder, ["plan", "-refresh=false", "-lock=false"], { AWS_ENDPOINT_URL: emulator.url });
        expect(planned.exitCode, `${environment}\n${planned.output.slice(-4000)}`).toBe(0);
        expect(planned.output).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
      }
    });

    it.concurrent("its own terraform tests pass", async () => {
      const out = await renderTarget(target);
      const folder = await workingCopy(join(out, "infra"), "stack", false);
      expect(await tf(folder, ["init", "-backend=false"])).toMatchObject({ exitCode: 0 });
      const tested = await tf(folder, ["test"]);
      expect(tested.exitCode, `${dirname(folder)}\n${tested.output.slice(-6000)}`).toBe(0);
      expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed/);
    });
  });
});
