// In: the architecture. Out: the value by which the load balancer knows requests that came through our own distributions. Never a value that people set, and never one that a client sees.
import { DataResource } from "cdktf";
import type { Construct } from "constructs";
import type { Architecture } from "../../src/architecture/model.ts";
import { annotate } from "../../src/render/blueprint.ts";
import { label } from "../../src/shared/names.ts";
import { expr, named } from "./expressions.ts";
import { cloudFrontForwards, frontedByCdn, siteCallsLoadBalancer } from "./hosts.ts";

/** CloudFront overwrites a header of the same name that a viewer sends: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html */
export const ORIGIN_HEADER = "X-Origin-Secret";

const OUTPUT = "terraform_data.origin_secret.output";

/** As a value of the header; marked, so that no plan prints it. */
export const ORIGIN_SECRET = expr(`sensitive(${OUTPUT})`);

/** As a pattern that only this value matches: letters, digits and dashes need no escapes. */
export const ORIGIN_SECRET_PATTERN = expr(`sensitive(format("^%s$", ${OUTPUT}))`);

/**
 * Addresses alone say "CloudFront", which is everybody's: anyone can point a distribution of theirs, without our firewall, at the load balancer.
 * Nobody asks for the value where no rule would read it: without a CDN in front and without a firewall that counts.
 */
export function needsOriginSecret(architecture: Architecture): boolean {
  return frontedByCdn(architecture) || (architecture.edge.waf && cloudFrontForwards(architecture));
}

/** Custom headers of the load balancer as an origin. */
export function originHeaders(architecture: Architecture): { name: string; value: string }[] {
  return needsOriginSecret(architecture) ? [{ name: ORIGIN_HEADER, value: ORIGIN_SECRET }] : [];
}

/** Distributions that send the header. What asks for it waits for them: the other way round their requests would be turned away meanwhile. */
export function forwardingDistributions(architecture: Architecture): { fqn: string }[] {
  const sites = architecture.sites.filter((site) => siteCallsLoadBalancer(architecture, site));
  return [...(frontedByCdn(architecture) ? ["front_door"] : []), ...sites.map(({ id }) => `site_${label(id)}`)].map(
    (id) => ({ fqn: `aws_cloudfront_distribution.${id}` }),
  );
}

/** Drawn by Terraform itself: a secret store would hold a copy more, and every plan would have to read it. */
export function declareOriginSecret(scope: Construct): void {
  const secret = named(
    new DataResource(scope, "origin-secret", { lifecycle: { ignoreChanges: ["input"] } }),
    "origin_secret",
  );
  // The binding takes objects only.
  secret.addOverride("input", expr("sensitive(uuid())"));
  annotate(secret, {
    comment:
      "By this header the load balancer knows our own distributions. Random on the first apply, kept from then on; the state holds it, as does the distribution's configuration. Another one: -replace, at a quiet hour.",
  });
}
