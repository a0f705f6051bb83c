// In: where the firewall stands and what it protects. Out: a web ACL with its log. Never a rule that blocks by guess: lists of anonymous addresses only count.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration/index.js";
import { Construct } from "constructs";
import { named, numberExpr } from "./expressions.ts";
import type { StackParts } from "./parts.ts";
import { policyDocument } from "./policies.ts";

export interface FirewallProps {
  readonly id: "load_balancer" | "cloudfront";
  readonly scope: "REGIONAL" | "CLOUDFRONT";
  readonly provider?: AwsProvider | undefined;
  /** Region that the log group lies in: us-east-1 for CloudFront. */
  readonly region: string;
  /** By which address to count: the connection's own, or the first one in X-Forwarded-For where CloudFront makes the connection. */
  readonly rateBy: "IP" | "FORWARDED_IP";
  /** Attempts to log in have a limit of their own: `var.login_rate_limit`, on paths like `var.login_path_pattern`. */
  readonly logins: boolean;
  /** A relational database stands behind. */
  readonly sql: boolean;
  readonly logKeyArn: string;
}

interface Group {
  readonly name: string;
  /** The whole group only counts. */
  readonly counts: boolean;
  readonly sqlOnly: boolean;
  /** Rules of it that only count. */
  readonly countOnly?: readonly string[];
}

/** Managed groups in order of cost and certainty: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html. CKV_AWS_192 wants KnownBadInputs to block; CKV2_AWS_47 and 76 want AnonymousIpList, which counts because it also lists VPN users. */
const GROUPS: readonly Group[] = [
  { name: "AWSManagedRulesAmazonIpReputationList", counts: false, sqlOnly: false },
  // Its body rule blocks everything above 8 KiB: uploads and longer forms. Services set their own limits, so it counts.
  { name: "AWSManagedRulesCommonRuleSet", counts: false, sqlOnly: false, countOnly: ["SizeRestrictions_BODY"] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", counts: false, sqlOnly: false },
  { name: "AWSManagedRulesSQLiRuleSet", counts: false, sqlOnly: true },
  { name: "AWSManagedRulesAnonymousIpList", counts: true, sqlOnly: false },
];

/** WAF.10–12; CKV2_AWS_31. */
export class Firewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, foundation: StackParts["foundation"], props: FirewallProps) {
    super(scope, "firewall");
    const where = props.provider === undefined ? {} : { provider: props.provider };
    const name = `${foundation.prefix}-${props.id.replaceAll("_", "-")}`;
    const acl = named(
      new Wafv2WebAcl(this, "acl", {
        ...where,
        name,
        description: `Firewall of ${props.id.replaceAll("_", " ")}`,
        scope: props.scope,
        defaultAction: { allow: {} },
        rule: rules(props),
        visibilityConfig: visibility(name),
      }),
      props.id,
    );
    this.arn = acl.arn;
    this.log(acl, foundation, props, where);
  }

  /** The name must start with aws-waf-logs-: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
  private log(
    acl: Wafv2WebAcl,
    foundation: StackParts["foundation"],
    props: FirewallProps,
    where: { provider?: AwsProvider },
  ): void {
    const group = named(
      new CloudwatchLogGroup(this, "log-group", {
        ...where,
        name: `aws-waf-logs-${foundation.prefix}-${props.id.replaceAll("_", "-")}`,
        retentionInDays: numberExpr("var.log_retention_days"),
        kmsKeyId: props.logKeyArn,
      }),
      `waf_${props.id}`,
    );
    const admission = named(
      new CloudwatchLogResourcePolicy(this, "log-policy", {
        ...where,
        policyName: `${foundation.prefix}-waf-${props.id.replaceAll("_", "-")}`,
        policyDocument: policyDocument(this, `waf_${props.id}_log`, [
          {
            sid: "FirewallLogs",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [`${group.arn}:*`],
            principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
            condition: [
              { test: "StringEquals", variable: "aws:SourceAccount", values: [foundation.accountId] },
              {
                test: "ArnLike",
                variable: "aws:SourceArn",
                values: [`arn:${foundation.partition}:logs:${props.region}:${foundation.accountId}:*`],
              },
            ],
          },
        ]),
      }),
      `waf_${props.id}`,
    );
    named(
      new Wafv2WebAclLoggingConfiguration(this, "logging", {
        ...where,
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
        dependsOn: [admission],
      }),
      props.id,
    );
  }
}

function rules(props: FirewallProps): Wafv2WebAclRule[] {
  const groups = GROUPS.filter(({ sqlOnly }) => props.sql || !sqlOnly);
  return [
    ...rateLimits(props),
    ...groups.map(({ name, counts, countOnly }, index) => ({
      name,
      priority: (index + 1) * 10,
      overrideAction: counts ? { count: {} } : { none: {} },
      statement: {
        managed_rule_group_statement: {
          name,
          vendor_name: "AWS",
          ...(countOnly === undefined
            ? {}
            : { rule_action_override: countOnly.map((rule) => ({ name: rule, action_to_use: { count: {} } })) }),
        },
      },
      visibilityConfig: visibility(name),
    })),
  ];
}

/**
 * Behind CloudFront every connection comes from an edge of it, so the first forwarded address is counted; WAF does not look at requests without
 * that header, so those that come around CloudFront are counted by their own address.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html
 */
function rateLimits({ rateBy, logins }: FirewallProps): Wafv2WebAclRule[] {
  const limit = (
    name: string,
    priority: number,
    statement: object,
    most = "${var.waf_rate_limit}",
  ): Wafv2WebAclRule => ({
    name,
    priority,
    action: { block: {} },
    statement: { rate_based_statement: { limit: most, evaluation_window_sec: 300, ...statement } },
    visibilityConfig: visibility(name),
  });
  const address =
    rateBy === "IP"
      ? { aggregate_key_type: "IP" }
      : {
          aggregate_key_type: "FORWARDED_IP",
          forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "NO_MATCH" },
        };
  const onLogins = logins
    ? [limit("login-rate-limit", 2, { ...address, scope_down_statement: LOGIN_ATTEMPT }, "${var.login_rate_limit}")]
    : [];
  if (rateBy === "IP") return [limit("rate-limit", 0, address), ...onLogins];
  return [
    limit("rate-limit", 0, address),
    limit("rate-limit-direct", 1, {
      aggregate_key_type: "IP",
      scope_down_statement: {
        not_statement: {
          statement: {
            byte_match_statement: {
              // CloudFront adds "1.1 … (CloudFront)" to Via of every request that it forwards.
              field_to_match: { single_header: { name: "via" } },
              positional_constraint: "CONTAINS",
              search_string: "cloudfront",
              text_transformation: { priority: 0, type: "LOWERCASE" },
            },
          },
        },
      },
    }),
    ...onLogins,
  ];
}

/** A form that is sent, not one that is looked at. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-scope-down.html */
const LOGIN_ATTEMPT = {
  and_statement: {
    statement: [
      {
        byte_match_statement: {
          field_to_match: { method: {} },
          positional_constraint: "EXACTLY",
          search_string: "POST",
          text_transformation: { priority: 0, type: "NONE" },
        },
      },
      {
        regex_match_statement: {
          field_to_match: { uri_path: {} },
          regex_string: "${var.login_path_pattern}",
          text_transformation: { priority: 0, type: "LOWERCASE" },
        },
      },
    ],
  },
};

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
