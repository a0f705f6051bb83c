// In: the sites of the architecture, and the load balancer where CloudFront stands in front of it. Out: buckets and distributions under their own names. Never a public bucket.
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set/index.js";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { rangesOf } from "../admission.ts";
import { expr, listExpr, named } from "../expressions.ts";
import { Firewall } from "../firewall.ts";
import { frontedByCdn, needsUsEast1, siteHost } from "../hosts.ts";
import { DomainKey } from "../keys/blueprint.ts";
import { declareRateLimit } from "../load-balancer/blueprint.ts";
import type { Parts } from "../parts.ts";
import { buildFrontDoor } from "./front-door.ts";
import { Site } from "./site.ts";

/** One distribution per site, and one for the load balancer when the answers put a CDN in front of it. */
export const staticSite: StackBlueprint<Parts> = {
  name: "static-site",
  appliesTo: needsUsEast1,
  build(stack, architecture, parts) {
    const scope = new Construct(stack, "static-site");
    annotate(scope, { file: "edge", because: architecture.edge.because });
    if (architecture.edge.waf && !architecture.edge.loadBalancer) declareRateLimit(scope, architecture);
    const firewallArn = architecture.edge.waf ? buildFirewall(scope, architecture, parts) : undefined;
    if (frontedByCdn(architecture)) {
      buildFrontDoor(new Construct(scope, "front-door"), architecture, parts, firewallArn);
    }
    if (architecture.sites.length === 0) return;

    const siteScope = new Construct(scope, "sites");
    const sites = architecture.sites.map((site) => {
      const own = new Construct(siteScope, `site-${site.id}`);
      annotate(own, { file: `site-${site.id}`, because: site.because });
      return { id: site.id, ...new Site(own, site, architecture, parts, firewallArn).part };
    });
    const output = (name: string, description: string, pick: (site: (typeof sites)[number]) => string) =>
      named(
        new TerraformOutput(scope, `output-${name}`, {
          description,
          value: Object.fromEntries(sites.map((site) => [site.id, pick(site)])),
        }),
        name,
      );
    output("site_bucket_names", "Bucket that each site is uploaded to.", (site) => site.bucketName);
    output("site_distribution_ids", "Distribution to invalidate after each upload.", (site) => site.distributionId);
    output("site_urls", "Address of each site.", (site) => `https://${site.host}`);
  },
};

/** CloudFront has no group of addresses: its firewall turns everybody else away, by the host that they ask for. */
function limitedSites(scope: Construct, architecture: Architecture, provider: AwsProvider, prefix: string) {
  return architecture.sites.flatMap((site) =>
    site.admits === undefined
      ? []
      : [
          {
            name: `only-admitted-${site.id}`,
            host: siteHost(architecture, site),
            addressesArn: named(
              new Wafv2IpSet(scope, `admitted-${site.id}`, {
                provider,
                name: `${prefix}-admitted-${site.id}`,
                description: `Addresses that may look at ${site.id}`,
                scope: "CLOUDFRONT",
                ipAddressVersion: "IPV4",
                addresses: listExpr(rangesOf(site.admits.id)),
              }),
              `admitted_${label(site.id)}`,
            ).arn,
          },
        ],
  );
}

/** CKV_AWS_68, CloudFront.6: firewalls of CloudFront live in us-east-1, and so do their logs and the key of these. */
function buildFirewall(scope: Construct, architecture: Architecture, parts: Parts): string {
  const foundation = parts.get("foundation");
  const provider = foundation.usEast1;
  if (provider === undefined) throw new Error("CloudFront needs the provider of us-east-1");
  const there = { ...foundation, prefix: `${expr("local.prefix")}-edge`, region: "us-east-1" };
  const key = new DomainKey(scope, "edge-logs-key", there, architecture, {
    domain: "logs",
    logicalId: "edge_logs",
    provider,
  });
  return new Firewall(scope, foundation, {
    id: "cloudfront",
    scope: "CLOUDFRONT",
    provider,
    region: "us-east-1",
    counts: "everybody",
    admits: limitedSites(scope, architecture, provider, foundation.prefix),
    logins: architecture.edge.loginRateLimit !== undefined,
    sql: architecture.databases.length > 0 && architecture.edge.loadBalancer,
    logKeyArn: key.arn,
  }).arn;
}
