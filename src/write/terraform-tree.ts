// In: the texts of Terraform files by folder. Out: what each folder declares and which values it sets, as Terraform would load them. Pure; never evaluates.
import { type Body, type HclBlock, type HclFile, readBlocks } from "./hcl-blocks.ts";

/** Folder → path → text. */
export type Tree = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function isSameTree(one: Tree, other: Tree): boolean {
  return [...one].every(([folder, files]) => {
    const others = other.get(folder);
    return others?.size === files.size && [...files].every(([path, text]) => others.get(path) === text);
  });
}

/** What the files of one folder say together. `values`: those for its variables, the last word of each. */
export interface HclFolder {
  readonly blocks: readonly HclBlock[];
  readonly values: Body;
}

export interface ReadTree {
  readonly read: (folder: string) => HclFolder;
  /** Files that could not be read, or whose blocks change those of other files. */
  readonly unread: readonly string[];
}

/** By text: most files are the same in several trees, and are read once. */
export type KnownFiles = Map<string, HclFile | undefined>;

export function readTree(tree: Tree, known: KnownFiles): ReadTree {
  const unread: string[] = [];
  const folders = new Map<string, HclFolder>();
  for (const [folder, files] of tree) {
    const own = [...files].flatMap(([path, text]) => {
      const file = isOverride(path) ? undefined : readOnce(text, known);
      if (file === undefined) unread.push(path);
      return file === undefined ? [] : [{ path, file }];
    });
    const blocks = own.filter(({ path }) => path.endsWith(".tf")).flatMap(({ file }) => file.blocks);
    const loaded = own.filter(({ path }) => isLoaded(path)).sort(byPrecedence);
    folders.set(folder, { blocks, values: Object.assign({}, ...loaded.map(({ file }) => file.values)) });
  }
  return { read: (folder) => folders.get(folder) ?? { blocks: [], values: {} }, unread };
}

function readOnce(text: string, known: KnownFiles): HclFile | undefined {
  if (!known.has(text)) known.set(text, readBlocks(text));
  return known.get(text);
}

/** Blocks of these change blocks of other files. */
function isOverride(path: string): boolean {
  return /(^|[/_])override\.tf$/.test(path);
}

/** Values that Terraform reads without being told. */
function isLoaded(path: string): boolean {
  return /(\/terraform|\.auto)\.tfvars$/.test(path);
}

/** Later ones win: `terraform.tfvars` is read first, then the others by name. */
function byPrecedence(a: { readonly path: string }, b: { readonly path: string }): number {
  const rank = ({ path }: { readonly path: string }) => (path.endsWith("/terraform.tfvars") ? `0${path}` : `1${path}`);
  return rank(a) < rank(b) ? -1 : 1;
}
