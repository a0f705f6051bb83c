// In: a public service. Out: its target group and the listener rules that lead to it. Never the listener itself.
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group/index.js";
import type { Construct } from "constructs";
import type { Architecture, Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { ruleRanges } from "../admission.ts";
import { expr, listExpr, literal, named } from "../expressions.ts";
import { frontedByCdn, requestHosts } from "../hosts.ts";
import { shortName } from "../names.ts";
import { forwardingDistributions, ORIGIN_HEADER, ORIGIN_SECRET } from "../origin-secret.ts";
import type { Parts } from "../parts.ts";
import { serviceLabel } from "./names.ts";

export interface BuiltTargets {
  readonly group: LbTargetGroup;
  /** Addresses of the rules: ECS refuses a target group that no listener uses. */
  readonly rules: readonly string[];
}

/** A rule takes five condition values, those of all its conditions together: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const VALUES_PER_RULE = 5;

/** Undefined when nothing outside reaches the service. Rules ask for the host as well: what comes under another name (or an address) gets the listener's 404. */
export function buildTargets(
  scope: Construct,
  service: Service,
  architecture: Architecture,
  parts: Parts,
): BuiltTargets | undefined {
  const { port, health } = service;
  if (!service.public || port === undefined || health === undefined || !parts.has("loadBalancer")) return undefined;
  const id = serviceLabel(service.id);
  const group = named(
    new LbTargetGroup(scope, "target-group", {
      // 14 + 1 + 11 + 1 + 5 characters at most, of 32. The port is in the name because another port needs another group, made before the old one goes.
      name: `${expr("local.short_prefix")}-${shortName(service.id, 11)}-${port}`,
      targetType: "ip",
      protocol: "HTTP",
      port,
      vpcId: parts.get("network").vpcId,
      deregistrationDelay: String(Math.min(service.stopTimeoutSeconds, service.websockets ? 120 : 30)),
      healthCheck: {
        path: literal(health.path),
        protocol: "HTTP",
        matcher: "200",
        interval: Math.max(5, health.intervalSeconds),
        timeout: Math.min(health.timeoutSeconds, Math.max(5, health.intervalSeconds) - 1),
        healthyThreshold: 2,
        unhealthyThreshold: Math.max(2, health.retries),
      },
      ...(service.sticky || (service.websockets && architecture.edge.stickySockets)
        ? { stickiness: { type: "lb_cookie", enabled: true, cookieDuration: 86400 } }
        : {}),
      lifecycle: { createBeforeDestroy: true },
    }),
    id,
  );
  annotate(group, {
    skips: [
      {
        check: "CKV_AWS_378",
        reason: "TLS ends at the load balancer; the last hop stays inside the VPC between two security groups",
      },
    ],
  });
  const hosts = requestHosts(architecture);
  // CloudFront's addresses are those of everybody's distributions; the header tells ours apart.
  const fronted = frontedByCdn(architecture);
  const proof = fronted ? [{ httpHeader: { httpHeaderName: ORIGIN_HEADER, values: [ORIGIN_SECRET] } }] : [];
  const ranges = ruleRanges(architecture, service);
  const source = ranges === undefined ? [] : [{ sourceIp: { values: listExpr(ranges) } }];
  // As many addresses as there may be: the rule takes one path beside them.
  const pathsPerRule = ranges === undefined ? VALUES_PER_RULE - hosts.length - proof.length : 1;
  const rules = service.routes.flatMap((route, index) => {
    const chunks = Math.ceil(route.paths.length / pathsPerRule);
    return Array.from({ length: chunks }, (_, chunk) => {
      const place = index === 0 && chunk === 0 ? "" : `_rule_${route.priority + chunk}`;
      const rule = named(
        new LbListenerRule(scope, `listener-rule${place}`, {
          listenerArn: parts.get("loadBalancer").httpsListenerArn,
          priority: route.priority + chunk,
          action: [{ type: "forward", targetGroupArn: group.arn }],
          condition: [
            { hostHeader: { values: hosts } },
            ...proof,
            ...source,
            {
              pathPattern: {
                values: route.paths.slice(chunk * pathsPerRule, (chunk + 1) * pathsPerRule).map(literal),
              },
            },
          ],
          ...(fronted ? { dependsOn: forwardingDistributions(architecture) } : {}),
        }),
        `${id}${place}`,
      );
      return `aws_lb_listener_rule.${rule.friendlyUniqueId}`;
    });
  });
  return { group, rules };
}
