// In: an import of a template (*.ejs) or of a long text (*.text). Out: a module whose default export is the text, or a function that gives it. Never runs a template.
import { readFile } from "node:fs/promises";

/** The same reading of texts for the tests as the build gives the product. */
export function ejsText() {
  return {
    name: "ejs-text",
    enforce: "pre",
    async load(id) {
      if (id.endsWith(".ejs")) return `export default ${JSON.stringify(await readFile(id, "utf8"))};`;
      return id.endsWith(".text") ? lazyText(await readFile(id, "utf8")) : undefined;
    },
  };
}

/** A function that nobody calls is not compiled: its text stays out of the compiled code that a start reads. */
export function lazyText(text) {
  return `export default () => ${JSON.stringify(text)};`;
}
