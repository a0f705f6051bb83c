// In: a name and a key. Out: a vault that nobody empties by mistake, in the region that the provider points to. Never a lock that cannot be undone.
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault/index.js";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { listExpr, named } from "../expressions.ts";
import { policyDocument } from "../policies.ts";

export interface GuardedVaultProps {
  readonly name: string;
  readonly logicalId: string;
  readonly key: string;
  readonly provider?: AwsProvider;
}

/** Deleting or shortening a recovery point takes a break-glass role, which people make outside of this stack: a role of the stack could be taken over by whoever applies it (CKV_AWS_166, Backup.1). */
export class GuardedVault extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GuardedVaultProps) {
    super(scope, id);
    const { name, logicalId, key } = props;
    const where = props.provider === undefined ? {} : { provider: props.provider };
    const vault = named(
      new BackupVault(this, "vault", { name, kmsKeyArn: key, forceDestroy: false, ...where }),
      logicalId,
    );
    this.name = vault.name;
    this.arn = vault.arn;
    const policy = policyDocument(this, `${logicalId}_vault`, [
      {
        sid: "OnlyBreakGlassDeletes",
        effect: "Deny",
        // The vault and its policy stay changeable: Terraform must be able to apply, and AWS refuses to delete a vault that is not empty.
        actions: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        condition: [
          {
            test: "ArnNotLike",
            variable: "aws:PrincipalArn",
            // An account that nobody has: while no role is named, nobody deletes.
            values: listExpr(
              `coalescelist(tolist(var.break_glass_role_arns), ["arn:\${data.aws_partition.current.partition}:iam::000000000000:role/nobody"])`,
            ),
          },
        ],
      },
    ]);
    const attached = named(
      new BackupVaultPolicy(this, "policy", { backupVaultName: vault.name, policy, ...where }),
      logicalId,
    );
    annotate(attached, {
      comment:
        "Recovery points expire by their lifecycle; to delete one earlier takes a role that break_glass_role_arns names.",
    });
  }
}
