// In: one site. Out: its private bucket, its distribution and, for single-page apps, the function that rewrites paths. Never an object that the internet reads from the bucket.
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function/index.js";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { Construct } from "constructs";
import type { Architecture, Site as SiteRecord } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { named } from "../expressions.ts";
import { loadBalancerHost, siteCallsLoadBalancer, siteHost } from "../hosts.ts";
import { shortName } from "../names.ts";
import { originHeaders } from "../origin-secret.ts";
import type { Parts } from "../parts.ts";
import { attachBucketPolicy, PrivateBucket } from "../storage/private-bucket.ts";
import { ALL_METHODS, Distribution, MANAGED, READ_METHODS } from "./distribution.ts";
import { buildSecurityHeaders } from "./headers.ts";

export interface SitePart {
  readonly host: string;
  readonly bucketName: string;
  readonly distributionId: string;
}

/** Paths without a dot are routes of the app; files keep their names. Every single-page app has the same function, so its code is ours to the letter. */
const REWRITE = `function handler(event) {
  var request = event.request;
  if (request.uri.lastIndexOf(".") <= request.uri.lastIndexOf("/")) {
    request.uri = "/index.html";
  }
  return request;
}
`;

/** Folders answer with their own index.html, which S3 behind CloudFront does not do by itself. */
const FOLDER_INDEX = `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith("/")) {
    request.uri += "index.html";
  } else if (request.uri.lastIndexOf(".") <= request.uri.lastIndexOf("/")) {
    request.uri += "/index.html";
  }
  return request;
}
`;

export class Site extends Construct {
  readonly part: SitePart;

  constructor(
    scope: Construct,
    site: SiteRecord,
    architecture: Architecture,
    parts: Parts,
    firewallArn: string | undefined,
  ) {
    super(scope, "site");
    const foundation = parts.get("foundation");
    const id = `site_${label(site.id)}`;
    const short = shortName(site.id, 20);
    const bucket = this.buildBucket(site, parts);
    const access = named(
      new CloudfrontOriginAccessControl(this, "access", {
        name: `${foundation.prefix}-${short}`,
        description: `Reads the bucket of ${site.id}`,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      }),
      id,
    );
    const rewrite = named(
      new CloudfrontFunction(this, "rewrite", {
        name: `${foundation.prefix}-${short}`,
        comment: site.singlePage ? "Routes of the app answer with index.html" : "Folders answer with their index.html",
        runtime: "cloudfront-js-2.0",
        publish: true,
        code: site.singlePage ? REWRITE : FOLDER_INDEX,
      }),
      id,
    );
    const headersPolicyId = buildSecurityHeaders(this, id, `${foundation.prefix}-${short}`);
    const callsApi = siteCallsLoadBalancer(architecture, site);
    const host = siteHost(architecture, site);
    const { resource } = new Distribution(
      this,
      {
        id,
        shortName: short,
        region: architecture.region,
        comment: `Site ${site.id}`,
        host,
        firewallArn,
        skips: [
          {
            check: "CKV_AWS_310",
            reason: "The site has one bucket in one region; its files can be built again at any time",
          },
        ],
        config: {
          defaultRootObject: "index.html",
          origin: [
            {
              originId: "bucket",
              domainName: bucket.bucketRegionalDomainName,
              originAccessControlId: access.id,
            },
            ...(callsApi ? [apiOrigin(architecture)] : []),
          ],
          defaultCacheBehavior: {
            targetOriginId: "bucket",
            allowedMethods: READ_METHODS,
            cachedMethods: ["GET", "HEAD"],
            viewerProtocolPolicy: "redirect-to-https",
            compress: true,
            cachePolicyId: MANAGED.cachingOptimized,
            responseHeadersPolicyId: headersPolicyId,
            functionAssociation: [{ eventType: "viewer-request", functionArn: rewrite.arn }],
          },
          ...(callsApi
            ? {
                orderedCacheBehavior: [
                  {
                    pathPattern: "/api/*",
                    targetOriginId: "load-balancer",
                    allowedMethods: ALL_METHODS,
                    cachedMethods: ["GET", "HEAD"],
                    viewerProtocolPolicy: "https-only",
                    compress: true,
                    cachePolicyId: MANAGED.cachingDisabled,
                    // The load balancer's certificate and rules know its own host, not the site's.
                    originRequestPolicyId: MANAGED.allViewerExceptHost,
                    responseHeadersPolicyId: headersPolicyId,
                  },
                ],
              }
            : {}),
        },
      },
      parts,
    );
    if (callsApi)
      annotate(resource, {
        comment:
          "/api/* reaches the load balancer as it is, prefix included. compose.yaml has no CloudFront: there the site calls the port of the service, under the same path.",
      });
    this.admitDistribution(bucket, id, resource.arn);
    this.part = { host, bucketName: bucket.bucket, distributionId: resource.id };
  }

  /** The full set of S3 controls; the key of the data domain admits this account's distributions. */
  private buildBucket(site: SiteRecord, parts: Parts): S3Bucket {
    const { prefix, accountId } = parts.get("foundation");
    const id = `site_${label(site.id)}`;
    const { bucket } = new PrivateBucket(this, {
      // 37 + 1 + 7 + 1 + 12 + 5 characters at most, of 63.
      name: `${prefix}-${shortName(site.id, 7)}-${accountId}-site`,
      logicalId: id,
    });
    annotate(bucket, {
      skips: [
        { check: "CKV_AWS_144", reason: "The files come from the build and can be uploaded again at any time" },
        {
          check: "CKV2_AWS_62",
          reason: "Nothing acts on single uploads; the pipeline invalidates the distribution itself",
        },
      ],
    });
    named(
      new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
        bucket: bucket.bucket,
        rule: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: parts.get("keys").data },
            bucketKeyEnabled: true,
          },
        ],
      }),
      id,
    );
    named(
      new S3BucketLifecycleConfiguration(this, "lifecycle", {
        bucket: bucket.bucket,
        rule: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: [{}],
            noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          },
        ],
      }),
      id,
    );
    named(
      new S3BucketLoggingA(this, "logging", {
        bucket: bucket.bucket,
        targetBucket: parts.get("logBucket").name,
        targetPrefix: `s3/${site.id}/`,
        // S3 refuses to log into a bucket that does not admit it yet.
        dependsOn: [{ fqn: "aws_s3_bucket_policy.access_logs" }],
      }),
      id,
    );
    return bucket;
  }

  private admitDistribution(bucket: S3Bucket, id: string, distributionArn: string): void {
    const condition = [{ test: "StringEquals", variable: "aws:SourceArn", values: [distributionArn] }];
    const principals = [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }];
    attachBucketPolicy(this, bucket, id, [
      {
        sid: "DistributionReads",
        actions: ["s3:GetObject"],
        resources: [`${bucket.arn}/*`],
        principals,
        condition,
      },
      // Without it S3 answers a missing file with 403 instead of 404.
      { sid: "DistributionLists", actions: ["s3:ListBucket"], resources: [bucket.arn], principals, condition },
    ]);
  }
}

/** The load balancer as an origin: TLS 1.2 to its own host name. */
export function apiOrigin(architecture: Architecture) {
  return {
    originId: "load-balancer",
    domainName: loadBalancerHost(architecture),
    customHeader: originHeaders(architecture),
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: 60,
    },
  };
}
