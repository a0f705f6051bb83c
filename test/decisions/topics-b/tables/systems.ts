// In: nothing. Out: small systems whose services refer to one another. Written before the code they test.
import type { ServiceReading } from "../../../../src/decisions/decision.ts";

export interface SystemCase {
  readonly title: string;
  readonly say?: Readonly<Record<string, string>>;
  readonly services: readonly {
    readonly name: string;
    readonly purpose?: string;
    readonly technology?: string;
    readonly scaling?: string;
  }[];
  readonly want: Readonly<Record<string, Partial<Omit<ServiceReading, "index" | "name" | "evidence">>>>;
}

export const SYSTEM_CASES: readonly SystemCase[] = [
  {
    title: "the name of another service makes no worker",
    services: [
      {
        name: "pdf",
        purpose: "Renders call sheets. Internal HTTP, only jobs calls it.",
        technology: "Python 3.12, Flask + WeasyPrint",
      },
      { name: "jobs", purpose: "BullMQ worker: notifications", technology: "Node 22, BullMQ" },
    ],
    want: { pdf: { kind: "api" }, jobs: { kind: "worker" } },
  },
  {
    title: "a worker in the same image takes runtime and framework from the web service",
    services: [
      { name: "clinic-web", purpose: "booking pages", technology: "Laravel 11 / PHP 8.3" },
      { name: "clinic-spa", purpose: "patient app", technology: "React static files" },
      { name: "clinic-worker", purpose: "reminders", technology: "same image, `php artisan queue:work`" },
    ],
    want: {
      "clinic-worker": {
        runtime: "php",
        framework: "laravel",
        kind: "worker",
        sharesImageWith: "clinic-web",
        version: "8.3",
      },
    },
  },
  {
    title: "an image is shared with the service that is named, not with the nearest",
    services: [
      { name: "auth", purpose: "login API", technology: "Go 1.22" },
      { name: "billing", purpose: "billing API", technology: "Python 3.12, FastAPI" },
      { name: "auth-cleanup", purpose: "removes stale sessions, hourly", technology: "same image as auth" },
    ],
    want: { "auth-cleanup": { runtime: "go", kind: "scheduled", sharesImageWith: "auth", schedule: "rate(1 hour)" } },
  },
  {
    title: "the name decides when two images are on offer",
    services: [
      { name: "fleet-api", purpose: "API", technology: "Node 20, NestJS" },
      { name: "depot-api", purpose: "API", technology: "Java 21, Quarkus" },
      { name: "depot-worker", purpose: "queue consumer", technology: "same image, other command" },
    ],
    want: { "depot-worker": { runtime: "java", framework: "quarkus", sharesImageWith: "depot-api" } },
  },
  {
    title: "one statement gives a runtime to services that say none",
    say: { "overall_architecture.architecture_type": "Six Django services behind one balancer" },
    services: [
      { name: "pets", purpose: "REST API" },
      { name: "vets", purpose: "REST API", technology: "Go" },
    ],
    want: { pets: { runtime: "python", framework: "django", kind: "api" }, vets: { runtime: "go", framework: null } },
  },
  {
    title: "ECS alone is what the document makes of it",
    say: { "infrastructure.hosting_strategy": "AWS, ECS on EC2 because of the GPU" },
    services: [
      { name: "scoring", purpose: "REST API", technology: "Python 3.13, FastAPI, ECS" },
      { name: "mail", purpose: "mails", technology: "Go 1.26" },
    ],
    want: { scoring: { compute: "ecs-ec2" }, mail: { compute: null } },
  },
  {
    title: "ECS alone is Fargate where nothing speaks of machines",
    services: [{ name: "api", purpose: "REST API", technology: "Node 24 on ECS" }],
    want: { api: { compute: "ecs-fargate" } },
  },
  {
    title: "a not-shared image stays apart",
    services: [
      { name: "web", purpose: "pages", technology: "Rails 7" },
      { name: "ml", purpose: "scoring from the queue", technology: "Python 3.11, not the same image as web" },
    ],
    want: { ml: { runtime: "python", framework: null, kind: "worker", sharesImageWith: null } },
  },
];
