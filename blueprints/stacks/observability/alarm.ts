// In: a metric and a threshold. Out: an alarm that reports to the alarm topic when it starts and when it is over. Never an alarm whose silence is left to a default.
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmMetricQuery,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { Construct } from "constructs";
import { label } from "../../../src/shared/names.ts";
import { expr, named } from "../expressions.ts";

export interface AlarmContext {
  readonly scope: Construct;
  readonly prefix: string;
  readonly topicArn: string;
  /** Region of the metric and the topic, where it is not the stack's own. */
  readonly provider?: AwsProvider;
}

export interface AlarmProps {
  /** Part of the alarm's name and, with underscores, its Terraform name. */
  readonly id: string;
  /** What is wrong and where to look first. Ours, never free text. */
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** "Average", "Maximum", "Sum", or a percentile ("p95"). */
  readonly statistic: string;
  readonly above?: number;
  readonly below?: number;
  readonly periodSeconds?: number;
  /** Periods in a row. */
  readonly periods?: number;
  /** What no data means: `missing` leaves the state, `breaching` alarms, `notBreaching` is well. */
  readonly silence: "missing" | "breaching" | "notBreaching";
  /** Terraform set expression; `each.value` may then be used in names and dimensions. */
  readonly forEach?: string;
}

export function addAlarm(context: AlarmContext, props: AlarmProps): void {
  const { id, namespace, metric, dimensions, statistic, above, below, periodSeconds = 300, periods = 3 } = props;
  const alarm = base(context, props, {
    comparisonOperator: below === undefined ? "GreaterThanThreshold" : "LessThanThreshold",
    threshold: below ?? above ?? 0,
    evaluationPeriods: periods,
    namespace,
    metricName: metric,
    dimensions: { ...dimensions },
    period: periodSeconds,
    ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
    // A percentile of a handful of requests is noise.
    ...(statistic.startsWith("p") ? { evaluateLowSampleCountPercentiles: "ignore" } : {}),
  });
  if (props.forEach !== undefined) alarm.addOverride("for_each", expr(props.forEach));
  named(alarm, label(id));
}

export interface MathAlarmProps extends Pick<AlarmProps, "id" | "description" | "silence"> {
  readonly queries: readonly CloudwatchMetricAlarmMetricQuery[];
  readonly above?: number;
  /** Id of the query that holds an anomaly band; the alarm starts above it. */
  readonly aboveBand?: string;
  readonly periods: number;
}

export function addMathAlarm(context: AlarmContext, props: MathAlarmProps): void {
  const { id, queries, above, aboveBand, periods } = props;
  const alarm = base(context, props, {
    evaluationPeriods: periods,
    metricQuery: [...queries],
    ...(aboveBand === undefined
      ? { comparisonOperator: "GreaterThanThreshold", threshold: above ?? 0 }
      : { comparisonOperator: "GreaterThanUpperThreshold", thresholdMetricId: aboveBand }),
  });
  named(alarm, label(id));
}

type Config = ConstructorParameters<typeof CloudwatchMetricAlarm>[2];

function base(
  { scope, prefix, topicArn, provider }: AlarmContext,
  { id, description, silence }: Pick<AlarmProps, "id" | "description" | "silence">,
  config: Omit<Config, "alarmName">,
): CloudwatchMetricAlarm {
  const forEach = (config.dimensions ?? {}) as Readonly<Record<string, string>>;
  const suffix = Object.values(forEach).some((value) => value.includes("each.value")) ? `-${expr("each.value")}` : "";
  return new CloudwatchMetricAlarm(scope, `alarm-${id}`, {
    ...config,
    ...(provider === undefined ? {} : { provider }),
    alarmName: `${prefix}-${id}${suffix}`,
    alarmDescription: description,
    alarmActions: [topicArn],
    okActions: [topicArn],
    treatMissingData: silence,
  });
}

/** One metric of a metric math expression. */
export function metricQuery(
  id: string,
  namespace: string,
  metricName: string,
  stat: string,
  dimensions: Readonly<Record<string, string>>,
  period = 300,
): CloudwatchMetricAlarmMetricQuery {
  return { id, metric: { namespace, metricName, stat, period, dimensions: { ...dimensions } } };
}
