// In: a Django service. Out: the database part of its settings, with the names of the variables that its record carries. Never a value of a secret.
import type { Architecture, Service } from "../../../src/architecture/model.ts";

export type DatabaseFlavour = "postgres" | "mysql" | "sqlite";

function databaseId(service: Service): string | undefined {
  return service.edges.flatMap((edge) => (edge.to === "database" ? [edge.id] : []))[0];
}

/** Family of the first database that the service reaches; SQLite in memory when there is none. */
export function databaseFlavour(service: Service, architecture: Architecture): DatabaseFlavour {
  const engine = architecture.databases.find(({ id }) => id === databaseId(service))?.engine;
  if (engine === undefined) return "sqlite";
  return engine.endsWith("postgres") ? "postgres" : "mysql";
}

/** Variable with Django's signing key: the first secret of that name, else Django's usual one. */
export function secretKeyName(service: Service): string {
  return service.secrets.find(({ name }) => name.endsWith("SECRET_KEY"))?.name ?? "DJANGO_SECRET_KEY";
}

/** The `DATABASES` setting. PostgreSQL negotiates TLS by itself; MySQL is asked for it outside the laptop, where the servers require it. */
export function databaseSettings(service: Service, flavour: DatabaseFlavour): string {
  if (flavour === "sqlite")
    return 'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}';
  const id = databaseId(service);
  const plain = (field: string, usual: string): string =>
    service.environment.find(({ source }) => source.from === "database" && source.id === id && source.field === field)
      ?.name ?? usual;
  const secret = (field: string, usual: string): string =>
    service.secrets.find(({ source }) => source.from === "database" && source.id === id && source.field === field)
      ?.name ?? usual;
  const get = (name: string): string => `os.environ.get(${JSON.stringify(name)}, "")`;
  const mysql = flavour === "mysql";
  return `${mysql ? MYSQL_DRIVER : ""}DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.${mysql ? "mysql" : "postgresql"}",
        "HOST": ${get(plain("host", "DATABASE_HOST"))},
        "PORT": ${get(plain("port", "DATABASE_PORT"))},
        "NAME": ${get(plain("name", "DATABASE_NAME"))},
        "USER": ${get(secret("username", "DATABASE_USER"))},
        "PASSWORD": ${get(secret("password", "DATABASE_PASSWORD"))},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": ${mysql ? mysqlOptions(plain("tls", "DATABASE_TLS")) : '{"connect_timeout": 5}'},
    }
}`;
}

/** The name in the certificate is not checked: a proxy or a tunnel in between would break it. The connection is encrypted all the same. */
function mysqlOptions(tls: string): string {
  return `{"connect_timeout": 5, "charset": "utf8mb4"}
        | ({"ssl": {"check_hostname": False}} if os.environ.get(${JSON.stringify(tls)}) == "true" else {})`;
}

/** PyMySQL needs no compiler and no system library in the image; Django asks it for the version of the driver that it stands in for. */
const MYSQL_DRIVER = `import pymysql  # noqa: E402

pymysql.version_info = (2, 2, 7, "final", 0)
pymysql.install_as_MySQLdb()

`;
