// In: the drafted services. Out: a remark for each whose text names another version of its framework than a skeleton has. Never replaces what people have in a folder of theirs.
import { type Draft, servicePointer } from "./draft.ts";
import { FRAMEWORKS } from "./versions.ts";

export function reportFrameworks(draft: Draft): void {
  for (const service of draft.services) {
    const { framework: told } = service.details;
    const ours = FRAMEWORKS[service.reading.framework ?? ""];
    if (told === null || ours === undefined || service.becomes === "external") continue;
    if (told.version.split(".")[0] === ours.major) continue;
    draft.report({
      code: "ARCH_SKELETON_VERSION",
      severity: "info",
      pointer: servicePointer(draft, service, "technology"),
      message: `${JSON.stringify(told.quote)}: a skeleton of ${service.id} is made with ${ours.title} ${ours.major}; code that is there already stays as it is`,
      help: `Nothing to do where the folder has code of yours; for a new one, build on ${ours.title} ${ours.major}, or put ${JSON.stringify(told.quote)} into its manifest before you begin.`,
    });
  }
}
