// In: nothing. Out: stand-ins for AWS and Terraform that read what there is from files in the folder `world/`, and that world before a release. Nothing here runs anything.

export const AWS = `found() { if [ -f "$1" ]; then cat "$1"; else echo "An error occurred ($2) when calling it" >&2; exit 254; fi; }
value() { while [ $# -gt 0 ]; do if [ "$1" = "$wanted" ]; then echo "$2"; fi; shift; done; }
option() { wanted=$1; shift; value "$@"; }
case "$1 $2" in
  "ssm get-parameter") found "world$(option --name "$@")" ParameterNotFound ;;
  "ssm put-parameter") option --value "$@" > "world$(option --name "$@")" ;;
  "ecr describe-images") found "world/tags/$(option --image-ids "$@")" "\${REFUSAL:-ImageNotFoundException}" ;;
  "ecs describe-task-definition") found "world/images/$(basename "$(option --task-definition "$@")")" ClientException ;;
  "ecs describe-services") found "world/services/$(option --services "$@")" ClusterNotFoundException ;;
  "s3api get-object-tagging") found "world/site" NoSuchKey ;;
esac`;

export const TERRAFORM = `case "$*" in
  *" output -json") cat world/outputs.json ;;
  *" show -json tfplan") cat world/plan.json ;;
  *" show -json") cat world/state.json ;;
  *" apply "*) exit "$(cat world/apply)" ;;
esac`;

export const host = "123.dkr.ecr.eu-west-1.amazonaws.com/shop-prod";
export const reference = (service: string, digest: string) => `${host}/${service}@sha256:${digest}`;
export const SERVICES = ["catalog", "orders"];

/** Two services that run what commit `released` was built to, whose next definitions will run, and one site. */
export function settle(file: (path: string, text: string) => void, released: string): void {
  const json = (path: string, value: unknown) => file(`world/${path}`, JSON.stringify(value));
  const each = (value: (name: string) => string) => ({
    value: Object.fromEntries(SERVICES.map((one) => [one, value(one)])),
  });
  json("outputs.json", {
    cluster_name: { value: "c" },
    ecr_repository_urls: each((one) => `${host}/${one}`),
    image_parameter_names: each((one) => `/p/${one}`),
    site_bucket_names: { value: { shop: "bucket" } },
    site_distribution_ids: { value: { shop: "D" } },
  });
  const state = SERVICES.map((name) => ({
    type: "aws_ecs_service",
    values: { name, cluster: "arn/c", task_definition: `arn/${name}:2` },
  }));
  json("state.json", { values: { root_module: { child_modules: [{ resources: state }] } } });
  for (const one of SERVICES) {
    file(`world/p/${one}`, reference(one, "old"));
    file(`world/images/${one}:2`, reference(one, "new"));
    json(`services/${one}`, {
      taskDefinition: `arn/${one}:2`,
      deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED" }],
    });
  }
  json("tags/imageDigest=sha256:old", [`${released}-1-1`]);
  file("world/apply", "0");
  json("plan.json", { resource_changes: [] });
}
