// In: answers, decisions, details. Out: the identifiers that all parts of the architecture agree on. Never resolves a part itself.
import type { Answers } from "../answers/answers.ts";
import type { AnsweredService } from "../answers/schema.ts";
import type { Decisions, ServiceReading } from "../decisions/decision.ts";
import type { Details, ServiceDetails } from "../decisions/details/details.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { slug } from "../shared/names.ts";
import type { Held } from "./held.ts";

/** One service of the answers with everything known about it. */
export interface DraftService {
  readonly id: string;
  readonly index: number;
  readonly answered: AnsweredService;
  readonly reading: ServiceReading;
  readonly details: ServiceDetails;
  /** What it becomes: a container workload, a static site, or nothing of ours. */
  readonly becomes: "workload" | "site" | "external";
}

/** What every part resolver gets. `report` collects diagnostics. */
export interface Draft {
  readonly answers: Answers;
  readonly decisions: Decisions;
  readonly details: Details;
  readonly services: readonly DraftService[];
  readonly held: Held;
  readonly report: (diagnostic: Diagnostic) => void;
}

export function draftServices(answers: Answers, decisions: Decisions, details: Details): DraftService[] {
  return answers.output.services.map((answered, index) => {
    const reading = decisions.services[index];
    const detail = details.services[index];
    if (reading === undefined || detail === undefined) throw new Error(`service ${index} was not read`);
    return { id: slug(answered.name), index, answered, reading, details: detail, becomes: becomes(reading) };
  });
}

function becomes({ kind, compute, runtime }: ServiceReading): DraftService["becomes"] {
  if (kind === "external") return "external";
  if (kind === "static" || compute === "static-site") return compute === "ecs-fargate" ? "workload" : "site";
  return runtime === "static" && compute !== "ecs-fargate" ? "site" : "workload";
}

/** The pointer of a service's field in the answers file. */
export function servicePointer(draft: Draft, service: DraftService, field: keyof AnsweredService): string {
  return `${draft.answers.base}/services/${service.index}/${field}`;
}
