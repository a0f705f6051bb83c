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

function rateRule(of: typeof graph) {
  const rules = blockAt(of, "aws_wafv2_web_acl.load_balancer")["rule"] as readonly {
    name: string;
    statement: readonly { rate_based_statement: readonly object[] }[];
  }[];
  return rules.find(({ name }) => name === "rate-limit")?.statement[0]?.rate_based_statement[0] as Record<
    string,
    unknown
  >;
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

  it("has every response ask for TLS next time too, and tells nothing of the server", () => {
    expect(blockAt(graph, "aws_lb_listener.https")).toMatchObject({
      routing_http_response_strict_transport_security_header_value: "max-age=31536000",
      routing_http_response_x_content_type_options_header_value: "nosniff",
      routing_http_response_server_enabled: false,
    });
    // Over plain HTTP the header means nothing, and AWS takes it on HTTPS listeners only.
    expect(JSON.stringify(blockAt(graph, "aws_lb_listener.http"))).not.toContain("strict_transport_security");
  });

  it("says so in the form that its callers read", () => {
    const page = (of: typeof graph) => JSON.stringify(blockAt(of, "aws_lb_listener.https")["default_action"]);
    expect(page(graph)).toContain('"content_type":"text/html"');
    const programs = { ...everything(), services: everything().services.filter(({ kind }) => kind !== "web") };
    expect(page(graphOf(programs))).toContain('"content_type":"application/json"');
    expect(page(graphOf(programs))).toContain(JSON.stringify('{"error":"Not found"}'));
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

  it("serves no distribution but our own there, also without a firewall", () => {
    const proof = {
      http_header: [
        { http_header_name: "X-Origin-Secret", values: ["${sensitive(terraform_data.origin_secret.output)}"] },
      ],
    };
    for (const waf of [true, false]) {
      const base = withEdge({ cdn: true, waf });
      const behind = graphOf({ ...base, sites: [] });
      const rules = behind.blocks.filter(({ labels }) => labels[0] === "aws_lb_listener_rule").map(addressOf);
      expect(rules.length).toBeGreaterThan(1);
      for (const rule of rules) {
        expect(blockAt(behind, rule)["condition"]).toContainEqual(proof);
        // The header must be on its way before anything asks for it.
        expect(blockAt(behind, rule)["depends_on"]).toEqual(["aws_cloudfront_distribution.front_door"]);
      }
      expect(JSON.stringify(blockAt(behind, "aws_cloudfront_distribution.front_door")["origin"])).toContain(
        "terraform_data.origin_secret.output",
      );
      // CloudFront's firewall counts its visitors; here all of them have addresses of CloudFront.
      if (waf) expect(hclAt(behind, "aws_wafv2_web_acl.load_balancer")).not.toContain("rate_based_statement");
      if (waf) expect(hclAt(behind, "aws_wafv2_web_acl.cloudfront")).toContain("rate_based_statement");
    }
    expect(JSON.stringify(blockAt(graph, "aws_lb_listener_rule.orders")["condition"])).not.toContain("http_header");
  });

  it("never gives a rule more condition values than it takes", () => {
    const base = withEdge({ cdn: true });
    const services = base.services.map((service) =>
      service.id === "orders" ? { ...service, routes: [{ priority: 100, paths: ["/a", "/b", "/c", "/d"] }] } : service,
    );
    const behind = graphOf({ ...base, services });
    const rules = behind.blocks.filter(({ labels }) => labels[0] === "aws_lb_listener_rule").map(addressOf);
    for (const rule of rules)
      expect(
        JSON.stringify(blockAt(behind, rule)["condition"])
          .match(/"values":\[[^\]]*\]/g)
          ?.flatMap((found) => found.match(/"[^"]*"(?=[,\]])/g) ?? []).length,
      ).toBeLessThanOrEqual(5);
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
                aggregate_key_type: "IP",
                scope_down_statement: [
                  {
                    and_statement: [
                      {
                        statement: [
                          { byte_match_statement: [{ search_string: "POST" }] },
                          { regex_match_statement: [{ regex_string: "${var.login_path_pattern}" }] },
                          { not_statement: [{}] },
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

  it("counts by the connection's address, which no header changes", () => {
    for (const shop of [everything(), { ...everything(), sites: [] }, withEdge({ cdn: true, loginRateLimit: 100 })]) {
      for (const address of ["aws_wafv2_web_acl.load_balancer", "aws_wafv2_web_acl.cloudfront"]) {
        const all = graphOf(shop);
        if (!all.blocks.map(addressOf).includes(address)) continue;
        const text = hclAt(all, address);
        expect(text).not.toContain("FORWARDED_IP");
        expect(text).not.toMatch(/single_header[\s\S]{0,40}"(via|x-forwarded-for)"/i);
      }
    }
  });

  it("leaves out what our own distributions send, which the firewall of CloudFront counted, and nothing else", () => {
    expect(rateRule(graph)["scope_down_statement"]).toEqual([
      {
        not_statement: [
          {
            statement: [
              {
                regex_pattern_set_reference_statement: [
                  {
                    arn: "${aws_wafv2_regex_pattern_set.own_distributions.arn}",
                    field_to_match: [{ single_header: [{ name: "x-origin-secret" }] }],
                    text_transformation: [{ priority: 0, type: "NONE" }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
    expect(blockAt(graph, "aws_wafv2_regex_pattern_set.own_distributions")).toMatchObject({
      regular_expression: [{ regex_string: '${sensitive(format("^%s$", terraform_data.origin_secret.output))}' }],
    });
    expect(blockAt(graph, "terraform_data.origin_secret")).toMatchObject({
      input: "${sensitive(uuid())}",
      lifecycle: [{ ignore_changes: ["input"] }],
    });
    expect(JSON.stringify(blockAt(graph, "aws_cloudfront_distribution.site_portal")["origin"])).toContain(
      '"custom_header":[{"name":"X-Origin-Secret","value":"${sensitive(terraform_data.origin_secret.output)}"}]',
    );
    expect(blockAt(graph, "aws_wafv2_web_acl.load_balancer")["depends_on"]).toEqual([
      "aws_cloudfront_distribution.site_portal",
    ]);
  });

  it("asks for no secret where no distribution calls the load balancer, or where nothing would read it", () => {
    const alone = everything().sites.map((site) => ({ ...site, calls: [] }));
    for (const shop of [{ ...everything(), sites: [] }, { ...everything(), sites: alone }, withEdge({ waf: false })]) {
      const all = graphOf(shop);
      expect(all.blocks.map(addressOf).join(" ")).not.toMatch(/origin_secret|own_distributions/);
      if (shop.edge.waf) expect(rateRule(all)).not.toHaveProperty("scope_down_statement");
    }
  });

  it("logs to a group with the name that AWS asks for, without credentials", () => {
    expect(blockAt(graph, "aws_cloudwatch_log_group.waf_load_balancer")["name"]).toMatch(/^aws-waf-logs-/);
    expect(blockAt(graph, "aws_wafv2_web_acl_logging_configuration.load_balancer")["redacted_fields"]).toEqual([
      { single_header: [{ name: "authorization" }] },
      { single_header: [{ name: "cookie" }] },
      { single_header: [{ name: "x-origin-secret" }] },
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
