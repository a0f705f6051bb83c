// In: the numbers that the answers state, and what they can hold for. Out: the numbers that production gets, each with its reason. Never one that AWS does not offer, and never a default.
import type { Stated } from "../../decisions/details/figures.ts";
import type { TaskSize } from "../../decisions/details/sizes.ts";
import type { Draft } from "../draft.ts";
import type { Cache, Database, Queue, Service, StatedNumber } from "../model.ts";
import { TASK_SIZES } from "../profiles.ts";
import { reasonAt } from "../reasons.ts";
import { type OtherSizes, resolveOtherSizes } from "./other-sizes.ts";
import { assume, storesOf, type Use } from "./store-numbers.ts";
import { fargateSize } from "./task-size.ts";

/** What production, and where they are named other environments, get instead of their profile's numbers; undefined where the answers state nothing that can be used. */
export interface ProductionNumbers {
  readonly tasks: ReadonlyMap<string, readonly [cpu: number, memoryMiB: number]>;
  readonly instanceClass: string | undefined;
  readonly storageGiB: number | undefined;
  readonly maxStorageGiB: number | undefined;
  readonly auroraInstances: number | undefined;
  readonly auroraCapacity: { readonly min: number | null; readonly max: number } | undefined;
  readonly nodeType: string | undefined;
  readonly nodes: number | undefined;
  readonly logRetentionDays: number | undefined;
  readonly rateLimit: number | undefined;
  readonly loginRateLimit: number | undefined;
  readonly budgetUsd: number | undefined;
  /** Environments that get production's sizes. */
  readonly likeProduction: ReadonlySet<string>;
  /** Sizes of environments other than production, by their name in the answers. */
  readonly others: OtherSizes["byEnvironment"];
  /** All of the above that is used, in words. */
  readonly list: readonly StatedNumber[];
}

export interface Holders {
  readonly databases: readonly Database[];
  readonly caches: readonly Cache[];
  readonly queues: readonly Queue[];
  readonly services: readonly Service[];
  readonly firewall: boolean;
}

/** Days that a log group can keep events: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** AWS WAF takes no less: https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const LEAST_RATE = 10;
/** Room for an office behind one address, and none for a list of passwords. */
const LOGIN_RATE = 100;

export function resolveNumbers(draft: Draft, holders: Holders): ProductionNumbers {
  const { numbers } = draft.details;
  const list: StatedNumber[] = [];
  const use = <T>(decision: string, what: string, stated: Stated<T>, value: string): void => {
    list.push({ what, value, because: reasonAt(decision, stated.evidence) });
  };
  const tasks = tasksOf(draft, holders.services, list);
  const stores = storesOf(draft, holders, use);
  const logs = numbers.logRetentionDays;
  const logRetentionDays = logs === null ? undefined : retentionOf(draft, logs);
  if (logs !== null && logRetentionDays !== undefined)
    use("monitoring", "Days of logs", logs, String(logRetentionDays));
  const rate = holders.firewall ? numbers.rateLimit : null;
  const rateLimit = rate === null ? undefined : Math.max(LEAST_RATE, rate.value);
  if (rate !== null) use("waf", "Requests per five minutes and address", rate, String(rateLimit));
  const loginRateLimit = loginLimitOf(draft, holders, use);
  const tries = numbers.maxReceives;
  if (tries !== null && holders.queues.some(({ maxReceiveCount }) => maxReceiveCount === tries.value))
    use("queues", "Tries of a message before the dead-letter queue", tries, String(tries.value));
  const { budget } = numbers;
  if (budget !== null) use("budget", "Budget of a month", budget, `${budget.value} USD`);
  for (const one of numbers.likeProduction) use("environments", `Sizes of ${one.value}`, one, "those of production");
  const others = resolveOtherSizes(draft, holders);
  list.push(...others.list);
  return {
    tasks,
    others: others.byEnvironment,
    ...stores,
    logRetentionDays,
    rateLimit,
    loginRateLimit,
    budgetUsd: budget?.value,
    likeProduction: new Set(numbers.likeProduction.map(({ value }) => value)),
    list,
  };
}

/** The next that a log group offers, and its longest for whoever asks for more. */
function retentionOf(draft: Draft, { value, evidence }: Stated<number>): number | undefined {
  const next = RETENTION.find((days) => days >= value);
  if (next !== undefined) return next;
  const longest = RETENTION.at(-1);
  assume(
    draft,
    evidence.pointer,
    `"${evidence.quote}" is longer than a log group keeps its events: ${longest} days are used`,
    "Export what has to be kept longer, or name at most ten years.",
  );
  return longest;
}

/** Said and without a firewall it is left to people, who hear of it. */
function loginLimitOf(draft: Draft, { firewall, services }: Holders, use: Use): number | undefined {
  const { loginThrottle } = draft.details.numbers;
  if (loginThrottle === null) return undefined;
  if (firewall && services.some((service) => service.public)) {
    use("waf", "Attempts to log in per five minutes and address", loginThrottle, String(LOGIN_RATE));
    return LOGIN_RATE;
  }
  draft.report({
    code: "ARCH_NOT_BUILT",
    severity: "warning",
    pointer: loginThrottle.evidence.pointer,
    message: "attempts to log in are said to be throttled, and there is no firewall in front of the services to do it",
    help: 'Set "decisions": { "waf": true }, or limit them in the application.',
  });
  return undefined;
}

function tasksOf(draft: Draft, services: readonly Service[], list: StatedNumber[]): ProductionNumbers["tasks"] {
  const tasks = new Map<string, readonly [number, number]>();
  for (const { id, index } of draft.services) {
    const service = services.find((one) => one.id === id);
    const stated = draft.details.numbers.services[index];
    if (service === undefined || stated === undefined) continue;
    const { task, cpuPercent } = stated;
    const decision = `services.${id}`;
    if (task !== null) {
      const size = fargateSize(task.value, TASK_SIZES[service.runtime] ?? [512, 1024]);
      reportPair(draft, task, size);
      tasks.set(id, size);
      const value = `${size[0]} CPU units, ${size[1]} MiB`;
      list.push({ what: `Task of ${id}`, value, because: reasonAt(decision, task.evidence) });
    }
    if (cpuPercent !== null && service.scaling.cpuPercent === cpuPercent.value && service.kind !== "scheduled") {
      const value = `${cpuPercent.value} %`;
      list.push({ what: `Processor target of ${id}`, value, because: reasonAt(decision, cpuPercent.evidence) });
    }
  }
  return tasks;
}

/** A processor and memory that both are stated and that no task has together: AWS would refuse them, so the next larger task is built. */
function reportPair(
  draft: Draft,
  { value, evidence }: Stated<TaskSize>,
  [cpu, memoryMiB]: readonly [number, number],
): void {
  if (value.cpu === null || value.memoryMiB === null || (value.cpu === cpu && value.memoryMiB === memoryMiB)) return;
  const isLess = value.cpu > cpu || value.memoryMiB > memoryMiB;
  assume(
    draft,
    evidence.pointer,
    `Fargate has no task with ${value.cpu} CPU units and ${value.memoryMiB} MiB ("${evidence.quote}"): the ${isLess ? "largest" : "next larger"} one, ${cpu} units and ${memoryMiB} MiB, is used`,
    `Name a size of https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size, such as ${cpu} units and ${memoryMiB} MiB.`,
  );
}
