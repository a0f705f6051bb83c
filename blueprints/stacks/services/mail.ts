// In: a system that sends mail. Out: the domain as a sender that Amazon SES signs for, mail over TLS only. Never a credential for SMTP.
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import { Sesv2ConfigurationSet } from "@cdktf/provider-aws/lib/sesv2-configuration-set/index.js";
import { Sesv2EmailIdentity } from "@cdktf/provider-aws/lib/sesv2-email-identity/index.js";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { expr, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";

/** DKIM always has three keys: https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html. DMARC is left to the owner of the domain (a step of the README): it holds for all mail of it, ours or not, and DKIM under the same domain satisfies it without a MAIL FROM of our own. */
export function buildMailSender(top: Construct, parts: Parts): void {
  const { prefix } = parts.get("foundation");
  const scope = new Construct(top, "mail");
  annotate(scope, { file: "mail" });
  const set = named(
    new Sesv2ConfigurationSet(scope, "configuration-set", {
      configurationSetName: prefix,
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    }),
    "this",
  );
  const identity = named(
    new Sesv2EmailIdentity(scope, "identity", {
      emailIdentity: expr("var.domain_name"),
      configurationSetName: set.configurationSetName,
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    }),
    "this",
  );
  annotate(identity, {
    comment: "New accounts may only send to verified addresses: ask AWS once for production access of SES.",
  });
  const token = (index: number) => `aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[${index}]`;
  for (const index of [0, 1, 2]) {
    named(
      new Route53Record(scope, `dkim-${index}`, {
        zoneId: expr("var.hosted_zone_id"),
        name: `${expr(token(index))}._domainkey.${expr("var.domain_name")}`,
        type: "CNAME",
        ttl: 1800,
        records: [`${expr(token(index))}.dkim.amazonses.com`],
      }),
      `dkim_${index}`,
    );
  }
}

/** Some service has mail among its edges. */
export function sendsMail({ services }: Architecture): boolean {
  return services.some(({ edges }) => edges.some(({ to }) => to === "email"));
}
