// In: an architecture whose pipelines run on GitHub Actions. Out: three workflows and the scripts that they call. Never writes a pipeline of another vendor.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import type { GeneratedFile } from "../../../src/render/file-set.ts";
import { deliveryOf } from "../delivery/delivery.ts";
import { scriptFiles } from "../delivery/scripts.ts";
import { driftWorkflow } from "./drift-workflow.ts";
import { imagesWorkflow } from "./images-workflow.ts";
import { infraWorkflow } from "./infra-workflow.ts";
import changedParts from "./scripts/changed-parts.sh.ejs";
import platform from "./scripts/platform.sh.ejs";
import tip from "./scripts/tip.sh.ejs";

const NAME = "ci-github";

/** Pipelines for GitHub Actions: check, plan, review, approve, apply, watch; build once, carry through the environments. */
export const ciGithub: FileBlueprint = {
  name: NAME,
  appliesTo: (architecture) => architecture.ci === "github-actions",
  render: ({ architecture }) => {
    const delivery = deliveryOf(architecture);
    const { images } = delivery;
    return [
      file("infra.yml", infraWorkflow(delivery)),
      file("drift.yml", driftWorkflow(delivery)),
      ...(images === undefined ? [] : [file("images.yml", imagesWorkflow(architecture, delivery, images))]),
      ...scriptFiles(delivery, {
        blueprint: NAME,
        host: "github",
        platform,
        own: { "tip.sh": tip, ...(images === undefined ? {} : { "changed-parts.sh": changedParts }) },
        signsIn: true,
        builds: true,
      }),
    ];
  },
};

function file(name: string, content: string): GeneratedFile {
  return {
    path: `.github/workflows/${name}`,
    content,
    ownership: "managed",
    blueprint: NAME,
    because: ["ci", "iac", "environments"],
  };
}
