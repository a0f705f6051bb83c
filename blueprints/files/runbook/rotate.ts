// In: the secrets and caches of an architecture. Out: how each is changed without an interruption. Never a value.
import type { Architecture, Id } from "../../../src/architecture/model.ts";
import { code, fence, list, text } from "../../../src/render/markdown.ts";
import { label } from "../../../src/shared/names.ts";

/** One point per secret, then the caches, which need several steps. */
export function rotate(architecture: Architecture, command: string): string {
  const region = architecture.region;
  const items = [
    architecture.databases.length > 0
      ? "**Database passwords** rotate by themselves on the first of every other month, between 04:00 and 05:00 UTC (Secrets Manager); the old one stops working at that moment. Tasks read them at start, so schedules redeploy the services four times around that hour: until the next of them new connections fail, for half an hour at the most, and open ones live on. A service that reads the secret itself when it connects is spared that. By hand, as after a restore: the commands below."
      : "",
    ...architecture.secrets.map(({ id, vendor }) => {
      const where =
        architecture.secretStore === "ssm"
          ? `aws ssm put-parameter --region ${region} --name /${architecture.project.id}-$ENV/${id} --type SecureString --overwrite --value file://${id}.txt`
          : `aws secretsmanager put-secret-value --region ${region} --secret-id ${architecture.project.id}-$ENV/${id} --secret-string file://${id}.txt`;
      return `**${code(id)}**: make a new one${vendor === undefined ? "" : ` at ${text(vendor)}`}, write it with ${code(where)}, restart its services, then turn the old one off.`;
    }),
    "**KMS keys** rotate every year by themselves.",
    "**The pipeline** has no key of AWS to rotate: it signs in over OpenID Connect. Change `PLAN_PASSPHRASE` whenever you like: plans that wait are then planned again.",
  ];
  const caches = architecture.caches
    .filter(({ engine }) => engine !== "memcached")
    .map((cache) => rotateCache(architecture, cache.id, command));
  return [list(items.filter((item) => item !== "")), ...rotateDatabases(architecture), ...caches].join("\n\n");
}

/** Each service that uses a database starts anew; scheduled ones read the password at their next run anyway. */
function rotateDatabases({ project, region, databases, services }: Architecture): string[] {
  const users = services
    .filter(({ edges, kind }) => kind !== "scheduled" && edges.some(({ to }) => to === "database"))
    .map(({ id }) => id);
  if (databases.length === 0 || users.length === 0) return [];
  return [
    `### Passwords of the databases\n\nWhen the next rotations are due, and the restart after one:\n\n${fence(
      "bash",
      `ENV=prod
aws secretsmanager list-secrets --region ${region} --filters Key=owning-service,Values=rds --query 'SecretList[].[Name, NextRotationDate]' --output table
for SERVICE in ${users.join(" ")}; do
  aws ecs update-service --region ${region} --cluster "${project.id}-$ENV" --service "$SERVICE" --force-new-deployment --query service.serviceName
done`,
    )}`,
  ];
}

/** Both passwords are valid until every task knows the new one; the last step brings Terraform's state along. */
function rotateCache({ project, region }: Architecture, id: Id, command: string): string {
  const address = `module.stack.aws_secretsmanager_secret_version.cache_${label(id)}`;
  return `### Password of the cache ${code(id)}\n\n${fence(
    "bash",
    `ENV=prod
SECRET=${project.id}-$ENV/cache/${id}
ROOT="infra/environments/$ENV"
OLD=$(aws secretsmanager get-secret-value --region ${region} --secret-id "$SECRET" --query SecretString --output text)
NEW=$(aws secretsmanager get-random-password --region ${region} --exclude-punctuation --password-length 48 --query RandomPassword --output text)
NAME=$(${command} -chdir="$ROOT" state show -no-color module.stack.aws_elasticache_user.cache_${label(id)} | sed -n 's/^ *user_id *= "\\(.*\\)"$/\\1/p')
aws elasticache modify-user --region ${region} --user-id "$NAME" --authentication-mode "Type=password,Passwords=$OLD,$NEW"
VERSION=$(aws secretsmanager put-secret-value --region ${region} --secret-id "$SECRET" --secret-string "$NEW" --query VersionId --output text)
# Restart every service that uses the cache (below), and wait until they are stable. Then:
ARN=$(aws secretsmanager describe-secret --region ${region} --secret-id "$SECRET" --query ARN --output text)
${command} -chdir="$ROOT" state rm '${address}'
${command} -chdir="$ROOT" import '${address}' "$ARN|$VERSION"
${command} -chdir="$ROOT" apply   # takes the old password away`,
  )}`;
}
