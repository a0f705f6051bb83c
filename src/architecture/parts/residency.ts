// In: where the answers want data to stay, and the parts of the stack that lie elsewhere. Out: a warning that names each. Never moves anything.
import type { Draft } from "../draft.ts";

export interface Places {
  readonly region: string;
  readonly drRegion: string | undefined;
  /** Sites, or a distribution in front of the load balancer. */
  readonly cloudFront: boolean;
  readonly firewall: boolean;
}

/** CloudFront keeps what it caches all over the world; its firewall, the log of that and its certificates lie in us-east-1: https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html */
export function reportResidency(draft: Draft, { region, drRegion, cloudFront, firewall }: Places): void {
  const { residency } = draft.details;
  if (residency === null) return;
  const { regions, place, evidence } = residency;
  const outside = [
    ...(regions.test(region) ? [] : [`the stack itself (${region})`]),
    ...(drRegion === undefined || regions.test(drRegion) ? [] : [`copies of the backups (${drRegion})`]),
    ...(cloudFront
      ? [
          "CloudFront, which caches wherever visitors are",
          ...(firewall && !regions.test("us-east-1")
            ? ["the log of its firewall, with addresses of visitors (us-east-1)"]
            : []),
        ]
      : []),
  ];
  if (outside.length === 0) return;
  draft.report({
    code: "ARCH_RESIDENCY",
    severity: "warning",
    pointer: evidence.pointer,
    message: `${JSON.stringify(evidence.quote)}: outside of ${place} lie ${outside.join("; ")}`,
    help: `Have it approved, or take it out of the answers: name regions in ${place}, and serve pages from containers instead of CloudFront.`,
  });
}
