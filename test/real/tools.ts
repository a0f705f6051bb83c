// In: names of real tools. Out: where they are, or a loud skip; with SCAFFOLD_REQUIRE_TOOLS=1 a missing one fails instead. Never pretends that a check ran.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";

export const REQUIRED = process.env["SCAFFOLD_REQUIRE_TOOLS"] === "1";

/** The program's path, or undefined (said once, loudly). Looks in SCAFFOLD_TOOLS first, then in PATH. */
export function findTool(name: string): string | undefined {
  const folders = [process.env["SCAFFOLD_TOOLS"] ?? "", ...(process.env["PATH"] ?? "").split(delimiter)].filter(
    (folder) => folder !== "",
  );
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) missing(name);
  return found;
}

/** Says that something cannot be had; fails where it must be there. */
export function missing(what: string): void {
  if (REQUIRED) throw new Error(`${what} is needed here and is not installed`);
  process.stderr.write(`\nSKIPPED: ${what} is not installed, its checks did not run\n\n`);
}

export function scratch(name: string): string {
  return mkdtempSync(join(tmpdir(), `scaffold-${name}-`));
}

/** A folder that holds `registry.terraform.io/hashicorp/aws/<version>/…`: SCAFFOLD_TF_MIRROR, or the usual places. */
export function findMirror(): string | undefined {
  const home = process.env["HOME"] ?? "/root";
  const places = [
    process.env["SCAFFOLD_TF_MIRROR"] ?? "",
    `${home}/.terraform.d/plugins`,
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    "/opt/tf-plugins",
  ];
  const found = places.find((place) => place !== "" && existsSync(join(place, "registry.terraform.io/hashicorp/aws")));
  if (found === undefined) missing("a mirror of the AWS provider");
  return found;
}

/** Environment for terraform or tofu: the mirror only, one shared plugin cache, no colours, no prompts, credentials that work nowhere. */
export function terraformEnvironment(
  mirror: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const folder = scratch("cli");
  const config = join(folder, "terraformrc");
  writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
  const cache = join(tmpdir(), "scaffold-plugin-cache");
  mkdirSync(cache, { recursive: true });
  return {
    TF_CLI_CONFIG_FILE: config,
    TF_PLUGIN_CACHE_DIR: cache,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_CLI_ARGS: "-no-color",
    CHECKPOINT_DISABLE: "1",
    AWS_ACCESS_KEY_ID: "emulator",
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_EC2_METADATA_DISABLED: "true",
    ...extra,
  };
}

export interface Ran {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs a program and returns its exit code and everything it said; only a program that cannot be started throws. */
export async function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; input?: string } = {},
): Promise<Ran> {
  const result = await execa(program, args, { reject: false, all: true, ...options });
  if (result.exitCode === undefined)
    throw new Error(`${program} ${args.join(" ")}: ${result.message ?? "did not start"}`);
  return { exitCode: result.exitCode, output: result.all ?? "" };
}

export function folders(path: string): string[] {
  return existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];
}
