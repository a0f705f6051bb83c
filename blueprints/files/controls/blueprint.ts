// In: the resource graph. Out: docs/controls.md. Never an exception without a reason.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import template from "./controls.ejs";
import { controlsView } from "./view.ts";

/** Controls with the ids of the field's checkers, where they are met, and the exceptions. */
export const controls: FileBlueprint = {
  name: "controls",
  appliesTo: () => true,
  render: ({ architecture, graph }) => [
    {
      path: "docs/controls.md",
      content: renderTemplate(template, controlsView(architecture, graph)),
      ownership: "managed",
      blueprint: "controls",
      because: ["compute"],
    },
  ],
};
