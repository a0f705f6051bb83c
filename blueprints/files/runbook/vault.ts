// In: what the backup plan covers. Out: how to bring data back when its own backups are gone: from the vault, from what a deleted database left, into a new bucket. Never a restore over something that runs.
import type { Architecture } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import { plansBackups } from "../../stacks/backup/scope.ts";

/** Metadata that AWS Backup takes: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html */
export function restoreFromVault(architecture: Architecture): string[] {
  if (!plansBackups(architecture)) return [];
  const { project, region, databases, buckets } = architecture;
  const prefix = `${project.id}-$ENV`;
  const find = `ENV=prod
VAULT=${prefix}-backup
ROLE=$(aws iam get-role --role-name "${prefix}-backup" --query Role.Arn --output text)
aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name "$VAULT" \\
  --query 'sort_by(RecoveryPoints, &CreationDate)[-10:].[ResourceType, CreationDate, RecoveryPointArn]' --output table
POINT="<RecoveryPointArn from the table>"`;
  const parts = [
    `### From the backup vault\n\nWhen a database, bucket or file system cannot bring itself back. Everything is restored beside what runs, under a new name:\n\n${fence("bash", find)}`,
  ];
  if (databases.length > 0)
    parts.push(
      `A database: its own metadata with another name, in the subnets of the stack. Go on with its part above, at the switch (at the one for a database that is gone, where it is): it gets its password there, and a cluster its instances.\n\n${fence(
        "bash",
        `aws backup get-recovery-point-restore-metadata --region ${region} --backup-vault-name "$VAULT" --recovery-point-arn "$POINT" \\
  --query RestoreMetadata > metadata.json
# In metadata.json: set DBClusterIdentifier or DBInstanceIdentifier to "<name>-restored", DBSubnetGroupName to "${prefix}-databases",
# and VpcSecurityGroupIds to the group of the database, as text: "[\\"sg-…\\"]".
aws backup start-restore-job --region ${region} --recovery-point-arn "$POINT" --iam-role-arn "$ROLE" --metadata file://metadata.json --query RestoreJobId --output text`,
      )}`,
    );
  if (buckets.length > 0)
    parts.push(
      `A bucket that was emptied, its old versions included: into another bucket, from which you copy back what is missing. ${code("RestoreTime")} takes any second of the days kept, for a continuous backup:\n\n${fence(
        "bash",
        `aws backup start-restore-job --region ${region} --recovery-point-arn "$POINT" --iam-role-arn "$ROLE" --resource-type S3 \\
  --metadata 'DestinationBucketName=<new name>,NewBucket=true,Encrypted=true,EncryptionType=SSE-S3,RestoreTime=2026-01-31T12:00:00Z' --query RestoreJobId --output text
aws s3 sync "s3://<new name>" "s3://<name of the bucket>" --region ${region}   # adds and overwrites, deletes nothing`,
      )}`,
    );
  parts.push(
    fence(
      "bash",
      `aws backup describe-restore-job --region ${region} --restore-job-id "<RestoreJobId>" --query '[Status, StatusMessage, CreatedResourceArn]'`,
    ),
  );
  return [...parts, ...deletedDatabases(architecture)];
}

/** Automated backups outlive their database here (`delete_automated_backups = false`): https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.Retaining.html */
function deletedDatabases({ databases, region, project }: Architecture): string[] {
  const kinds = [
    {
      present: databases.some(({ engine }) => engine.startsWith("aurora-")),
      commands: `aws rds describe-db-cluster-automated-backups --region ${region} --query 'DBClusterAutomatedBackups[].[DBClusterIdentifier, DbClusterResourceId, RestoreWindow.LatestTime]' --output table
aws rds restore-db-cluster-to-point-in-time --region ${region} --source-db-cluster-resource-id "<DbClusterResourceId>" --db-cluster-identifier "$SOURCE-restored" \\
  --use-latest-restorable-time --db-subnet-group-name "${project.id}-$ENV-databases" --vpc-security-group-ids "<group of the database>" \\
  --enable-iam-database-authentication --copy-tags-to-snapshot --deletion-protection   # a cluster needs an instance as well: its part above adds them`,
    },
    {
      present: databases.some(({ engine }) => !engine.startsWith("aurora-")),
      commands: `aws rds describe-db-instance-automated-backups --region ${region} --query 'DBInstanceAutomatedBackups[].[DBInstanceIdentifier, DbiResourceId, RestoreWindow.LatestTime]' --output table
aws rds restore-db-instance-to-point-in-time --region ${region} --source-dbi-resource-id "<DbiResourceId>" --target-db-instance-identifier "$SOURCE-restored" \\
  --use-latest-restorable-time --db-subnet-group-name "${project.id}-$ENV-databases" --vpc-security-group-ids "<group of the database>" --no-publicly-accessible \\
  --db-parameter-group-name "<parameter group of the database>" --enable-iam-database-authentication --copy-tags-to-snapshot --deletion-protection`,
    },
  ].filter(({ present }) => present);
  if (kinds.length === 0) return [];
  return [
    `### A database that was deleted\n\nIts automated backups stay for their days, under the identifier that RDS gave it, and so does a last snapshot. Set \`ENV\` and \`SOURCE\` as its part above does, restore, wait, and go on there, at the switch for a database that is gone:\n\n${fence(
      "bash",
      kinds.map(({ commands }) => commands).join("\n"),
    )}`,
  ];
}
