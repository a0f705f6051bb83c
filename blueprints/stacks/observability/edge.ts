// In: distributions and certificates. Out: alarms on what visitors of CloudFront get, and on certificates that end. Never a metric outside of the region that it is kept in.
import type { Architecture } from "../../../src/architecture/model.ts";
import { label } from "../../../src/shared/names.ts";
import { AlarmTopic } from "../alarm-topic/blueprint.ts";
import { expr } from "../expressions.ts";
import { frontedByCdn } from "../hosts.ts";
import { DomainKey } from "../keys/blueprint.ts";
import type { Parts } from "../parts.ts";
import { type AlarmContext, addMathAlarm, metricQuery } from "./alarm.ts";
import { AlarmingEvent } from "./events.ts";

const CLOUDFRONT = "AWS/CloudFront";

/** Requests in five minutes below which a share of errors says nothing. */
const ENOUGH_REQUESTS = 20;
const ERROR_PERCENT = 5;

/** CloudFront keeps metrics and certificates in us-east-1, and an alarm reports to a topic of its own region: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export function addEdgeAlarms(home: AlarmContext, architecture: Architecture, parts: Parts): void {
  const foundation = parts.get("foundation");
  const { usEast1: provider } = foundation;
  if (provider === undefined) return;
  const key = new DomainKey(
    home.scope,
    "edge-messaging-key",
    { ...foundation, prefix: `${foundation.prefix}-edge` },
    architecture,
    { domain: "messaging", logicalId: "edge_messaging", provider },
  );
  const topic = new AlarmTopic(home.scope, "edge-topic", {
    name: `${foundation.prefix}-edge-alarms`,
    logicalId: "edge_alarms",
    key: key.arn,
    accountId: foundation.accountId,
    provider,
  });
  const context: AlarmContext = { ...home, topicArn: topic.arn, provider };
  const distributions = [
    ...(frontedByCdn(architecture) ? [{ id: "front_door", name: "front-door", what: "the public services" }] : []),
    ...architecture.sites.map(({ id }) => ({ id: `site_${label(id)}`, name: `site-${id}`, what: `the site ${id}` })),
  ];
  for (const { id, name, what } of distributions) {
    const dimensions = { DistributionId: expr(`aws_cloudfront_distribution.${id}.id`), Region: "Global" };
    addMathAlarm(context, {
      // No alarm of a service ends in this word, whatever the service is called.
      id: `${name}-edge-failures`,
      description: `More than ${ERROR_PERCENT} % of the requests for ${what} end in a 5xx answer at CloudFront: look at its origin.`,
      queries: [
        {
          id: "percent",
          expression: `IF(FILL(requests, 0) >= ${ENOUGH_REQUESTS}, FILL(errors, 0), 0)`,
          label: "Failed requests in percent",
          returnData: true,
        },
        metricQuery("errors", CLOUDFRONT, "5xxErrorRate", "Average", dimensions),
        metricQuery("requests", CLOUDFRONT, "Requests", "Sum", dimensions),
      ],
      above: ERROR_PERCENT,
      periods: 2,
      silence: "notBreaching",
    });
  }
  addCertificateEvent(
    context,
    "edge-certificate-expires",
    distributions.map(({ id }) => id),
  );
}

/** Of these certificates alone: an account may hold others, whose owners are not here. */
export function addCertificateEvent(
  { scope, prefix, topicArn, provider }: AlarmContext,
  name: string,
  certificates: readonly string[],
): void {
  new AlarmingEvent(scope, name, {
    name,
    logicalId: label(name),
    prefix,
    topicArn,
    ...(provider === undefined ? {} : { provider }),
    description: "A certificate expires and could not be renewed: look at its validation records",
    pattern: {
      source: ["aws.acm"],
      "detail-type": [
        "ACM Certificate Approaching Expiration",
        "ACM Certificate Expired",
        "ACM Certificate Renewal Action Required",
      ],
      resources: certificates.map((id) => expr(`aws_acm_certificate.${id}.arn`)),
    },
  });
}
