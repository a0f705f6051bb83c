// In: a name. Out: the response headers that every answer of a site carries. Never a header that the site's own answers must override to work on its own origin.
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js";
import type { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { named } from "../expressions.ts";

/** Own origin only; styles inline because the common frameworks inject them. A site that loads from elsewhere lists it here. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** CKV2_AWS_32. Returns the id of the policy. */
export function buildSecurityHeaders(scope: Construct, id: string, name: string): string {
  const policy = named(
    new CloudfrontResponseHeadersPolicy(scope, "security-headers", {
      name,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: 31536000,
          includeSubdomains: true,
          // A browser's list is left in months, not minutes, and holds for every name below: the owner of the domain asks for it.
          preload: false,
          override: true,
        },
        contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY_POLICY, override: false },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
      },
    }),
    id,
  );
  annotate(policy, {
    comment: "Add other origins that the site loads from to the content security policy.",
    skips: [
      {
        check: "CKV_AWS_259",
        reason: "It asks for preload, which binds the whole domain for months: the owner of the domain decides that",
      },
    ],
  });
  return policy.id;
}
