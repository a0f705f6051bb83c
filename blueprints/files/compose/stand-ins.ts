// In: an architecture. Out: compose services that stand in for what AWS manages, their volumes and their one configuration file. Never a service of the system itself.
import type { Architecture, Cache, Database } from "../../../src/architecture/model.ts";
import { engineImage, IMAGES } from "../../../src/architecture/versions.ts";
import type { YamlValue } from "../../../src/render/yaml.ts";
import { upperSnake } from "../../../src/shared/names.ts";
import {
  bucketServerName,
  cacheName,
  cachePassword,
  databaseName,
  databasePassword,
  LOCAL_SECRET,
  localBucket,
  localQueue,
  mailServerName,
  queueServerName,
  shellVariable,
  standInPort,
} from "./local-values.ts";

/** A plain object of YAML values. */
export type Yaml = { readonly [key: string]: YamlValue | undefined };

export interface StandIn {
  readonly name: string;
  readonly service: Yaml;
  readonly volume?: string;
  /** The image can say by itself when it is ready. */
  readonly healthy: boolean;
}

/** Where ElasticMQ's queues are written, from the output folder. */
export const QUEUE_FILE = "local/elasticmq.conf";

/** Port on the host, loopback only, that the shell can move. */
export function hostPort(name: string, fallback: number, container: number): string {
  return `127.0.0.1:${shellVariable(`${upperSnake(name)}_HOST_PORT`, String(fallback))}:${container}`;
}

/** Images that start as root, prepare their data folder and step down keep only what that takes. */
const STEP_DOWN = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"];

export const LOCKED_IN = {
  security_opt: ["no-new-privileges:true"],
  cap_drop: ["ALL"],
} as const;

const PATIENT = { interval: "3s", timeout: "3s", retries: 40, start_period: "5s" };

/** All stand-ins that the architecture needs, in a fixed order. */
export function standIns(architecture: Architecture): StandIn[] {
  return [
    ...architecture.databases.map((database, index) => databaseStandIn(architecture, database, index)),
    ...architecture.caches.map((cache, index) => cacheStandIn(architecture, cache, index)),
    ...(architecture.queues.length > 0 ? [queueStandIn(architecture)] : []),
    ...(architecture.buckets.length > 0 ? [bucketStandIn(architecture)] : []),
    ...(architecture.email ? [mailStandIn(architecture)] : []),
  ];
}

/** What can read the data: no other engine starts over it, nor another major version of PostgreSQL. MySQL and MariaDB upgrade their files themselves. */
function dataFormat({ engine, version }: Database): string {
  const name = engine.replace(/^aurora-/, "");
  return name.startsWith("postgres") ? `${name}-${Number.parseInt(version, 10)}` : name;
}

function databaseStandIn(architecture: Architecture, database: Database, index: number): StandIn {
  const name = databaseName(architecture, database.id);
  const password = databasePassword(database.id);
  const { username, databaseName: schema } = database;
  const port = standInPort(database);
  const image = engineImage(database.engine, database.version);
  const volume = `${name}-${dataFormat(database)}`;
  const common = {
    image,
    ...LOCKED_IN,
    cap_add: STEP_DOWN,
    restart: "unless-stopped",
    networks: ["data"],
    ports: [hostPort(name, 10_000 + port + index, port)],
  };
  if (port === 5432) {
    // From 18 on the image keeps each major version in a folder of its own below the volume.
    const folder = Number.parseInt(database.version, 10) >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
    return {
      name,
      volume,
      healthy: true,
      service: {
        ...common,
        read_only: true,
        tmpfs: ["/tmp", "/run/postgresql"],
        environment: { POSTGRES_USER: username, POSTGRES_PASSWORD: password, POSTGRES_DB: schema },
        volumes: [`${volume}:${folder}`],
        // By TCP: while the image initialises, a server without TCP answers on the socket.
        healthcheck: {
          test: ["CMD", "pg_isready", "--host=127.0.0.1", `--username=${username}`, `--dbname=${schema}`],
          ...PATIENT,
        },
      },
    };
  }
  const prefix = database.engine === "mariadb" ? "MARIADB" : "MYSQL";
  const test =
    database.engine === "mariadb"
      ? ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]
      : ["CMD-SHELL", 'mysqladmin ping --host=127.0.0.1 --user="$$MYSQL_USER" --password="$$MYSQL_PASSWORD" --silent'];
  return {
    name,
    volume,
    healthy: true,
    service: {
      ...common,
      environment: {
        [`${prefix}_USER`]: username,
        [`${prefix}_PASSWORD`]: password,
        [`${prefix}_DATABASE`]: schema,
        [`${prefix}_RANDOM_ROOT_PASSWORD`]: "yes",
      },
      volumes: [`${volume}:/var/lib/mysql`],
      healthcheck: { test, ...PATIENT },
    },
  };
}

/** Whether a service reads a password for the cache: only then the stand-in asks for one. */
function hasPassword(architecture: Architecture, cache: Cache): boolean {
  return architecture.services.some(({ secrets }) =>
    secrets.some(({ source }) => source.from === "cache" && source.id === cache.id),
  );
}

function cacheStandIn(architecture: Architecture, cache: Cache, index: number): StandIn {
  const name = cacheName(architecture, cache.id);
  const port = standInPort(cache);
  const common = {
    image: engineImage(cache.engine, cache.version),
    ...LOCKED_IN,
    read_only: true,
    restart: "unless-stopped",
    networks: ["data"],
    ports: [hostPort(name, 10_000 + port + index, port)],
  };
  if (cache.engine === "memcached") {
    const test = ["CMD-SHELL", "echo version | nc -w 2 127.0.0.1 11211 | grep -q VERSION"];
    return {
      name,
      healthy: true,
      service: { ...common, command: ["memcached", "-m", "128"], healthcheck: { test, ...PATIENT } },
    };
  }
  const secret = hasPassword(architecture, cache);
  // A broker that evicts loses jobs.
  const policy = cache.use === "cache" ? "allkeys-lru" : "noeviction";
  const command = [
    `${cache.engine}-server`,
    "--maxmemory",
    "128mb",
    "--maxmemory-policy",
    policy,
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  return {
    name,
    healthy: true,
    service: {
      ...common,
      cap_add: ["SETGID", "SETUID"],
      tmpfs: ["/data"],
      command: secret ? [...command, "--requirepass", cachePassword(cache.id)] : command,
      environment: secret ? { REDISCLI_AUTH: cachePassword(cache.id) } : undefined,
      healthcheck: { test: ["CMD-SHELL", `${cache.engine}-cli ping | grep -q PONG`], ...PATIENT },
    },
  };
}

function queueStandIn(architecture: Architecture): StandIn {
  const name = queueServerName(architecture);
  return {
    name,
    healthy: false,
    service: {
      image: IMAGES.elasticmq,
      ...LOCKED_IN,
      restart: "unless-stopped",
      networks: ["data"],
      ports: [hostPort(name, 19_324, 9324)],
      volumes: [`./${QUEUE_FILE}:/opt/elasticmq.conf:ro`],
    },
  };
}

/** ElasticMQ's configuration, in HOCON whose every value is JSON. Dead-letter queues have the names that the stack gives them. */
export function queueFile(architecture: Architecture): string {
  const queues: Record<string, Yaml> = {};
  for (const queue of architecture.queues) {
    const dead = queue.fifo ? `${queue.id}-dlq.fifo` : `${queue.id}-dlq`;
    queues[dead] = { fifo: queue.fifo };
    queues[localQueue(architecture, queue.id)] = {
      fifo: queue.fifo,
      defaultVisibilityTimeout: `${queue.visibilityTimeoutSeconds} seconds`,
      receiveMessageWait: "20 seconds",
      deadLettersQueue: { name: dead, maxReceiveCount: queue.maxReceiveCount },
    };
  }
  const settings: Record<string, YamlValue> = {
    "node-address": { protocol: "http", host: queueServerName(architecture), port: 9324, "context-path": "" },
    "rest-sqs": { enabled: true, "bind-port": 9324, "bind-hostname": "0.0.0.0", "sqs-limits": "strict" },
    "rest-stats": { enabled: false },
    queues,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value, null, 2)}`);
  return `# Queues of the laptop's stand-in for Amazon SQS. Written by scaffold from the same records as the real ones.\ninclude classpath("application.conf")\n\n${lines.join("\n\n")}\n`;
}

function bucketStandIn(architecture: Architecture): StandIn {
  const name = bucketServerName(architecture);
  return {
    name,
    volume: name,
    healthy: true,
    service: {
      image: IMAGES.seaweedfs,
      command: ["mini", "-dir=/data"],
      ...LOCKED_IN,
      cap_add: STEP_DOWN,
      restart: "unless-stopped",
      networks: ["data"],
      ports: [hostPort(name, 18_333, 8333)],
      environment: {
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: LOCAL_SECRET,
        S3_BUCKET: architecture.buckets.map(({ id }) => localBucket(architecture, id)).join(","),
      },
      volumes: [`${name}:/data`],
      healthcheck: { test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8333/healthz"], ...PATIENT },
    },
  };
}

function mailStandIn(architecture: Architecture): StandIn {
  const name = mailServerName(architecture);
  return {
    name,
    healthy: true,
    service: {
      image: IMAGES.mailpit,
      ...LOCKED_IN,
      read_only: true,
      tmpfs: ["/tmp"],
      restart: "unless-stopped",
      networks: ["data"],
      ports: [hostPort(name, 18_025, 8025)],
      healthcheck: { test: ["CMD", "/mailpit", "readyz"], ...PATIENT },
    },
  };
}
