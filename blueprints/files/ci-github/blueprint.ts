// In: an architecture whose pipelines run on GitHub Actions. Out: three workflows and the scripts that they call. Never writes a workflow for another system: that is refused before.
import type { Architecture } from "../../../src/architecture/model.ts";
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import type { GeneratedFile } from "../../../src/render/file-set.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import { driftWorkflow } from "./drift-workflow.ts";
import { imagesWorkflow } from "./images-workflow.ts";
import { infraWorkflow } from "./infra-workflow.ts";
import apply from "./scripts/apply.sh.ejs";
import changedParts from "./scripts/changed-parts.sh.ejs";
import comment from "./scripts/comment.sh.ejs";
import driftIssue from "./scripts/drift-issue.sh.ejs";
import init from "./scripts/init.sh.ejs";
import migrate from "./scripts/migrate.sh.ejs";
import plan from "./scripts/plan.sh.ejs";
import planSummary from "./scripts/plan-summary.sh.ejs";
import publishSite from "./scripts/publish-site.sh.ejs";
import release from "./scripts/release.sh.ejs";
import sameLayers from "./scripts/same-layers.sh.ejs";
import { imageIds, SCRIPTS, toolOf } from "./settings.ts";

/** GitHub refuses comments over 65,536 characters and counts some of them as bytes; the rest is for the frame. */
const COMMENT_BYTES = 58_000;

/** Pipelines for GitHub Actions: check, plan, approve, apply, watch; build once, carry through the environments. */
export const ciGithub: FileBlueprint = {
  name: "ci-github",
  appliesTo: (architecture) => architecture.ci === "github-actions",
  render: ({ architecture }) => [
    ...workflows(architecture).map(([name, content]) => file(`.github/workflows/${name}`, content)),
    ...scripts(architecture).map(([name, content]) => ({ ...file(`${SCRIPTS}/${name}`, content), executable: true })),
  ],
};

function workflows(architecture: Architecture): [name: string, content: string][] {
  return [
    ["infra.yml", infraWorkflow(architecture)],
    ["drift.yml", driftWorkflow(architecture)],
    ...(releasesParts(architecture) ? [["images.yml", imagesWorkflow(architecture)] satisfies [string, string]] : []),
  ];
}

function releasesParts(architecture: Architecture): boolean {
  return imageIds(architecture).length > 0 || architecture.sites.length > 0;
}

function scripts(architecture: Architecture): [name: string, content: string][] {
  const { command, title } = toolOf(architecture);
  const commentBytes = Math.floor(COMMENT_BYTES / architecture.environments.length);
  const view = { command, title, commentBytes };
  const templates: [string, string][] = [
    ["init.sh", init],
    ["plan.sh", plan],
    ["plan-summary.sh", planSummary],
    ["apply.sh", apply],
    ["comment.sh", comment],
    ["drift-issue.sh", driftIssue],
  ];
  if (releasesParts(architecture))
    templates.push(["changed-parts.sh", changedParts], ["release.sh", release], ["migrate.sh", migrate]);
  if (imageIds(architecture).length > 0) templates.push(["same-layers.sh", sameLayers]);
  if (architecture.sites.length > 0) templates.push(["publish-site.sh", publishSite]);
  return templates.map(([name, template]) => [name, renderTemplate(template, view)]);
}

function file(path: string, content: string): GeneratedFile {
  return { path, content, ownership: "managed", blueprint: "ci-github", because: ["ci", "iac", "environments"] };
}
