// In: everything that is built, and production's numbers. Out: the exceptions that stated numbers ask for, on every resource that they are about. Never a resource.
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { Environment } from "../../../src/architecture/model.ts";
import {
  annotate,
  type ControlException,
  NOTES,
  type Notes,
  type StackBlueprint,
} from "../../../src/render/blueprint.ts";
import type { Parts } from "../parts.ts";

interface Exception {
  readonly check: string;
  readonly type: string;
  /** Why production does not meet the check; undefined where it does. */
  readonly reason: (environment: Environment) => string | undefined;
}

/** Checks that fail by what the answers state and not by how it is built. */
const EXCEPTIONS: readonly Exception[] = [
  {
    check: "CKV_AWS_338",
    type: "aws_cloudwatch_log_group",
    reason: ({ logRetentionDays: days }) => (days < 365 ? `The answers keep logs ${days} days` : undefined),
  },
  {
    check: "CKV2_AWS_50",
    type: "aws_elasticache_replication_group",
    reason: ({ cache }) =>
      cache.nodes < 2 ? "The answers ask for one node, which nothing can take over from" : undefined,
  },
  {
    check: "CKV_AWS_157",
    type: "aws_db_instance",
    reason: ({ database }) => (database.multiAz ? undefined : "The answers ask for no standby in another zone"),
  },
];

/** Comes last: it speaks of what the others have built. Checkov looks at production. */
export const exceptions: StackBlueprint<Parts> = {
  name: "exceptions",
  appliesTo: ({ environments }) => exceptionsOf(environments).length > 0,
  build(stack, { environments }) {
    const found = exceptionsOf(environments);
    for (const construct of stack.node.findAll()) {
      if (!(construct instanceof TerraformResource)) continue;
      const own = found.filter(({ type }) => type === construct.terraformResourceType);
      if (own.length > 0) addSkips(construct, own);
    }
  },
};

function exceptionsOf(environments: readonly Environment[]): (ControlException & { readonly type: string })[] {
  const production = environments.filter(({ profile }) => profile === "prod");
  return EXCEPTIONS.flatMap(({ check, type, reason }) => {
    const why = production.map(reason).find((text) => text !== undefined);
    return why === undefined ? [] : [{ check, type, reason: why }];
  });
}

/** Notes of the same field replace each other: what stands there stays in front. */
function addSkips(construct: IConstruct, added: readonly ControlException[]): void {
  const notes = construct.node.scopes.flatMap(({ node }) => node.metadata.filter(({ type }) => type === NOTES));
  const before = notes.map(({ data }) => (data as Notes).skips).findLast((skips) => skips !== undefined) ?? [];
  const more = added.filter(({ check }) => !before.some((skip) => skip.check === check));
  annotate(construct, { skips: [...before, ...more.map(({ check, reason }) => ({ check, reason }))] });
}
