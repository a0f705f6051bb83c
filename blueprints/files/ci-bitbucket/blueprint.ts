// In: an architecture whose pipelines run on Bitbucket Pipelines. Out: bitbucket-pipelines.yml and the scripts that it calls. Never writes a pipeline of another vendor.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { deliveryOf } from "../delivery/delivery.ts";
import { scriptFiles } from "../delivery/scripts.ts";
import { pipelines } from "./pipelines.ts";
import platform from "./scripts/platform.sh.ejs";

const NAME = "ci-bitbucket";

/** One file with the pipelines of requests, of main and of the schedule. */
export const ciBitbucket: FileBlueprint = {
  name: NAME,
  appliesTo: ({ ci }) => ci === "bitbucket",
  render: ({ architecture }) => {
    const delivery = deliveryOf(architecture);
    return [
      {
        path: "bitbucket-pipelines.yml",
        content: pipelines(delivery),
        ownership: "managed",
        blueprint: NAME,
        because: ["ci", "iac", "environments"],
      },
      ...scriptFiles(delivery, { blueprint: NAME, host: "bitbucket", platform, signsIn: false, builds: false }),
    ];
  },
};
