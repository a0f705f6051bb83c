// In: an architecture whose pipelines run on CircleCI. Out: .circleci/config.yml and the scripts that it calls. Never writes a pipeline of another vendor.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { deliveryOf } from "../delivery/delivery.ts";
import { scriptFiles } from "../delivery/scripts.ts";
import { config } from "./config.ts";
import platform from "./scripts/platform.sh.ejs";

const NAME = "ci-circleci";

/** One configuration with workflows for requests, for main and for the schedule. */
export const ciCircleci: FileBlueprint = {
  name: NAME,
  appliesTo: ({ ci }) => ci === "circleci",
  render: ({ architecture }) => {
    const delivery = deliveryOf(architecture);
    return [
      {
        path: ".circleci/config.yml",
        content: config(delivery),
        ownership: "managed",
        blueprint: NAME,
        because: ["ci", "iac", "environments"],
      },
      ...scriptFiles(delivery, { blueprint: NAME, host: "any", platform, signsIn: false, builds: false }),
    ];
  },
};
