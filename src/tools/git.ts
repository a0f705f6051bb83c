// In: a folder. Out: Git as it may be asked there, or nothing where it may not. Runs no program that a repository names: a repository may have come in an archive, with a configuration of a stranger's.
import { execa } from "execa";

/** Asks Git for something; what it printed, or undefined when it failed or is not installed. */
export type Git = (words: readonly string[], input?: Uint8Array) => Promise<string | undefined>;

/** What a hook or an alias of the caller set would lead to another index, another tree or other files. */
const FOREIGN = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_PREFIX",
  "GIT_OBJECT_DIRECTORY",
  "GIT_COMMON_DIR",
  "GIT_GLOB_PATHSPECS",
  "GIT_NOGLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
];
/** A bare repository inside a checkout is committed content like any other. Git before 2.38 does not know the setting: see `isOwn`. */
const QUIET = [
  "--no-pager",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "safe.bareRepository=explicit",
];
const ENVIRONMENT = {
  ...Object.fromEntries(FOREIGN.map((name) => [name, undefined])),
  // A partial clone fetches what is missing, with the ssh, the proxy or the helper of its configuration. Git before 2.44 knows the first only.
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_LAZY_FETCH: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_LITERAL_PATHSPECS: "1",
  SCAFFOLD_NOTHING: "",
};
const PATIENCE_MS = 10_000;

/** Git in the folder's own work tree, or undefined. */
export async function gitIn(folder: string): Promise<Git | undefined> {
  const plain = asking(folder, []);
  if (!(await isOwn(plain))) return undefined;
  const settings = await plain(["config", "-z", "--name-only", "--list"]);
  return settings === undefined ? undefined : asking(folder, withoutFilters(settings.split("\0")));
}

/** True when the repository lies in a `.git`, which no clone can bring along; a folder of committed files that looks like a repository does not count. */
async function isOwn(git: Git): Promise<boolean> {
  const told = await git(["rev-parse", "--is-inside-work-tree", "--absolute-git-dir"]);
  const [isInside, ...place] = (told ?? "").trim().split("\n");
  return isInside === "true" && place.join("\n").split(/[\\/]/).includes(".git");
}

/**
 * Empties every filter. One that the user set is no exception, as it may ask the repository what to run (`lfs.extension`). What is hashed for a path that has one fails; while
 * the index is written, Git compares other files with it, and that may go on without. A name may hold any character, so it is given in the form that is cut at the last "=".
 */
function withoutFilters(settings: readonly string[]): string[] {
  const names = settings.flatMap((setting) => /^(filter\..*\.)(?:clean|process)$/s.exec(setting)?.[1] ?? []);
  return [...new Set(names)].flatMap((name) => [
    `--config-env=${name}clean=SCAFFOLD_NOTHING`,
    `--config-env=${name}process=SCAFFOLD_NOTHING`,
    `--config-env=${name}required=SCAFFOLD_REQUIRED`,
  ]);
}

function asking(folder: string, settings: readonly string[]): Git {
  return async (words, input) => {
    const result = await execa("git", [...QUIET, ...settings, "-C", folder, ...words], {
      // Windows looks for a program in the current folder first, which may be the stranger's.
      cwd: "/",
      reject: false,
      timeout: PATIENCE_MS,
      stripFinalNewline: false,
      env: { ...ENVIRONMENT, SCAFFOLD_REQUIRED: String(words[0] === "hash-object") },
      ...(input === undefined ? { stdin: "ignore" as const } : { input }),
    });
    return result.failed ? undefined : result.stdout;
  };
}
