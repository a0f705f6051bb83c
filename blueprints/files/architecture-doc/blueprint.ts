// In: an architecture. Out: docs/architecture.md. Never a diagram that the model does not hold.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import template from "./architecture.ejs";
import { architectureView } from "./view.ts";

/** The template's four diagrams with short texts, and the tables of parts and arrows. */
export const architectureDoc: FileBlueprint = {
  name: "architecture-doc",
  appliesTo: () => true,
  render: ({ architecture }) => [
    {
      path: "docs/architecture.md",
      content: renderTemplate(template, architectureView(architecture)),
      ownership: "managed",
      blueprint: "architecture-doc",
      because: ["compute", "regions"],
    },
  ],
};
