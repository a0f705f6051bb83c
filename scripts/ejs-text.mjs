// In: an import of a template (*.ejs). Out: a module whose default export is the template's text. Never runs a template.
import { readFile } from "node:fs/promises";

/** The same reading of templates for the tests as the build's text loader gives the product. */
export function ejsText() {
  return {
    name: "ejs-text",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(".ejs")) return undefined;
      return `export default ${JSON.stringify(await readFile(id, "utf8"))};`;
    },
  };
}
