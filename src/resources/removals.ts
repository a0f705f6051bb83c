// In: the resources before and after. Out: those that Terraform shall forget instead of destroy, because they hold data and nobody said that they may go. Pure.
import { replacingArguments } from "./replacement.ts";
import { storedData } from "./resources.ts";
import { type Move, type SnapshotModule, typeOf, withoutKey } from "./snapshot.ts";

/**
 * A forgotten resource has to go on working, so what it needs is forgotten with it: what it refers to (its subnet group, its key), and what belongs to it (the
 * versioning of a bucket, the instances of a cluster). Kept over later runs, because an environment may not have applied it yet; it ends when the resource comes back.
 */
export function removals(
  before: SnapshotModule | undefined,
  after: SnapshotModule["members"],
  moves: readonly Move[],
  destroy: ReadonlySet<string>,
): string[] {
  if (before === undefined) return [];
  const leaving = new Set(moves.map(({ from }) => from));
  const gone = Object.keys(before.members).filter((address) => after[address] === undefined && !leaving.has(address));
  const kept = new Set(gone.filter((address) => storedData(typeOf(address)) !== undefined && !destroy.has(address)));
  const candidates = gone.filter((address) => !destroy.has(address));
  for (let size = -1; size !== kept.size; ) {
    size = kept.size;
    for (const address of candidates) {
      if (kept.has(address))
        for (const used of before.members[address]?.uses ?? []) if (candidates.includes(used)) kept.add(used);
      if (
        !kept.has(address) &&
        (before.members[address]?.uses ?? []).some((used) => kept.has(used) && belongs(address, used))
      )
        kept.add(address);
    }
  }
  const earlier = before.removed.filter((address) => after[address] === undefined && !destroy.has(address));
  return [...new Set([...earlier, ...kept])].sort();
}

/** Addresses that no file declares when all is as it was generated: what is forgotten, and the old addresses of what moved. */
export function wasOurs({ moved, removed }: Pick<SnapshotModule, "moved" | "removed">): string[] {
  return [...new Set([...removed, ...moved.map(({ from }) => withoutKey(from))])].sort();
}

/** Whether the resource is a part of the other: its type is a longer word of the other's, and it cannot go over to another one. */
function belongs(address: string, owner: string): boolean {
  const [type, of] = [typeOf(address), typeOf(owner)];
  return (type.startsWith(`${of}_`) || PARTS.has(`${type} ${of}`)) && (replacingArguments(type)?.length ?? 0) > 0;
}

const PARTS = new Set([
  "aws_kms_alias aws_kms_key",
  "aws_ecr_lifecycle_policy aws_ecr_repository",
  "aws_efs_mount_target aws_efs_file_system",
  "aws_efs_access_point aws_efs_file_system",
  "aws_efs_backup_policy aws_efs_file_system",
  "aws_vpc_security_group_ingress_rule aws_security_group",
  "aws_vpc_security_group_egress_rule aws_security_group",
]);
