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

/** Variable with the key that signs, when the record of a role carries one: `signing-key` of the secret store. */
function signingKeyName(roles: readonly Service[]): string | undefined {
  return roles
    .flatMap(({ secrets }) => secrets)
    .find(
      ({ name, source }) => source.from === "secret" && (source.id === "signing-key" || name.endsWith("SECRET_KEY")),
    )?.name;
}

/** The `SECRET_KEY` setting. Only roles that serve have the key: the others must start without it. */
export function secretKeySetting(roles: readonly Service[]): string {
  const name = signingKeyName(roles);
  if (name === undefined)
    return `# The service has no key in the secret store, so every process makes its own: enough for a health check, not for sessions.
SECRET_KEY = secrets.token_urlsafe(50)`;
  return `
def signing_key() -> str:
    """Of the secret store; a laptop makes its own. Empty while nobody has filled it in: then nothing can be signed, and app.wsgi does not start."""
    key = os.environ.get(${JSON.stringify(name)}, "")
    if key in ("", "unset"):
        return secrets.token_urlsafe(50) if LOCAL else ""
    return key


SECRET_KEY = signing_key()`;
}

/** Stops a server whose key is missing before it answers; nothing when the record has no key. */
export function secretKeyCheck(roles: readonly Service[]): {
  readonly imports: string;
  readonly ownImports: string;
  readonly check: string;
} {
  const name = signingKeyName(roles);
  if (name === undefined) return { imports: "", ownImports: "", check: "" };
  const imports = "from django.core.exceptions import ImproperlyConfigured\n";
  const check = `
if not SECRET_KEY:
    raise ImproperlyConfigured("${name} is not filled in: write the secret, then restart the service (docs/runbook.md)")
`;
  return { imports, ownImports: "\nfrom app.settings import SECRET_KEY\n", check };
}

/** The `DATABASES` setting. Outside the laptop connections are encrypted; with an authority's file the server must prove its name as well. */
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
  return `${mysql ? MYSQL_DRIVER : ""}${databaseTls(plain("tls", "DATABASE_TLS"), mysql)}DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.${mysql ? "mysql" : "postgresql"}",
        "HOST": ${get(plain("host", "DATABASE_HOST"))},
        "PORT": ${get(plain("port", "DATABASE_PORT"))},
        "NAME": ${get(plain("name", "DATABASE_NAME"))},
        "USER": ${get(secret("username", "DATABASE_USER"))},
        "PASSWORD": ${get(secret("password", "DATABASE_PASSWORD"))},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": ${mysql ? '{"connect_timeout": 5, "charset": "utf8mb4"}' : POSTGRES_OPTIONS} | database_tls(),
    }
}`;
}

/** The authorities of RDS are in no system's store: without their file a certificate cannot be checked, only used. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
function databaseTls(tls: string, mysql: boolean): string {
  const [verified, encrypted] = mysql
    ? ['{"ssl": {"ca": authorities}}', '{"ssl": {"check_hostname": False}}']
    : ['{"sslmode": "verify-full", "sslrootcert": authorities}', '{"sslmode": "require"}'];
  return `
def database_tls() -> dict[str, object]:
    """Encrypted wherever the platform says so. To check the server's name too, put the bundle of its region into the image and its path into DATABASE_CA_FILE: https://truststore.pki.rds.amazonaws.com/"""
    if os.environ.get(${JSON.stringify(tls)}) != "true":
        return {}
    authorities = os.environ.get("DATABASE_CA_FILE", "")
    return ${verified} if authorities else ${encrypted}


`;
}

/**
 * A failover leaves connections that nobody answers: keepalives notice within half a minute, where Linux takes hours (https://www.postgresql.org/docs/current/libpq-connect.html).
 * Bound by the server, values are no part of a statement's text, so that the server's log of slow and failed ones does not hold them.
 */
const POSTGRES_OPTIONS = `{
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
            "server_side_binding": True,
        }`;

/** PyMySQL needs no compiler and no system library in the image; Django asks it for the version of the driver that it stands in for. */
const MYSQL_DRIVER = `import pymysql  # noqa: E402

pymysql.version_info = (2, 2, 7, "final", 0)
pymysql.install_as_MySQLdb()

`;

/** Names of the variables that lead to the cache, as JSON texts. */
interface CacheNames {
  readonly host: string;
  readonly port: string;
  readonly password: string;
  readonly tls: string;
}

/** The `CACHES` setting; without one Django keeps a cache per process, and what one writes the others never see. */
export function cacheSettings({ host, port, password, tls }: CacheNames): string {
  return `

def cache_url() -> str:
    """Redis or Valkey, in a database beside the broker's: over TLS with a password in the cloud."""
    scheme = "rediss" if os.environ.get(${tls}) == "true" else "redis"
    secret = quote(os.environ.get(${password}, ""), safe="")
    login = f":{secret}@" if secret else ""
    host = os.environ[${host}]
    port = os.environ.get(${port}, "6379")
    return f"{scheme}://{login}{host}:{port}/1"


# Tests have no cache server: each process keeps its own.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": cache_url()}
    if ${host} in os.environ
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
`;
}
