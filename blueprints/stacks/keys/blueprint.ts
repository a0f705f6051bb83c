// In: foundation. Out: one customer-managed key per data domain, made when a blueprint first reads it. Never a key that nothing uses.
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { named } from "../expressions.ts";
import type { Parts, StackParts } from "../parts.ts";
import { KEY_PURPOSE, type KeyDomain, keyStatements } from "./policies.ts";

export interface DomainKeyProps {
  readonly domain: KeyDomain;
  /** Terraform name of key, alias and policy document. */
  readonly logicalId: string;
  /** Second region: the key lives where the provider points. */
  readonly provider?: AwsProvider;
}

/** A key that rotates every year (the default period), the longest deletion window and an explicit policy (CKV_AWS_7, CKV_AWS_227, CKV2_AWS_64). */
export class DomainKey extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    foundation: StackParts["foundation"],
    architecture: Architecture,
    props: DomainKeyProps,
  ) {
    super(scope, id);
    const { domain, logicalId, provider } = props;
    const policy = named(
      new DataAwsIamPolicyDocument(this, "policy", { statement: keyStatements(domain, foundation, architecture) }),
      `${logicalId}_key`,
    );
    annotate(policy, {
      skips: ["CKV_AWS_109", "CKV_AWS_111", "CKV_AWS_356"].map((check) => ({
        check,
        reason:
          "In a key policy the resource is always this key, and the account statement is what lets IAM policies work",
      })),
    });
    const key = named(
      new KmsKey(this, "key", {
        description: `${foundation.prefix}: ${KEY_PURPOSE[domain]}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policy.json,
        ...(provider === undefined ? {} : { provider }),
      }),
      logicalId,
    );
    named(
      new KmsAlias(this, "alias", {
        name: `alias/${foundation.prefix}-${logicalId.replaceAll("_", "-")}`,
        targetKeyId: key.keyId,
        ...(provider === undefined ? {} : { provider }),
      }),
      logicalId,
    );
    this.arn = key.arn;
  }
}

/** One key per data domain, so that access to one kind of data can be cut off without the others. */
export const keys: StackBlueprint<Parts> = {
  name: "keys",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const foundation = parts.get("foundation");
    const top = new Construct(stack, "keys");
    annotate(top, { file: "keys" });
    const made = new Map<KeyDomain, string>();
    const arnOf = (domain: KeyDomain): string => {
      const known = made.get(domain);
      if (known !== undefined) return known;
      const { arn } = new DomainKey(top, domain, foundation, architecture, { domain, logicalId: domain });
      made.set(domain, arn);
      return arn;
    };
    parts.set("keys", {
      get data() {
        return arnOf("data");
      },
      get logs() {
        return arnOf("logs");
      },
      get messaging() {
        return arnOf("messaging");
      },
      get secrets() {
        return arnOf("secrets");
      },
      get backup() {
        return arnOf("backup");
      },
    });
  },
};
