// In: an architecture. Out: .github/dependabot.yml: every pin of the tree has somebody who moves it. Never names a team.
import type { Architecture, PackageManager } from "../../../src/architecture/model.ts";
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { effectivePackageManager, imageBuilders } from "../../service-images.ts";
import { terraformRoots } from "../delivery/settings.ts";

const ECOSYSTEMS: Readonly<Partial<Record<PackageManager, string>>> = {
  npm: "npm",
  pnpm: "npm",
  yarn: "npm",
  uv: "uv",
  pip: "pip",
  poetry: "pip",
  go: "gomod",
  maven: "maven",
  gradle: "gradle",
  composer: "composer",
};

/** One entry per ecosystem with all its folders, so that pull requests come grouped and not one per service. */
export function dependabot(architecture: Architecture): string {
  const folders = new Map<string, string[]>();
  const add = (ecosystem: string, folder: string) => {
    const known = folders.get(ecosystem) ?? [];
    folders.set(ecosystem, [...known, folder]);
  };
  add("github-actions", "/");
  for (const root of terraformRoots(architecture))
    add(architecture.iac === "opentofu" ? "opentofu" : "terraform", `/${root}`);
  for (const part of [...imageBuilders(architecture), ...architecture.sites]) {
    add("docker", `/services/${part.id}`);
    const ecosystem = ECOSYSTEMS[effectivePackageManager(part)];
    if (ecosystem !== undefined) add(ecosystem, `/services/${part.id}`);
  }
  return printYaml(
    { version: 2, updates: [...folders].map(([ecosystem, directories]) => update(ecosystem, directories)) },
    "Written by scaffold; your edits are kept when it is written again.",
  );
}

function update(ecosystem: string, directories: readonly string[]): YamlValue {
  return {
    "package-ecosystem": ecosystem,
    directories: [...directories],
    schedule: { interval: "weekly" },
    // Actions are moved by commit; their releases have no age that could be waited for.
    ...(ecosystem === "github-actions"
      ? {}
      : { cooldown: above("Malicious releases are mostly found within days.", { "default-days": 7 }) }),
    groups: {
      [ecosystem]: { patterns: ["*"], "update-types": ["minor", "patch"] },
    },
  };
}
