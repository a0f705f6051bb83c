// In: the trace file of an output folder and the name of a file, folder, resource, service or decision. Out: why it exists, what exists for it, or whose it is. Treats the trace as untrusted; never runs the engine.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { Subject } from "../report/outcome.ts";
import { closest } from "../shared/closest.ts";
import { isObject } from "../shared/json.ts";
import type { Context } from "./context.ts";
import { ownSubject, withoutFolder } from "./own-files.ts";

/** Where the output keeps the reasons of its files and resources. */
const TRACE_PATH = "docs/trace.json";

interface Entry {
  readonly name: string;
  readonly kind: "file" | "resource";
  readonly file: string;
  readonly because: Subject["because"];
}

/**
 * Finds a path ("infra/stack/database.tf", "services/orders", also the bare name of a file), an address ("aws_db_instance.main", also with its module prefix), or what
 * exists for a service ("orders") or a decision ("cache"). A path that we do not write is the user's own. Throws USAGE where nothing has that name.
 */
export function findSubject(wanted: string, out: string, context: Context): Subject {
  const trace = readTrace(out, context);
  const entries = [...entriesOf(trace["files"], "file"), ...entriesOf(trace["resources"], "resource")];
  const path = withoutFolder(wanted.replace(/^\.\//, ""), out).replace(/\/+$/, "");
  const address = wanted.replace(/^module\.stack\./, "").replace(/\[[^\]]*\]$/, "");
  const exact = entries.find(({ kind, name }) => name === (kind === "file" ? path : address));
  if (exact !== undefined) return { ...exact, parts: [] };
  const inside = entries.filter(({ kind, name }) => kind === "file" && name.startsWith(`${path}/`));
  if (inside.length > 0) return group(path, "folder", path, inside);
  const own = ownSubject(path, out, context);
  if (own !== undefined && own.parts.length === 0) return own;
  const called = entries.filter(({ kind, name }) => kind === "file" && name.endsWith(`/${path}`));
  if (called.length === 1 && called[0] !== undefined) return { ...called[0], parts: [] };
  const key = (reason: string) =>
    reason === wanted || reason === `services.${wanted}` || reason.startsWith(`${wanted}.`);
  const served = entries.filter(({ because }) => because.some(({ decision }) => key(decision)));
  if (served.length > 0) {
    const theirs = served.map((entry) => ({
      ...entry,
      because: entry.because.filter(({ decision }) => key(decision)),
    }));
    return group(wanted, "decision", out, theirs);
  }
  if (own !== undefined) return own;
  const names = entries.map(({ name }) => name);
  const keys = new Set(
    entries.flatMap(({ because }) => because.map(({ decision }) => decision.replace(/^services\./, ""))),
  );
  const near = closest(address, [...names, ...keys]) ?? names.find((name) => name.includes(address));
  throw new ScaffoldError(
    "USAGE",
    `nothing named ${JSON.stringify(wanted)} is in ${out}`,
    near === undefined
      ? "Name a file or folder of the output, a resource address, a service or a decision."
      : `Did you mean "${near}"?`,
  );
}

function entriesOf(table: unknown, kind: Entry["kind"]): Entry[] {
  if (!isObject(table)) return [];
  return Object.entries(table).flatMap(([name, entry]) => {
    if (!isObject(entry)) return [];
    const file = typeof entry["file"] === "string" ? entry["file"] : name;
    return [{ name, kind, file, because: reasons(entry["because"]) }];
  });
}

/** Several entries as one: each reason once, in the order of the first that has it. */
function group(name: string, kind: "folder" | "decision", file: string, entries: readonly Entry[]): Subject {
  const because = new Map<string, Subject["because"][number]>();
  for (const entry of entries) for (const reason of entry.because) because.set(JSON.stringify(reason), reason);
  return { name, kind, file, because: [...because.values()], parts: entries.map((entry) => entry.name) };
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
