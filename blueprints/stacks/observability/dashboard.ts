// In: what has been built. Out: the body of one dashboard: rate, errors, duration and saturation of each service, then its data stores. Never free text.
import type { Architecture } from "../../../src/architecture/model.ts";
import { label } from "../../../src/shared/names.ts";
import { expr } from "../expressions.ts";
import type { Parts } from "../parts.ts";

/** `[namespace, metric, dimension, value, …, options]`, as dashboards have it. */
type Line = readonly (string | Readonly<Record<string, string>>)[];

interface Row {
  readonly title: string;
  readonly graphs: readonly { readonly title: string; readonly lines: readonly Line[] | string }[];
}

const COLUMNS = 24;
const HEIGHT = 6;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export function dashboardBody(architecture: Architecture, parts: Parts): unknown {
  const { region } = parts.get("foundation");
  let y = 0;
  const widgets: unknown[] = [];
  for (const row of [...serviceRows(architecture, parts), ...dataRows(architecture, parts)]) {
    widgets.push({ type: "text", x: 0, y, width: COLUMNS, height: 1, properties: { markdown: `## ${row.title}` } });
    const width = Math.floor(COLUMNS / row.graphs.length);
    row.graphs.forEach(({ title, lines }, index) => {
      widgets.push({
        type: "metric",
        x: index * width,
        y: y + 1,
        width,
        height: HEIGHT,
        properties: { title, region, period: 300, view: "timeSeries", stacked: false, metrics: lines },
      });
    });
    y += 1 + HEIGHT;
  }
  return { widgets };
}

function serviceRows(architecture: Architecture, parts: Parts): Row[] {
  if (!parts.has("services") || !parts.has("cluster")) return [];
  const cluster = parts.get("cluster").name;
  const balancer = parts.has("loadBalancer") ? parts.get("loadBalancer").arnSuffix : undefined;
  return architecture.services.flatMap(({ id }) => {
    const part = parts.get("services").get(id);
    if (part?.serviceName === undefined) return [];
    const ecs = ["ClusterName", cluster, "ServiceName", part.serviceName];
    const saturation = {
      title: "Saturation in percent",
      lines: [
        ["AWS/ECS", "CPUUtilization", ...ecs, { stat: "Average", label: "CPU" }],
        ["AWS/ECS", "MemoryUtilization", ...ecs, { stat: "Average", label: "Memory" }],
      ],
    };
    const tasks = {
      title: "Tasks",
      lines: [
        ["ECS/ContainerInsights", "RunningTaskCount", ...ecs, { stat: "Average", label: "Running" }],
        ["ECS/ContainerInsights", "DesiredTaskCount", ...ecs, { stat: "Average", label: "Desired" }],
      ],
    };
    if (part.targetGroupSuffix === undefined || balancer === undefined)
      return [{ title: id, graphs: [saturation, tasks] }];
    const target = ["LoadBalancer", balancer, "TargetGroup", part.targetGroupSuffix];
    const alb = (metric: string, stat: string, text: string): Line => [
      "AWS/ApplicationELB",
      metric,
      ...target,
      { stat, label: text },
    ];
    return [
      {
        title: id,
        graphs: [
          {
            title: "Requests and errors",
            lines: [
              alb("RequestCount", "Sum", "Requests"),
              alb("HTTPCode_Target_5XX_Count", "Sum", "5xx"),
              alb("HTTPCode_Target_4XX_Count", "Sum", "4xx"),
            ],
          },
          {
            title: "Seconds per request",
            lines: ["p50", "p95", "p99"].map((stat) => alb("TargetResponseTime", stat, stat)),
          },
          saturation,
          tasks,
        ],
      },
    ];
  });
}

function dataRows(architecture: Architecture, parts: Parts): Row[] {
  const databases = architecture.databases.flatMap(({ id }): Row[] => {
    const part = parts.get("databases").get(id);
    if (part === undefined) return [];
    const dimension =
      part.shape === "cluster"
        ? ["DBClusterIdentifier", part.identifier, "Role", "WRITER"]
        : ["DBInstanceIdentifier", part.identifier];
    const one = (title: string, metrics: readonly (readonly [string, string])[]) => ({
      title,
      lines: metrics.map(([metric, text]): Line => ["AWS/RDS", metric, ...dimension, { stat: "Average", label: text }]),
    });
    return [
      {
        title: `Database ${id}`,
        graphs: [
          one("CPU in percent", [["CPUUtilization", "CPU"]]),
          one("Connections", [["DatabaseConnections", "Connections"]]),
          one("Seconds per operation", [
            ["ReadLatency", "Read"],
            ["WriteLatency", "Write"],
          ]),
          one("Free memory in bytes", [["FreeableMemory", "Memory"]]),
        ],
      },
    ];
  });
  const caches = architecture.caches.flatMap(({ id, engine }): Row[] => {
    const part = parts.get("caches").get(id);
    if (part === undefined) return [];
    // Every node: which of them is the primary changes with a failover.
    const one = (title: string, metric: string) => ({
      title,
      lines:
        engine === "memcached"
          ? perNode(metric, id, `${part.identifier}, "CacheNodeId", format("%04d", node)`)
          : perNode(metric, id, `format("%s-%03d", ${part.identifier}, node)`),
    });
    return [
      {
        title: `Cache ${id}`,
        graphs: [
          one("CPU in percent", engine === "memcached" ? "CPUUtilization" : "EngineCPUUtilization"),
          engine === "memcached"
            ? one("Free memory in bytes", "FreeableMemory")
            : one("Memory in percent", "DatabaseMemoryUsagePercentage"),
          one("Evictions", "Evictions"),
          one("Connections", "CurrConnections"),
        ],
      },
    ];
  });
  const queues = architecture.queues.flatMap(({ id }): Row[] => {
    const part = parts.get("queues").get(id);
    if (part === undefined) return [];
    const line = (metric: string, name: string, stat: string, text: string): Line => [
      "AWS/SQS",
      metric,
      "QueueName",
      name,
      { stat, label: text },
    ];
    return [
      {
        title: `Queue ${id}`,
        graphs: [
          {
            title: "Messages",
            lines: [
              line("NumberOfMessagesSent", part.name, "Sum", "Sent"),
              line("NumberOfMessagesDeleted", part.name, "Sum", "Done"),
              line("ApproximateNumberOfMessagesVisible", part.name, "Maximum", "Waiting"),
            ],
          },
          {
            title: "Seconds that the oldest has waited",
            lines: [line("ApproximateAgeOfOldestMessage", part.name, "Maximum", "Oldest")],
          },
          {
            title: "Dead letters",
            lines: [line("ApproximateNumberOfMessagesVisible", part.deadLetterName, "Maximum", "Dead letters")],
          },
        ],
      },
    ];
  });
  return [...databases, ...caches, ...queues];
}

/** One line for each node of a cache, as an expression: their number is an input. */
function perNode(metric: string, cache: string, node: string): string {
  const line = `["AWS/ElastiCache", "${metric}", "CacheClusterId", ${node}, { stat = "Average" }]`;
  return expr(`[for node in range(1, var.cache_${label(cache)}.nodes + 1) : ${line}]`);
}
