// In: a service that builds an image. Out: its repository and the parameter that says which image runs. Never an image of somebody else.
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import type { Construct } from "constructs";
import type { Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { jsonencode, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { serviceLabel } from "./names.ts";

export interface BuiltImage {
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  readonly parameterName: string;
  /** What the task definitions run: `<repository>@sha256:…`, as the pipeline wrote it. */
  readonly reference: string;
}

/** Entries of one release: the index that carries the tag, the image that it lists, and its attestations. Each counts. */
const ENTRIES_PER_RELEASE = 3;

/** Deployed images are tagged, so what may go are untagged layers of failed pushes and the oldest of very many builds. */
const LIFECYCLE = {
  rules: [
    {
      rulePriority: 1,
      description: "Untagged images go after two weeks",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "The last 100 releases stay, three entries each, to roll back to",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 100 * ENTRIES_PER_RELEASE },
      action: { type: "expire" },
    },
  ],
};

/** ECR.1–3; CKV_AWS_51, 136, 163. */
export function buildImage(scope: Construct, service: Service, parts: Parts): BuiltImage {
  const { prefix } = parts.get("foundation");
  const id = serviceLabel(service.id);
  const repository = named(
    new EcrRepository(scope, "repository", {
      name: `${prefix}/${service.id}`,
      imageTagMutability: "IMMUTABLE",
      forceDelete: false,
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: parts.get("keys").data }],
      imageScanningConfiguration: { scanOnPush: true },
    }),
    id,
  );
  named(
    new EcrLifecyclePolicy(scope, "repository-lifecycle", {
      repository: repository.name,
      policy: jsonencode(LIFECYCLE),
    }),
    id,
  );
  const parameter = named(
    new SsmParameter(scope, "image-parameter", {
      name: `/${prefix}/images/${service.id}`,
      description: "Image that runs, by digest; written by the pipeline",
      type: "String",
      insecureValue: `${repository.repositoryUrl}:bootstrap`,
      lifecycle: { ignoreChanges: ["insecure_value"] },
    }),
    `${id}_image`,
  );
  annotate(parameter, {
    comment: "The pipeline writes the digest of what it built here; Terraform reads it back and never sets it again.",
    skips: ["CKV2_AWS_34", "CKV_AWS_337"].map((check) => ({
      check,
      reason: "The name of an image is no secret, and the pipeline must read it without a key",
    })),
  });
  return {
    repositoryArn: repository.arn,
    repositoryUrl: repository.repositoryUrl,
    parameterName: parameter.name,
    reference: parameter.insecureValue,
  };
}
