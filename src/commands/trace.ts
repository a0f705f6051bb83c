// In: the trace file of an output folder and the name of a file or resource. Out: why it exists. Treats the trace as untrusted; never runs the engine.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { Subject } from "../report/outcome.ts";
import { closest } from "../shared/closest.ts";
import { isObject } from "../shared/json.ts";
import type { Context } from "./context.ts";

/** Where the output keeps the reasons of its files and resources. */
const TRACE_PATH = "docs/trace.json";

/** Finds a path ("infra/stack/database.tf") or an address ("aws_db_instance.main", also with its module prefix). */
export function findSubject(wanted: string, out: string, context: Context): Subject {
  const trace = readTrace(out, context);
  const address = wanted.replace(/^module\.stack\./, "").replace(/\[[^\]]*\]$/, "");
  for (const kind of ["file", "resource"] as const) {
    const table = trace[kind === "file" ? "files" : "resources"];
    const name = kind === "file" ? wanted.replace(/^\.\//, "") : address;
    const entry = isObject(table) && Object.hasOwn(table, name) ? table[name] : undefined;
    if (isObject(entry))
      return {
        name,
        kind,
        file: typeof entry["file"] === "string" ? entry["file"] : name,
        because: reasons(entry["because"]),
      };
  }
  const names = [trace["files"], trace["resources"]].flatMap((table) => (isObject(table) ? Object.keys(table) : []));
  const near = closest(address, names) ?? names.find((name) => name.includes(address));
  throw new ScaffoldError(
    "USAGE",
    `nothing named ${JSON.stringify(wanted)} is in ${out}`,
    near === undefined ? "Name a file of the output or a resource address." : `Did you mean "${near}"?`,
  );
}

function readTrace(out: string, context: Context): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(context.readFile(`${out}/${TRACE_PATH}`)));
    if (isObject(value)) return value;
  } catch (cause) {
    throw new ScaffoldError(
      "IO_READ",
      `${out}/${TRACE_PATH} cannot be read`,
      "Run scaffold infra first, or name the output folder with --out.",
      cause,
    );
  }
  throw new ScaffoldError("IO_READ", `${out}/${TRACE_PATH} is not a trace`, "Run scaffold infra again.");
}

function reasons(value: unknown): Subject["because"] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap((item) => {
    const text = (key: string) => (typeof item[key] === "string" ? item[key] : undefined);
    const decision = text("decision");
    return decision === undefined ? [] : [{ decision, pointer: text("pointer"), quote: text("quote") }];
  });
}
