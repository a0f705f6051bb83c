// In: an architecture, one of its databases, the commands that let a restored one take its place. Out: the switch from the first stop to the last start, and what it costs. Never a number of tasks that did not run before.
import type { Architecture, Database, Service } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import { label } from "../../../src/shared/names.ts";

/** A renamed instance has another host name at once, and its old one is gone; the new one takes up to ten minutes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RenameInstance.html */
const COST =
  "Count on 20 to 40 minutes without the system: the managed password (a restore leaves that out, and the plan needs it), two renames (the old name is gone at once, the new one takes up to ten minutes), the state, the plan and the apply. Its alarms ring meanwhile. The host name is the same again afterwards.";

const LOST =
  "What was written between `MOMENT` and now is in the damaged one alone: whoever wants it copies it over by hand. What is written while the switch runs would be lost the same way,";

const GONE =
  "When the database is gone altogether, there is nothing to look up and nothing to rename: restore it as *A database that was deleted* or *From the backup vault* says, and switch with these instead. Services that were not stopped are restarted after the apply (Rotate secrets).";

/** Paragraphs; `after` is what else has to follow the apply. */
export function switchOver(
  architecture: Architecture,
  database: Database,
  commands: (isGone: boolean) => string,
  besides: { readonly before: readonly string[]; readonly after: readonly string[] },
): string[] {
  const { stop, start, beside } = standstill(architecture, database);
  const first =
    stop === ""
      ? `To switch: ${LOST} so see to it that nobody writes.${beside} ${COST}`
      : `To switch, stop what writes. ${LOST} so the services stop first.${beside} ${COST}`;
  return [
    first,
    ...(stop === "" ? [] : [fence("bash", stop)]),
    "Let it take over the name, and tell the state about it:",
    fence("bash", commands(false)),
    ...besides.before,
    planned(database, stop !== ""),
    ...(start === "" ? [] : [fence("bash", start)]),
    ...besides.after,
    GONE,
    fence("bash", commands(true)),
  ];
}

function planned(database: Database, isStopped: boolean): string {
  const proxy = database.proxy
    ? ` The proxy still points at the damaged one: apply with ${code(`-replace=module.stack.aws_db_proxy_target.${label(database.id)}`)}.`
    : "";
  const next = isStopped
    ? "Then start the services, which read the new password at their start:"
    : "Whoever uses it needs its new password.";
  return `The plan turns on again what a restore leaves out: monitoring, Performance Insights, the rotation of the new password. It must not replace the database. Apply it.${proxy} The damaged one costs money until you delete it. ${next}`;
}

interface Standstill {
  /** Commands before the switch; empty where no service writes. */
  readonly stop: string;
  /** Commands after the apply. */
  readonly start: string;
  /** What the commands do not reach. */
  readonly beside: string;
}

/** What scales by itself is held first: a queue that fills meanwhile would start it again. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html */
function standstill({ project, region, services }: Architecture, database: Database): Standstill {
  const users = services.filter(({ edges }) => edges.some((edge) => edge.to === "database" && edge.id === database.id));
  const running = users.filter(({ kind }) => kind !== "scheduled");
  const scheduled = users.filter(({ kind }) => kind === "scheduled");
  const cluster = `${project.id}-$ENV`;
  const beside =
    scheduled.length === 0
      ? ""
      : ` Scheduled tasks are not stopped by this: choose a time between the runs of ${names(scheduled)}.`;
  if (running.length === 0) return { stop: "", start: "", beside };
  const scaled = running.filter(({ scaling }) => !scaling.singleton);
  const hold = (isHeld: boolean) =>
    scaled.length === 0
      ? ""
      : `for SERVICE in ${scaled.map(({ id }) => id).join(" ")}; do
  aws application-autoscaling register-scalable-target --region ${region} --service-namespace ecs --scalable-dimension ecs:service:DesiredCount \\
    --resource-id "service/${cluster}/$SERVICE" --suspended-state DynamicScalingInSuspended=${isHeld},DynamicScalingOutSuspended=${isHeld},ScheduledScalingSuspended=${isHeld}
done
`;
  const ids = running.map(({ id }) => id).join(" ");
  // One by one: the waiter takes ten services at the most.
  const settle = `for SERVICE in ${ids}; do aws ecs wait services-stable --region ${region} --cluster "${cluster}" --services "$SERVICE"; done`;
  const stop = `${hold(true)}RUNNING=""
for SERVICE in ${ids}; do
  RUNNING="$RUNNING $SERVICE=$(aws ecs describe-services --region ${region} --cluster "${cluster}" --services "$SERVICE" --query 'services[0].desiredCount' --output text)"
  aws ecs update-service --region ${region} --cluster "${cluster}" --service "$SERVICE" --desired-count 0 --query service.serviceName
done
echo "$RUNNING"   # what to start again; write it down, another shell does not know it
${settle}`;
  const start = `for PAIR in $RUNNING; do
  aws ecs update-service --region ${region} --cluster "${cluster}" --service "\${PAIR%%=*}" --desired-count "\${PAIR#*=}" --force-new-deployment --query service.serviceName
done
${hold(false)}${settle}`;
  return { stop, start, beside };
}

function names(services: readonly Service[]): string {
  return services.map(({ id }) => code(id)).join(", ");
}
