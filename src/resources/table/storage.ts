// Data: what object, file and block storage holds, and what makes them less safe. Sources: AWS pages named per row; arguments by provider 5.100.
import type { ResourceType, SafetyArgument } from "../resource-type.ts";

const ENCRYPTED: SafetyArgument = {
  argument: "encrypted",
  worse: "off",
  stake: "encryption",
  now: "its storage is not encrypted",
};
const EMPTIED: SafetyArgument = {
  argument: "force_destroy",
  worse: "on",
  stake: "destruction",
  now: "it is deleted with all that is in it",
};
const FINAL_BACKUP: SafetyArgument = {
  argument: "skip_final_backup",
  worse: "on",
  stake: "destruction",
  now: "nothing is kept when it is deleted",
};
const fileSystem = (type: string, what = "every file"): ResourceType => ({
  type,
  data: {
    what,
    kind: "content",
    remains: [{ what: "a final backup", when: { argument: "skip_final_backup", is: false } }],
  },
  safety: [
    FINAL_BACKUP,
    {
      argument: "automatic_backup_retention_days",
      worse: "lower",
      stake: "recovery",
      now: "backups reach back less far",
    },
  ],
});
const publicAccess = (argument: string, now: string): SafetyArgument => ({
  argument,
  worse: "off",
  stake: "exposure",
  now,
});

export const STORAGE: readonly ResourceType[] = [
  {
    type: "aws_s3_bucket",
    data: {
      what: "every object of the bucket",
      kind: "content",
      guards: [{ argument: "force_destroy", value: false }],
    },
    name: { argument: "bucket", inPlace: false },
    safety: [EMPTIED],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html",
  },
  {
    type: "aws_s3_bucket_versioning",
    safety: [
      {
        argument: "versioning_configuration.status",
        worse: "leaves",
        safe: ["Enabled"],
        stake: "recovery",
        now: "what is overwritten or deleted is gone",
      },
      {
        argument: "versioning_configuration.mfa_delete",
        worse: "leaves",
        safe: ["Enabled"],
        stake: "destruction",
        now: "versions can be deleted without a second factor",
      },
    ],
  },
  {
    type: "aws_s3_bucket_public_access_block",
    safety: [
      publicAccess("block_public_acls", "an ACL can make objects public"),
      publicAccess("block_public_policy", "a policy can make the bucket public"),
      publicAccess("ignore_public_acls", "public ACLs are honoured"),
      publicAccess("restrict_public_buckets", "a public policy lets everybody in"),
    ],
    interruption: "the bucket has no guard against public access meanwhile",
  },
  {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    safety: [
      {
        argument: "rule.apply_server_side_encryption_by_default.sse_algorithm",
        worse: "leaves",
        safe: ["aws:kms", "aws:kms:dsse"],
        stake: "encryption",
        now: "AWS holds the key instead of you",
      },
      {
        argument: "rule.apply_server_side_encryption_by_default.kms_master_key_id",
        worse: "removed",
        stake: "encryption",
        now: "AWS holds the key instead of you",
      },
    ],
  },
  {
    type: "aws_s3_bucket_object_lock_configuration",
    safety: [
      {
        argument: "rule.default_retention.days",
        worse: "lower",
        stake: "destruction",
        now: "objects are locked less long",
      },
      {
        argument: "rule.default_retention.years",
        worse: "lower",
        stake: "destruction",
        now: "objects are locked less long",
      },
    ],
  },
  {
    type: "aws_s3_bucket_ownership_controls",
    safety: [
      {
        argument: "rule.object_ownership",
        worse: "leaves",
        safe: ["BucketOwnerEnforced"],
        stake: "exposure",
        now: "ACLs decide again who reads objects",
      },
    ],
  },
  {
    type: "aws_s3_bucket_logging",
    safety: [{ argument: "target_bucket", worse: "removed", stake: "evidence", now: "nobody knows who read it" }],
  },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    safety: [
      {
        argument: "rule.noncurrent_version_expiration.noncurrent_days",
        worse: "lower",
        zero: "forever",
        stake: "recovery",
        now: "overwritten objects are kept less long",
      },
      {
        argument: "rule.expiration.days",
        worse: "lower",
        zero: "forever",
        stake: "destruction",
        now: "objects are deleted earlier",
      },
    ],
  },
  { type: "aws_s3_object", data: { what: "the object", kind: "copies" } },
  { type: "aws_s3_bucket_object", data: { what: "the object", kind: "copies" } },
  {
    type: "aws_s3_directory_bucket",
    data: {
      what: "every object of the bucket",
      kind: "content",
      guards: [{ argument: "force_destroy", value: false }],
    },
    safety: [EMPTIED],
  },
  { type: "aws_s3tables_table", data: { what: "every row of the table", kind: "content" } },
  {
    type: "aws_efs_file_system",
    data: { what: "every file", kind: "content", remains: [{ what: "backups of AWS Backup, where there is a plan" }] },
    safety: [
      ENCRYPTED,
      {
        argument: "protection.replication_overwrite",
        worse: "leaves",
        safe: ["ENABLED"],
        stake: "destruction",
        now: "a replication may overwrite it",
      },
    ],
    source: "https://docs.aws.amazon.com/efs/latest/ug/delete-efs-fs.html",
  },
  {
    type: "aws_efs_backup_policy",
    safety: [
      {
        argument: "backup_policy.status",
        worse: "leaves",
        safe: ["ENABLED"],
        stake: "recovery",
        now: "nobody backs it up",
      },
    ],
  },
  { type: "aws_efs_access_point", interruption: "tasks that mount it fail until they are started again" },
  { type: "aws_efs_mount_target", interruption: "tasks in its zone cannot reach the files meanwhile" },
  { type: "aws_efs_replication_configuration", data: { what: "the link to the copy", kind: "copies" } },
  fileSystem("aws_fsx_lustre_file_system"),
  fileSystem("aws_fsx_windows_file_system"),
  fileSystem("aws_fsx_ontap_file_system"),
  fileSystem("aws_fsx_openzfs_file_system"),
  {
    type: "aws_ebs_volume",
    data: {
      what: "everything on the volume",
      kind: "content",
      remains: [{ what: "a snapshot", when: { argument: "final_snapshot", is: true } }],
    },
    safety: [
      ENCRYPTED,
      { argument: "final_snapshot", worse: "off", stake: "destruction", now: "nothing is kept when it is deleted" },
    ],
  },
  { type: "aws_ebs_snapshot", data: { what: "the snapshot", kind: "history" } },
  { type: "aws_ami", data: { what: "the image", kind: "copies" } },
  {
    type: "aws_instance",
    data: { what: "what is on its root volume and its local disks", kind: "content" },
    safety: [
      { argument: "disable_api_termination", worse: "off", stake: "destruction", now: "one call can end it" },
      {
        argument: "associate_public_ip_address",
        worse: "on",
        stake: "exposure",
        now: "it has an address on the internet",
      },
      {
        argument: "metadata_options.http_tokens",
        worse: "leaves",
        safe: ["required"],
        stake: "exposure",
        now: "its credentials can be read through a forged request",
      },
      { argument: "root_block_device.encrypted", worse: "off", stake: "encryption", now: "its disk is not encrypted" },
    ],
  },
  { type: "aws_workspaces_workspace", data: { what: "everything on the person's desktop", kind: "content" } },
  { type: "aws_sagemaker_notebook_instance", data: { what: "the notebooks", kind: "content" } },
];
