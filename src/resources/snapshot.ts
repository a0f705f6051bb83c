// In: nothing. Out: what is known about the resources of a run: what its modules declare, what its roots hand to them, and what follows from both. Types, and what an address says; snapshot-file.ts reads and prints it.
import type { Json, ReadonlyJson } from "../shared/json.ts";

export type ModuleName = "stack" | "bootstrap";

export interface Snapshot {
  /** Of a list that an early version wrote, with some of the arguments only. */
  readonly isPartial?: boolean;
  readonly modules: Readonly<Record<ModuleName, SnapshotModule>>;
  /** Every root by its folder: `infra/bootstrap`, `infra/environments/prod`. */
  readonly roots: Readonly<Record<string, SnapshotRoot>>;
  readonly retired?: Retired | undefined;
  /** What people can rename, by kind and id, each with what it is: a rename is recognised by it. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface SnapshotModule {
  /** Every resource by its address inside the module. */
  readonly members: Readonly<Record<string, Member>>;
  /** Renames so far. Kept, because an environment may not have applied them yet. */
  readonly moved: readonly Move[];
  /** Resources that are no longer wanted and hold data: Terraform forgets them and destroys nothing. */
  readonly removed: readonly string[];
  /** Of `removed` and of what `moved` moves away from: what a file of the folder still declares by hand, so that no block forgets or moves it yet. */
  readonly standing?: readonly string[] | undefined;
  /** Physical names that a renamed resource keeps. */
  readonly names: Readonly<Record<string, string>>;
  /** What all of it is declared with; lists of earlier versions have what follows from it instead. */
  readonly blocks?: ModuleBlocks;
}

/** What is the same of a resource in every environment. */
export interface Member {
  /** The decisions and words that it comes from. */
  readonly because: readonly SnapshotReason[];
  /** Resources of the module that its arguments name. */
  readonly uses: readonly string[];
  /** Alias of its provider configuration; absent for the default one. */
  readonly provider?: string | undefined;
  /** Its physical name, before an environment fills it in. */
  readonly name?: string | undefined;
}

export interface ModuleBlocks {
  readonly resources: readonly ResourceBlock[];
  /** `data.aws_iam_policy_document.orders_task` */
  readonly data: readonly Pick<ResourceBlock, "address" | "body">[];
  /** Name → template. */
  readonly locals: Readonly<Record<string, ReadonlyJson>>;
}

/** A resource block: strings of `body` are templates, nested blocks are lists of objects. */
export interface ResourceBlock {
  /** `aws_vpc.this` */
  readonly address: string;
  readonly body: Readonly<Record<string, ReadonlyJson>>;
  readonly because: readonly SnapshotReason[];
}

export interface SnapshotRoot {
  readonly module: ModuleName;
  /** Region of each provider configuration; "aws" is the default one. */
  readonly regions: Readonly<Record<string, string>>;
  /** Why the root exists. */
  readonly because: readonly SnapshotReason[];
  /** Values of the module's variables in this root; see `blocks`. */
  readonly variables?: Readonly<Record<string, ReadonlyJson>>;
  /** Every instance by its address inside the module. */
  readonly resources: Record<string, SnapshotResource>;
}

export interface SnapshotResource {
  /** Every argument, evaluated with the root's values; what only the cloud knows stays a reference, and of a long text a hash and the references are kept. */
  readonly arguments: Record<string, Json>;
  /** Of a list with some of the arguments only: a hash of the others. */
  readonly rest?: string | undefined;
}

export interface SnapshotReason {
  readonly decision: string;
  readonly pointer?: string | undefined;
  readonly quote?: string | undefined;
}

/** An address of the module before and after a rename. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Environments that went away with their resources still in a state, by id: how many instances each had, and those that hold data. */
export type Retired = Readonly<Record<string, { readonly resources: number; readonly data: readonly string[] }>>;

/** Terraform's own address: resources of an environment live in the module `stack` of its root. */
export function terraformAddress(root: Pick<SnapshotRoot, "module"> | ModuleName, address: string): string {
  const module = typeof root === "string" ? root : root.module;
  return module === "stack" ? `module.stack.${address}` : address;
}

/** `aws_subnet.private["a"]` and `aws_subnet.private[0]` → `aws_subnet.private`. */
export function withoutKey(address: string): string {
  return address.replace(/\[.*\]$/s, "");
}

export function typeOf(address: string): string {
  return address.slice(0, address.indexOf("."));
}
