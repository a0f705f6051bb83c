// In: where the firewall stands and what it protects. Out: a web ACL with its log. Never a rule that blocks by guess: lists of anonymous addresses only count.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Wafv2RegexPatternSet } from "@cdktf/provider-aws/lib/wafv2-regex-pattern-set/index.js";
import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration/index.js";
import { Construct } from "constructs";
import { named, numberExpr } from "./expressions.ts";
import { ORIGIN_HEADER, ORIGIN_SECRET_PATTERN } from "./origin-secret.ts";
import type { StackParts } from "./parts.ts";
import { policyDocument } from "./policies.ts";

export interface FirewallProps {
  readonly id: "load_balancer" | "cloudfront";
  readonly scope: "REGIONAL" | "CLOUDFRONT";
  readonly provider?: AwsProvider | undefined;
  /** Region that the log group lies in: us-east-1 for CloudFront. */
  readonly region: string;
  /** Whose requests are counted, always by the address of the connection: what a client writes into a header must neither choose the count nor leave it. */
  readonly counts: "everybody" | "callers-beside-cloudfront" | "nobody";
  /** What must be there before the rules change. */
  readonly after?: { fqn: string }[];
  /** Hosts that only some addresses may ask for; all others are turned away. */
  readonly admits?: readonly { readonly name: string; readonly host: string; readonly addressesArn: string }[];
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
        rule: rules(props, this.ownDistributions(foundation, props)),
        visibilityConfig: visibility(name),
        ...(props.after === undefined || props.after.length === 0 ? {} : { dependsOn: props.after }),
      }),
      props.id,
    );
    this.arn = acl.arn;
    this.log(acl, foundation, props, where);
  }

  /** Requests that carry the header of our own distributions. A set of its own, because a marked value in the rules would hide them all from every plan. */
  private ownDistributions(foundation: StackParts["foundation"], props: FirewallProps): string | undefined {
    if (props.counts !== "callers-beside-cloudfront") return undefined;
    return named(
      new Wafv2RegexPatternSet(this, "own-distributions", {
        name: `${foundation.prefix}-own-distributions`,
        description: "Value of the header that our own distributions send",
        scope: props.scope,
        regularExpression: [{ regexString: ORIGIN_SECRET_PATTERN }],
      }),
      "own_distributions",
    ).arn;
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
        redactedFields: [
          "authorization",
          "cookie",
          ...(needsRedaction(props) ? [ORIGIN_HEADER.toLowerCase()] : []),
        ].map((header) => ({ singleHeader: { name: header } })),
        dependsOn: [admission],
      }),
      props.id,
    );
  }
}

/** CloudFront adds the header after its own firewall has looked. */
function needsRedaction({ counts }: FirewallProps): boolean {
  return counts !== "everybody";
}

function rules(props: FirewallProps, ownDistributions: string | undefined): Wafv2WebAclRule[] {
  const groups = GROUPS.filter(({ sqlOnly }) => props.sql || !sqlOnly);
  return [
    ...(props.counts === "nobody" ? [] : rateLimits(props, ownDistributions)),
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
    ...(props.admits ?? []).map(({ name, host, addressesArn }, index) => ({
      name,
      priority: 100 + index,
      action: { block: {} },
      statement: {
        and_statement: {
          statement: [
            {
              byte_match_statement: {
                field_to_match: { single_header: { name: "host" } },
                positional_constraint: "EXACTLY",
                search_string: host,
                text_transformation: { priority: 0, type: "LOWERCASE" },
              },
            },
            { not_statement: { statement: { ip_set_reference_statement: { arn: addressesArn } } } },
          ],
        },
      },
      visibilityConfig: visibility(name),
    })),
  ];
}

/** What comes through our distributions was counted by the firewall of CloudFront; only they know the header that says so. */
function rateLimits({ logins }: FirewallProps, ownDistributions: string | undefined): Wafv2WebAclRule[] {
  const others =
    ownDistributions === undefined
      ? []
      : [
          {
            not_statement: {
              statement: {
                regex_pattern_set_reference_statement: {
                  arn: ownDistributions,
                  field_to_match: { single_header: { name: ORIGIN_HEADER.toLowerCase() } },
                  text_transformation: { priority: 0, type: "NONE" },
                },
              },
            },
          },
        ];
  const limit = (name: string, priority: number, most: string, only: readonly object[]): Wafv2WebAclRule => ({
    name,
    priority,
    action: { block: {} },
    statement: {
      rate_based_statement: {
        limit: most,
        evaluation_window_sec: 300,
        aggregate_key_type: "IP",
        ...(only.length === 0
          ? {}
          : { scope_down_statement: only.length === 1 ? only[0] : { and_statement: { statement: only } } }),
      },
    },
    visibilityConfig: visibility(name),
  });
  return [
    limit("rate-limit", 0, "${var.waf_rate_limit}", others),
    ...(logins ? [limit("login-rate-limit", 2, "${var.login_rate_limit}", [...LOGIN_ATTEMPT, ...others])] : []),
  ];
}

/** A form that is sent, not one that is looked at. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-scope-down.html */
const LOGIN_ATTEMPT = [
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
];

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
