// In: the zod schemas. Out: schemas/<name>.schema.json. A test fails when one of them is stale.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { printSchema, SCHEMA_NAMES } from "../src/report/schemas.ts";

const folder = fileURLToPath(new URL("../schemas/", import.meta.url));
for (const name of SCHEMA_NAMES) {
  const text = printSchema(name);
  if (text !== undefined) writeFileSync(`${folder}${name}.schema.json`, text);
}
