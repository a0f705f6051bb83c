// In: the read answers. Out: object storage and shared file systems that the application uses. Never counts buckets that only hold tool state.
import { fileTerms, objectTerms } from "../lexicon/data.ts";
import { yesOrNo } from "./edge.ts";
import { around, choose, clauseOf, decided, evidenceOf, type Found, search } from "./find.ts";
import type { Topic } from "./topic.ts";

const TOOL_STATE =
  /\b(?:(?:terraform|tofu|tf|remote|pulumi) state|state (?:is |lives |lies |kept |stored )?(?:in|on|bucket|file|per|lock)|state\b[^.;]*\bin s3|backend|lock table|lock file|one state per|artifact bucket)\b/;

export const objectStorageTopic: Topic = {
  keys: ["objectStorage"],
  read: (reading) => {
    const home = ["services.dependencies", "infrastructure.hosting_strategy"];
    const found = search(reading, {
      key: "objectStorage",
      lexicon: objectTerms,
      home,
      skip: ["services.name"],
      accept: isObjects,
    }).filter((m) => m.id !== "any-no-object");
    const choice = choose("objectStorage", found);
    const { diagnostics } = choice;
    const value = yesOrNo(choice);
    return { values: value ? { objectStorage: value } : {}, diagnostics };
  },
};

function isObjects(mention: Found): boolean {
  const infrastructure = mention.field.section === "infrastructure_as_code";
  return (
    !TOOL_STATE.test(infrastructure ? around(mention) : clauseOf(mention)) &&
    !(infrastructure && /\b(?:state|modules?|stacks?)\b/.test(around(mention)))
  );
}

export const fileStorageTopic: Topic = {
  keys: ["fileStorage"],
  read: (reading) => {
    const home = ["data_architecture.primary_database", "services.dependencies", "infrastructure.hosting_strategy"];
    const found = search(reading, { key: "fileStorage", lexicon: fileTerms, home });
    const { chosen, denied, gone: left, diagnostics } = choose("fileStorage", found);
    const efs = chosen.get("efs");
    const gone = left.filter((m) => m.id === "efs");
    const value = efs
      ? decided("efs" as const, evidenceOf(efs))
      : decided("none" as const, evidenceOf([...denied, ...gone]));
    return { values: value ? { fileStorage: value } : {}, diagnostics };
  },
};
