// In: foundation. Out: the bucket that receives access logs of load balancers, buckets and distributions. Never encrypted with KMS: load balancers could not write to it.
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { named, numberExpr } from "../expressions.ts";
import type { StackParts } from "../parts.ts";
import { attachBucketPolicy, PrivateBucket } from "./private-bucket.ts";

const ID = "access_logs";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export class LogBucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, foundation: StackParts["foundation"], wants: { loadBalancer: boolean; cdn: boolean }) {
    super(scope, "access-logs");
    const { accountId, partition, region, prefix } = foundation;
    const { bucket } = new PrivateBucket(this, { name: `${prefix}-${accountId}-access-logs`, logicalId: ID });
    this.arn = bucket.arn;
    annotate(bucket, {
      comment: "Access logs. Encrypted by S3 itself, because load balancers cannot write to a bucket under a KMS key.",
      skips: [
        {
          check: "CKV_AWS_145",
          reason: "Load balancers can only write access logs to a bucket encrypted by S3 itself",
        },
        { check: "CKV_AWS_18", reason: "This bucket receives the access logs; logging it into itself would never end" },
        { check: "CKV_AWS_144", reason: "Access logs are kept for review in one region and are no part of recovery" },
        { check: "CKV2_AWS_62", reason: "Nothing acts on single log files" },
      ],
    });
    named(
      new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
        bucket: bucket.bucket,
        rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      }),
      ID,
    );
    named(
      new S3BucketLifecycleConfiguration(this, "lifecycle", {
        bucket: bucket.bucket,
        rule: [
          {
            id: "expire",
            status: "Enabled",
            filter: [{}],
            expiration: [{ days: numberExpr("var.log_retention_days") }],
            noncurrentVersionExpiration: [{ noncurrentDays: 7 }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          },
        ],
      }),
      ID,
    );
    const policy = attachBucketPolicy(this, bucket, ID, [
      {
        sid: "BucketsLog",
        actions: ["s3:PutObject"],
        resources: [`${this.arn}/*`],
        principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
      },
      ...(wants.loadBalancer
        ? [
            {
              sid: "LoadBalancersLog",
              actions: ["s3:PutObject"],
              resources: [`${this.arn}/AWSLogs/${accountId}/*`, `${this.arn}/*/AWSLogs/${accountId}/*`],
              principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
              condition: [
                {
                  test: "ArnLike",
                  variable: "aws:SourceArn",
                  values: [`arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`],
                },
              ],
            },
          ]
        : []),
      ...(wants.cdn
        ? [
            {
              // To the letter as AWS documents it: where it finds no such statement, log delivery writes one into the policy, and the next plan takes it out again.
              // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
              sid: "AWSLogDeliveryWrite",
              actions: ["s3:PutObject"],
              resources: [`${this.arn}/*`],
              principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
              condition: [
                { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
                { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
                {
                  test: "ArnLike",
                  variable: "aws:SourceArn",
                  // CloudFront delivers from us-east-1 wherever the bucket is.
                  values: [`arn:${partition}:logs:us-east-1:${accountId}:delivery-source:*`],
                },
              ],
            },
          ]
        : []),
    ]);
    // By way of the policy: AWS refuses to log to a bucket before its policy admits the writer.
    this.name = policy.bucket;
  }
}
