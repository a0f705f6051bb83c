// In: nothing. Out: a hand-written architecture that uses every part once, for tests of blueprints. Never read from answers.
import type { Architecture, Environment, ProfileName, Reason, Service } from "../../src/architecture/model.ts";

const because: readonly Reason[] = [
  { decision: "compute", pointer: "/output/infrastructure/hosting_strategy", quote: "AWS ECS on Fargate" },
];

const health = { path: "/healthz", intervalSeconds: 15, timeoutSeconds: 5, retries: 3, startSeconds: 30 };
const scaling = {
  cpuPercent: 60,
  memoryPercent: undefined,
  requestsPerTarget: undefined,
  queue: undefined,
  backlogPerTask: 100,
  singleton: false,
};

function environment(id: string, profile: ProfileName, network: number, services: readonly string[]): Environment {
  const prod = profile === "prod";
  const letters = prod ? ["a", "b", "c"] : ["a", "b"];
  return {
    id,
    because,
    profile,
    zones: Object.fromEntries(letters.map((letter, index) => [letter, index])),
    natZones: prod ? letters : ["a"],
    vpcCidr: `10.${network}.0.0/16`,
    logRetentionDays: prod ? 365 : 30,
    flowLogTraffic: prod ? "ALL" : "REJECT",
    deletionProtection: prod,
    database: {
      instanceClass: prod ? "db.m7g.large" : "db.t4g.small",
      multiAz: prod,
      auroraInstances: prod ? 2 : 1,
      auroraMinCapacity: prod ? 0.5 : 0,
      auroraMaxCapacity: prod ? 8 : 2,
      storageGiB: prod ? 100 : 20,
      maxStorageGiB: prod ? 500 : 100,
      backupRetentionDays: prod ? 35 : 1,
    },
    cache: {
      nodeType: prod ? "cache.m7g.large" : "cache.t4g.micro",
      nodes: prod ? 2 : 1,
      snapshotRetentionDays: prod ? 7 : 0,
    },
    backup: { enabled: prod, retentionDays: 35, copyRetentionDays: 14 },
    services: Object.fromEntries(
      services.map((service) => [service, { cpu: 512, memoryMiB: 1024, min: prod ? 2 : 1, max: prod ? 6 : 2 }]),
    ),
    spotPercent: prod ? 0 : 100,
    budgetUsd: prod ? 1500 : 200,
  };
}

function service(id: string, over: Partial<Service>): Service {
  return {
    id,
    because,
    name: id,
    purpose: `the ${id}`,
    technology: "Node.js 24, Express",
    kind: "api",
    runtime: "node",
    framework: "express",
    packageManager: "npm",
    version: "24",
    image: id,
    command: [],
    port: 8080,
    health,
    healthCommand: [],
    uid: 10001,
    public: true,
    routes: [{ priority: 100, paths: [`/${id}/*`] }],
    websockets: false,
    environment: [
      { name: "APP_ENVIRONMENT", source: { from: "environment" } },
      { name: "PORT", source: { from: "literal", value: "8080" } },
    ],
    secrets: [],
    edges: [],
    scaling,
    schedule: undefined,
    stopTimeoutSeconds: 30,
    writablePaths: ["/tmp"],
    migrationCommand: [],
    ...over,
  };
}

/** A shop with one of everything. */
export function everything(): Architecture {
  const services: Service[] = [
    service("storefront", {
      kind: "web",
      framework: "next",
      routes: [{ priority: 200, paths: ["/*"] }],
      websockets: true,
      edges: [{ to: "service", id: "orders" }],
      environment: [
        { name: "APP_ENVIRONMENT", source: { from: "environment" } },
        { name: "PORT", source: { from: "literal", value: "8080" } },
        { name: "ORDERS_URL", source: { from: "service", id: "orders", field: "url" } },
      ],
    }),
    service("orders", {
      technology: "Python 3.13, FastAPI",
      runtime: "python",
      framework: "fastapi",
      packageManager: "uv",
      version: "3.13",
      routes: [{ priority: 100, paths: ["/api/*"] }],
      environment: [
        { name: "APP_ENVIRONMENT", source: { from: "environment" } },
        { name: "AWS_REGION", source: { from: "region" } },
        { name: "PORT", source: { from: "literal", value: "8080" } },
        { name: "DATABASE_HOST", source: { from: "database", id: "main", field: "host" } },
        { name: "DATABASE_PORT", source: { from: "database", id: "main", field: "port" } },
        { name: "DATABASE_NAME", source: { from: "database", id: "main", field: "name" } },
        { name: "CACHE_HOST", source: { from: "cache", id: "main", field: "host" } },
        { name: "CACHE_PORT", source: { from: "cache", id: "main", field: "port" } },
        { name: "JOBS_QUEUE_URL", source: { from: "queue", id: "jobs", field: "url" } },
        { name: "EVENTS_TOPIC_ARN", source: { from: "topic", id: "events", field: "arn" } },
        { name: "EVENTS_BUS_NAME", source: { from: "bus", id: "domain", field: "name" } },
        { name: "UPLOADS_BUCKET", source: { from: "bucket", id: "uploads", field: "name" } },
        { name: "SHARED_PATH", source: { from: "file-system", id: "shared", field: "path" } },
      ],
      secrets: [
        { name: "DATABASE_USER", source: { from: "database", id: "main", field: "username" } },
        { name: "DATABASE_PASSWORD", source: { from: "database", id: "main", field: "password" } },
        { name: "CACHE_PASSWORD", source: { from: "cache", id: "main", field: "password" } },
        { name: "STRIPE_API_KEY", source: { from: "secret", id: "stripe" } },
      ],
      edges: [
        { to: "database", id: "main" },
        { to: "cache", id: "main" },
        { to: "queue", id: "jobs", access: "send" },
        { to: "topic", id: "events", access: "publish" },
        { to: "bus", id: "domain", access: "publish" },
        { to: "bucket", id: "uploads", access: "read-write" },
        { to: "file-system", id: "shared" },
        { to: "external", id: "stripe" },
        { to: "email", id: "ses" },
      ],
      scaling: { ...scaling, memoryPercent: 70, requestsPerTarget: 1000 },
      migrationCommand: ["python", "-m", "app.migrate"],
    }),
    service("mailer", {
      kind: "worker",
      technology: "Go 1.26",
      runtime: "go",
      framework: "none",
      packageManager: "go",
      version: "1.26",
      port: undefined,
      health: undefined,
      public: false,
      routes: [],
      environment: [
        { name: "APP_ENVIRONMENT", source: { from: "environment" } },
        { name: "JOBS_QUEUE_URL", source: { from: "queue", id: "jobs", field: "url" } },
      ],
      edges: [{ to: "queue", id: "jobs", access: "consume" }],
      scaling: { ...scaling, queue: "jobs" },
    }),
    service("orders-nightly", {
      kind: "scheduled",
      runtime: "python",
      framework: "none",
      packageManager: "uv",
      version: "3.13",
      image: "orders",
      command: ["python", "-m", "app.nightly"],
      port: undefined,
      health: undefined,
      public: false,
      routes: [],
      edges: [{ to: "database", id: "main" }],
      environment: [
        { name: "DATABASE_HOST", source: { from: "database", id: "main", field: "host" } },
        { name: "DATABASE_PORT", source: { from: "database", id: "main", field: "port" } },
        { name: "DATABASE_NAME", source: { from: "database", id: "main", field: "name" } },
      ],
      secrets: [
        { name: "DATABASE_USER", source: { from: "database", id: "main", field: "username" } },
        { name: "DATABASE_PASSWORD", source: { from: "database", id: "main", field: "password" } },
      ],
      schedule: { expression: "cron(0 2 * * ? *)", timezone: "Europe/London" },
    }),
  ];
  const names = services.map(({ id }) => id);
  return {
    project: { id: "shop", title: 'The "Shop" ${x} %{if}' },
    region: "eu-west-1",
    drRegion: "eu-central-1",
    iac: "terraform",
    ci: "github-actions",
    style: "services",
    environments: [environment("staging", "staging", 20, names), environment("prod", "prod", 30, names)],
    services,
    sites: [
      {
        id: "portal",
        because,
        name: "portal",
        purpose: "customer portal",
        technology: "React, Vite",
        framework: "react",
        packageManager: "npm",
        version: "24",
        singlePage: true,
        buildFolder: "dist",
        calls: ["orders"],
      },
    ],
    databases: [
      {
        id: "main",
        because,
        engine: "postgres",
        version: "17",
        port: 5432,
        databaseName: "shop",
        username: "shop_admin",
        proxy: false,
        serverless: false,
        readReplica: false,
      },
    ],
    caches: [{ id: "main", because, engine: "valkey", version: "8.0", port: 6379, use: "cache" }],
    buckets: [{ id: "uploads", because, purpose: "uploads" }],
    fileSystems: [{ id: "shared", because, mountPath: "/mnt/shared" }],
    queues: [{ id: "jobs", because, fifo: false, visibilityTimeoutSeconds: 180, maxReceiveCount: 5 }],
    topics: [{ id: "events", because, subscribers: ["jobs"] }],
    buses: [{ id: "domain", because, targets: [{ queue: "jobs", source: "shop.orders" }] }],
    secrets: [{ id: "stripe", because, description: "Stripe API key", vendor: "Stripe" }],
    secretStore: "secrets-manager",
    externals: [{ id: "stripe", because, name: "Stripe" }],
    edge: { loadBalancer: true, waf: true, cdn: false, rateLimit: 2000, because },
    backup: {
      id: "backup",
      because,
      frequencyHours: 24,
      retentionDays: 35,
      rpoMinutes: 60,
      rtoMinutes: 240,
      pointInTime: true,
      crossRegion: true,
    },
    auth: { kind: "cognito", because },
    monitoring: ["cloudwatch"],
    email: true,
  };
}
