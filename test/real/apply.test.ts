// One example applied for real against the emulator: apply, a second plan without changes, destroy that leaves nothing.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createZone, overrides, readGraph, typeOf } from "./emulated-stack.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { IGNORED, LEFT_OUT, NOT_DELETED } from "./emulator-gaps.ts";
import { targets as chosen, renderTarget } from "./targets.ts";
import { findMirror, findTool, run, scratch, terraformEnvironment } from "./tools.ts";

// A Go API on MySQL with a site: most kinds of resources, one service, one environment.
const EXAMPLE = "parcels";
const ENVIRONMENT = "prod";
const DOMAIN = "parcels.example.com";
/** Least share of the declared resources that the emulator must be able to apply. */
const LEAST_SHARE = 0.85;
const MINUTES = 60_000;

const terraform = findTool("terraform");
const mirror = findMirror();
const moto = findTool("moto_server");
const target = chosen.find(({ name }) => name === EXAMPLE);

const ready = [terraform, mirror, moto, target].every((part) => part !== undefined);

describe.skipIf(!ready)(`apply of ${EXAMPLE}`, () => {
  const env = terraformEnvironment(mirror ?? "");
  let emulator: Emulator | undefined;
  let root = "";
  let graph: { declared: string[]; kept: string[] } = { declared: [], kept: [] };
  let targets: string[] = [];

  async function tf(...args: string[]): Promise<{ exitCode: number; output: string }> {
    return run(terraform ?? "", args, { cwd: root, env: { ...env, AWS_ENDPOINT_URL: emulator?.url ?? "" } });
  }
  async function inState(): Promise<string[]> {
    const listed = await tf("state", "list");
    expect(listed.exitCode, listed.output).toBe(0);
    return listed.output.split("\n").filter((line) => line !== "" && !line.includes(".data."));
  }

  beforeAll(async () => {
    // Policies that AWS manages are loaded only when asked for.
    vi.stubEnv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
    emulator = await startEmulator();
    vi.unstubAllEnvs();
    if (emulator === undefined || target === undefined) return;
    const infra = join(scratch("apply"), "infra");
    cpSync(join(await renderTarget(target), "infra"), infra, { recursive: true });
    root = join(infra, "environments", ENVIRONMENT);
    writeFileSync(join(root, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
    writeFileSync(
      join(root, "zz.auto.tfvars"),
      [
        "deletion_protection = false",
        'alarm_emails        = ["on-call@example.com"]',
        // So that the one resource that production leaves out is made as well.
        'internet_egress     = ["api"]',
        'nat_zones           = ["a"]',
        `hosted_zone_id      = "${await createZone(emulator.url, DOMAIN)}"`,
        "",
      ].join("\n"),
    );
    writeFileSync(join(infra, "stack", "emulator_override.tf"), overrides(join(infra, "stack")));
    const started = await tf("init");
    if (started.exitCode !== 0) throw new Error(started.output);
    const drawn = await tf("graph");
    if (drawn.exitCode !== 0) throw new Error(drawn.output);
    graph = readGraph(drawn.output);
    targets = graph.kept.map((address) => `-target=${address}`);
  }, 5 * MINUTES);
  afterAll(async () => {
    await emulator?.stop();
  });

  it("leaves out little, and nothing that is not in the table of gaps", () => {
    const types = new Set(graph.declared.map(typeOf));
    expect([LEFT_OUT, IGNORED, NOT_DELETED].flatMap(Object.keys).filter((type) => !types.has(type))).toEqual([]);
    expect(graph.declared.length).toBeGreaterThan(100);
    expect(graph.kept.length / graph.declared.length).toBeGreaterThanOrEqual(LEAST_SHARE);
  });

  it(
    "applies, has nothing to change afterwards, and is destroyed without a rest",
    async () => {
      const applied = await tf("apply", "-auto-approve", ...targets);
      expect(applied.exitCode, applied.output.slice(-8000)).toBe(0);
      expect(applied.output).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed\./);
      const instances = await inState();
      expect([...new Set(instances.map((address) => address.replace(/\[[^\]]*\]$/, "")))].sort()).toEqual(graph.kept);
      process.stderr.write(
        `applied ${instances.length} instances of ${graph.kept.length} of ${graph.declared.length} resources\n`,
      );

      const second = await tf("plan", "-detailed-exitcode", ...targets);
      const changes = second.output.split("\n").filter((line) => /^ {2}# /.test(line));
      expect(changes, second.output.slice(-8000)).toEqual([]);
      expect(second.exitCode, second.output.slice(-8000)).toBe(0);

      const forgotten = instances.filter((address) => Object.hasOwn(NOT_DELETED, typeOf(address.replace(/\[.*$/, ""))));
      expect(await tf("state", "rm", ...forgotten)).toMatchObject({ exitCode: 0 });
      const destroyed = await tf("destroy", "-auto-approve");
      expect(destroyed.exitCode, destroyed.output.slice(-8000)).toBe(0);
      expect(destroyed.output).toContain(
        `Destroy complete! Resources: ${instances.length - forgotten.length} destroyed.`,
      );
      expect(await inState()).toEqual([]);
    },
    25 * MINUTES,
  );
});
