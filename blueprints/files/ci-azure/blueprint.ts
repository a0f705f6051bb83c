// In: an architecture whose pipelines run on Azure Pipelines. Out: .azure/*.yml and the scripts that they call. Never writes a pipeline of another vendor.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import type { GeneratedFile } from "../../../src/render/file-set.ts";
import { deliveryOf } from "../delivery/delivery.ts";
import { scriptFiles } from "../delivery/scripts.ts";
import { pipelines } from "./pipelines.ts";
import platform from "./scripts/platform.sh.ejs";
import tip from "./scripts/tip.sh.ejs";

const NAME = "ci-azure";

/** One file for each pipeline. */
export const ciAzure: FileBlueprint = {
  name: NAME,
  appliesTo: ({ ci }) => ci === "azure-pipelines",
  render: ({ architecture }) => {
    const delivery = deliveryOf(architecture);
    return [
      ...pipelines(delivery).map(
        ([path, content]): GeneratedFile => ({
          path,
          content,
          ownership: "managed",
          blueprint: NAME,
          because: ["ci", "iac", "environments"],
        }),
      ),
      ...scriptFiles(delivery, {
        blueprint: NAME,
        host: "azure",
        platform,
        own: { "tip.sh": tip },
        signsIn: false,
        builds: false,
      }),
    ];
  },
};
