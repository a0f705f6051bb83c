// Data: what image repositories, backups, keys and secrets hold, and what makes them less safe. Sources: AWS pages named per row; arguments by provider 5.100.
import type { ResourceType, SafetyArgument } from "../resource-type.ts";

const EMPTIED: SafetyArgument = {
  argument: "force_destroy",
  worse: "on",
  stake: "destruction",
  now: "it is deleted with all that is in it",
};

export const SAFEKEEPING: readonly ResourceType[] = [
  {
    type: "aws_ecr_repository",
    data: {
      what: "every image, so that no older version can be deployed again",
      kind: "copies",
      guards: [{ argument: "force_delete", value: false }],
    },
    name: { argument: "name", inPlace: false },
    safety: [
      { ...EMPTIED, argument: "force_delete" },
      {
        argument: "image_tag_mutability",
        worse: "leaves",
        safe: ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"],
        stake: "evidence",
        now: "a tag can be moved to another image",
      },
      {
        argument: "image_scanning_configuration.scan_on_push",
        worse: "off",
        stake: "evidence",
        now: "images are not scanned",
      },
    ],
  },
  {
    type: "aws_ecrpublic_repository",
    data: { what: "every image", kind: "copies", guards: [{ argument: "force_destroy", value: false }] },
    name: { argument: "repository_name", inPlace: false },
  },
  {
    type: "aws_codecommit_repository",
    data: { what: "the repository with its history", kind: "content" },
    name: { argument: "repository_name", inPlace: true },
  },
  {
    type: "aws_backup_vault",
    data: {
      what: "the recovery points in the vault",
      kind: "history",
      guards: [{ argument: "force_destroy", value: false }],
    },
    name: { argument: "name", inPlace: false },
    safety: [EMPTIED],
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html",
  },
  {
    type: "aws_backup_vault_lock_configuration",
    safety: [
      {
        argument: "min_retention_days",
        worse: "lower",
        stake: "destruction",
        now: "recovery points can be deleted earlier",
      },
    ],
  },
  {
    type: "aws_backup_logically_air_gapped_vault",
    data: { what: "the recovery points in the vault", kind: "history" },
  },
  {
    type: "aws_backup_vault_policy",
    safety: [{ argument: "policy", worse: "removed", stake: "destruction", now: "recovery points can be deleted" }],
  },
  {
    type: "aws_backup_plan",
    safety: [
      {
        argument: "rule.lifecycle.delete_after",
        worse: "lower",
        zero: "forever",
        stake: "recovery",
        now: "recovery points are kept less long",
      },
      {
        argument: "rule.copy_action.lifecycle.delete_after",
        worse: "lower",
        zero: "forever",
        stake: "recovery",
        now: "copies in the other region are kept less long",
      },
      { argument: "rule.copy_action", worse: "removed", stake: "recovery", now: "no copy leaves the region" },
      {
        argument: "rule.enable_continuous_backup",
        worse: "off",
        stake: "recovery",
        now: "it cannot be set back to a moment",
      },
    ],
  },
  {
    type: "aws_dlm_lifecycle_policy",
    safety: [
      { argument: "state", worse: "leaves", safe: ["ENABLED"], stake: "recovery", now: "no snapshots are made" },
    ],
  },
  {
    type: "aws_kms_key",
    data: {
      what: "everything that is encrypted with the key: it cannot be read again",
      kind: "identity",
      remains: [{ what: "the key itself for deletion_window_in_days, in which the deletion can be cancelled" }],
    },
    safety: [
      { argument: "enable_key_rotation", worse: "off", stake: "encryption", now: "its material never changes" },
      {
        argument: "is_enabled",
        worse: "off",
        absent: true,
        stake: "availability",
        now: "nothing that it encrypts can be read",
      },
      {
        argument: "deletion_window_in_days",
        worse: "lower",
        stake: "destruction",
        now: "less time to cancel its deletion",
      },
    ],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  },
  { type: "aws_kms_alias", name: { argument: "name", inPlace: false }, interruption: "calls by alias fail meanwhile" },
  {
    type: "aws_secretsmanager_secret",
    data: {
      what: "the secret's value, which people filled in",
      kind: "identity",
      remains: [
        {
          what: "the secret for recovery_window_in_days, in which it can be restored",
          when: { argument: "recovery_window_in_days", isNot: 0 },
        },
      ],
    },
    name: { argument: "name", inPlace: false },
    safety: [
      {
        argument: "recovery_window_in_days",
        worse: "lower",
        stake: "destruction",
        now: "less time to restore it after a deletion",
      },
    ],
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  },
  {
    type: "aws_secretsmanager_secret_version",
    benign: "a new version is how a secret gets a new value; the old one stays as a version",
  },
  {
    type: "aws_secretsmanager_secret_rotation",
    safety: [
      {
        argument: "rotation_rules.automatically_after_days",
        worse: "higher",
        stake: "exposure",
        now: "the secret is rotated less often",
      },
    ],
  },
  {
    type: "aws_ssm_parameter",
    data: { what: "the parameter's value and its history, where people filled it in", kind: "identity" },
    name: { argument: "name", inPlace: false },
    safety: [
      {
        argument: "type",
        worse: "leaves",
        safe: ["SecureString"],
        stake: "encryption",
        now: "its value is not encrypted",
      },
    ],
  },
];
