// In: architectures with stand-ins. Out: proof that compose.yaml is one closed graph, locked in, and true to the service records.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { localValue } from "../../blueprints/files/compose/local-values.ts";
import type { Architecture, Database } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";
import { texts } from "./image-files.ts";
import { imageVariants, serviceLike } from "./image-variants.ts";

type Entry = Record<string, unknown> & {
  readonly environment?: Record<string, string>;
  readonly depends_on?: Record<string, { condition: string }>;
  readonly networks: string[];
  readonly volumes?: string[];
  readonly ports?: string[];
  readonly healthcheck?: { test?: string[]; disable?: boolean };
};
type Compose = { services: Record<string, Entry>; networks: object; volumes?: Record<string, object> };

const compose = (architecture: Architecture, version: "1.1" | "1.2" = "1.2"): Compose =>
  parse(texts(architecture).get("compose.yaml") ?? "", { version });

function withDatabase(over: Partial<Database>): Architecture {
  const base = everything();
  return { ...base, databases: base.databases.map((database) => ({ ...database, ...over })) };
}

describe.each([
  ["the sample", everything()],
  ["every image", imageVariants()],
])("compose.yaml of %s", (_name, architecture) => {
  const { services, networks, volumes = {} } = compose(architecture);
  const entries = Object.entries(services);

  it("refers to nothing that it does not define", () => {
    for (const [name, entry] of entries) {
      for (const target of Object.keys(entry.depends_on ?? {})) expect(Object.keys(services), name).toContain(target);
      for (const network of entry.networks) expect(Object.keys(networks)).toContain(network);
      for (const volume of entry.volumes ?? [])
        if (!volume.startsWith("./")) expect(Object.keys(volumes)).toContain(volume.split(":")[0]);
    }
  });

  it("waits for health only where there is a health command, and in no circle", () => {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): void => {
      expect(path).not.toContain(name);
      if (done.has(name)) return;
      for (const [target, { condition }] of Object.entries(services[name]?.depends_on ?? {})) {
        if (condition === "service_healthy") expect(services[target]?.healthcheck?.test, target).toBeDefined();
        visit(target, [...path, name]);
      }
      done.add(name);
    };
    for (const [name] of entries) visit(name, []);
  });

  it("binds every port to the loopback, each once", () => {
    const ports = entries.flatMap(([, entry]) => entry.ports ?? []);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{[A-Z][A-Z0-9_]*_HOST_PORT:-\d+\}:\d+$/);
    const defaults = ports.map((port) => /:-(\d+)\}/.exec(port)?.[1]);
    expect(new Set(defaults).size).toBe(defaults.length);
  });

  it("locks every container in", () => {
    for (const [name, entry] of entries) {
      expect(entry["cap_drop"], name).toEqual(["ALL"]);
      expect(entry["security_opt"], name).toEqual(["no-new-privileges:true"]);
      if (entry["build"] !== undefined) {
        expect(entry["read_only"], name).toBe(true);
        expect(entry["init"], name).toBe(true);
        expect(entry["user"], name).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      }
    }
  });

  it("means the same to a reader of YAML 1.1", () => {
    expect(compose(architecture, "1.1")).toEqual(compose(architecture));
  });
});

describe("stand-ins", () => {
  it("get what their clients are told", () => {
    const { services } = compose(everything());
    const database = services["database-main"]?.environment;
    const orders = services["orders"]?.environment;
    expect(orders?.["DATABASE_HOST"]).toBe("database-main");
    expect(orders?.["DATABASE_PASSWORD"]).toBe(database?.["POSTGRES_PASSWORD"]);
    expect(orders?.["DATABASE_USER"]).toBe(database?.["POSTGRES_USER"]);
    expect(orders?.["DATABASE_NAME"]).toBe(database?.["POSTGRES_DB"]);
    expect(orders?.["CACHE_PASSWORD"]).toBe(services["cache-main"]?.environment?.["REDISCLI_AUTH"]);
    expect(orders?.["UPLOADS_BUCKET"]).toBe(services["s3"]?.environment?.["S3_BUCKET"]);
  });

  it.each([
    ["17", "/var/lib/postgresql/data"],
    ["18", "/var/lib/postgresql"],
  ])("PostgreSQL %s keeps its data in %s", (version, folder) => {
    expect(compose(withDatabase({ version })).services["database-main"]?.volumes).toEqual([
      `database-main-postgres-${version}:${folder}`,
    ]);
  });

  it.each([
    ["aurora-mysql", "8.0", "mysql:8.0", "MYSQL_DATABASE"],
    ["mariadb", "11.8", "mariadb:11.8", "MARIADB_DATABASE"],
    ["aurora-postgres", "16", "postgres:16-trixie", "POSTGRES_DB"],
  ] as const)("%s %s runs on %s", (engine, version, image, variable) => {
    const entry = compose(withDatabase({ engine, version })).services["database-main"];
    expect(entry?.["image"]).toBe(image);
    expect(entry?.environment?.[variable]).toBe("shop");
  });

  it("PostgreSQL keeps its volume within a major version, and has another one in the next", () => {
    const [old, same, next] = ["15", "15.4", "16.1"].map(
      (version) => Object.keys(compose(withDatabase({ version })).volumes ?? {})[0],
    );
    expect(old).toBe("database-main-postgres-15");
    expect(same).toBe(old);
    expect(next).toBe("database-main-postgres-16");
  });

  it.each([
    ["postgres", "database-main-postgres-17"],
    ["aurora-postgres", "database-main-postgres-17"],
    ["mysql", "database-main-mysql"],
    ["mariadb", "database-main-mariadb"],
  ] as const)(
    "%s has a volume of its own, %s, so that nothing starts over data that it cannot read",
    (engine, volume) => {
      const all = compose(withDatabase({ engine, version: "17" }));
      expect(all.services["database-main"]?.volumes?.[0]).toMatch(new RegExp(`^${volume}:/`));
      expect(Object.keys(all.volumes ?? {})).toContain(volume);
    },
  );

  it("that brokers jobs never evicts", () => {
    const base = everything();
    const policy = (use: "cache" | "broker" | "both") => {
      const command = compose({ ...base, caches: base.caches.map((cache) => ({ ...cache, use })) }).services[
        "cache-main"
      ]?.["command"];
      return Array.isArray(command) ? command[command.indexOf("--maxmemory-policy") + 1] : undefined;
    };
    expect([policy("cache"), policy("broker"), policy("both")]).toEqual(["allkeys-lru", "noeviction", "noeviction"]);
  });

  it("of queues knows every queue with its dead letters; FIFO names end in .fifo", () => {
    const base = everything();
    const file =
      texts({ ...base, queues: base.queues.map((queue) => ({ ...queue, fifo: true })) }).get("local/elasticmq.conf") ??
      "";
    const queues = JSON.parse(/^queues = ([\s\S]*?\n\})\n/m.exec(file)?.[1] ?? "{}");
    expect(queues["jobs.fifo"]).toEqual({
      fifo: true,
      defaultVisibilityTimeout: "180 seconds",
      receiveMessageWait: "20 seconds",
      deadLettersQueue: { name: "jobs-dlq.fifo", maxReceiveCount: 5 },
    });
    expect(queues["jobs-dlq.fifo"]).toEqual({ fifo: true });
  });

  it("give way to services of the same name", () => {
    const base = everything();
    const named = serviceLike({ id: "sqs", runtime: "go", framework: "none", packageManager: "go", version: "1.26" });
    const { services } = compose({ ...base, services: [...base.services, named] });
    expect(services["sqs"]?.["build"]).toEqual({ context: "./services/sqs", target: "runtime" });
    expect(services["local-sqs"]?.["image"]).toMatch(/^softwaremill\/elasticmq-native:/);
    expect(services["orders"]?.environment?.["JOBS_QUEUE_URL"]).toBe("http://local-sqs:9324/000000000000/jobs");
  });
});

describe("roles", () => {
  const { services } = compose(imageVariants());

  it("without a probe of their own do not inherit the image's", () => {
    expect(services["monolith-report"]?.healthcheck).toEqual({ disable: true });
    expect(services["laravel-queue"]?.healthcheck).toEqual({ disable: true });
    expect(services["monolith-beat"]?.healthcheck?.test?.slice(-2)).toEqual(["/tmp/heartbeat", "300"]);
    expect(services["monolith-worker"]?.healthcheck?.test?.slice(0, 2)).toEqual(["CMD", "celery"]);
  });

  it("that use the database wait for its migrations; scheduled ones start by hand", () => {
    expect(services["monolith-worker"]?.depends_on?.["monolith-migrate"]).toEqual({
      condition: "service_completed_successfully",
    });
    expect(services["monolith-report"]?.["profiles"]).toEqual(["jobs"]);
    expect(services["monolith-report"]?.["restart"]).toBe("no");
  });
});

it("a dollar sign of a literal stays one", () => {
  expect(localValue({ from: "literal", value: "a$b${c}" }, everything())).toBe("a$$b$${c}");
});
