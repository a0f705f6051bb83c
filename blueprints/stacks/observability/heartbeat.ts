// In: a Celery clock and its workers. Out: a metric of the heartbeats that workers write to their logs, and the alarm that misses them. Never a way to count the jobs that wait: the broker has no such metric.
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js";
import type { Architecture, Service } from "../../../src/architecture/model.ts";
import { named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { serviceLabel } from "../services/names.ts";
import { type AlarmContext, addAlarm } from "./alarm.ts";

/** What the task `heartbeat` of the skeleton logs, once a minute. */
const LINE = '{ $.message = "heartbeat" }';
const MINUTES = 10;

const isCelery = ({ framework, command }: Service): boolean => framework === "celery" || command[0] === "celery";

/** A clock that stands still, a broker that refuses and a worker that hangs look alike from outside: nothing comes out at the other end.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html */
export function addHeartbeatAlarm(context: AlarmContext, architecture: Architecture, parts: Parts): void {
  const celery = architecture.services.filter((service) => isCelery(service) && service.kind === "worker");
  const workers = celery.filter(({ scaling }) => !scaling.singleton);
  if (workers.length === 0 || workers.length === celery.length) return;
  for (const { id } of workers) {
    const part = parts.get("services").get(id);
    if (part === undefined) throw new Error(`no service ${id}`);
    named(
      new CloudwatchLogMetricFilter(context.scope, `heartbeats-${id}`, {
        name: `${context.prefix}-${id}-heartbeats`,
        logGroupName: part.logGroupName,
        pattern: LINE,
        metricTransformation: { namespace: context.prefix, name: "Heartbeats", value: "1" },
      }),
      `${serviceLabel(id)}_heartbeats`,
    );
  }
  addAlarm(context, {
    id: "celery-heartbeat",
    description: `No worker has run the task heartbeat for ${MINUTES} minutes: beat, broker or all workers stand still.`,
    namespace: context.prefix,
    metric: "Heartbeats",
    dimensions: {},
    statistic: "Sum",
    below: 1,
    periodSeconds: MINUTES * 60,
    periods: 1,
    silence: "breaching",
  });
}
