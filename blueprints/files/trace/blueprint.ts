// In: the graph and the other files' reasons. Out: docs/trace.json: which answer every file and resource comes from. Free text stays a JSON string.
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { addressOf } from "../../../src/render/graph.ts";

/** Read by `scaffold explain <file or resource>`, and by anybody's own tools. */
export const trace: FileBlueprint = {
  name: "trace",
  appliesTo: () => true,
  render({ graph, files }) {
    const resources = graph.blocks
      .filter(({ kind }) => kind === "resource" || kind === "data")
      .map((block) => [addressOf(block), { file: `infra/stack/${block.file}.tf`, because: block.because }] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const paths = files
      .map(
        ({ path, blueprint, because }) =>
          [path, { blueprint, because: because.map((decision) => ({ decision })) }] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return [
      {
        path: "docs/trace.json",
        content: `${JSON.stringify({ schemaVersion: 1, files: Object.fromEntries(paths), resources: Object.fromEntries(resources) }, null, 2)}\n`,
        ownership: "managed",
        blueprint: "trace",
        because: [],
      },
    ];
  },
};
