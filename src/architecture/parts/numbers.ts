// In: the numbers that the answers state, and what they can hold for. Out: the numbers that production gets, each with its reason. Never one that AWS does not offer, and never a default.
import type { Stated } from "../../decisions/details/figures.ts";
import type { Draft } from "../draft.ts";
import type { Cache, Database, Queue, Service, StatedNumber } from "../model.ts";
import { TASK_SIZES } from "../profiles.ts";
import { reasonAt } from "../reasons.ts";
import { fargateSize } from "./task-size.ts";

/** What production gets instead of its profile's numbers; undefined where the answers state nothing that can be used. */
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

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html */
const AURORA_CLASS = /^db\.(?:t(?:3|4g)\.(?:medium|large)|(?:r[5-8]|x2g|x8g)[a-z]*\.(?:\d*x)?large)$/;
/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html */
const RDS_CLASS =
  /^db\.(?:t(?:3|4g)\.(?:micro|small|medium|(?:2?x)?large)|(?:m[5-8]|r[5-8]|x[28])[a-z]*\.(?:\d*x)?large)$/;
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html */
const CACHE_CLASS =
  /^cache\.(?:t(?:3|4g)\.(?:micro|small|medium)|(?:m[5-9]|r[5-9])g?d?\.(?:\d*x)?large|c7gn\.(?:\d*x)?large)$/;
/** Days that a log group can keep events: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** RDS takes no less for gp3: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const LEAST_STORAGE_GIB = 20;
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
  const logRetentionDays = logs === null ? undefined : RETENTION.find((days) => days >= logs.value);
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
  return {
    tasks,
    ...stores,
    logRetentionDays,
    rateLimit,
    loginRateLimit,
    budgetUsd: budget?.value,
    likeProduction: new Set(numbers.likeProduction.map(({ value }) => value)),
    list,
  };
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

type Use = <T>(decision: string, what: string, stated: Stated<T>, value: string) => void;

function storesOf(draft: Draft, { databases, caches }: Holders, use: Use) {
  const { database, cache } = draft.details.numbers;
  const main = databases[0];
  const aurora = main?.engine.startsWith("aurora") === true;
  const instanceClass = classOf(draft, databases);
  if (instanceClass !== undefined) use("databases", "Class of the database", instanceClass, instanceClass.value);
  const onDisk = main !== undefined && !aurora;
  const storage = onDisk ? database.storageGiB : null;
  const storageGiB = storage === null ? undefined : Math.max(LEAST_STORAGE_GIB, storage.value);
  if (storage !== null) use("databases", "Storage of the database", storage, `${storageGiB} GiB`);
  const most = onDisk ? database.maxStorageGiB : null;
  if (most !== null) use("databases", "Storage that the database may grow to", most, `${most.value} GiB`);
  const readers = aurora ? database.readers : null;
  if (readers !== null)
    use("databases", "Instances of the cluster, the writer included", readers, String(readers.value + 1));
  if (main?.readReplica === true && database.readers !== null && database.readers.value > 1)
    assume(
      draft,
      database.readers.evidence.pointer,
      `the answers state ${database.readers.value} read replicas; one is built`,
      "Add the others to database.tf by hand, or use Aurora, whose readers are a number.",
    );
  const capacity = aurora && main.serverless ? database.capacity : null;
  if (capacity !== null) {
    const { min, max } = capacity.value;
    use("databases", "Capacity units of the database", capacity, min === null ? `up to ${max}` : `${min} to ${max}`);
  }
  const node = caches.length > 0 ? cache.nodeType : null;
  const offered = node !== null && CACHE_CLASS.test(node.value);
  if (node !== null && !offered)
    assume(draft, node.evidence.pointer, `a cache cannot have the class ${node.value}: the profile's is used`, HELP);
  if (node !== null && offered) use("cache", "Class of the cache", node, node.value);
  const nodes = caches.length > 0 ? cache.nodes : null;
  if (nodes !== null) use("cache", "Nodes of the cache", nodes, String(nodes.value));
  return {
    instanceClass: instanceClass?.value,
    storageGiB,
    maxStorageGiB: most?.value,
    auroraInstances: readers === null ? undefined : readers.value + 1,
    auroraCapacity: capacity?.value,
    nodeType: offered ? node?.value : undefined,
    nodes: nodes?.value,
  };
}

const HELP = "Name a class that AWS offers for this engine.";

/** The stated class, when every database of the stack can have it: they share one. */
function classOf(draft: Draft, databases: readonly Database[]): Stated<string> | undefined {
  const stated = draft.details.numbers.database.instanceClass;
  const sized = databases.filter(({ serverless }) => !serverless);
  if (stated === null || databases.length === 0) return undefined;
  const refusing = sized.find(({ engine }) =>
    engine.startsWith("aurora") ? !AURORA_CLASS.test(stated.value) : !RDS_CLASS.test(stated.value),
  );
  if (refusing === undefined && sized.length > 0) return stated;
  const why =
    refusing === undefined
      ? `a serverless database has no class: ${stated.value} is not used`
      : `${refusing.engine} cannot have the class ${stated.value}: the profile's is used`;
  assume(draft, stated.evidence.pointer, why, HELP);
  return undefined;
}

function assume(draft: Draft, pointer: string, message: string, help: string): void {
  draft.report({ code: "ARCH_ASSUMED", severity: "warning", pointer, message, help });
}
