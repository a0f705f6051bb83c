// In: the mirror of the AWS provider. Out: the plugin cache that all checks share, filled. Checks run side by side, and Terraform lets only one at a time fill it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findMirror, findTool, folders, run, scratch, terraformEnvironment } from "./tools.ts";

export default async function fillCache(): Promise<void> {
  const terraform = findTool("terraform");
  const mirror = findMirror();
  if (terraform === undefined || mirror === undefined) return;
  const folder = scratch("warm-up");
  const version = folders(join(mirror, "registry.terraform.io/hashicorp/aws")).at(-1);
  const aws = JSON.stringify({ source: "hashicorp/aws", ...(version === undefined ? {} : { version }) });
  writeFileSync(join(folder, "main.tf.json"), `{"terraform":{"required_providers":{"aws":${aws}}}}\n`);
  const { exitCode, output } = await run(terraform, ["init"], { cwd: folder, env: terraformEnvironment(mirror) });
  if (exitCode !== 0) throw new Error(`terraform init: ${output}`);
}
