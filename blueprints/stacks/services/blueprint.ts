// In: the services of the architecture and every part that they use. Out: image, task, roles, rules, service, scaling or schedule for each. Never a data store.
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { Construct } from "constructs";
import type { Architecture, Id, Service } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import type { Parts, StackParts } from "../parts.ts";
import { declareInput } from "../variables.ts";
import { buildAutoscaling } from "./autoscaling.ts";
import { buildEcsService } from "./ecs-service.ts";
import { type BuiltImage, buildImage } from "./image.ts";
import { buildTargets } from "./listener.ts";
import { buildMailSender, sendsMail } from "./mail.ts";
import { buildOrder } from "./order.ts";
import { declareOutputs } from "./outputs.ts";
import { buildRestarts } from "./restart.ts";
import { buildSchedule, buildSchedules } from "./schedule.ts";
import { buildRules, buildSecurityGroup, declareInternetEgress } from "./security-group.ts";
import { type BuiltTask, buildTask } from "./task.ts";

/** A service that runs somebody else's image shares its repository and parameter: both roll out together. */
export const services: StackBlueprint<Parts> = {
  name: "services",
  appliesTo: (architecture) => architecture.services.length > 0,
  build(stack, architecture, parts) {
    const top = new Construct(stack, "services");
    annotate(top, { file: "services" });
    declareInputs(top, architecture);
    declareInternetEgress(top, architecture);

    if (sendsMail(architecture)) buildMailSender(top, parts);

    const serviceScope = new Construct(top, "each");
    const scopes = new Map<Id, Construct>();
    const groups = new Map<Id, SecurityGroup>();
    const images = new Map<Id, BuiltImage>();
    for (const service of architecture.services) {
      const scope = new Construct(serviceScope, `service-${service.id}`);
      annotate(scope, { file: `service-${service.id}`, because: service.because });
      scopes.set(service.id, scope);
      if (service.image === service.id) images.set(service.id, buildImage(scope, service, parts));
      groups.set(service.id, buildSecurityGroup(scope, service, parts));
    }

    const scheduled = architecture.services.some(({ kind }) => kind === "scheduled");
    const schedules = scheduled ? buildSchedules(top, parts) : undefined;
    const order = buildOrder(architecture.services.filter(({ kind }) => kind !== "scheduled"));
    const tasks = new Map<Id, BuiltTask>();
    const built = new Map<Id, ServicePart>();
    for (const service of architecture.services) {
      const scope = required(scopes, service.id);
      const group = required(groups, service.id);
      const task = buildTask(scope, service, architecture, parts, required(images, service.image));
      tasks.set(service.id, task);
      buildRules(scope, service, architecture, parts, groups);
      const common = {
        securityGroupId: group.id,
        logGroupName: task.logGroup.name,
        taskRoleName: task.taskRole.name,
      };
      if (service.kind === "scheduled") {
        if (schedules !== undefined) buildSchedule(scope, service, task, group, schedules, parts);
        built.set(service.id, { ...common, serviceName: undefined, targetGroupSuffix: undefined });
        continue;
      }
      const targets = buildTargets(scope, service, architecture, parts);
      const after = order.get(service.id) ?? [];
      const resource = buildEcsService(
        scope,
        { service, task, group, targets, after, connect: connectionOf(service, architecture) },
        parts,
      );
      buildAutoscaling(scope, service, resource, targets, parts);
      built.set(service.id, {
        ...common,
        serviceName: resource.name,
        targetGroupSuffix: targets?.group.arnSuffix,
      });
    }
    buildRestarts(top, architecture.services, parts);
    declareOutputs(top, { images, tasks, groups }, parts);
    parts.set("services", built);
  },
};

/** Who calls whom, by edges and by the addresses that services are given. */
function connectionOf(service: Service, { services }: Architecture): "client" | "server" | undefined {
  const calls = ({ edges, environment }: Service): Id[] => [
    ...edges.flatMap(({ to, id }) => (to === "service" ? [id] : [])),
    ...environment.flatMap(({ source }) => (source.from === "service" ? [source.id] : [])),
  ];
  if (services.some((other) => calls(other).includes(service.id))) return "server";
  return calls(service).length > 0 ? "client" : undefined;
}

type ServicePart = StackParts["services"] extends ReadonlyMap<Id, infer Part> ? Part : never;

function declareInputs(scope: Construct, architecture: Architecture): void {
  const ids = architecture.services.map(({ id }) => `"${id}"`).join(", ");
  declareInput(scope, "services", architecture, {
    type: "map(object({ cpu = number, memory = number, min_count = number, max_count = number }))",
    description: "Size of each service: CPU units, memory in MiB, and the range of its number of tasks.",
    valueFor: (environment) =>
      Object.fromEntries(
        Object.entries(environment.services).map(([id, size]) => [
          id,
          { cpu: size.cpu, memory: size.memoryMiB, min_count: size.min, max_count: size.max },
        ]),
      ),
    validation: {
      condition: `length(setsubtract([${ids}], keys(var.services))) == 0 && alltrue([for size in values(var.services) : size.min_count <= size.max_count])`,
      errorMessage: "services must size every service, with min_count not above max_count.",
    },
  });
  if (architecture.services.every(({ kind }) => kind === "scheduled")) return;
  declareInput(scope, "spot_percent", architecture, {
    type: "number",
    description: "Share of tasks on Fargate Spot, 0 to 100: cheaper, and AWS may stop them at two minutes' notice.",
    valueFor: (environment) => environment.spotPercent,
    validation: {
      condition: "var.spot_percent >= 0 && var.spot_percent <= 100",
      errorMessage: "spot_percent must lie between 0 and 100.",
    },
  });
}

function required<Value>(table: ReadonlyMap<Id, Value>, id: Id): Value {
  const value = table.get(id);
  if (value === undefined) throw new Error(`service "${id}" is not in the architecture or builds no image`);
  return value;
}
