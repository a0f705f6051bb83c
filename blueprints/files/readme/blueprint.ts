// In: an architecture and its resource graph. Out: the README of the output. Never a promise that the tree does not keep.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import template from "./readme.ejs";
import { readmeView } from "./view.ts";

/** What this is, what to do first, where things are, and the numbers of every environment. */
export const readme: FileBlueprint = {
  name: "readme",
  appliesTo: () => true,
  render: ({ architecture, graph }) => [
    {
      path: "README.md",
      content: renderTemplate(template, readmeView(architecture, graph)),
      ownership: "managed",
      blueprint: "readme",
      because: ["environments", "iac", "ci"],
    },
  ],
};
