// In: the project, and in which region. Out: the bucket and the key of Terraform's state. Never publicly readable, never deletable by accident.
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { expr, named } from "../expressions.ts";

export interface StateBucketProps {
  readonly project: string;
  /** Terraform name of the bucket, its key and what belongs to them. */
  readonly logicalId: string;
  /** Between project and account in the bucket's name: every name is taken in all regions. */
  readonly infix: string;
  readonly comment: string;
  /** Of another region than the root's own. */
  readonly provider?: AwsProvider | undefined;
}

/** Versioned (a bad apply can be undone), encrypted with its own key, TLS only (S3.5), old versions kept for 90 days.
 * The S3 backend locks with a file beside the state: https://developer.hashicorp.com/terraform/language/backend/s3#state-locking */
export class StateBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  /** Its Terraform address, for expressions that are written as text. */
  readonly address: string;
  readonly keyArn: string;

  private readonly logicalId: string;
  private readonly where: { readonly provider?: AwsProvider };

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    this.logicalId = props.logicalId;
    this.where = props.provider === undefined ? {} : { provider: props.provider };
    const key = this.createKey(props.project);
    const bucket = named(
      new S3Bucket(this, "bucket", {
        ...this.where,
        bucket: `${props.project}-${props.infix}-${expr("local.account_id")}`,
        forceDestroy: false,
        // Literal on purpose: this root is applied once, and without the state nobody knows what exists.
        lifecycle: { preventDestroy: true },
      }),
      this.logicalId,
    );
    annotate(bucket, {
      comment: props.comment,
      skips: [
        {
          check: "CKV_AWS_18",
          reason:
            "Nothing here records who reads the state: a trail of the account does, once it takes data events of this bucket. A bucket for access logs would need the same care as this one",
        },
        {
          check: "CKV_AWS_144",
          reason:
            "The state can be rebuilt by import; a copy in another region would be a second place with secrets in it",
        },
        { check: "CKV2_AWS_62", reason: "Nothing reacts to a change of the state" },
      ],
    });
    this.name = bucket.id;
    this.arn = bucket.arn;
    this.address = `aws_s3_bucket.${bucket.friendlyUniqueId}`;
    this.keyArn = key.arn;
    this.configure(bucket, key);
    this.createPolicy(bucket);
  }

  private createKey(project: string): KmsKey {
    const policy = named(
      new DataAwsIamPolicyDocument(this, "key-policy", {
        statement: [
          {
            sid: "AccountAdministersThroughIam",
            actions: ["kms:*"],
            resources: ["*"],
            principals: [
              { type: "AWS", identifiers: [`arn:${expr("local.partition")}:iam::${expr("local.account_id")}:root`] },
            ],
          },
        ],
      }),
      `${this.logicalId}_key`,
    );
    annotate(policy, {
      skips: ["CKV_AWS_109", "CKV_AWS_111", "CKV_AWS_356"].map((check) => ({
        check,
        reason:
          "In a key policy the resource is always this key, and the account statement is what lets IAM policies work",
      })),
    });
    const key = named(
      new KmsKey(this, "key", {
        ...this.where,
        description: `${project}: Terraform state`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policy.json,
        lifecycle: { preventDestroy: true },
      }),
      this.logicalId,
    );
    // The same name in each region: a backend keeps its setting when it moves.
    named(
      new KmsAlias(this, "alias", {
        ...this.where,
        name: `alias/${project}-terraform-state`,
        targetKeyId: key.keyId,
      }),
      this.logicalId,
    );
    return key;
  }

  private configure(bucket: S3Bucket, key: KmsKey): void {
    named(
      new S3BucketPublicAccessBlock(this, "public-access", {
        ...this.where,
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      this.logicalId,
    );
    named(
      new S3BucketOwnershipControls(this, "ownership", {
        ...this.where,
        bucket: bucket.id,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      }),
      this.logicalId,
    );
    named(
      new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
        ...this.where,
        bucket: bucket.id,
        rule: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
            bucketKeyEnabled: true,
          },
        ],
      }),
      this.logicalId,
    );
    const versioning = named(
      new S3BucketVersioningA(this, "versioning", {
        ...this.where,
        bucket: bucket.id,
        versioningConfiguration: { status: "Enabled" },
      }),
      this.logicalId,
    );
    named(
      new S3BucketLifecycleConfiguration(this, "lifecycle", {
        ...this.where,
        bucket: bucket.id,
        rule: [
          {
            id: "expire-old-versions",
            status: "Enabled",
            filter: [{}],
            // Each lock leaves a marker behind.
            expiration: [{ expiredObjectDeleteMarker: true }],
            noncurrentVersionExpiration: [{ noncurrentDays: 90 }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          },
        ],
        dependsOn: [versioning],
      }),
      this.logicalId,
    );
  }

  private createPolicy(bucket: S3Bucket): void {
    const everyone = [{ type: "*", identifiers: ["*"] }];
    const resources = [bucket.arn, `${bucket.arn}/*`];
    const policy = named(
      new DataAwsIamPolicyDocument(this, "bucket-policy", {
        statement: [
          {
            sid: "OnlyTls",
            effect: "Deny",
            actions: ["s3:*"],
            resources,
            principals: everyone,
            condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
          },
          {
            sid: "OnlyTls12AndNewer",
            effect: "Deny",
            actions: ["s3:*"],
            resources,
            principals: everyone,
            condition: [{ test: "NumericLessThan", variable: "s3:TlsVersion", values: ["1.2"] }],
          },
        ],
      }),
      `${this.logicalId}_bucket`,
    );
    named(
      new S3BucketPolicy(this, "policy", { ...this.where, bucket: bucket.id, policy: policy.json }),
      this.logicalId,
    );
  }
}
