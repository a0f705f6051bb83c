// In: architectures. Out: proof that the front door speaks TLS, logs, and is guarded where the answers ask for it.
import { describe, expect, it } from "vitest";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

const graph = graphOf(everything());

function withEdge(over: Partial<ReturnType<typeof everything>["edge"]>) {
  const base = everything();
  return { ...base, edge: { ...base.edge, ...over } };
}

describe("load balancer", () => {
  it("drops bad headers, logs, and is guarded against deletion by an input", () => {
    expect(blockAt(graph, "aws_lb.public")).toMatchObject({
      drop_invalid_header_fields: true,
      desync_mitigation_mode: "defensive",
      enable_deletion_protection: "${var.deletion_protection}",
      idle_timeout: 3600,
      access_logs: [{ enabled: true, prefix: "load-balancer" }],
      depends_on: ["aws_s3_bucket_policy.access_logs"],
    });
    expect(graph.blocks.map(addressOf)).toContain("aws_s3_bucket_policy.access_logs");
  });

  it("answers what nobody claims with 404, over TLS only", () => {
    expect(blockAt(graph, "aws_lb_listener.https")).toMatchObject({
      protocol: "HTTPS",
      ssl_policy: expect.stringMatching(/^ELBSecurityPolicy-TLS13-1-2/),
      certificate_arn: "${aws_acm_certificate_validation.load_balancer.certificate_arn}",
      default_action: [{ type: "fixed-response", fixed_response: [{ status_code: "404" }] }],
    });
    expect(blockAt(graph, "aws_lb_listener.http")["default_action"]).toMatchObject([
      { type: "redirect", redirect: [{ protocol: "HTTPS", status_code: "HTTP_301" }] },
    ]);
  });

  it("admits CloudFront alone where that stands in front, on a name of its own", () => {
    const behind = graphOf(withEdge({ cdn: true }));
    const rules = behind.blocks
      .filter(
        ({ labels }) => labels[0] === "aws_vpc_security_group_ingress_rule" && labels[1]?.startsWith("load_balancer"),
      )
      .map(addressOf);
    expect(rules).toEqual(["aws_vpc_security_group_ingress_rule.load_balancer_https"]);
    expect(blockAt(behind, "aws_vpc_security_group_ingress_rule.load_balancer_https")).toMatchObject({
      prefix_list_id: "${data.aws_ec2_managed_prefix_list.cloudfront.id}",
    });
    expect(behind.blocks.map(addressOf)).not.toContain("aws_lb_listener.http");
    expect(blockAt(behind, "aws_acm_certificate.load_balancer")["domain_name"]).toBe("origin.${var.domain_name}");
    expect(blockAt(behind, "aws_cloudfront_distribution.front_door")).toMatchObject({
      aliases: ["${var.domain_name}"],
      default_cache_behavior: [{ viewer_protocol_policy: "redirect-to-https" }],
    });
  });
});

describe("firewall", () => {
  it("blocks by rate and by managed lists, and only counts anonymous addresses", () => {
    const text = hclAt(graph, "aws_wafv2_web_acl.load_balancer");
    expect(text).toContain("limit                 = var.waf_rate_limit");
    const rules = blockAt(graph, "aws_wafv2_web_acl.load_balancer")["rule"] as readonly {
      name: string;
      override_action?: object[];
    }[];
    expect(rules.map(({ name, override_action }) => [name, Object.keys(override_action?.[0] ?? {})])).toEqual([
      ["rate-limit", []],
      ["rate-limit-direct", []],
      ["AWSManagedRulesAmazonIpReputationList", ["none"]],
      ["AWSManagedRulesCommonRuleSet", ["none"]],
      ["AWSManagedRulesKnownBadInputsRuleSet", ["none"]],
      ["AWSManagedRulesSQLiRuleSet", ["none"]],
      ["AWSManagedRulesAnonymousIpList", ["count"]],
    ]);
  });

  it("gives attempts to log in a limit of their own where the answers ask for it", () => {
    expect(hclAt(graph, "aws_wafv2_web_acl.load_balancer")).not.toContain("login");
    const shop = everything();
    const strict = graphOf({ ...shop, edge: { ...shop.edge, loginRateLimit: 100 } });
    const rules = blockAt(strict, "aws_wafv2_web_acl.load_balancer")["rule"] as readonly {
      name: string;
      priority: number;
    }[];
    expect(rules.filter(({ name }) => name === "login-rate-limit")).toMatchObject([
      {
        priority: 2,
        action: [{ block: [{}] }],
        statement: [
          {
            rate_based_statement: [
              {
                limit: "${var.login_rate_limit}",
                aggregate_key_type: "FORWARDED_IP",
                scope_down_statement: [
                  {
                    and_statement: [
                      {
                        statement: [
                          { byte_match_statement: [{ search_string: "POST" }] },
                          { regex_match_statement: [{ regex_string: "${var.login_path_pattern}" }] },
                        ],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
    expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
    const pattern = new RegExp(String(blockAt(strict, "var.login_path_pattern")["default"]));
    for (const path of ["/login", "/accounts/login/", "/admin/login/", "/api/sign-in"])
      expect(pattern.test(path)).toBe(true);
    for (const path of ["/logins-of-today", "/blog/index", "/plugin"]) expect(pattern.test(path)).toBe(false);
  });

  it("counts by the visitor's address, also where CloudFront makes the connection", () => {
    expect(hclAt(graph, "aws_wafv2_web_acl.load_balancer")).toContain('aggregate_key_type    = "FORWARDED_IP"');
    expect(hclAt(graph, "aws_wafv2_web_acl.load_balancer")).toMatch(
      /rate-limit-direct[\s\S]*not_statement[\s\S]*"cloudfront"/,
    );
    const direct = graphOf({ ...everything(), sites: [] });
    expect(hclAt(direct, "aws_wafv2_web_acl.load_balancer")).not.toContain("rate-limit-direct");
    expect(hclAt(direct, "aws_wafv2_web_acl.load_balancer")).toContain('aggregate_key_type    = "IP"');
    expect(hclAt(graph, "aws_wafv2_web_acl.cloudfront")).toContain('aggregate_key_type    = "IP"');
  });

  it("logs to a group with the name that AWS asks for, without credentials", () => {
    expect(blockAt(graph, "aws_cloudwatch_log_group.waf_load_balancer")["name"]).toMatch(/^aws-waf-logs-/);
    expect(blockAt(graph, "aws_wafv2_web_acl_logging_configuration.load_balancer")["redacted_fields"]).toEqual([
      { single_header: [{ name: "authorization" }] },
      { single_header: [{ name: "cookie" }] },
    ]);
  });

  it("has no SQL rules without a relational database, and is absent where nobody asked", () => {
    const base = everything();
    const services = base.services.map((service) => ({
      ...service,
      edges: service.edges.filter(({ to }) => to !== "database"),
      environment: service.environment.filter(({ source }) => source.from !== "database"),
      secrets: service.secrets.filter(({ source }) => source.from !== "database"),
    }));
    const plain = graphOf({ ...base, services, databases: [] });
    expect(hclAt(plain, "aws_wafv2_web_acl.load_balancer")).not.toContain("SQLi");
    const off = graphOf(withEdge({ waf: false }));
    expect(off.blocks.filter(({ labels }) => labels[0]?.startsWith("aws_wafv2"))).toEqual([]);
    expect(off.variables.map(({ name }) => name)).not.toContain("waf_rate_limit");
  });
});
