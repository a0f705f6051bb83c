// In: the modules that read answers. Out: an esbuild plugin that prints the index of their lexicons into the product. Never changes a term.
import { build } from "esbuild";

/** Loads every lexicon. */
const ENTRY = `
  import "./src/decisions/decide.ts";
  import "./src/decisions/coverage.ts";
  export { sharedIndex } from "./src/decisions/text/lexicon.ts";
`;

export async function printedLexicons(root) {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: root },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
  });
  const made = { exports: {} };
  new Function("module", outputFiles[0].text)(made);
  const contents = `export const PRINTED = ${JSON.stringify(made.exports.sharedIndex())};`;
  return {
    name: "printed-lexicons",
    setup({ onLoad }) {
      onLoad({ filter: /[/\\]src[/\\]decisions[/\\]text[/\\]printed-index\.ts$/ }, () => ({ contents }));
    },
  };
}
