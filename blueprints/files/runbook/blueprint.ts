// In: an architecture and its resource graph. Out: docs/runbook.md. Never a generic page: every command carries the names of this system.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import template from "./runbook.ejs";
import { runbookView } from "./view.ts";

/** Deploy, roll back, restore, rotate, scale, break glass, alarms, disaster recovery, tear down. */
export const runbook: FileBlueprint = {
  name: "runbook",
  appliesTo: () => true,
  render: ({ architecture, graph, retired }) => [
    {
      path: "docs/runbook.md",
      content: renderTemplate(template, runbookView(architecture, graph, retired)),
      ownership: "managed",
      blueprint: "runbook",
      because: ["environments", "databases", "backup.rpoMinutes"],
    },
  ],
};
