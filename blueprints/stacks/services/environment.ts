// In: the variables of one service. Out: the `environment` and `secrets` of its container. Never a secret's value.
import type { Architecture, SecretSource, Service, ValueSource } from "../../../src/architecture/model.ts";
import { expr, literal } from "../expressions.ts";
import { requestHosts } from "../hosts.ts";
import type { Parts } from "../parts.ts";
import { lookup, secretArn } from "./statements.ts";

/** Plain variables, in the order of the record. */
export function plainVariables(service: Service, architecture: Architecture, parts: Parts) {
  return service.environment.map(({ name, source }) => ({
    name,
    value: source.from === "hosts" ? hostsOf(service, architecture) : plainValue(source, architecture, parts),
  }));
}

/** Where Service Connect leads to the service, other services ask for it by its id. */
function hostsOf(service: Service, architecture: Architecture): string {
  return [...(service.public && architecture.edge.loadBalancer ? requestHosts(architecture) : []), service.id].join(
    ",",
  );
}

/** Secret variables: ECS reads them when the task starts. A secret that does not exist (cache without password) is left out. */
export function secretVariables(service: Service, parts: Parts) {
  return service.secrets.flatMap(({ name, source }) => {
    const arn = secretArn(source, parts);
    return arn === undefined ? [] : [{ name, valueFrom: `${arn}${jsonKey(source)}` }];
  });
}

/** `<arn>:<json key>:<version stage>:<version id>`: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html */
function jsonKey(source: SecretSource): string {
  return source.from === "database" ? `:${source.field}::` : "";
}

function plainValue(
  source: Exclude<ValueSource, { readonly from: "hosts" }>,
  architecture: Architecture,
  parts: Parts,
): string {
  switch (source.from) {
    case "literal":
      return literal(source.value);
    case "region":
      return parts.get("foundation").region;
    case "environment":
      return parts.get("foundation").environment;
    case "mail-domain":
      return expr("var.domain_name");
    case "database": {
      const database = lookup(parts.get("databases"), source.id);
      const fields = {
        host: database.host,
        "reader-host": database.readerHost,
        port: database.port,
        name: database.name,
        tls: "true",
      };
      return fields[source.field];
    }
    case "cache": {
      const { host, port } = lookup(parts.get("caches"), source.id);
      return { host, port, tls: "true" }[source.field];
    }
    case "queue":
      return lookup(parts.get("queues"), source.id).url;
    case "topic":
      return lookup(parts.get("topics"), source.id).arn;
    case "bus":
      return lookup(parts.get("buses"), source.id).name;
    case "bucket":
      return lookup(parts.get("buckets"), source.id).name;
    case "service": {
      const port = architecture.services.find(({ id }) => id === source.id)?.port;
      if (port === undefined) throw new Error(`service "${source.id}" has no port to call`);
      return `http://${source.id}:${port}`;
    }
    case "file-system": {
      const system = architecture.fileSystems.find(({ id }) => id === source.id);
      if (system === undefined) throw new Error(`nothing called "${source.id}" is mounted`);
      return literal(system.mountPath);
    }
  }
}
