// In: the architecture, network and log bucket. Out: the public load balancer with TLS, its firewall and its names. Never a target: services bring theirs.
import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list/index.js";
import { Lb } from "@cdktf/provider-aws/lib/lb/index.js";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association/index.js";
import { TerraformLocal, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { doorKeys, unionOf } from "../admission.ts";
import { aliasRecords, Certificate } from "../certificate.ts";
import { booleanExpr, expr, named } from "../expressions.ts";
import { Firewall } from "../firewall.ts";
import { cloudFrontForwards, frontedByCdn, loadBalancerHost } from "../hosts.ts";
import { declareOriginSecret, forwardingDistributions, needsOriginSecret } from "../origin-secret.ts";
import type { Parts } from "../parts.ts";
import { declareInput } from "../variables.ts";

/** TLS 1.2 and 1.3, restricted ciphers, hybrid post-quantum key exchange; the `TLS13` prefix is what CKV_AWS_103 looks for. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Put onto every response, those of the 404 and of the firewall included; AWS overwrites what a service says, so only what holds for every service stands here. A content policy and the frames that a page may stand in are the service's own.
 * Subdomains are not spoken for: the zone may hold other people's. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html */
const RESPONSE_HEADERS = {
  routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
  routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
  routingHttpResponseServerEnabled: false,
} as const;

/** ELB.1, 4, 5, 6, 12, 16. Everything that no rule of a service matches is answered with 404. */
export const loadBalancer: StackBlueprint<Parts> = {
  name: "load-balancer",
  appliesTo: (architecture) => architecture.edge.loadBalancer,
  build(stack, architecture, parts) {
    const foundation = parts.get("foundation");
    const network = parts.get("network");
    const scope = new Construct(stack, "load-balancer");
    annotate(scope, { file: "edge", because: architecture.edge.because });
    if (architecture.edge.waf) declareRateLimit(scope, architecture);
    if (needsOriginSecret(architecture)) declareOriginSecret(scope);

    named(
      new TerraformLocal(
        scope,
        "local-short-prefix",
        expr(
          'length(local.prefix) <= 14 ? local.prefix : "${substr(local.prefix, 0, 8)}-${substr(sha256(local.prefix), 0, 5)}"',
        ),
      ),
      "short_prefix",
    );
    const group = named(
      new SecurityGroup(scope, "security-group", {
        name: `${foundation.prefix}-load-balancer`,
        // A description never changes without replacing the group, so it stays what it was when the way in moves inside.
        description: "Public load balancer",
        vpcId: network.vpcId,
        tags: { Name: `${foundation.prefix}-load-balancer` },
      }),
      "load_balancer",
    );
    admit(scope, group, architecture);

    const balancer = named(
      new Lb(scope, "load-balancer", {
        name: `${expr("local.short_prefix")}-${architecture.edge.inside ? "inside" : "public"}`,
        loadBalancerType: "application",
        internal: architecture.edge.inside,
        ipAddressType: "ipv4",
        subnets: network.publicSubnetIds,
        securityGroups: [group.id],
        enableHttp2: true,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        enableDeletionProtection: booleanExpr("var.deletion_protection"),
        // Sockets are quiet for longer than requests are.
        idleTimeout: architecture.services.some(({ websockets }) => websockets) ? 3600 : 60,
        accessLogs: { enabled: true, bucket: parts.get("logBucket").name, prefix: "load-balancer" },
        // AWS tries a write when logging is turned on: the bucket's policy must be there before.
        dependsOn: [{ fqn: "aws_s3_bucket_policy.access_logs" }],
      }),
      "public",
    );
    if (!architecture.edge.waf)
      annotate(balancer, {
        skips: [{ check: "CKV2_AWS_28", reason: "The answers decide that there is no web application firewall" }],
      });
    const https = buildListeners(scope, balancer, architecture);
    aliasRecords(scope, {
      id: "load_balancer",
      host: loadBalancerHost(architecture),
      target: { name: balancer.dnsName, zoneId: balancer.zoneId },
      // The balancer speaks IPv4 only; an AAAA alias would answer nothing.
      types: ["A"],
      evaluateTargetHealth: true,
    });
    if (architecture.edge.waf) protect(scope, balancer, architecture, parts);

    const output = (name: string, description: string, value: string) =>
      named(new TerraformOutput(scope, `output-${name}`, { description, value }), name);
    output("load_balancer_dns_name", "Name of the load balancer, as AWS gave it.", balancer.dnsName);
    output("load_balancer_host", "Host name that the load balancer answers on.", loadBalancerHost(architecture));
    parts.set("loadBalancer", {
      arn: balancer.arn,
      arnSuffix: balancer.arnSuffix,
      dnsName: balancer.dnsName,
      zoneId: balancer.zoneId,
      httpsListenerArn: https.arn,
      securityGroupId: group.id,
    });
  },
};

/** From everywhere, from CloudFront alone when it stands in front, or from those alone whom the answers admit to all that stands behind. */
function admit(scope: Construct, group: SecurityGroup, architecture: Architecture): void {
  const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
  if (frontedByCdn(architecture)) {
    const cloudFront = named(
      new DataAwsEc2ManagedPrefixList(scope, "cloudfront-addresses", {
        name: "com.amazonaws.global.cloudfront.origin-facing",
      }),
      "cloudfront",
    );
    named(
      new VpcSecurityGroupIngressRule(scope, "ingress-https", {
        securityGroupId: group.id,
        description: "HTTPS from CloudFront",
        prefixListId: cloudFront.id,
        ...tcp(443),
      }),
      "load_balancer_https",
    );
    return;
  }
  const keys = doorKeys(architecture);
  const open = (id: string, port: number, description: string) => {
    const rule = named(
      new VpcSecurityGroupIngressRule(scope, `ingress-${id}`, {
        securityGroupId: group.id,
        description,
        cidrIpv4: keys === undefined ? "0.0.0.0/0" : expr("each.value"),
        ...tcp(port),
      }),
      `load_balancer_${id}`,
    );
    if (keys !== undefined) rule.addOverride("for_each", unionOf(keys));
    return rule;
  };
  if (keys !== undefined) {
    open("https", 443, "HTTPS from admitted addresses");
    open("http", 80, "HTTP from admitted addresses, answered with a redirect to HTTPS");
    return;
  }
  open("https", 443, "HTTPS from everywhere");
  const http = open("http", 80, "HTTP from everywhere, answered with a redirect to HTTPS");
  annotate(http, { skips: [{ check: "CKV_AWS_260", reason: "Port 80 only redirects to HTTPS" }] });
}

function buildListeners(scope: Construct, balancer: Lb, architecture: Architecture): LbListener {
  const certificate = new Certificate(scope, { id: "load_balancer", host: loadBalancerHost(architecture) });
  const https = named(
    new LbListener(scope, "https", {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn: certificate.arn,
      ...RESPONSE_HEADERS,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: notFound(architecture),
        },
      ],
    }),
    "https",
  );
  if (!frontedByCdn(architecture)) {
    named(
      new LbListener(scope, "http", {
        loadBalancerArn: balancer.arn,
        port: 80,
        protocol: "HTTP",
        defaultAction: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
      }),
      "http",
    );
  }
  return https;
}

/** In the form that its callers read: a page for people, JSON where the services are called by programs alone. */
function notFound({ services }: Architecture) {
  const people = services.some((service) => service.public && service.kind === "web");
  return people
    ? {
        contentType: "text/html",
        messageBody: "<!doctype html><title>Not found</title><h1>Not found</h1>",
        statusCode: "404",
      }
    : { contentType: "application/json", messageBody: '{"error":"Not found"}', statusCode: "404" };
}

/** CKV2_AWS_28. CloudFront counts its own visitors: by the address of the connection all of them would be in one pot here. */
function protect(scope: Construct, balancer: Lb, architecture: Architecture, parts: Parts): void {
  const firewall = new Firewall(scope, parts.get("foundation"), {
    id: "load_balancer",
    scope: "REGIONAL",
    region: parts.get("foundation").region,
    counts: countedHere(architecture),
    after: forwardingDistributions(architecture),
    logins: architecture.edge.loginRateLimit !== undefined,
    sql: architecture.databases.length > 0,
    logKeyArn: parts.get("keys").logs,
  });
  named(
    new Wafv2WebAclAssociation(scope, "firewall-association", { resourceArn: balancer.arn, webAclArn: firewall.arn }),
    "load_balancer",
  );
}

function countedHere(architecture: Architecture): "everybody" | "callers-beside-cloudfront" | "nobody" {
  if (frontedByCdn(architecture)) return "nobody";
  return cloudFrontForwards(architecture) ? "callers-beside-cloudfront" : "everybody";
}

/** Shared by both firewalls; declared by whichever front door is built first. */
export function declareRateLimit(scope: Construct, architecture: Architecture): void {
  declareInput(scope, "waf_rate_limit", architecture, {
    type: "number",
    description:
      "Requests per five minutes and address before the firewall blocks. Everybody in one building or behind one proxy has the same address: raise it where many visitors come from one place.",
    valueFor: () => architecture.edge.rateLimit,
    validation: {
      condition: "var.waf_rate_limit >= 10 && var.waf_rate_limit <= 2000000000",
      errorMessage: "waf_rate_limit must lie between 10 and 2000000000, the bounds of AWS WAF.",
    },
  });
  const { loginRateLimit } = architecture.edge;
  if (loginRateLimit === undefined) return;
  declareInput(scope, "login_rate_limit", architecture, {
    type: "number",
    description: "Attempts to log in per five minutes and address before the firewall blocks.",
    valueFor: () => loginRateLimit,
    validation: {
      condition: "var.login_rate_limit >= 10 && var.login_rate_limit <= 2000000000",
      errorMessage: "login_rate_limit must lie between 10 and 2000000000, the bounds of AWS WAF.",
    },
  });
  declareInput(scope, "login_path_pattern", architecture, {
    type: "string",
    description: "Regular expression for the paths, in lower case, that a login is posted to.",
    default: "/(log-?in|sign-?in|session|token)s?(/|$)",
  });
}
