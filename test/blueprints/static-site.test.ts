// In: architectures. Out: proof that buckets stay private, that only the right host answers, and that API calls pass the function by.
import { describe, expect, it } from "vitest";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

const graph = graphOf(everything());
const distribution = blockAt(graph, "aws_cloudfront_distribution.site_portal");

describe("site", () => {
  it("keeps the bucket private, encrypted, versioned and logged", () => {
    expect(blockAt(graph, "aws_s3_bucket_public_access_block.site_portal")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(hclAt(graph, "aws_s3_bucket_server_side_encryption_configuration.site_portal")).toContain(
      "kms_master_key_id = aws_kms_key.data.arn",
    );
    expect(blockAt(graph, "aws_s3_bucket_logging.site_portal")).toMatchObject({
      target_prefix: "s3/portal/",
      depends_on: ["aws_s3_bucket_policy.access_logs"],
    });
  });

  it("lets this one distribution read, and nobody else", () => {
    const text = hclAt(graph, "data.aws_iam_policy_document.site_portal_bucket");
    expect(text).toContain("values   = [aws_cloudfront_distribution.site_portal.arn]");
    expect(text.match(/effect += "Deny"/g)).toHaveLength(2);
  });

  it("speaks modern TLS on its own host, guarded by the firewall of us-east-1", () => {
    expect(distribution).toMatchObject({
      aliases: ["portal.${var.domain_name}"],
      web_acl_id: "${aws_wafv2_web_acl.cloudfront.arn}",
      viewer_certificate: [{ minimum_protocol_version: "TLSv1.2_2021", ssl_support_method: "sni-only" }],
    });
    expect(blockAt(graph, "aws_acm_certificate.site_portal")["provider"]).toBe("aws.us_east_1");
    expect(blockAt(graph, "aws_wafv2_web_acl.cloudfront")["provider"]).toBe("aws.us_east_1");
    expect(blockAt(graph, "aws_route53_record.site_portal_a")).not.toHaveProperty("provider");
  });

  it("sends /api/* to the load balancer over TLS, uncached and not rewritten", () => {
    expect(distribution["ordered_cache_behavior"]).toMatchObject([
      {
        path_pattern: "/api/*",
        target_origin_id: "load-balancer",
        viewer_protocol_policy: "https-only",
        cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      },
    ]);
    expect(JSON.stringify(distribution["ordered_cache_behavior"])).not.toContain("function_association");
    expect(JSON.stringify(distribution["origin"])).toContain('"origin_protocol_policy":"https-only"');
  });

  it("has no way to the load balancer when the site calls nothing", () => {
    const base = everything();
    const alone = graphOf({ ...base, sites: base.sites.map((site) => ({ ...site, calls: [] })) });
    expect(blockAt(alone, "aws_cloudfront_distribution.site_portal")).not.toHaveProperty("ordered_cache_behavior");
  });

  it("takes the bare domain when no web service does, and moves the load balancer to api.", () => {
    const base = everything();
    const lone = graphOf({ ...base, services: base.services.filter(({ id }) => id !== "storefront") });
    expect(blockAt(lone, "aws_cloudfront_distribution.site_portal")["aliases"]).toEqual(["${var.domain_name}"]);
    expect(blockAt(lone, "aws_acm_certificate.load_balancer")["domain_name"]).toBe("api.${var.domain_name}");
  });

  it("stands without any service", () => {
    const base = everything();
    const graph = graphOf({
      ...base,
      services: [],
      databases: [],
      caches: [],
      fileSystems: [],
      email: false,
      sites: base.sites.map((site) => ({ ...site, calls: [] })),
      edge: { ...base.edge, loadBalancer: false },
    });
    const addresses = graph.blocks.map(addressOf);
    expect(addresses).toContain("aws_cloudfront_distribution.site_portal");
    expect(addresses).toContain("var.waf_rate_limit");
    expect(addresses).not.toContain("aws_vpc.this");
  });
});

describe("strict transport security", () => {
  it("does not put the owner's whole domain on the list of browsers by itself", () => {
    const text = hclAt(graph, "aws_cloudfront_response_headers_policy.site_portal");
    expect(text).toMatch(/preload +\S*= false/);
    expect(text).toContain("checkov:skip=CKV_AWS_259:");
  });
});

describe("rewriting", () => {
  const code = String(blockAt(graph, "aws_cloudfront_function.site_portal")["code"]);
  const handler = new Function(`${code}; return handler;`)() as (event: { request: { uri: string } }) => {
    uri: string;
  };

  it.each([
    ["/", "/index.html"],
    ["/orders/12", "/index.html"],
    ["/assets/app.4f2.js", "/assets/app.4f2.js"],
    ["/v1.2/orders", "/index.html"],
    ["/favicon.ico", "/favicon.ico"],
  ])("%s becomes %s", (from, to) => {
    expect(handler({ request: { uri: from } }).uri).toBe(to);
  });
});
