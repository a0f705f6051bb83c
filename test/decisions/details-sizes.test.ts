import { describe, expect, it } from "vitest";
import {
  readBudget,
  readLoginThrottle,
  readLogRetention,
  readMaxReceives,
  readRateLimit,
} from "../../src/decisions/details/limits.ts";
import {
  readCacheSizes,
  readCommonTaskSize,
  readCpuPercent,
  readDatabaseSizes,
  readTaskSize,
} from "../../src/decisions/details/sizes.ts";
import { readStatements } from "../../src/decisions/text/statements.ts";

const read = (text: string) => readStatements("/field", text);

describe("task sizes", () => {
  it.each([
    ["2 to 8 tasks, 1 vCPU, 4 GiB", 1024, 4096],
    ["2 vCPU / 4 GB", 2048, 4096],
    ["512 CPU units, 1024 MB RAM", 512, 1024],
    ["0.5 vCPU", 512, null],
    ["0.25 vCPU and 512 MB of memory each", 256, 512],
    ["4 GB RAM and 2 vCPU", 2048, 4096],
    ["cpu: 256, memory: 512", 256, 512],
    ["Node 22, 2 GB RAM", null, 2048],
    ["two tasks with 8 GB each", null, 8192],
    ["half a vCPU, 1 GB", 512, 1024],
    ["1,5 vCPU", 1536, null],
    ["0.25 vCPU in dev, 1 vCPU in production", 1024, null],
    ["1 vCPU 2 GB (staging: 0.25 vCPU 512 MB)", 1024, 2048],
    ["We had 4 vCPU and 16 GB before the move. Now 1 vCPU, 2 GB.", 1024, 2048],
  ])("%s", (text, cpu, memoryMiB) => {
    expect(readTaskSize(read(text))?.value).toEqual({ cpu, memoryMiB });
  });

  it.each([
    "0 to 500 vCPU",
    "2-10 tasks, CPU 70%",
    "min 2 max 6, scales at 65 % CPU",
    "uploads of 2 GB are usual",
    "staging runs with 1 vCPU and 2 GB",
    "we plan to go to 4 vCPU next year",
    "not 4 vCPU",
    "a total of 8 vCPU",
    "Java 21 with a 2 GB heap",
    "15 GB per day come in",
  ])("none: %s", (text) => {
    expect(readTaskSize(read(text))).toBeNull();
  });

  it("keeps the exact words", () => {
    const text = "Small. 2 vCPU / 4 GB is plenty.";
    const evidence = readTaskSize(read(text))?.evidence;
    expect(evidence).toEqual({ pointer: "/field", start: 7, end: 20, quote: "2 vCPU / 4 GB" });
  });

  it("takes a size for all only where the text says each", () => {
    expect(readCommonTaskSize(read("AWS Frankfurt, Fargate, 0.5 vCPU / 1 GB each"))?.value).toEqual({
      cpu: 512,
      memoryMiB: 1024,
    });
    expect(readCommonTaskSize(read("One c5.xlarge with 4 vCPU and 8 GB"))).toBeNull();
  });
});

describe("CPU targets", () => {
  it.each([
    ["2-10 tasks, CPU 70%", 70],
    ["scale at 70 % CPU", 70],
    ["55 % CPU", 55],
    ["2 to 6, target 75", 75],
    ["min=2 max=12 target=70%cpu", 70],
    ["memory 80 %, CPU 65 %", 65],
    ["CPU 65 %, memory 80 %", 65],
    ["scale in below 30% CPU, out above 60% CPU", 60],
    ["out at 70% CPU, in at 30%", 70],
    ["90% cpu / memory thresholds", 90],
    ["CPU > 65 % for 3 min", 65],
    ["CPU at 55", 55],
    ["Target tracking at sixty-five per cent of CPU for the interactive services", 65],
    ["CPU target of seventy percent", 70],
    ["we used 80% CPU before, now 60% CPU", 60],
  ])("%s", (text, percent) => {
    expect(readCpuPercent(read(text), null)?.value).toBe(percent);
  });

  it.each(["scales on CPU", "50 % spot, on CPU", "target 30 ms", "target 60 requests", "alarm at 85% CPU"])(
    "none: %s",
    (text) => expect(readCpuPercent(read(text), null)).toBeNull(),
  );

  it("keeps the workers' figure off the others", () => {
    const text = read("Workers at 80% CPU. Web at 60% CPU.");
    expect(readCpuPercent(text, false)?.value).toBe(60);
  });

  it("of the services that answer is not that of the workers beside them", () => {
    const text =
      "Target tracking at sixty-five per cent of CPU for the interactive services and on queue depth for the consumers";
    expect(readCpuPercent(read(text), false)?.value).toBe(65);
    expect(readCpuPercent(read("Workers at 70 % CPU"), false)).toBeNull();
  });
});

describe("database sizes", () => {
  const sizes = (text: string, wider = "") => {
    const { instanceClass, storageGiB, maxStorageGiB, readers, capacity } = readDatabaseSizes(read(text), read(wider));
    return {
      ...(instanceClass && { class: instanceClass.value }),
      ...(storageGiB && { storage: storageGiB.value }),
      ...(maxStorageGiB && { most: maxStorageGiB.value }),
      ...(readers && { readers: readers.value }),
      ...(capacity && { capacity: capacity.value }),
    };
  };

  it.each([
    ["PostgreSQL 17 on RDS, db.m6g.xlarge, 200 GiB gp3", { class: "db.m6g.xlarge", storage: 200 }],
    ["Aurora PostgreSQL on db.R7g.large with two readers", { class: "db.r7g.large", readers: 2 }],
    ["Aurora MySQL, one writer and one reader", { readers: 1 }],
    ["MySQL, 500 GB, grows by 5 GB per month", { storage: 500 }],
    ["MySQL on a t4g.medium, 40 GB", { class: "db.t4g.medium", storage: 40 }],
    ["Postgres, 1.5 TB", { storage: 1536 }],
    ["Postgres with 100 GB storage, autoscaling to 1 TB", { storage: 100, most: 1024 }],
    ["Aurora Serverless v2, 0.5 to 8 ACU", { capacity: { min: 0.5, max: 8 } }],
    ["Aurora Serverless v2 with min 1 and max 16 ACUs", { capacity: { min: 1, max: 16 } }],
    ["Aurora Serverless v2, up to 4 ACU", { capacity: { min: null, max: 4 } }],
    ["Postgres. A small machine is fine.", {}],
    ["Postgres db.r7g.large in production, db.t4g.medium in staging", { class: "db.r7g.large" }],
    ["Postgres. Staging: db.t4g.medium, production: db.r7g.large", { class: "db.r7g.large" }],
    ["Postgres, db.t4g.micro in dev", {}],
    ["Postgres, 200 GB (20 GB in staging)", { storage: 200 }],
    ["Postgres, 200 GB (staging 20 GB), db.m7g.large", { storage: 200, class: "db.m7g.large" }],
    ["We left db.m5.4xlarge behind; Postgres on db.m7g.large now", { class: "db.m7g.large" }],
    ["Postgres; we might go to db.r7g.2xlarge later", {}],
    ["Postgres with 16 GB RAM", {}],
    ["Postgres\nStaging:\n- db.t4g.small\nProduction:\n- db.m7g.xlarge", { class: "db.m7g.xlarge" }],
    ["dev and staging run db.t4g.small", {}],
    ["staging and production run db.m7g.large", { class: "db.m7g.large" }],
    ["Postgres on RDS, no read replica", {}],
  ])("%s", (text, expected) => {
    expect(sizes(text)).toEqual(expected);
  });

  it("finds class and readers in other fields, but no bare machine type and no storage", () => {
    expect(sizes("Postgres", "RDS as db.r7g.large, 2 read replicas; hosts were m5.large with 500 GB")).toEqual({
      class: "db.r7g.large",
      readers: 2,
    });
    expect(sizes("Postgres", "Three replicas of the API")).toEqual({});
  });
});

describe("cache sizes", () => {
  it.each([
    ["redis for sidekiq only, on a cache.t4g.micro", "cache.t4g.micro", undefined],
    ["Valkey, two nodes", undefined, 2],
    ["Redis, one primary and 2 replicas, r7g.large", "cache.r7g.large", 3],
    ["Redis on a single node", undefined, 1],
    ["Redis, cache.m7g.large (cache.t4g.small in staging)", "cache.m7g.large", undefined],
    ["Redis with sessions", undefined, undefined],
  ])("%s", (text, nodeType, nodes) => {
    const found = readCacheSizes(read(text), []);
    expect([found.nodeType?.value, found.nodes?.value]).toEqual([nodeType, nodes]);
  });
});

describe("days of logs", () => {
  it.each([
    ["CloudWatch, logs are kept 90 days", 90],
    ["keep logs for 60 days", 60],
    ["Logs 30 days, metrics 15 months, traces 7 days", 30],
    ["Metrics 15 months; log retention: 2 weeks", 14],
    ["90 days of logs in CloudWatch", 90],
    ["CloudWatch logs (one year)", 365],
    ["Logs are kept 14 days in dev and 400 days in production", 400],
    ["Logs: 400 days in prod, 30 elsewhere", 400],
    ["CloudWatch logs with 6 months retention", 180],
  ])("%s", (text, days) => {
    expect(readLogRetention(read(text))?.value).toBe(days);
  });

  it.each([
    "Audit logs are kept for 7 years",
    "Logs in CloudWatch. Backups are kept 35 days.",
    "Logs, metrics kept 15 months",
    "staging logs are kept for 7 days",
    "we plan to keep logs for 2 years",
    "Someone reads the logs every 2 days",
  ])("none: %s", (text) => expect(readLogRetention(read(text))).toBeNull());
});

describe("requests per address", () => {
  it.each([
    ["AWS WAF, 200 requests per 5 minutes per address", 200],
    ["300 requests / 5 min per IP", 300],
    ["WAF blocks above 2000 per 5 minutes", 2000],
    ["rate limit: 100 req/min", 500],
    ["10 rps per IP", 3000],
    ["1,000 requests per minute and client IP", 5000],
    ["WAF rate limit of 2k per 5 min", 2000],
    ["WAF, 1 000 requests per 5 minutes and IP", 1000],
    ["WAF, 1'000 requests per 5 minutes and IP", 1000],
    ["WAF with a limit of 1\u202f000 requests for each IP in 5 minutes", 1000],
    ["AWS WAF, and no more than a thousand requests in five minutes from one address", 1000],
    ["WAF blocks above five hundred requests per minute", 2500],
  ])("%s", (text, limit) => {
    expect(readRateLimit(read(text))?.value).toBe(limit);
  });

  it.each([
    "up to 2000 requests per minute at peak",
    "rate limit 100 requests per minute per user",
    "5 login attempts per minute per IP",
    "WAF with managed rules",
    "Rate limit 60/min in Laravel",
    "API Gateway throttled to 5 rps",
    "no limit of 100 requests per minute per IP",
  ])("none: %s", (text) => expect(readRateLimit(read(text))).toBeNull());
});

describe("attempts to log in", () => {
  it.each([
    ["WAF with the managed rules; login pages are throttled", "login pages are throttled"],
    ["rate limiting on sign-in and password reset", "rate limiting on sign-in"],
    ["Login throttle is on.", "Login throttle"],
  ])("%s", (text, quote) => expect(readLoginThrottle(read(text))?.evidence.quote).toBe(quote));

  it.each([
    "login with e-mail. The API is throttled",
    "no throttling of logins",
    "Logins are rate limited in Laravel",
    "WAF with the managed rules",
  ])("none: %s", (text) => expect(readLoginThrottle(read(text))).toBeNull());
});

describe("tries of a message", () => {
  it.each([
    ["five tries", 5],
    ["retry 3 times then DLQ", 3],
    ["Messages go to the dead letter queue after 4 attempts", 4],
    ["Each queue is paired with a dead-letter queue after four unsuccessful receptions", 4],
    ["maxReceiveCount: 7", 7],
    ["HTTP calls retry 2 times. Queue: after 6 failed deliveries a message goes to the DLQ.", 6],
    ["failed jobs are retried (8), then dead-lettered", 8],
  ])("%s", (text, tries) => {
    expect(readMaxReceives(read(text))?.value).toBe(tries);
  });

  it.each(["sidekiq retries (25)", "retries", "payment API: 3 retries with backoff", "3 times a day a job cleans up"])(
    "none: %s",
    (text) => expect(readMaxReceives(read(text))).toBeNull(),
  );
});

describe("budget", () => {
  it.each([
    ["Budget 800 USD a month", 800],
    ["The AWS bill must not exceed $1,500 per month", 1500],
    ["budget: 12k USD per year", 1000],
    ["budget of €600 a month", 600],
    ["Budget 800 USD a month in production, 100 USD in dev", 800],
    ["dev budget 100 USD, prod budget 900 USD", 900],
  ])("%s", (text, amount) => {
    expect(readBudget(read(text))?.value).toBe(amount);
  });

  it.each([
    "over-provisioned for early revenue (250-300 usd a month)",
    "No cross region for now, budget.",
    "The marketing budget is 5000 USD",
    "licences cost 800 USD a month",
    "we once had a budget of 800 USD",
  ])("none: %s", (text) => expect(readBudget(read(text))).toBeNull());
});

it("stays fast on what nobody writes", () => {
  const hostile = [
    `budget 1${" ".repeat(50_000)}usd`,
    `budget ${"1 ".repeat(20_000)}`,
    `1 vcpu${" ".repeat(50_000)}2`,
    `${"1 vcpu, ".repeat(5_000)}2 gb`,
    `logs ${"9 days, ".repeat(5_000)}`,
    `logs ${"9 days in staging and ".repeat(2_000)}`,
    `${"1".repeat(100_000)} gb`,
    `waf ${"100/min ".repeat(5_000)}`,
    `${"retry ".repeat(10_000)} 3 times`,
    `cpu ${"- ".repeat(20_000)}70%`,
  ].map(read);
  const start = performance.now();
  for (const statements of hostile) {
    readTaskSize(statements);
    readCpuPercent(statements, null);
    readDatabaseSizes(statements, statements);
    readCacheSizes(statements, statements);
    readLogRetention(statements);
    readRateLimit(statements);
    readMaxReceives(statements);
    readBudget(statements);
  }
  expect(performance.now() - start).toBeLessThan(5_000);
});
