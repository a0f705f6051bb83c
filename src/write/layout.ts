// Where our own files lie in an output folder, and what version control shall do with them. Data and the path rules; never touches a disk.
import { isSafePath } from "../render/file-set.ts";

export const META_FOLDER = ".scaffold";
export const MANIFEST_PATH = ".scaffold/manifest.json";
/** Conflicts that wait for a person, and answers to those that no longer do. Committed: a clone and a pipeline see them too. */
export const CONFLICTS_PATH = ".scaffold/conflicts.json";
export const CHOICES_PATH = ".scaffold/choices.json";
/** What the output declares, for the next run. */
export const RESOURCES_PATH = ".scaffold/resources.json";
export const BASE_FOLDER = ".scaffold/base";
/** Everything that belongs to one checkout only: lock, staging, journal, undo records. */
export const LOCAL_FOLDER = ".scaffold/local";
/** An empty file whose identity on the disk stands for this checkout: journals carry it. */
export const CHECKOUT_PATH = ".scaffold/local/checkout";
export const LOCK_PATH = ".scaffold/local/lock";
export const STAGING_FOLDER = ".scaffold/local/staging";
export const JOURNAL_PATH = ".scaffold/local/journal.json";
export const UNDO_FOLDER = ".scaffold/local/undo";
export const GITIGNORE_PATH = ".scaffold/.gitignore";

/** 64 MB: more than any manifest or generated file; what is larger was not written by us. */
export const MAX_META_FILE = 64 * 1024 * 1024;

/**
 * The committed files of `.scaffold/` that never change. `-text` keeps Git from rewriting line ends in the copies, which
 * would no longer match their hash; `-diff` and `linguist-generated` keep them out of reviews.
 */
export const META_FILES: readonly (readonly [path: string, content: string])[] = [
  [".scaffold/.gitattributes", "base/** -text -diff linguist-generated\n*.json text eol=lf linguist-generated\n"],
  [GITIGNORE_PATH, "# Locks, journals and undo records of this checkout.\n/local/\n"],
];

/** HFS+ leaves these code points out when it compares names: `.g\u200cit` is `.git` to it. Same list as Git's `utf8.c`. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** True for a name that is, on some system, `.git` or `.scaffold`: by case, trailing dots and spaces, a stream of NTFS, or its short name. */
function isPrivate(name: string): boolean {
  const plain = name
    .replace(IGNORED_BY_HFS, "")
    .replace(/:.*$/s, "")
    .replace(/[. ]+$/, "")
    .toLowerCase();
  return plain === ".git" || plain === META_FOLDER || /^(git|scaffo)~\d+$/.test(plain);
}

/** True for a path that the manifest may name: it stays inside, and at no depth is it ours or where Git keeps hooks and configuration. */
export function isTrackable(path: string): boolean {
  return isSafePath(path) && !path.split("/").some(isPrivate);
}

/** True for a path that a journal may name: a tracked file or one of the committed files of `.scaffold/`. */
export function isJournalable(path: string): boolean {
  if (isTrackable(path) || [MANIFEST_PATH, RESOURCES_PATH, CONFLICTS_PATH, CHOICES_PATH].includes(path)) return true;
  if (META_FILES.some(([name]) => name === path)) return true;
  return path.startsWith(`${BASE_FOLDER}/`) && isBaseName(path.slice(BASE_FOLDER.length + 1));
}

/** True for a folder that a journal may say it made. */
export function isJournalableFolder(path: string): boolean {
  return isTrackable(path) || path === META_FOLDER || path === BASE_FOLDER;
}

/** Copies under `.scaffold/base` are named by the hash of their content. */
export function isBaseName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
