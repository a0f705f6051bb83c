// In: host names. Out: a certificate that proves itself through DNS, and the alias records of a front door. Never a wildcard.
import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate/index.js";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import { Construct } from "constructs";
import { expr, named } from "./expressions.ts";

export interface CertificateProps {
  readonly id: string;
  /** May hold references: "api.${var.domain_name}". */
  readonly host: string;
  /** us-east-1 for CloudFront; the stack's own region otherwise. */
  readonly provider?: AwsProvider | undefined;
}

/** CKV_AWS_233, CKV2_AWS_71. One host and so one validation record: no loop over values that are known after apply only. */
export class Certificate extends Construct {
  /** Known once the certificate is issued, so that nothing uses it before. */
  readonly arn: string;

  constructor(scope: Construct, props: CertificateProps) {
    super(scope, "certificate");
    const { id, host } = props;
    const where = props.provider === undefined ? {} : { provider: props.provider };
    const certificate = named(
      new AcmCertificate(this, "certificate", {
        ...where,
        domainName: host,
        validationMethod: "DNS",
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
        lifecycle: { createBeforeDestroy: true },
      }),
      id,
    );
    const option = (field: string) => expr(`one(aws_acm_certificate.${id}.domain_validation_options[*].${field})`);
    const record = named(
      new Route53Record(this, "validation-record", {
        zoneId: expr("var.hosted_zone_id"),
        name: option("resource_record_name"),
        type: option("resource_record_type"),
        records: [option("resource_record_value")],
        ttl: 300,
        allowOverwrite: true,
      }),
      `${id}_validation`,
    );
    this.arn = named(
      new AcmCertificateValidation(this, "validation", {
        ...where,
        certificateArn: certificate.arn,
        validationRecordFqdns: [record.fqdn],
        // The provider waits 75 minutes, the pipeline's session lasts sixty; ACM needs a few once the zone is delegated.
        timeouts: { create: "20m" },
      }),
      id,
    ).certificateArn;
  }
}

export interface AliasProps {
  /** Terraform name; the records are `<id>_a` and `<id>_aaaa`. */
  readonly id: string;
  readonly host: string;
  readonly target: { readonly name: string; readonly zoneId: string };
  readonly types: readonly ("A" | "AAAA")[];
  readonly evaluateTargetHealth: boolean;
}

/** Alias records: free of charge, and they follow the target's addresses. */
export function aliasRecords(scope: Construct, props: AliasProps): void {
  for (const type of props.types) {
    const id = `${props.id}_${type.toLowerCase()}`;
    named(
      new Route53Record(scope, `record-${id}`, {
        zoneId: expr("var.hosted_zone_id"),
        name: props.host,
        type,
        alias: {
          name: props.target.name,
          zoneId: props.target.zoneId,
          evaluateTargetHealth: props.evaluateTargetHealth,
        },
      }),
      id,
    );
  }
}
