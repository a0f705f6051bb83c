// In: nothing. Out: the versions that our Terraform asks for. Never anything newer than the oldest that we test with.

/** 1.11 is the first with a stable lock file in S3 and write-only arguments; OpenTofu 1.11 and later read the same. */
export const REQUIRED_VERSION = ">= 1.11, < 2.0";
/** Works with the emulator's provider 5.100 and with every 6.x. */
export const AWS_PROVIDER = { source: "hashicorp/aws", version: ">= 5.100, < 7.0" } as const;
