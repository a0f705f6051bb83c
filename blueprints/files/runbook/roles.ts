// In: the databases of an architecture and the services that use them. Out: how a service gets a role of its own in a database instead of the owner's. Never a value of a secret; the names are slugs.
import type { Architecture, Database, Service } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import { label, shorten } from "../../../src/shared/names.ts";
import { engineName } from "../parts-in-words.ts";

/** The services that log in to a database: as its owner, until somebody follows the recipe. */
export function ownersOf({ services }: Architecture, database: Database): readonly Service[] {
  return services.filter(({ edges }) => edges.some((edge) => edge.to === "database" && edge.id === database.id));
}

/** Empty where nobody logs in to a database. */
export function rolesOfServices(architecture: Architecture): string {
  const parts = architecture.databases.flatMap((database) => {
    const users = ownersOf(architecture, database);
    const [first] = users;
    return first === undefined ? [] : [recipe(architecture, database, users, first)];
  });
  if (parts.length === 0) return "";
  return `### A database role for each service

The services log in as the owner of their database, who may drop every table of it. Terraform reaches no database in an isolated subnet, and what a release grants by
itself nobody has reviewed: so somebody who knows the schema makes the roles, once for each environment.

${parts.join("\n\n")}`;
}

function recipe({ project, region }: Architecture, database: Database, users: readonly Service[], { id }: Service) {
  // MySQL takes 32 characters, and a service may be called "public" or "postgres".
  const role = `${label(shorten(id, 24))}_service`;
  const secret = `database_${label(database.id)}_${label(id)}`;
  const proxy = database.proxy
    ? " The proxy must know the role too: an `auth` block with this secret, and leave to read it for the proxy's role."
    : "";
  const migrating = users.filter(({ migrationCommand }) => migrationCommand.length > 0).map((user) => code(user.id));
  const kept =
    migrating.length === 0
      ? " Then take the owner's secret out of that statement."
      : ` The owner's secret stays readable for the execution role of what migrates (${migrating.join(", ")}), whose second task definition (${code("…_migrate")}) keeps it; take it out of the others.`;
  return `**${code(database.id)}** (${engineName(database)}), used by ${users.map((user) => code(user.id)).join(", ")}. For ${code(id)}; the others alike:

1. Declare its secret in a file of your own, ${code("infra/stack/database-roles.tf")}, and apply:

${fence(
  "hcl",
  `resource "aws_secretsmanager_secret" "${secret}" {
  name                    = "\${local.prefix}/database/${database.id}/${id}"
  description             = "Role of ${id} in the database ${database.id}"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}`,
)}

2. Fill it:

${fence(
  "bash",
  `ENV=prod
PASSWORD=$(aws secretsmanager get-random-password --region ${region} --exclude-punctuation --password-length 40 --query RandomPassword --output text)
(umask 077; jq -n --arg password "$PASSWORD" '{username: "${role}", password: $password}' > role.json)
aws secretsmanager put-secret-value --region ${region} --secret-id "${project.id}-$ENV/database/${database.id}/${id}" --secret-string file://role.json
rm role.json`,
)}

3. Make the role as the owner, with a client inside the network or a one-off task of an image that has one (Break glass), and with the password of step 2. Grant less where the service needs less:

${fence("sql", grants(database, role))}

4. In ${code(`infra/stack/service-${id}.tf`)}, let \`DATABASE_USER\` and \`DATABASE_PASSWORD\` of the task definition ${code(label(id))} come from ${code(`\${aws_secretsmanager_secret.${secret}.arn}:username::`)} and ${code(":password::")}, and name the secret in the statement \`ReadSecrets\` of its execution role.${kept}${proxy} Merge: later runs keep these edits.
5. To rotate it, write another password into the database and the secret, and restart the service: the schedule that rotates the owner's password does not know this one.`;
}

function grants({ engine, databaseName, username }: Database, role: string): string {
  if (engine === "postgres" || engine === "aurora-postgres")
    return `CREATE ROLE "${role}" LOGIN PASSWORD '<password>';
GRANT CONNECT ON DATABASE "${databaseName}" TO "${role}";
GRANT USAGE ON SCHEMA public TO "${role}";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "${role}";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "${role}";
-- What the owner makes later, too.
ALTER DEFAULT PRIVILEGES FOR ROLE "${username}" IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "${role}";
ALTER DEFAULT PRIVILEGES FOR ROLE "${username}" IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "${role}";`;
  return `CREATE USER '${role}'@'%' IDENTIFIED BY '<password>' REQUIRE SSL;
GRANT SELECT, INSERT, UPDATE, DELETE ON \`${databaseName}\`.* TO '${role}'@'%';`;
}
