// In: systems that leave something open, or talk of what they do not want. Out: proof that nothing is invented in silence.
import { describe, expect, it } from "vitest";
import { understandDocument } from "../helpers/road.ts";
import { type SmallSystem, smallSystem } from "../helpers/small-system.ts";

const API = { name: "api", purpose: "REST API", technology: "Java 21, Spring Boot 3.5", dependencies: ["PostgreSQL"] };

function built(say: SmallSystem["say"] = {}, decisions: SmallSystem["decisions"] = {}) {
  const { architecture, diagnostics } = understandDocument(
    smallSystem({
      services: [API],
      say: { "data_architecture.primary_database": "PostgreSQL 17 on RDS", ...say },
      decisions,
    }),
  );
  return {
    database: architecture?.databases[0],
    drRegion: architecture?.drRegion,
    assumed: diagnostics.filter(({ code }) => code === "ARCH_ASSUMED").map(({ message }) => message),
  };
}

describe("the region of the copies", () => {
  const copies = (text: string) => built({ "data_architecture.backup_strategy": text });

  it("is told as assumed where no answer names it", () => {
    const { drRegion, assumed } = copies("Daily snapshots, every one is copied to another region");
    expect(drRegion).toBe("eu-central-1");
    expect(assumed.join()).toContain("no answer names it: eu-central-1 is assumed");
  });

  it("is no assumption where one does", () => {
    const { drRegion, assumed } = copies("Daily snapshots, every one is copied to eu-west-3");
    expect(drRegion).toBe("eu-west-3");
    expect(assumed.join()).not.toContain("is assumed");
  });
});

describe("RDS Proxy and a reader", () => {
  const told = (text: string) => built({ "scalability.performance_optimization": text }).database;

  it.each([
    ["RDS Proxy was contemplated but is not warranted at fewer than 150 connections"],
    ["RDS Proxy isn't needed yet"],
    ["We looked at RDS Proxy; RDS Proxy would be overkill"],
    ["thinking about RDS Proxy"],
  ])("are not built: %s", (text) => expect(told(text)?.proxy).toBe(false));

  it.each([["RDS Proxy in front of the database"], ["Connections go through RDS Proxy"]])("are built: %s", (text) =>
    expect(told(text)?.proxy).toBe(true),
  );

  it("thinking about read replicas builds none", () => {
    expect(told("thinking about read replicas, not needed yet")?.readReplica).toBe(false);
    expect(told("one read replica for reports")?.readReplica).toBe(true);
  });
});

describe("what lies elsewhere, or is kept elsewhere", () => {
  const site = { name: "pages", purpose: "single-page app", technology: "React 19, Vite, files on S3" };
  const codes = (system: SmallSystem, code: string) =>
    understandDocument(smallSystem(system))
      .diagnostics.filter((one) => one.code === code)
      .map(({ message }) => message);

  it("is told where data may not leave a country", () => {
    const say = {
      "infrastructure.hosting_strategy": "AWS in London, ECS on Fargate. Data SHALL NOT leave the United Kingdom.",
    };
    const [message] = codes({ services: [API, site], say }, "ARCH_RESIDENCY");
    expect(message).toContain("outside of the United Kingdom lie CloudFront");
    expect(message).toContain("us-east-1");
    expect(codes({ services: [API], say }, "ARCH_RESIDENCY")).toEqual([]);
    const copied = { ...say, "data_architecture.backup_strategy": "Daily snapshots, copied to Ireland (eu-west-1)" };
    expect(codes({ services: [API], say: copied }, "ARCH_RESIDENCY").join()).toContain(
      "copies of the backups (eu-west-1)",
    );
  });

  it("is told where Parameter Store is decided and AWS keeps the passwords", () => {
    const say = {
      "data_architecture.primary_database": "PostgreSQL 17 on RDS",
      "infrastructure_as_code.configuration_management":
        "SSM Parameter Store, SecureString for secrets. Not Secrets Manager.",
    };
    expect(codes({ services: [API], say }, "ARCH_NOT_BUILT").join()).toContain(
      "save for the passwords of database main",
    );
    const { "data_architecture.primary_database": _, ...without } = say;
    expect(codes({ services: [{ ...API, dependencies: [] }], say: without }, "ARCH_NOT_BUILT").join()).not.toContain(
      "passwords",
    );
  });

  it("an external system that nobody is said to call is told", () => {
    const say = { "integrations.external_services": "Stripe" };
    expect(codes({ services: [API], say }, "ARCH_ASSUMED").join()).toContain('no service is said to call "Stripe"');
    const caller = { ...API, dependencies: ["Stripe"] };
    expect(codes({ services: [caller], say }, "ARCH_ASSUMED").join()).not.toContain("is said to call");
    expect(codes({ services: [API], say: { "integrations.external_services": "Datadog" } }, "ARCH_ASSUMED")).toEqual(
      [],
    );
  });
});

describe("one queue for each subscriber of a topic", () => {
  const capture = { name: "trade-capture", purpose: "REST interface", technology: "Java 21", dependencies: ["SNS"] };
  const confirmations = {
    name: "confirmations",
    purpose: "A background consumer",
    technology: "Java 21",
    dependencies: ["SQS"],
  };
  const keeper = {
    name: "keeper",
    purpose: "Listens to trade events on its queue",
    technology: "Java 21",
    dependencies: ["SQS"],
  };
  const topic = (text: string) =>
    understandDocument(
      smallSystem({
        services: [capture, confirmations, keeper],
        say: { "overall_architecture.communication_patterns": text },
      }),
    ).architecture?.topics[0]?.subscribers;

  it.each([
    ["Events are published to SNS topics and fanned out to one SQS queue per subscribing service"],
    ["Events go to SNS; confirmations and keeper each consume their own queue, over SQS"],
  ])("%s", (text) => expect(topic(text)).toEqual(["confirmations", "keeper"]));

  it("is not made up where nothing says so", () => {
    expect(topic("Events are published to SNS, jobs go over SQS")).toEqual([]);
  });
});

describe("a topic or a bus beside a queue that nobody joins", () => {
  const gateway = { name: "gateway", purpose: "API that holds the stations", dependencies: ["SNS"] };
  const billing = { name: "billing", purpose: "Consumes the session events", dependencies: ["SQS"] };
  const built = (services: SmallSystem["services"], queues = ["sqs", "sns"]) => {
    const { architecture, diagnostics } = understandDocument(smallSystem({ services, decisions: { queues } }));
    return {
      topic: architecture?.topics[0]?.subscribers,
      bus: architecture?.buses[0]?.targets.map(({ queue }) => queue),
      told: diagnostics
        .filter(({ code }) => code === "ARCH_ASSUMED")
        .map(({ message }) => message)
        .join("\n"),
    };
  };

  it("fills the one queue that nobody fills, and says so", () => {
    const { topic, told } = built([gateway, billing]);
    expect(topic).toEqual(["billing"]);
    expect(told).toContain('nobody to fill queue "billing": it is subscribed to the topic');
    expect(told).not.toContain("no service is said to send to it");
    expect(built([{ ...gateway, dependencies: ["EventBridge"] }, billing], ["sqs", "eventbridge"]).bus).toEqual([
      "billing",
    ]);
  });

  it("leaves a queue alone that somebody fills", () => {
    const sender = { name: "shop", purpose: "REST API of the shop", dependencies: ["SQS"] };
    const { topic, told } = built([gateway, sender, billing]);
    expect(topic).toEqual([]);
    expect(told).toContain("built without subscribers");
  });

  it("does not choose between two queues, or a topic and a bus", () => {
    expect(built([gateway, billing, { ...billing, name: "mails" }]).topic).toEqual([]);
    const both = { ...gateway, dependencies: ["SNS", "EventBridge"] };
    expect(built([both, billing], ["sqs", "sns", "eventbridge"])).toMatchObject({ topic: [], bus: [] });
  });

  it("says that a topic is joined to nothing where nobody publishes either", () => {
    const sender = { name: "shop", purpose: "REST API of the shop", dependencies: ["SQS"] };
    expect(built([sender, billing]).told).toContain("it is built and joined to nothing");
  });
});

it("a program of others in a container is told as not built, unless somebody decided so", () => {
  const clamav = {
    name: "clamav",
    purpose: "Malware scanning",
    technology: "ClamAV 1.4, official container image clamav/clamav, port 3310",
  };
  const told = (decisions: NonNullable<SmallSystem["decisions"]>) =>
    understandDocument(smallSystem({ services: [API, clamav], decisions }))
      .diagnostics.filter(({ message }) => message.includes("somebody else's image"))
      .map(({ pointer }) => pointer);
  expect(told({})).toEqual(["/output/services/1/technology"]);
  expect(told({ services: { clamav: { kind: "external" } } })).toEqual([]);
});

describe("websocket connections", () => {
  const api = { name: "dispatch", purpose: "REST API for the console. The front door." };
  const board = { name: "wallboard", purpose: "Holds the WebSocket connections of the screens" };
  const held = (services: SmallSystem["services"], text = "WebSockets to the screens") =>
    (
      understandDocument(smallSystem({ services, say: { "overall_architecture.communication_patterns": text } }))
        .architecture?.services ?? []
    )
      .filter(({ websockets }) => websockets)
      .map(({ id }) => id);

  it.each([
    ["the service whose text says so, and not the front door beside it", [api, board], undefined, ["wallboard"]],
    [
      "the one that a sentence about talking names",
      [api, { ...board, purpose: "API for screens" }],
      "wallboard pushes over WebSocket to the screens",
      ["wallboard"],
    ],
    ["the front door where nobody says who", [api, { ...board, purpose: "API for screens" }], undefined, ["dispatch"]],
    ["nobody who refuses them", [{ ...api, purpose: "REST API, no websockets" }, board], undefined, ["wallboard"]],
  ] as const)("are held by %s", (_, services, text, holders) => {
    expect(held([...services], text)).toEqual(holders);
  });
});

describe("sizes of other environments", () => {
  const FRONT = { name: "front", purpose: "Web pages", technology: "Node 24 with NestJS" };
  const run = (say: Record<string, string>, scaling = "2 to 6 tasks") =>
    understandDocument(
      smallSystem({
        services: [{ ...API, scaling_requirements: scaling }, FRONT],
        say: {
          "data_architecture.primary_database": "PostgreSQL 17 on RDS, db.m7g.large",
          "data_architecture.caching_strategy": "Valkey on ElastiCache",
          ...say,
        },
      }),
    );
  const told = (say: Record<string, string>) =>
    run(say)
      .diagnostics.filter(({ message }) => message.startsWith("sizes of"))
      .map(({ message }) => message);
  const management = (text: string) => ({ "infrastructure.environment_management": text });
  const built = (id: string, say: Record<string, string>, scaling?: string) => {
    const { architecture } = run(say, scaling);
    const found = architecture?.environments.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no environment ${id}`);
    const tasks = Object.fromEntries(Object.entries(found.services).map(([name, { min, max }]) => [name, [min, max]]));
    return { class: found.database.instanceClass, gib: found.database.storageGiB, node: found.cache.nodeType, tasks };
  };
  const DEV = { class: "db.t4g.small", gib: 20, node: "cache.t4g.micro", tasks: { api: [1, 2], front: [1, 2] } };
  const STAGING = { class: "db.t4g.medium", gib: 20, node: "cache.t4g.small", tasks: { api: [1, 3], front: [1, 3] } };
  const ONE = { tasks: { api: [1, 1], front: [1, 1] } };

  it.each([
    [
      "a class and a count",
      "dev",
      management("dev and prod. Dev gets a db.t4g.medium and one task, prod two."),
      { ...DEV, class: "db.t4g.medium", ...ONE },
    ],
    ["a list", "dev", management("prod: 4 tasks, dev: 1 task"), { ...DEV, ...ONE }],
    ["a name behind it", "dev", management("dev and prod, 1 task in dev"), { ...DEV, ...ONE }],
    [
      "every service",
      "dev",
      management("dev and prod. Development runs a single task of everything."),
      { ...DEV, ...ONE },
    ],
    [
      "one service",
      "staging",
      management("staging and prod. Staging has two tasks of api."),
      { ...STAGING, tasks: { ...STAGING.tasks, api: [2, 2] } },
    ],
    [
      "a smaller copy",
      "acc",
      management("acc and prod. Acceptance is a smaller copy of production with one instance per service."),
      { ...STAGING, ...ONE },
    ],
    [
      "a lower bound",
      "staging",
      management("staging and prod, at least 2 tasks in staging"),
      { ...STAGING, tasks: { api: [2, 3], front: [2, 3] } },
    ],
    [
      "the field of the database",
      "integration",
      {
        ...management("development, integration and production environments"),
        "data_architecture.primary_database":
          "PostgreSQL 17 on RDS, db.m7g.large, 500 GB. For the integration environment a db.t4g.large is sufficient.",
      },
      { ...DEV, class: "db.t4g.large" },
    ],
    [
      "the field of the cache",
      "dev",
      {
        ...management("dev and prod"),
        "data_architecture.caching_strategy": "Valkey. cache.r7g.large in prod, the rest gets cache.t4g.small.",
      },
      { ...DEV, node: "cache.t4g.small" },
    ],
  ])("are built from %s", (_, id, say, expected) => expect(built(id, say)).toEqual(expected));

  it("are built from the text of a service, production's range stays", () => {
    const say = management("dev and prod");
    const scaling = "min 3 / max 30 in prod, 1 everywhere else";
    expect(built("dev", say, scaling).tasks).toEqual({ api: [1, 1], front: [1, 2] });
    expect(built("prod", say, scaling).tasks["api"]).toEqual([3, 30]);
  });

  it("what cannot be built from is told", () => {
    const [message = ""] = told(management("dev and prod. Dev has 2 nodes."));
    expect(message).toContain('sizes of dev ("2 nodes") cannot be built from');
  });

  it("a class that is none is an error there, too", () => {
    const { diagnostics } = run(management("dev and prod. Dev gets a db.t4g.smal."));
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toContain("error ARCH_IMPOSSIBLE");
  });

  it.each([
    ["dev and prod, prod has 4 tasks", "dev", DEV],
    ["dev and prod", "dev", DEV],
    ["dev and prod. Nobody had 2 tasks in a training environment.", "dev", DEV],
    ["dev is created first; then prod with two tasks", "dev", DEV],
  ])("are none: %s", (text, id, expected) => {
    expect(built(id, management(text))).toEqual(expected);
    expect(told(management(text))).toEqual([]);
  });
});

describe("a store that is called small", () => {
  const CACHE = "data_architecture.caching_strategy";
  const DATABASE = "data_architecture.primary_database";
  const told = (say: Record<string, string>) =>
    built(say).assumed.filter((message) => message.includes("is no class of a"));

  it.each([
    [CACHE, "Redis for tariff lookups, small", "small", "cache: dev has cache.t4g.micro, prod has cache.m7g.large"],
    [CACHE, "A tiny Valkey for sessions", "tiny", "cache: dev has cache.t4g.micro, prod has cache.m7g.large"],
    [DATABASE, "PostgreSQL 17 on RDS, small", "small", "database: dev has db.t4g.small, prod has db."],
  ])("%s: %s", (field, text, word, classes) => {
    const [message = "", ...others] = told({ [field]: text });
    expect(others).toEqual([]);
    const [what = "", list = ""] = classes.split(": ");
    expect(message).toContain(`"${word}" is no class of a ${what}, and none is built from it: ${list}`);
  });

  it.each([
    [CACHE, "Redis for tariff lookups, small, cache.t4g.small"],
    [CACHE, "Redis for small objects"],
    [CACHE, "Redis. Dev gets a small one."],
    [CACHE, "No small cache, none at all"],
    [DATABASE, "PostgreSQL 17 on RDS, db.t4g.small"],
    [DATABASE, "PostgreSQL 17 on RDS, the tables are small"],
  ])("is not told, %s: %s", (field, text) => expect(told({ [field]: text })).toEqual([]));
});
