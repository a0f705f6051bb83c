// In: the load balancer. Out: the distribution in front of it. Never a cache of what the services did not mark as cacheable.
import type { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { serviceHost } from "../hosts.ts";
import type { Parts } from "../parts.ts";
import { ALL_METHODS, Distribution, MANAGED } from "./distribution.ts";
import { apiOrigin } from "./site.ts";

/** Headers of answers are the services' own business; caching follows their Cache-Control. */
export function buildFrontDoor(
  scope: Construct,
  architecture: Architecture,
  parts: Parts,
  firewallArn: string | undefined,
): void {
  new Distribution(
    scope,
    {
      id: "front_door",
      shortName: "front-door",
      region: architecture.region,
      comment: "Public services",
      host: serviceHost(architecture),
      firewallArn,
      skips: [
        { check: "CKV_AWS_305", reason: "The services answer the root path themselves" },
        {
          check: "CKV_AWS_310",
          reason: "The load balancer spans all zones of its region; there is no second one to fail over to",
        },
        { check: "CKV2_AWS_32", reason: "The services set their own security headers" },
      ],
      config: {
        origin: [apiOrigin(architecture)],
        defaultCacheBehavior: {
          targetOriginId: "load-balancer",
          allowedMethods: ALL_METHODS,
          cachedMethods: ["GET", "HEAD"],
          viewerProtocolPolicy: "redirect-to-https",
          compress: true,
          cachePolicyId: MANAGED.originCacheControl,
          originRequestPolicyId: MANAGED.allViewer,
        },
      },
    },
    parts,
  );
}
