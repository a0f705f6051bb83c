// In: what was judged. Out: diagnostics about it: what a person must settle before the run, after it, or should know. Pure but for a look at neighbours of a deleted file.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasHash, toText } from "./content.ts";
import { engineChanges } from "./engine-change.ts";
import type { Judged } from "./judged.ts";
import { countMarkers, findRegions, hasLoneMarker } from "./merge/markers.ts";
import { ownFiles, type Surroundings } from "./seed-folder.ts";

/** `out`: the folder as the user names it. */
type Context = Surroundings & { readonly out?: string };

export function remarkOn(item: Judged, context: Context): Diagnostic[] {
  const { one, verdict } = item;
  const left = markersLeft(item);
  if (left > 0) {
    const count = `${left} conflict${left === 1 ? "" : "s"}`;
    if (hasLone(item)) {
      const help = `Edit ${one.path}: a marker has lost its counterpart, so remove what is left of it; then run again.`;
      return [problem("WRITE_UNRESOLVED", "error", `${one.path} still holds ${count} of an earlier run`, help)];
    }
    const help = `Choose with scaffold conflicts resolve ${one.path} --ours${inFolder(context)} (or --theirs), or edit the file and remove the markers; then run again.`;
    return [problem("WRITE_UNRESOLVED", "error", `${one.path} still holds ${count} of an earlier run`, help)];
  }
  if (verdict.verb === "obsolete-edited") return keptOnce(item, context);
  if (verdict.verb === "user-deleted") return renamedByHand(item, context);
  const engines = remarkOnEngines(item);
  return verdict.verb === "conflict" ? [remarkOnConflict(item, context), ...engines] : engines;
}

/** What a person set for one engine does not fit another, and a merge that knows values by name only keeps it. */
function remarkOnEngines({ one, verdict, generated }: Judged): Diagnostic[] {
  if ((verdict.verb !== "merge" && verdict.verb !== "conflict") || generated === undefined) return [];
  const [base, after] = [one.base()?.text, verdict.after && toText(verdict.after.bytes)?.text];
  if (base === undefined || after === undefined) return [];
  return engineChanges(one.path, { base, after, theirs: generated.content }).map(({ place, was, now, left }) => {
    const shown = left.slice(0, 6).join(", ") + (left.length > 6 ? ` and ${left.length - 6} more` : "");
    const message = `${one.path}: ${place} was ${was} and is ${now} now, and of your edits stay in it: ${shown}`;
    return problem(
      "WRITE_OTHER_ENGINE",
      "warning",
      message,
      `Take away what was meant for ${was}, or set it for ${now}: until then it may not start or apply.`,
    );
  });
}

/** An edited file that is not generated any more stays, and what it belongs to may go: said by the run that gives it up. */
function keptOnce({ one: { path } }: Judged, { known }: Context): Diagnostic[] {
  const entry = Object.hasOwn(known, path) ? known[path] : undefined;
  if (entry === undefined || entry.state === "obsolete" || entry.folder !== undefined) return [];
  const message = `${path} is no longer generated, and stays because you edited it: what it calls or refers to may be gone`;
  return [problem("WRITE_KEPT_EDITED", "warning", message, "Delete it, or keep it up yourself from now on.")];
}

/** What the answers themselves say is no marker of ours, however much it looks like one. */
function markersLeft({ one, before, generated }: Judged): number {
  const text = before && toText(before.bytes)?.text;
  const left = text === undefined ? 0 : countMarkers(text);
  if (left === 0) return 0;
  const meant = Math.max(countMarkers(generated?.content ?? ""), countMarkers(one.base()?.text ?? ""));
  return left > meant ? left : 0;
}

function hasLone({ before }: Judged): boolean {
  return hasLoneMarker((before && toText(before.bytes)?.text) ?? "");
}

/** What the command line needs after it, so that it can be copied. */
function inFolder({ out }: Context): string {
  if (out === undefined || out === ".") return "";
  return ` --out ${quoted(out)}`;
}

/** A path of the output as the shell of the user names it. */
function placeOf(path: string, { out }: Context): string {
  return quoted(out === undefined || out === "." ? path : `${out}/${path}`);
}

function quoted(word: string): string {
  return /^[\w./@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function remarkOnConflict({ one, verdict }: Judged, context: Context): Diagnostic {
  const { look: found, path } = one;
  if (found.kind === "blocked" && found.by === "symlink") {
    const help = `Replace the symlink by a file or a folder, or keep it: scaffold conflicts resolve ${path} --ours${inFolder(context)}.`;
    return problem("WRITE_SYMLINK", "warning", `${path} was not written: ${found.at} is a symlink`, help);
  }
  const where = inFolder(context);
  const help = `When it is written: scaffold conflicts show ${path}${where}; choose with scaffold conflicts resolve ${path} --ours${where} (or --theirs).`;
  const code = verdict.baseUnknown ? "WRITE_BASE_UNKNOWN" : "WRITE_CONFLICT";
  return problem(code, "warning", `${path}${placesOf(verdict)}: ${verdict.reason}`, help);
}

/** The lines of the file to be at which the conflicts stand. */
function placesOf({ after, markedRegions }: Judged["verdict"]): string {
  const text = after && markedRegions ? toText(after.bytes)?.text : undefined;
  if (text === undefined) return "";
  return `:${findRegions(text)
    .map(({ from }) => from + 1)
    .join(",")}`;
}

/** A file beside it that holds, to the byte, what was deleted: probably renamed by hand. It is not followed, since then two files might describe one resource. */
function renamedByHand({ one, generated }: Judged, { disk, known, fileSet }: Surroundings): Diagnostic[] {
  const hash = one.entry?.sha256;
  if (hash === undefined || generated === undefined || one.entry?.state === "deleted") return [];
  const folder = one.path.slice(0, one.path.lastIndexOf("/") + 1);
  const beside = disk.list(folder.slice(0, -1)).flatMap(({ name, kind }) => (kind === "file" ? [folder + name] : []));
  const twin = beside.find(
    (path) => !Object.hasOwn(known, path) && !fileSet.has(path) && hasHash(disk.read(path), hash),
  );
  if (twin === undefined) return [];
  const help = `If you renamed it, rename it back to go on getting updates; else nothing is to be done.`;
  const message = `${one.path} was deleted, and ${twin} holds what was in it: that file is yours and gets no updates`;
  return [problem("WRITE_RENAMED_BY_HAND", "info", message, help)];
}

/** One script without its bit is an edit; all of them without it are what an archive leaves. */
export function remarkOnModes(judged: readonly Judged[]): Diagnostic[] {
  const scripts = judged.filter(
    ({ one, theirs, before }) =>
      before !== undefined && one.entry?.executable === true && theirs?.content.executable === true,
  );
  if (scripts.length < 2 || scripts.some(({ before }) => before?.executable === true)) return [];
  const paths = scripts.map(({ one }) => one.path);
  const shown = paths.slice(0, 3).join(", ") + (paths.length > 3 ? ", …" : "");
  const message = `none of the ${paths.length} generated scripts may be executed: ${shown}`;
  const help = "If an archive or a copy lost the bit, set it again with chmod +x: pipelines call the scripts by name.";
  return [problem("WRITE_NOT_EXECUTABLE", "warning", message, help)];
}

/** Files of the user's own in a folder whose generated files would move elsewhere. They are never touched, and a folder in two halves builds nothing: a person moves it as a whole, and the generated files are found there. */
export function remarkOnMoves(judged: readonly Judged[], context: Context): Diagnostic[] {
  const folders = new Map<string, string>();
  for (const { one, from } of judged) {
    const pair = from && movedFolder(from.path, one.path);
    if (pair !== undefined) folders.set(...pair);
  }
  return [...folders].flatMap(([old, now]) => {
    const own = ownFiles(context, old);
    if (own.length === 0) return [];
    const shown = own.slice(0, 3).join(", ") + (own.length > 3 ? ", …" : "");
    const message = `${old} is to be called ${now}, and holds ${own.length} of your own files, which scaffold never moves: ${shown}`;
    const help = `Move the folder as a whole: git mv ${placeOf(old, context)} ${placeOf(now, context)} (or mv); then run again: the generated files are taken where they are.`;
    return [problem("WRITE_LEFT_BEHIND", "error", message, help)];
  });
}

/** `services/orders/Dockerfile` → `services/sales/Dockerfile`: the folders are `services/orders` and `services/sales`. */
function movedFolder(from: string, to: string): [string, string] | undefined {
  const [old, now] = [from.split("/"), to.split("/")];
  const at = old.findIndex((part, index) => part !== now[index]);
  if (at < 0 || at === old.length - 1) return undefined;
  return [old.slice(0, at + 1).join("/"), now.slice(0, at + 1).join("/")];
}

function problem(
  code: Diagnostic["code"],
  severity: Diagnostic["severity"],
  message: string,
  help: string,
): Diagnostic {
  return { code, severity, pointer: "", message, help };
}
