// In: a name. Out: what every bucket has: no public access, no ACLs, versions, TLS only. Never deleted while it holds objects.
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { Construct } from "constructs";
import { named } from "../expressions.ts";
import { policyDocument, type Statement } from "../policies.ts";

/** CKV_AWS_53–56, CKV2_AWS_6, CKV2_AWS_65, CKV_AWS_21. Encryption, lifecycle and policy are the caller's: they depend on what is stored. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, props: { readonly name: string; readonly logicalId: string }) {
    super(scope, "bucket");
    const { name, logicalId } = props;
    this.bucket = named(new S3Bucket(this, "this", { bucket: name, forceDestroy: false }), logicalId);
    named(
      new S3BucketPublicAccessBlock(this, "public-access", {
        bucket: this.bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      logicalId,
    );
    named(
      new S3BucketOwnershipControls(this, "ownership", {
        bucket: this.bucket.bucket,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      }),
      logicalId,
    );
    named(
      new S3BucketVersioningA(this, "versioning", {
        bucket: this.bucket.bucket,
        versioningConfiguration: { status: "Enabled" },
      }),
      logicalId,
    );
  }
}

/** TLS 1.2 or newer only (S3.5), plus the statements of `more`. */
export function attachBucketPolicy(
  scope: Construct,
  bucket: S3Bucket,
  logicalId: string,
  more: readonly Statement[] = [],
): S3BucketPolicy {
  const everything = {
    effect: "Deny",
    actions: ["s3:*"],
    resources: [bucket.arn, `${bucket.arn}/*`],
    principals: [{ type: "AWS", identifiers: ["*"] }],
  };
  const policy = policyDocument(scope, `${logicalId}_bucket`, [
    ...more,
    {
      ...everything,
      sid: "OnlyOverTls",
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
    {
      ...everything,
      sid: "OnlyModernTls",
      condition: [{ test: "NumericLessThan", variable: "s3:TlsVersion", values: ["1.2"] }],
    },
  ]);
  return named(new S3BucketPolicy(scope, "bucket-policy", { bucket: bucket.bucket, policy }), logicalId);
}
