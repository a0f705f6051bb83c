// In: an architecture whose pipelines run on Jenkins. Out: ci/jenkins/*.Jenkinsfile and the scripts that they call. Never writes a pipeline of another vendor.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import type { GeneratedFile } from "../../../src/render/file-set.ts";
import { deliveryOf } from "../delivery/delivery.ts";
import { scriptFiles } from "../delivery/scripts.ts";
import { jenkinsfiles } from "./jenkinsfiles.ts";
import platform from "./scripts/platform.sh.ejs";

const NAME = "ci-jenkins";

/** One declarative Jenkinsfile for each pipeline. */
export const ciJenkins: FileBlueprint = {
  name: NAME,
  appliesTo: ({ ci }) => ci === "jenkins",
  render: ({ architecture }) => {
    const delivery = deliveryOf(architecture);
    return [
      ...jenkinsfiles(delivery).map(
        ([path, content]): GeneratedFile => ({
          path,
          content,
          ownership: "managed",
          blueprint: NAME,
          because: ["ci", "iac", "environments"],
        }),
      ),
      ...scriptFiles(delivery, { blueprint: NAME, host: "any", platform, signsIn: false, builds: false }),
    ];
  },
};
