// In: origins and behaviours. Out: a CloudFront distribution with certificate, names and log. Never plain HTTP and never TLS below 1.2.
import {
  CloudfrontDistribution,
  type CloudfrontDistributionConfig,
} from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery/index.js";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination/index.js";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source/index.js";
import { Construct } from "constructs";
import { annotate, type ControlException } from "../../../src/render/blueprint.ts";
import { aliasRecords, Certificate } from "../certificate.ts";
import { named } from "../expressions.ts";
import type { Parts } from "../parts.ts";

/** Policies that AWS manages, by their fixed ids: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const MANAGED = {
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /** Caches what the origin allows, by host, query and cookies. */
  originCacheControl: "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
  allViewer: "216adef6-2c7f-47e4-b989-5492eafa07d3",
  allViewerExceptHost: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;

export const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
export const READ_METHODS = ["GET", "HEAD", "OPTIONS"];

export interface DistributionProps {
  readonly id: string;
  /** At most 20 characters: part of names that AWS limits to 60. */
  readonly shortName: string;
  /** Where the system runs: its users are taken to be near. */
  readonly region: string;
  readonly comment: string;
  readonly host: string;
  readonly firewallArn: string | undefined;
  readonly config: Pick<
    CloudfrontDistributionConfig,
    "origin" | "defaultCacheBehavior" | "orderedCacheBehavior" | "defaultRootObject"
  >;
  readonly skips: readonly ControlException[];
}

/** CloudFront.3, 5, 7, 8, 9, 10; CKV_AWS_34, 174; CKV2_AWS_42, 54, 72. */
export class Distribution extends Construct {
  readonly resource: CloudfrontDistribution;

  constructor(scope: Construct, props: DistributionProps, parts: Parts) {
    super(scope, "distribution");
    const { usEast1 } = parts.get("foundation");
    const certificate = new Certificate(this, { id: props.id, host: props.host, provider: usEast1 });
    this.resource = named(
      new CloudfrontDistribution(this, "distribution", {
        enabled: true,
        comment: props.comment,
        aliases: [props.host],
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        // The cheapest class has no places outside of North America and Europe.
        priceClass: /^(us|ca|eu)-/.test(props.region) ? "PriceClass_100" : "PriceClass_All",
        ...props.config,
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: {
          acmCertificateArn: certificate.arn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        ...(props.firewallArn === undefined ? {} : { webAclId: props.firewallArn }),
      }),
      props.id,
    );
    annotate(this.resource, {
      skips: [
        { check: "CKV_AWS_374", reason: "The answers name no country to shut out" },
        {
          check: "CKV_AWS_86",
          reason:
            "Access logs go through CloudWatch log delivery; the check knows only the old way, which needs bucket ACLs",
        },
        ...props.skips,
      ],
    });
    aliasRecords(this, {
      id: props.id,
      host: props.host,
      target: { name: this.resource.domainName, zoneId: this.resource.hostedZoneId },
      types: ["A", "AAAA"],
      evaluateTargetHealth: false,
    });
    this.deliverLogs(props, parts);
  }

  /** CloudFront.5. Access logs, version 2, to the log bucket; the API stands in us-east-1 wherever the bucket is: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
  private deliverLogs(props: DistributionProps, parts: Parts): void {
    const { prefix, usEast1 } = parts.get("foundation");
    const where = usEast1 === undefined ? {} : { provider: usEast1 };
    const source = named(
      new CloudwatchLogDeliverySource(this, "log-source", {
        ...where,
        name: `${prefix}-${props.shortName}`,
        logType: "ACCESS_LOGS",
        resourceArn: this.resource.arn,
      }),
      props.id,
    );
    const destination = named(
      new CloudwatchLogDeliveryDestination(this, "log-destination", {
        ...where,
        name: `${prefix}-${props.shortName}`,
        outputFormat: "w3c",
        deliveryDestinationConfiguration: [
          { destinationResourceArn: `${parts.get("logBucket").arn}/cloudfront/${props.shortName}` },
        ],
      }),
      props.id,
    );
    named(
      new CloudwatchLogDelivery(this, "log-delivery", {
        ...where,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        dependsOn: [{ fqn: "aws_s3_bucket_policy.access_logs" }],
      }),
      props.id,
    );
  }
}
