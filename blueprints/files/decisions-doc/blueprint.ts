// In: decisions with their evidence. Out: docs/decisions.md. Never a decision without its source.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import template from "./decisions.ejs";
import { decisionsView } from "./view.ts";

/** Every decision with value, source and the words it comes from; assumptions on their own. */
export const decisionsDoc: FileBlueprint = {
  name: "decisions-doc",
  appliesTo: () => true,
  render: ({ decisions, architecture }) => [
    {
      path: "docs/decisions.md",
      content: renderTemplate(template, decisionsView(decisions, architecture)),
      ownership: "managed",
      blueprint: "decisions-doc",
      because: Object.keys(decisions.table),
    },
  ],
};
