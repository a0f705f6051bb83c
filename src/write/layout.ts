// Where our own files lie in an output folder, and what version control shall do with them. Data and one path rule; never touches a disk.
import { isSafePath } from "../render/file-set.ts";

export const META_FOLDER = ".scaffold";
export const MANIFEST_PATH = ".scaffold/manifest.json";
export const BASE_FOLDER = ".scaffold/base";
/** Everything that belongs to one checkout only: lock, staging, journal, undo records. */
export const LOCAL_FOLDER = ".scaffold/local";
export const LOCK_PATH = ".scaffold/local/lock";
export const STAGING_FOLDER = ".scaffold/local/staging";
export const JOURNAL_PATH = ".scaffold/local/journal.json";
export const UNDO_FOLDER = ".scaffold/local/undo";

/**
 * The committed files of `.scaffold/` that never change. `-text` keeps Git from rewriting line ends in the copies, which
 * would no longer match their hash; `-diff` and `linguist-generated` keep them out of reviews.
 */
export const META_FILES: readonly (readonly [path: string, content: string])[] = [
  [
    ".scaffold/.gitattributes",
    "base/** -text -diff linguist-generated\nmanifest.json text eol=lf linguist-generated\n",
  ],
  [".scaffold/.gitignore", "# Locks, journals and undo records of this checkout.\n/local/\n"],
];

/** True for a path that the manifest may name: it stays inside, and it is neither ours nor where Git keeps hooks and configuration. */
export function isTrackable(path: string): boolean {
  return isSafePath(path) && !/^\.(git|scaffold)(\/|$)/i.test(path);
}

/** True for a path that a journal may name: a tracked file or one of the committed files of `.scaffold/`. */
export function isJournalable(path: string): boolean {
  if (isTrackable(path) || path === MANIFEST_PATH || META_FILES.some(([name]) => name === path)) return true;
  return path.startsWith(`${BASE_FOLDER}/`) && isBaseName(path.slice(BASE_FOLDER.length + 1));
}

/** Copies under `.scaffold/base` are named by the hash of their content. */
export function isBaseName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
