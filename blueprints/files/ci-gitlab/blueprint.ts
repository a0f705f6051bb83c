// In: an architecture whose pipelines run on GitLab CI. Out: .gitlab-ci.yml and the scripts that it calls. Never writes a pipeline of another vendor.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { deliveryOf } from "../delivery/delivery.ts";
import { scriptFiles } from "../delivery/scripts.ts";
import { pipeline } from "./pipeline.ts";
import platform from "./scripts/platform.sh.ejs";

const NAME = "ci-gitlab";

/** One pipeline file with the jobs of requests, of main and of the schedule. */
export const ciGitlab: FileBlueprint = {
  name: NAME,
  appliesTo: ({ ci }) => ci === "gitlab-ci",
  render: ({ architecture }) => {
    const delivery = deliveryOf(architecture);
    return [
      {
        path: ".gitlab-ci.yml",
        content: pipeline(delivery),
        ownership: "managed",
        blueprint: NAME,
        because: ["ci", "iac", "environments"],
      },
      ...scriptFiles(delivery, { blueprint: NAME, host: "gitlab", platform, signsIn: false, builds: false }),
    ];
  },
};
