// In: an application bucket. Out: the bucket with key, versions, lifecycle, access log and events. Never objects that expire by themselves.
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging/index.js";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { Construct } from "constructs";
import type { Bucket } from "../../../src/architecture/model.ts";
import { annotate, type ControlException } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { named } from "../expressions.ts";
import { shortName } from "../names.ts";
import type { StackParts } from "../parts.ts";
import { attachBucketPolicy, PrivateBucket } from "./private-bucket.ts";

export interface ApplicationBucketProps {
  readonly foundation: StackParts["foundation"];
  readonly key: string;
  readonly logBucketName: string;
  readonly skips: readonly ControlException[];
}

/** The full set of a bucket that services write to (CKV_AWS_145, CKV_AWS_18, CKV_AWS_300, CKV2_AWS_61, CKV2_AWS_62). */
export class ApplicationBucket extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, { id, because }: Bucket, props: ApplicationBucketProps) {
    super(scope, `bucket-${id}`);
    const { foundation, key, logBucketName, skips } = props;
    const logicalId = label(id);
    annotate(this, { because });
    const { bucket } = new PrivateBucket(this, {
      // S3 takes 63 characters: prefix 37, account 12, two dashes.
      name: `${foundation.prefix}-${foundation.accountId}-${shortName(id, 12)}`,
      logicalId,
    });
    annotate(bucket, { skips });
    this.arn = bucket.arn;
    this.name = bucket.bucket;
    named(
      new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
        bucket: this.name,
        rule: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
            bucketKeyEnabled: true,
          },
        ],
      }),
      logicalId,
    );
    named(
      new S3BucketLifecycleConfiguration(this, "lifecycle", {
        bucket: this.name,
        rule: [
          {
            id: "tidy",
            status: "Enabled",
            filter: [{}],
            // S3 watches access itself from here on; objects below 128 KiB stay where they are.
            transition: [{ days: 30, storageClass: "INTELLIGENT_TIERING" }],
            noncurrentVersionExpiration: [{ noncurrentDays: 90 }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          },
        ],
      }),
      logicalId,
    );
    named(
      new S3BucketLoggingA(this, "logging", {
        bucket: this.name,
        targetBucket: logBucketName,
        targetPrefix: `s3/${id}/`,
      }),
      logicalId,
    );
    named(new S3BucketNotification(this, "events", { bucket: this.name, eventbridge: true }), logicalId);
    attachBucketPolicy(this, bucket, logicalId);
  }
}
