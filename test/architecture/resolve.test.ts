import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Architecture, Service } from "../../src/architecture/model.ts";
import { understandDocument } from "../helpers/road.ts";
import { smallSystem } from "../helpers/small-system.ts";

interface Document {
  project?: string;
  decisions?: Record<string, unknown>;
  output: Record<string, Record<string, unknown>> & { services: Record<string, unknown>[] };
}

const shop: Document = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
const parcels: Document = JSON.parse(readFileSync("examples/parcels/step7.json", "utf8"));

function change(base: Document, edit: (document: Document) => void): Document {
  const copy = structuredClone(base);
  edit(copy);
  return copy;
}

function resolved(document: Document): Architecture {
  const { architecture, diagnostics } = understandDocument(document);
  if (architecture === undefined) throw new Error(JSON.stringify(diagnostics));
  return architecture;
}

const errors = (document: Document) =>
  understandDocument(document)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, pointer }) => `${code} ${pointer}`);
const service = (architecture: Architecture, id: string): Service => {
  const found = architecture.services.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no service ${id}`);
  return found;
};
const edges = (one: Service) =>
  one.edges.map((edge) => `${edge.to} ${edge.id}${"access" in edge ? ` ${edge.access}` : ""}`);

describe("what cannot be built", () => {
  it.each([
    ["another cloud", { cloud: "gcp" }, "ARCH_UNSUPPORTED_CLOUD"],
    ["Kubernetes", { compute: ["eks"] }, "ARCH_UNSUPPORTED_COMPUTE"],
    ["functions beside containers", { compute: ["ecs-fargate", "lambda"] }, "ARCH_UNSUPPORTED_COMPUTE"],
    ["containers on hosts", { compute: ["ecs-ec2"] }, "ARCH_UNSUPPORTED_COMPUTE"],
    ["a store without a blueprint", { databases: ["mysql", "dynamodb"] }, "ARCH_UNSUPPORTED_STORE"],
    ["a broker without a blueprint", { queues: ["rabbitmq"] }, "ARCH_UNSUPPORTED_MESSAGING"],
    ["another tool", { iac: "pulumi" }, "ARCH_UNSUPPORTED_IAC"],
    ["a region of another partition", { regions: ["cn-north-1"] }, "ARCH_UNSUPPORTED_REGION"],
    [
      "a region that does not exist for the copies",
      { regions: ["eu-west-1", "eu-fake-9"], "backup.crossRegion": true },
      "ARCH_UNSUPPORTED_REGION",
    ],
    ["several regions", { multiRegion: true }, "ARCH_UNSUPPORTED_MULTI_REGION"],
  ])("%s is an error with the override that changes it", (_, decisions, code) => {
    const { architecture, diagnostics } = understandDocument({ ...parcels, decisions });
    expect(architecture).toBeUndefined();
    const found = diagnostics.filter((one) => one.severity === "error");
    expect(found.map((one) => one.code)).toEqual([code]);
    expect(found[0]?.help).toContain('"decisions"');
  });

  it("names the service that it concerns", () => {
    const document = change(shop, (d) => {
      const [, , , mailer] = d.output.services;
      if (mailer !== undefined) mailer["technology"] = "Go 1.26 on AWS Lambda";
    });
    expect(errors(document)).toEqual(["ARCH_UNSUPPORTED_COMPUTE /output/services/3/technology"]);
    const override = { ...document, decisions: { services: { mailer: { compute: "ecs-fargate" } } } };
    expect(errors(override).filter((line) => line.includes("services/3"))).toEqual([]);
  });

  it("reports all of it at once", () => {
    const document = { ...parcels, decisions: { databases: ["oracle"], queues: ["kafka"], iac: "aws-cdk" } };
    expect(
      errors(document)
        .map((line) => line.split(" ")[0])
        .sort(),
    ).toEqual(["ARCH_UNSUPPORTED_IAC", "ARCH_UNSUPPORTED_MESSAGING", "ARCH_UNSUPPORTED_STORE"]);
  });

  it("points at the word that names what is not supported, however it is written and however late it comes", () => {
    const document = smallSystem({
      services: [
        { name: "core", purpose: "REST API", dependencies: ["MySQL", "Redis", "Elasticsearch"] },
        { name: "billing", purpose: "REST API for bills", dependencies: ["MySQL"] },
      ],
      say: {
        "data_architecture.primary_database": "MySQL 8.4 on RDS. MySQL because we know MySQL; MySQL on RDS it stays",
        "data_architecture.data_synchronization": "billing reads MySQL, core writes MySQL",
      },
    });
    const found = understandDocument(document).diagnostics.filter(({ severity }) => severity === "error");
    expect(found.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "ARCH_UNSUPPORTED_STORE /output/services/0/dependencies/2",
    ]);
    expect(found[0]?.message).toContain('the database "opensearch" ("Elasticsearch" in the answers) is not supported');
  });

  it("refuses a system in which nothing runs", () => {
    const document = change(parcels, (d) => {
      d.decisions = { services: { api: { kind: "external" }, track: { kind: "external" } } };
    });
    expect(errors(document)).toEqual(["ARCH_NO_WORKLOAD /output/services"]);
  });
});

describe("services and their arrows", () => {
  const architecture = resolved(shop);

  it("grants exactly what the dependencies say", () => {
    expect(edges(service(architecture, "storefront"))).toEqual(["service catalog", "service orders", "cache main"]);
    expect(edges(service(architecture, "catalog"))).toEqual(["database main", "cache main", "bucket files read-write"]);
    expect(edges(service(architecture, "orders"))).toEqual([
      "database main",
      "queue mailer send",
      "queue invoices send",
      "topic events publish",
      "external stripe",
    ]);
    expect(edges(service(architecture, "mailer"))).toEqual(["queue mailer consume", "email ses"]);
    expect(edges(service(architecture, "stock-sync"))).toEqual(["database main"]);
  });

  it("gives each worker its own queue and subscribes those that name the topic", () => {
    expect(architecture.queues.map(({ id }) => id)).toEqual(["mailer", "invoices"]);
    expect(architecture.topics).toMatchObject([{ id: "events", subscribers: ["mailer", "invoices"] }]);
    for (const queue of architecture.queues) expect(queue.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(180);
  });

  it("gives a worker that names a topic or a bus, and no queue, a queue of its own that listens to it", () => {
    const architecture = resolved(
      change(shop, (d) => {
        for (const one of d.output.services)
          if (one["name"] === "mailer") one["dependencies"] = ["SNS through a subscription of its own", "SES"];
      }),
    );
    expect(edges(service(architecture, "mailer"))).toEqual(["queue mailer consume", "email ses"]);
    expect(architecture.topics[0]?.subscribers).toContain("mailer");
    expect(edges(service(architecture, "orders"))).toContain("topic events publish");
  });

  it("says which queue has one end only, and which dependency is a slip of the pen", () => {
    const said = (edit: (document: Document) => void) =>
      understandDocument(change(shop, edit))
        .diagnostics.filter(({ code, message }) => code === "ARCH_ASSUMED" && /queue "|names no service/.test(message))
        .map(({ pointer, message }) => `${pointer} ${message}`);
    const dependencies = (document: Document, name: string) =>
      document.output.services.find((one) => one["name"] === name)?.["dependencies"] as string[];
    expect(said(() => {})).toEqual([]);
    expect(said((document) => dependencies(document, "storefront").push("catalouge"))).toEqual([
      expect.stringMatching(/services\/0\/dependencies\/\d+ "catalouge" names no service/),
    ]);
    expect(said((document) => dependencies(document, "storefront").push("SQS queue refunds (send only)"))).toEqual([
      expect.stringContaining('queue "refunds": storefront sends to it and no service is said to take from it'),
    ]);
  });

  it("keeps the queues of the others when a worker is added", () => {
    const more = resolved(
      change(shop, (d) => {
        d.output.services.push({
          name: "exports",
          purpose: "Background worker for exports",
          technology: "Go 1.26",
          dependencies: ["SQS"],
          scaling_requirements: "1 to 2",
        });
      }),
    );
    expect(more.queues.map(({ id }) => id)).toEqual(["mailer", "invoices", "exports"]);
  });

  it("keeps the names of queues and the ends that the text gives them", () => {
    const lab = change(shop, (d) => {
      d.decisions = { queues: ["sqs", "eventbridge"] };
      d.output.services = [
        {
          name: "intake",
          purpose: "API for hospitals",
          technology: "Go 1.26",
          dependencies: ["SQS queue hl7-raw (send only)"],
          scaling_requirements: "",
        },
        {
          name: "parser",
          purpose: "Background worker",
          technology: "Go 1.26",
          dependencies: ["SQS hl7-raw (consume)", "SQS orders-parsed (send)"],
          scaling_requirements: "",
        },
        {
          name: "router",
          purpose: "Background worker",
          technology: "Go 1.26",
          dependencies: ["queue orders-parsed", "EventBridge"],
          scaling_requirements: "",
        },
      ];
    });
    const architecture = resolved(lab);
    expect(architecture.queues.map(({ id }) => id)).toEqual(["hl7-raw", "orders-parsed"]);
    expect(edges(service(architecture, "intake")).filter((line) => line.startsWith("queue"))).toEqual([
      "queue hl7-raw send",
    ]);
    expect(edges(service(architecture, "parser")).filter((line) => line.startsWith("queue"))).toEqual([
      "queue hl7-raw consume",
      "queue orders-parsed send",
    ]);
    expect(edges(service(architecture, "router")).filter((line) => line.startsWith("queue"))).toEqual([
      "queue orders-parsed consume",
    ]);
    expect(service(architecture, "parser").scaling.queue).toBe("hl7-raw");
    // The only one who names the bus publishes to it and must not hear itself.
    expect(architecture.buses).toMatchObject([{ targets: [] }]);
    expect(
      understandDocument(lab)
        .diagnostics.map(({ message }) => message)
        .join("\n"),
    ).toContain("nobody is said to listen to the event bus");
  });

  it("takes the path that the text names, and meets strangers at what is not for staff", () => {
    const document = change(shop, (d) => {
      d.output.services = [
        {
          name: "Backstage",
          purpose: "Pages for staff",
          technology: "Python 3.13, Django",
          dependencies: [],
          scaling_requirements: "",
        },
        {
          name: "Box Office",
          purpose: "Pages for customers",
          technology: "Node 24, Next.js",
          dependencies: [],
          scaling_requirements: "",
        },
        {
          name: "results",
          purpose: "API, served under /v2/results",
          technology: "Go 1.26",
          dependencies: [],
          scaling_requirements: "",
        },
      ];
    });
    const architecture = resolved(document);
    expect(service(architecture, "box-office").routes).toEqual([{ priority: 49000, paths: ["/*"] }]);
    expect(service(architecture, "results").routes[0]?.paths).toEqual(["/v2/results", "/v2/results/*"]);
    expect(service(architecture, "backstage").routes[0]?.paths[0]).toBe("/backstage");
  });

  it("routes everything to the front end and the rest by name", () => {
    expect(service(architecture, "storefront").routes).toEqual([{ priority: 49000, paths: ["/*"] }]);
    expect(service(architecture, "orders").routes[0]?.paths).toEqual([
      "/orders",
      "/orders/*",
      "/api/orders",
      "/api/orders/*",
    ]);
    expect(service(architecture, "mailer").public).toBe(false);
    const priorities = architecture.services.flatMap(({ routes }) => routes.map(({ priority }) => priority));
    expect(new Set(priorities).size).toBe(priorities.length);
  });

  it("keeps priorities when services come and go, and puts what is more specific first", () => {
    const web = {
      name: "web",
      purpose: "Web front end",
      technology: "Node 24, Next.js",
      dependencies: [],
      scaling_requirements: "",
    };
    const api = (name: string) => ({
      name,
      purpose: "HTTP API",
      technology: "Go 1.26",
      dependencies: [],
      scaling_requirements: "",
    });
    const routes = (names: string[]) => {
      const architecture_ = resolved(
        change(shop, (d) => {
          d.output.services = [web, ...names.map(api)];
        }),
      );
      return new Map(architecture_.services.map(({ id, routes: list }) => [id, list[0]]));
    };
    const few = routes(["api", "orders-api"]);
    const many = routes(["stock", "api", "orders-service", "orders-api", "orders"]);
    expect(many.get("api")).toEqual(few.get("api"));
    const all = [...many.values()];
    expect(new Set(all.map((route) => route?.priority)).size).toBe(all.length);
    expect(new Set(all.flatMap((route) => route?.paths ?? [])).size).toBe(
      all.flatMap((route) => route?.paths ?? []).length,
    );
    expect(many.get("orders-api")?.priority).toBeLessThan(many.get("api")?.priority ?? 0);
    const crowd = change(shop, (d) => {
      d.output.services = [web, ...Array.from({ length: 110 }, (_, index) => api(`part-${index}`))];
    });
    expect(errors(crowd)).toEqual(["ARCH_TOO_MANY_SERVICES /output/services"]);
  });

  it("gives a worker a heartbeat as long as its queue waits for a message, and the server of Next an address", () => {
    expect(service(architecture, "mailer")).toMatchObject({
      health: undefined,
      heartbeat: { path: "/tmp/heartbeat", seconds: 300 },
    });
    expect(service(architecture, "stock-sync").heartbeat).toBeUndefined();
    expect(service(architecture, "orders").heartbeat).toBeUndefined();
    const address = { name: "HOSTNAME", source: { from: "literal", value: "0.0.0.0" } };
    expect(service(architecture, "storefront").environment).toContainEqual(address);
    expect(service(architecture, "orders").environment).not.toContainEqual(address);
  });

  it("takes counts from the text for production and less elsewhere", () => {
    const [dev, staging, prod] = architecture.environments;
    expect(prod?.services["storefront"]).toMatchObject({ min: 3, max: 12 });
    expect(staging?.services["storefront"]).toMatchObject({ min: 2, max: 6 });
    expect(dev?.services["storefront"]).toMatchObject({ min: 1, max: 2 });
    expect(prod?.services["stock-sync"]).toMatchObject({ min: 1, max: 1 });
    expect(service(architecture, "storefront").scaling.cpuPercent).toBe(60);
  });

  it("reads the schedule with its time zone", () => {
    expect(service(architecture, "stock-sync")).toMatchObject({
      kind: "scheduled",
      schedule: { expression: "cron(0 2 * * ? *)", timezone: "Europe/London" },
    });
  });

  it("lets roles of one image share it, with their own commands", () => {
    const clinic = resolved(JSON.parse(readFileSync("examples/clinic/step7.json", "utf8")));
    expect(service(clinic, "worker")).toMatchObject({
      image: "web",
      kind: "worker",
      command: ["celery", "-A", "app", "worker", "--loglevel=INFO"],
    });
    expect(service(clinic, "beat")).toMatchObject({
      image: "web",
      scaling: { singleton: true },
      healthCommand: [],
      heartbeat: { path: "/tmp/heartbeat", seconds: 900 },
    });
    // Its broker answers for the worker.
    expect(service(clinic, "worker").heartbeat).toBeUndefined();
    expect(service(clinic, "web").migrationCommand).toEqual(["python", "manage.py", "migrate", "--noinput"]);
    expect(clinic.environments.every((one) => one.services["beat"]?.max === 1)).toBe(true);
  });
});

describe("stores, copies and numbers", () => {
  it("takes the stated engine version, and the recommended one where it is not offered", () => {
    const database = (engine: string, text: string) =>
      resolved(
        change(parcels, (d) => {
          d.decisions = { databases: [engine] };
          (d.output["data_architecture"] as Record<string, unknown>)["primary_database"] = text;
        }),
      ).databases[0];
    expect(database("postgres", "PostgreSQL 16 on RDS")).toMatchObject({
      engine: "postgres",
      version: "16",
      port: 5432,
    });
    expect(database("postgres", "PostgreSQL 9.1 on RDS")).toMatchObject({ version: "17" });
    expect(database("mysql", "MySQL 8.4")).toMatchObject({ engine: "mysql", version: "8.4", port: 3306 });
    expect(database("aurora-mysql", "Aurora MySQL Serverless v2 behind RDS Proxy")).toMatchObject({
      engine: "aurora-mysql",
      serverless: true,
      proxy: true,
    });
    expect(database("aurora-postgres", "Aurora PostgreSQL")).toMatchObject({ serverless: false, proxy: false });
  });

  it("copies backups to the region that the text names, else to the partner", () => {
    expect(resolved(shop)).toMatchObject({
      region: "eu-west-1",
      drRegion: "eu-central-1",
      backup: { crossRegion: true, retentionDays: 35, rpoMinutes: 15 },
    });
    expect(resolved(parcels).drRegion).toBeUndefined();
    expect(resolved({ ...parcels, decisions: { "backup.crossRegion": true } }).drRegion).toBe("eu-central-1");
  });

  it("keeps production's stated retention and no more than RDS can", () => {
    const prod = resolved({ ...shop, decisions: { "backup.retentionDays": 400 } }).environments.find(
      ({ id }) => id === "prod",
    );
    expect(prod?.database.backupRetentionDays).toBe(35);
    expect(prod?.backup.retentionDays).toBe(400);
  });

  it("knows the profile of an environment by its name; a lone one is production", () => {
    const profiles = (names: string[]) =>
      resolved({ ...parcels, decisions: { environments: names } }).environments.map(
        ({ id, profile }) => `${id} ${profile}`,
      );
    expect(profiles(["dev", "qa", "prod-eu", "sandbox"])).toEqual([
      "dev dev",
      "qa staging",
      "prod-eu prod",
      "sandbox dev",
    ]);
    expect(profiles(["staging"])).toEqual(["staging prod"]);
  });

  it("gives environments address ranges that never collide and never move", () => {
    const ranges = (names: string[]) =>
      new Map(
        resolved({ ...parcels, decisions: { environments: names } }).environments.map(({ id, vpcCidr }) => [
          id,
          vpcCidr,
        ]),
      );
    const before = ranges(["dev", "prod"]);
    const after = ranges(["dev", "demo", "prod"]);
    expect(after.get("prod")).toBe(before.get("prod"));
    expect(new Set(after.values()).size).toBe(3);
  });

  it("pays for a NAT gateway only where a service may go out", () => {
    const gateways = (document: Document) =>
      Object.fromEntries(resolved(document).environments.map(({ id, natZones }) => [id, natZones]));
    const environments = { decisions: { environments: ["dev", "staging", "prod"] } };
    expect(gateways({ ...parcels, ...environments })).toEqual({ dev: ["a"], staging: [], prod: [] });
    const mailing = change({ ...parcels, ...environments }, (d) => {
      (d.output.services[0] as Record<string, unknown>)["dependencies"] = ["MySQL", "Stripe"];
    });
    expect(gateways(mailing)).toEqual({ dev: ["a"], staging: ["a"], prod: ["a", "b"] });
    const login = change({ ...parcels, ...environments }, (d) => {
      (d.output["security"] as Record<string, unknown>)["authentication"] = "Auth0";
    });
    expect(gateways(login)["staging"]).toEqual(["a"]);
  });

  it("builds a firewall for public services unless the text declines one", () => {
    const waf = (text: string) =>
      resolved(
        change(parcels, (d) => {
          (d.output["security"] as Record<string, unknown>)["api_security"] = text;
        }),
      ).edge.waf;
    expect(waf("Rate limits in the code")).toBe(true);
    expect(waf("AWS WAF")).toBe(true);
    expect(waf("No WAF, it is not worth the money")).toBe(false);
  });
});

describe("every architecture", () => {
  const words = fc.constantFrom(
    "PostgreSQL",
    "Redis",
    "SQS",
    "S3",
    "SNS",
    "EFS",
    "Stripe",
    "api",
    "web",
    "worker",
    "MySQL",
    "SES",
    "none",
    "another team's Kafka",
    "EventBridge",
  );
  const kinds = fc.constantFrom(
    "HTTP API",
    "Background worker",
    "Server-rendered pages",
    "Nightly job at 3am",
    "single-page app",
  );
  const technologies = fc.constantFrom(
    "Node 24, Express",
    "Python 3.13, FastAPI",
    "Go 1.26",
    "Java 25, Spring Boot",
    "PHP 8.4 Laravel",
    "React with Vite, static",
    "Celery",
    "",
  );

  it("holds what blueprints rely on", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ purpose: kinds, technology: technologies, dependencies: fc.array(words, { maxLength: 5 }) }),
          { minLength: 1, maxLength: 6 },
        ),
        (list) => {
          const document = change(parcels, (d) => {
            d.decisions = {
              databases: ["mysql"],
              cache: ["redis"],
              queues: ["sqs", "sns", "eventbridge"],
              fileStorage: "efs",
              objectStorage: true,
              compute: ["ecs-fargate", "static-site"],
            };
            d.output.services = list.map((one, index) => ({ name: `part ${index}`, scaling_requirements: "", ...one }));
          });
          const { architecture } = understandDocument(document);
          if (architecture === undefined) return;
          const ids = new Set(architecture.services.map(({ id }) => id));
          const known = {
            database: new Set(architecture.databases.map(({ id }) => id)),
            cache: new Set(architecture.caches.map(({ id }) => id)),
            queue: new Set(architecture.queues.map(({ id }) => id)),
            topic: new Set(architecture.topics.map(({ id }) => id)),
            bus: new Set(architecture.buses.map(({ id }) => id)),
            bucket: new Set(architecture.buckets.map(({ id }) => id)),
            "file-system": new Set(architecture.fileSystems.map(({ id }) => id)),
            external: new Set(architecture.externals.map(({ id }) => id)),
            service: ids,
            email: new Set(["ses"]),
          };
          for (const one of architecture.services) {
            for (const edge of one.edges)
              expect(known[edge.to].has(edge.id), `${one.id} → ${edge.to} ${edge.id}`).toBe(true);
            expect(ids.has(one.image)).toBe(true);
            expect(one.port === undefined).toBe(one.kind === "worker" || one.kind === "scheduled");
            expect(one.schedule !== undefined).toBe(one.kind === "scheduled");
            const names = [...one.environment, ...one.secrets].map(({ name }) => name);
            expect(new Set(names).size).toBe(names.length);
            for (const name of names) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
            for (const { services } of architecture.environments)
              expect(services[one.id]?.min).toBeLessThanOrEqual(services[one.id]?.max ?? 0);
          }
          const topics = [
            ...architecture.topics.flatMap(({ subscribers }) => subscribers),
            ...architecture.buses.flatMap(({ targets }) => targets.map(({ queue }) => queue)),
          ];
          for (const queue of topics) expect(known.queue.has(queue)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
