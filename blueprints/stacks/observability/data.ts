// In: databases, caches, queues. Out: alarms on the limits that they run into. Never a threshold that depends on a size without reading the input.
import type { Architecture, Cache, Database } from "../../../src/architecture/model.ts";
import { label } from "../../../src/shared/names.ts";
import { expr, numberExpr } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { type AlarmContext, addAlarm, addMathAlarm, metricQuery } from "./alarm.ts";

const RDS = "AWS/RDS";
const CACHE = "AWS/ElastiCache";

type DatabasePart = ReturnType<typeof databasePart>;

function databasePart(parts: Parts, id: string) {
  const part = parts.get("databases").get(id);
  if (part === undefined) throw new Error(`no database ${id}`);
  return part;
}

export function addDatabaseAlarms(context: AlarmContext, database: Database, parts: Parts): void {
  const part = databasePart(parts, database.id);
  const { id } = database;
  const dimensions: Record<string, string> =
    part.shape === "cluster"
      ? { DBClusterIdentifier: part.identifier, Role: "WRITER" }
      : { DBInstanceIdentifier: part.identifier };
  addAlarm(context, {
    id: `database-${id}-cpu`,
    description: `The database ${id} uses more than 85 % CPU for 15 minutes: look at Performance Insights for the statements that do.`,
    namespace: RDS,
    metric: "CPUUtilization",
    dimensions,
    statistic: "Average",
    above: 85,
    // An Aurora cluster that paused itself reports nothing.
    silence: database.serverless ? "notBreaching" : "missing",
  });
  addMathAlarm(context, {
    id: `database-${id}-connections`,
    description: `The database ${id} has far more connections than usual at this time: a leak, or a service that scaled out.`,
    queries: [
      {
        id: "usual",
        expression: "ANOMALY_DETECTION_BAND(connections, 4)",
        label: "Usual number of connections",
        returnData: true,
      },
      { ...metricQuery("connections", RDS, "DatabaseConnections", "Maximum", dimensions), returnData: true },
    ],
    aboveBand: "usual",
    periods: 3,
    silence: "notBreaching",
  });
  if (part.shape === "cluster") addClusterAlarms(context, database, part);
  else addInstanceAlarms(context, database, part);
}

function addInstanceAlarms(context: AlarmContext, { id, readReplica }: Database, part: DatabasePart): void {
  addAlarm(context, {
    id: `database-${id}-storage`,
    description: `Less storage is free in the database ${id} than a twentieth of what it began with: growth by itself has reached its upper limit or waits six hours between steps.`,
    namespace: RDS,
    metric: "FreeStorageSpace",
    dimensions: { DBInstanceIdentifier: part.identifier },
    statistic: "Minimum",
    // GiB in bytes, divided by twenty: of the first size, the grown one is no input.
    below: numberExpr(`var.database_${label(id)}.storage_gib * 53687091`),
    silence: "missing",
  });
  if (!readReplica) return;
  addAlarm(context, {
    id: `database-${id}-replica-lag`,
    description: `The read replica of the database ${id} is more than a minute behind.`,
    namespace: RDS,
    metric: "ReplicaLag",
    dimensions: { DBInstanceIdentifier: expr(`aws_db_instance.${label(id)}_replica.identifier`) },
    statistic: "Maximum",
    above: 60,
    silence: "missing",
  });
}

function addClusterAlarms(context: AlarmContext, { id, serverless }: Database, part: DatabasePart): void {
  addAlarm(context, {
    id: `database-${id}-replica-lag`,
    description: `A reader of the database ${id} is more than a second behind its writer.`,
    namespace: RDS,
    metric: "AuroraReplicaLagMaximum",
    dimensions: { DBClusterIdentifier: part.identifier },
    statistic: "Maximum",
    above: 1000,
    silence: "notBreaching",
  });
  if (!serverless) return;
  addAlarm(context, {
    id: `database-${id}-capacity`,
    description: `The database ${id} has used more than 90 % of its capacity units for 15 minutes: raise max_capacity.`,
    namespace: RDS,
    metric: "ACUUtilization",
    dimensions: { DBClusterIdentifier: part.identifier },
    statistic: "Average",
    above: 90,
    silence: "notBreaching",
  });
}

/** The engine computes in one thread. A node of two vCPUs or fewer does everything else on the same ones, so the metric of the host counts there, with the share of one vCPU as its limit; sizes up to `large` have two, a few old ones have one.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html */
function engineCpu(nodeType: string): { readonly metric: string; readonly above: number } {
  const isSmall = `can(regex("[.](micro|small|medium|large)$", ${nodeType}))`;
  const hasOneCpu = `can(regex("^cache[.](t1[.]micro|t2[.](micro|small)|m1[.](small|medium)|m3[.]medium)$", ${nodeType}))`;
  return {
    metric: expr(`${isSmall} ? "CPUUtilization" : "EngineCPUUtilization"`),
    above: numberExpr(`${isSmall} && !${hasOneCpu} ? 45 : 90`),
  };
}

/** Metrics exist per node; the set of nodes is an input, so the alarms follow it. */
export function addCacheAlarms(context: AlarmContext, cache: Cache, parts: Parts): void {
  const part = parts.get("caches").get(cache.id);
  if (part === undefined) throw new Error(`no cache ${cache.id}`);
  const { id } = cache;
  const memcached = cache.engine === "memcached";
  const forEach = memcached
    ? `toset(formatlist("%04d", range(1, var.cache_${label(id)}.nodes + 1)))`
    : `toset(formatlist("%03d", range(1, var.cache_${label(id)}.nodes + 1)))`;
  const dimensions: Record<string, string> = memcached
    ? { CacheClusterId: part.identifier, CacheNodeId: expr("each.value") }
    : { CacheClusterId: `${part.identifier}-${expr("each.value")}` };
  const common = { namespace: CACHE, dimensions, forEach, silence: "missing" } as const;
  addAlarm(context, {
    ...common,
    id: `cache-${id}-cpu`,
    ...(memcached
      ? {
          description: `A node of the cache ${id} uses more than 90 % of its CPU for 15 minutes.`,
          metric: "CPUUtilization",
          above: 90,
        }
      : {
          description: `A node of the cache ${id} has used more than 90 % of what its engine can use of the CPU for 15 minutes: look at the slow log.`,
          ...engineCpu(`var.cache_${label(id)}.node_type`),
        }),
    statistic: "Average",
  });
  if (memcached || cache.use === "cache") {
    addAlarm(context, {
      ...common,
      id: `cache-${id}-evictions`,
      description: `The cache ${id} drops more than a thousand entries in five minutes to make room: it is too small for what it should hold.`,
      metric: "Evictions",
      statistic: "Sum",
      above: 1000,
    });
    return;
  }
  addAlarm(context, {
    ...common,
    id: `cache-${id}-memory`,
    description: `The broker ${id} is filled to more than 75 %; full it refuses new jobs. Look for queues that nobody empties.`,
    metric: "DatabaseMemoryUsagePercentage",
    statistic: "Maximum",
    above: 75,
  });
}

/** Oldest message per queue, and one alarm for each queue that keeps what failed. */
export function addQueueAlarms(context: AlarmContext, architecture: Architecture, parts: Parts): void {
  for (const queue of architecture.queues) {
    const part = parts.get("queues").get(queue.id);
    if (part === undefined) throw new Error(`no queue ${queue.id}`);
    const seconds = Math.max(900, 5 * queue.visibilityTimeoutSeconds);
    addAlarm(context, {
      id: `queue-${queue.id}-age`,
      description: `Messages in ${queue.id} wait longer than ${Math.round(seconds / 60)} minutes: its consumers are too few or stuck.`,
      namespace: "AWS/SQS",
      metric: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: part.name },
      statistic: "Maximum",
      above: seconds,
      silence: "notBreaching",
    });
    addDeadLetterAlarm(
      context,
      `queue-${queue.id}-dead-letters`,
      part.deadLetterName,
      `could not be processed by the consumers of ${queue.id}`,
    );
  }
  for (const { id, subscribers } of architecture.topics) {
    if (subscribers.length > 0)
      addDeadLetterAlarm(
        context,
        `topic-${id}-undelivered`,
        undelivered(id, "topic"),
        `could not be delivered by the topic ${id}`,
      );
  }
  for (const { id } of architecture.buses) {
    addDeadLetterAlarm(
      context,
      `bus-${id}-undelivered`,
      undelivered(id, "bus"),
      `could not be delivered by the event bus ${id}`,
    );
  }
  if (parts.has("services") && architecture.services.some(({ kind }) => kind === "scheduled")) {
    addDeadLetterAlarm(
      context,
      "schedules-dead-letters",
      expr("aws_sqs_queue.schedules_dead_letter.name"),
      "are starts of scheduled tasks that failed for good",
    );
  }
}

function undelivered(id: string, from: "topic" | "bus"): string {
  return expr(`aws_sqs_queue.${label(id)}_${from}_undelivered.name`);
}

function addDeadLetterAlarm(context: AlarmContext, id: string, queueName: string, what: string): void {
  addAlarm(context, {
    id,
    description: `Messages ${what}: look at them, repair the cause, then redrive. They are kept for 14 days.`,
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    above: 0,
    periods: 1,
    silence: "notBreaching",
  });
}
