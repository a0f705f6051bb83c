// In: an architecture. Out: the small files at the root of the repository: what to ignore, how to format, what moves the pins. Never a CODEOWNERS: a team that does not exist blocks every pull request.
import type { Architecture } from "../../../src/architecture/model.ts";
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import type { GeneratedFile, Ownership } from "../../../src/render/file-set.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import { above, printYaml } from "../../../src/render/yaml.ts";
import { toolOf } from "../delivery/settings.ts";
import { dependabot } from "./dependabot.ts";
import editorconfig from "./editorconfig.ejs";
import gitignore from "./gitignore.ejs";
import hadolint from "./hadolint.ejs";
import { renovate } from "./renovate.ts";
import tflint from "./tflint.ejs";

/** Files that every tool of the repository reads. */
export const repository: FileBlueprint = {
  name: "repository",
  appliesTo: () => true,
  render: ({ architecture }) => [
    file(".editorconfig", renderTemplate(editorconfig, {})),
    file(".gitignore", renderTemplate(gitignore, {}), "seed"),
    file(".hadolint.yaml", renderTemplate(hadolint, {})),
    file(".tflint.hcl", renderTemplate(tflint, {})),
    file(".checkov.yaml", checkov(architecture)),
    file(".tool-versions", toolVersions(architecture)),
    // Dependabot works on GitHub only, and CI elsewhere often means code elsewhere.
    architecture.ci === "github-actions"
      ? file(".github/dependabot.yml", dependabot(architecture))
      : file("renovate.json", renovate()),
  ],
};

/** Exceptions stand beside the resources that they are about, with their reasons: none here. */
function checkov({ ci }: Architecture): string {
  const github = ci === "github-actions";
  return printYaml(
    {
      directory: ["infra", "services", ...(github ? [".github"] : [])],
      framework: ["terraform", "dockerfile", ...(github ? ["github_actions"] : [])],
      "download-external-modules": false,
      "evaluate-variables": true,
      compact: true,
      quiet: true,
      "skip-download": above("Guideline texts; the checks themselves come with the tool.", true),
      "skip-path": above("Not ours.", ["node_modules", "\\.terraform"]),
    },
    "Checkov. Exceptions stand beside the resource that they are about; docs/controls.md lists them.",
  );
}

function toolVersions(architecture: Architecture): string {
  const { command, version } = toolOf(architecture);
  return `${command === "tofu" ? "opentofu" : "terraform"} ${version}\n`;
}

function file(path: string, content: string, ownership: Ownership = "managed"): GeneratedFile {
  return { path, content, ownership, blueprint: "repository", because: ["ci", "iac"] };
}
