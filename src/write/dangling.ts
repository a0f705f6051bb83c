// In: an output folder and a change set. Out: what Terraform files with edits would still name although the run takes it away: no environment could be planned after it. Reads the disk, never writes; an open conflict is told by itself.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import type { Change, ChangeSet, Verb } from "./change-set.ts";
import { type HclBlock, readBlocks } from "./hcl-blocks.ts";
import { terraformFiles, terraformPaths } from "./terraform-files.ts";

type Files = ReadonlyMap<string, string>;

/** As it is generated: such files name nothing that is not there. */
const GENERATED: ReadonlySet<Verb> = new Set(["create", "update", "unchanged", "adopt", "absorb", "remove"]);
const MODULES = ["infra/stack", "infra/bootstrap"];
const ENVIRONMENTS = "infra/environments";
const SHOWN = 4;

export function findDangling(disk: DiskReader, { changes }: ChangeSet): Diagnostic[] {
  return MODULES.flatMap((folder) => {
    const verbs = new Map(changes.map(({ path, verb }) => [path, verb]));
    const edited = terraformPaths(disk, folder).filter((path) => !GENERATED.has(verbs.get(path) ?? "keep"));
    if (edited.length === 0) return [];
    const [now, then] = [terraformFiles(disk, folder), terraformFiles(disk, folder, changes)];
    const gone = [...missing(namesIn(now), namesIn(then)), ...(folder === MODULES[0] ? keysGone(disk, changes) : [])];
    if (gone.length === 0) return [];
    return edited
      .filter((path) => verbs.get(path) !== "conflict")
      .flatMap((path) => {
        const text = then.get(path);
        const named = text === undefined ? [] : namedIn(text, gone);
        return text === undefined || named.length === 0 ? [] : [dangling(path, text, named)];
      });
  });
}

function missing(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...before].filter((name) => !after.has(name));
}

/** What expressions of the folder can name: `var.a`, `local.b`, `aws_sqs_queue.c`, `data.aws_region.d`. */
function namesIn(files: Files): ReadonlySet<string> {
  const blocks = [...files].flatMap(([path, text]) => (path.endsWith(".tf") ? (readBlocks(text)?.blocks ?? []) : []));
  return new Set(blocks.flatMap(namesOf));
}

function namesOf({ kind, labels, body }: HclBlock): string[] {
  if (kind === "variable") return [`var.${labels}`];
  if (kind === "resource") return [labels];
  if (kind === "data" || kind === "module") return [`${kind}.${labels}`];
  return kind === "locals" ? Object.keys(body).map((name) => `local.${name}`) : [];
}

/** `var.services["orders"]`, where the values of an environment that stays have the key no more. */
function keysGone(disk: DiskReader, changes: readonly Change[]): string[] {
  const roots = disk.stat(ENVIRONMENTS)?.kind === "folder" ? disk.list(ENVIRONMENTS) : [];
  return [
    ...new Set(
      roots.flatMap(({ name, kind }) => {
        if (kind !== "folder") return [];
        const root = `${ENVIRONMENTS}/${name}`;
        const after = terraformFiles(disk, root, changes);
        return after.size === 0 ? [] : missing(keysIn(terraformFiles(disk, root)), keysIn(after));
      }),
    ),
  ];
}

function keysIn(files: Files): ReadonlySet<string> {
  const values = [...files].flatMap(([path, text]) =>
    path.endsWith(".auto.tfvars") ? Object.entries(readBlocks(text)?.values ?? {}) : [],
  );
  return new Set(
    values.flatMap(([name, value]) =>
      isObject(value) ? Object.keys(value).map((key) => `var.${name}["${key}"]`) : [],
    ),
  );
}

function namedIn(text: string, gone: readonly string[]): string[] {
  const expressions = (readBlocks(text)?.blocks ?? []).flatMap(({ body }) => textsIn(body));
  return gone.filter((name) => {
    const named = new RegExp(`(?<![\\w.-])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`);
    return expressions.some((expression) => named.test(name.endsWith("]") ? expression : withoutTexts(expression)));
  });
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(item));
  return isObject(value) ? Object.values(value).flatMap((item) => textsIn(item as Json)) : [];
}

/** A text names nothing unless it has a template in it. */
function withoutTexts(expression: string): string {
  return expression.replace(/"(?:[^"\\$%]|\\.)*"/g, '""');
}

function dangling(path: string, text: string, named: readonly string[]): Diagnostic {
  const at = Math.min(...named.map((name) => text.indexOf(name)).filter((index) => index >= 0));
  const line = Number.isFinite(at) ? `:${text.slice(0, at).split("\n").length}` : "";
  const shown = named.slice(0, SHOWN).join(", ") + (named.length > SHOWN ? ` and ${named.length - SHOWN} more` : "");
  return {
    code: "WRITE_DANGLING",
    severity: "error",
    pointer: "",
    message: `${path}${line}: you edited this file and it names ${shown}, which the answers no longer want: with it gone Terraform could plan no environment`,
    help: `Bring back in the answers what it belongs to; or delete the block or the file, then run again (data is forgotten, not destroyed); or, to go on running it by hand, write values in place of what it names.`,
  };
}
