// In: foundation, keys. Out: an empty place per secret. Never a value: people fill it in, and Terraform neither knows nor overwrites it.
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { Construct } from "constructs";
import type { Secret } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { literal, named } from "../expressions.ts";
import type { Parts, StackParts } from "../parts.ts";

/** AWS takes 1024 (SSM) or 2048 characters; control characters would break the printed line. */
function describe(secret: Secret): string {
  return literal(
    secret.description
      .replace(/\p{C}+/gu, " ")
      .trim()
      .slice(0, 200),
  );
}

/** The passwords of caches are secrets called `cache_<id>`. */
function secretLabel(id: string): string {
  const name = label(id);
  return /^(secret_)*cache_/.test(name) ? `secret_${name}` : name;
}

function secretsManagerSecret(
  top: Construct,
  secret: Secret,
  foundation: StackParts["foundation"],
  key: string,
): { arn: string } {
  const resource = named(
    new SecretsmanagerSecret(top, `secret-${secret.id}`, {
      name: `${foundation.prefix}/${secret.id}`,
      description: describe(secret),
      kmsKeyId: key,
      recoveryWindowInDays: 30,
    }),
    secretLabel(secret.id),
  );
  annotate(resource, {
    because: secret.because,
    comment: `Made empty. Fill it once: aws secretsmanager put-secret-value --secret-id <name> --secret-string file://<file>`,
    skips: [
      {
        check: "CKV2_AWS_57",
        reason:
          secret.vendor === undefined
            ? "People set this value; changing it needs a restart of its readers, so it is rotated by runbook"
            : "The vendor issues this key and cannot be asked for a new one by a rotation function; it is rotated by runbook",
      },
    ],
  });
  return { arn: resource.arn };
}

/** The write-only value never reaches state or plan (Terraform >= 1.11), and its version stays 1: what people put there is left alone. */
function ssmParameter(
  top: Construct,
  secret: Secret,
  foundation: StackParts["foundation"],
  key: string,
): { arn: string } {
  const resource = named(
    new SsmParameter(top, `secret-${secret.id}`, {
      name: `/${foundation.prefix}/${secret.id}`,
      description: describe(secret),
      type: "SecureString",
      keyId: key,
      valueWo: "unset",
      valueWoVersion: 1,
    }),
    secretLabel(secret.id),
  );
  annotate(resource, {
    because: secret.because,
    comment:
      "Made with a placeholder. Fill it once: aws ssm put-parameter --overwrite --name <name> --value file://<file>",
  });
  return { arn: resource.arn };
}

/** Places for vendor keys and signing keys, under the key of the secrets domain (CKV_AWS_149, CKV_AWS_337). */
export const secrets: StackBlueprint<Parts> = {
  name: "secrets",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const top = new Construct(stack, "secrets");
    annotate(top, { file: "secrets" });
    const foundation = parts.get("foundation");
    const make = architecture.secretStore === "ssm" ? ssmParameter : secretsManagerSecret;
    parts.set(
      "secrets",
      new Map(
        architecture.secrets.map((secret) => [secret.id, make(top, secret, foundation, parts.get("keys").secrets)]),
      ),
    );
  },
};
