// In: nothing. Out: services of many trades with what a careful reader takes from them. Written before the code they test.
import type { ServiceReading } from "../../../../src/decisions/decision.ts";

export interface ServiceCase {
  readonly name: string;
  readonly purpose?: string;
  readonly technology: string;
  readonly dependencies?: readonly string[];
  readonly scaling?: string;
  /** "section.field" → text of the rest of the answers. */
  readonly say?: Readonly<Record<string, string>>;
  readonly want: Partial<Omit<ServiceReading, "index" | "name" | "evidence">>;
}

export const SERVICE_CASES: readonly ServiceCase[] = [
  {
    name: "tariffs",
    purpose: "REST API for price plans",
    technology: "Kotlin, Ktor, Gradle",
    want: { runtime: "java", framework: "ktor", kind: "api", packageManager: "gradle", version: null, compute: null },
  },
  {
    name: "claims",
    purpose: "claims API",
    technology: "ASP.NET Core 8 on .NET 8",
    want: { runtime: "dotnet", framework: "aspnet", kind: "api", version: "8" },
  },
  {
    name: "bff",
    purpose: "backend for the app",
    technology: "Node 22 + Fastify, pnpm workspaces, port 3000",
    want: { runtime: "node", framework: "fastify", kind: "api", version: "22", packageManager: "pnpm", port: 3000 },
  },
  {
    name: "orders",
    purpose: "order endpoints",
    technology: "TypeScript (NestJS 10) on Node.js 20 LTS",
    want: { runtime: "node", framework: "nestjs", kind: "api", version: "20" },
  },
  {
    name: "model-server",
    purpose: "serves predictions over HTTP",
    technology: "Python 3.12, FastAPI, uvicorn, uv",
    want: { runtime: "python", framework: "fastapi", kind: "api", version: "3.12", packageManager: "uv" },
  },
  {
    name: "router",
    purpose: "HTTP API",
    technology: "Golang 1.22 with chi",
    want: { runtime: "go", framework: "chi", kind: "api", version: "1.22" },
  },
  {
    name: "chat",
    purpose: "live chat pages for visitors",
    technology: "Elixir 1.16 / Phoenix LiveView",
    want: { runtime: "elixir", framework: "phoenix", kind: "web", version: "1.16" },
  },
  {
    name: "shop",
    purpose: "storefront",
    technology: "Next.js 14 (SSR)",
    want: { runtime: "node", framework: "next", kind: "web" },
  },
  {
    name: "docs",
    purpose: "handbook",
    technology: "Next.js, static export on S3",
    want: { runtime: "static", framework: "next", kind: "static", compute: "static-site" },
  },
  {
    name: "portal",
    purpose: "customer portal",
    technology: "Vue 3 SPA behind CloudFront",
    want: { runtime: "static", framework: "vue", kind: "static" },
  },
  {
    name: "ledger",
    purpose: "double-entry ledger API",
    technology: "Java 21, Spring Boot 3.2, Maven, listens on 8081",
    want: {
      runtime: "java",
      framework: "spring-boot",
      kind: "api",
      version: "21",
      packageManager: "maven",
      port: 8081,
    },
  },
  {
    name: "tiles",
    purpose: "map tile API",
    technology: "Rust, axum",
    want: { runtime: "rust", framework: "axum", kind: "api" },
  },
  {
    name: "intranet",
    purpose: "pages for staff",
    technology: "Ruby on Rails 7.1, Ruby 3.3",
    want: { runtime: "ruby", framework: "rails", kind: "web", version: "3.3" },
  },
  {
    name: "cms",
    purpose: "website of the museum",
    technology: "WordPress on PHP 8.3",
    want: { runtime: "php", framework: "wordpress", kind: "web", version: "8.3" },
  },
  {
    name: "planner",
    purpose: "route planning API",
    technology: "Go. It was Node until last year.",
    want: { runtime: "go", kind: "api" },
  },
  {
    name: "payroll",
    purpose: "payroll API",
    technology: "PHP 8.1 / Symfony; a rewrite in Go is being discussed",
    want: { runtime: "php", framework: "symfony", kind: "api", version: "8.1" },
  },
  {
    name: "search",
    purpose: "full text search",
    technology: "Amazon OpenSearch Service (managed)",
    want: { runtime: null, kind: "external" },
  },
  { name: "newsletters", purpose: "campaigns", technology: "Mailchimp", want: { runtime: null, kind: "external" } },
  { name: "cache", purpose: "session store", technology: "Redis 7 container", want: { kind: "external" } },
  {
    name: "render-worker",
    purpose: "renders 3D previews from the queue",
    technology: "Python 3.11, Celery 5",
    want: { runtime: "python", framework: "celery", kind: "worker", version: "3.11" },
  },
  {
    name: "beat",
    purpose: "periodic tasks",
    technology: "Celery beat",
    want: { runtime: "python", framework: "celery", kind: "scheduled" },
  },
  {
    name: "invoice-run",
    purpose: "creates invoices nightly at 2am",
    technology: "Java 17 batch job",
    want: { runtime: "java", kind: "scheduled", schedule: "cron(0 2 * * ? *)" },
  },
  {
    name: "thumbnailer",
    purpose: "shrinks uploads when an object lands in S3",
    technology: "AWS Lambda, Python 3.12",
    want: { runtime: "python", kind: "worker", compute: "lambda", version: "3.12" },
  },
  {
    name: "quote",
    purpose: "quote endpoint behind API Gateway",
    technology: "Lambda (Node 20)",
    want: { runtime: "node", kind: "api", compute: "lambda", version: "20" },
  },
  {
    name: "etl",
    purpose: "loads the warehouse",
    technology: "Python on AWS Batch, every 6 hours",
    want: { runtime: "python", kind: "scheduled", compute: "batch", schedule: "rate(6 hours)" },
  },
  { name: "bot", purpose: "Discord bot", technology: "Deno", want: { runtime: "other" } },
  {
    name: "matcher",
    purpose: "matching engine that consumes orders from Kafka",
    technology: "C++20",
    dependencies: ["Kafka"],
    want: { runtime: "other", kind: "worker" },
  },
  { name: "crm", purpose: "customer data", technology: "Salesforce (SaaS)", want: { runtime: null, kind: "external" } },
  {
    name: "booking",
    purpose: "booking API",
    technology: "Flask + gunicorn on :8000, poetry",
    want: { runtime: "python", framework: "flask", kind: "api", port: 8000, packageManager: "poetry" },
  },
  {
    name: "feed",
    purpose: "GraphQL API",
    technology: "Apollo Server, yarn",
    want: { runtime: "node", framework: "apollo", kind: "api", packageManager: "yarn" },
  },
  {
    name: "site",
    purpose: "company pages",
    technology: "Astro, prerendered",
    want: { runtime: "static", framework: "astro", kind: "static" },
  },
  {
    name: "console",
    purpose: "operator UI",
    technology: "Angular 17 single page app",
    want: { runtime: "static", framework: "angular", kind: "static" },
  },
  {
    name: "gradebook",
    purpose: "web app for teachers, server-rendered HTML",
    technology: "Django 5 on Python 3.12",
    want: { runtime: "python", framework: "django", kind: "web", version: "3.12" },
  },
  {
    name: "parcel-events",
    purpose: "consumes tracking events from SQS",
    technology: "C# / .NET 9 BackgroundService",
    want: { runtime: "dotnet", kind: "worker", version: "9" },
  },
  {
    name: "mailer",
    purpose: "sends mails off the queue",
    technology: "not Node any more, plain Go",
    want: { runtime: "go", kind: "worker" },
  },
  {
    name: "api",
    purpose: "mobile API",
    technology: "Express on Node 20, 3 to 9 Fargate tasks",
    want: { runtime: "node", framework: "express", kind: "api", compute: "ecs-fargate", min: 3, max: 9 },
  },
  {
    name: "stock",
    purpose: "stock levels",
    technology: "",
    say: { "overall_architecture.architecture_type": "five Spring Boot services and a React front end" },
    want: { runtime: "java", framework: "spring-boot" },
  },
  {
    name: "ticker",
    purpose: "pushes prices over WebSocket",
    technology: "Go (gorilla/websocket)",
    want: { runtime: "go", kind: "api" },
  },
  {
    name: "reports",
    purpose: "weekly PDF report, Mondays at 6 London time",
    technology: "Node 20 script",
    want: { runtime: "node", kind: "scheduled", schedule: "cron(0 6 ? * MON *)", timezone: "Europe/London" },
  },
  {
    name: "warehouse-sync",
    purpose: "sync with the ERP",
    technology: "PHP script run by cron",
    want: { runtime: "php", kind: "scheduled", schedule: null },
  },
  {
    name: "dispatch",
    purpose: "dispatch API",
    technology: "Spirng Boot on Java 17",
    want: { runtime: "java", framework: "spring-boot" },
  },
  {
    name: "pages",
    purpose: "marketing site",
    technology: "Hugo",
    want: { runtime: "static", framework: "hugo", kind: "static" },
  },
  {
    name: "go-live-checker",
    purpose: "checks shops before they go live",
    technology: "Python 3.10",
    want: { runtime: "python", version: "3.10" },
  },
  {
    name: "exporter",
    purpose: "reads exports for the data team",
    technology: "the data team's Scala job, we only call it",
    want: { kind: "external" },
  },
  // A second batch, written when the code stood.
  {
    name: "ordering",
    purpose: "takes orders over HTTPS",
    technology: "Quarkus native, Java 21, Gradle",
    want: { runtime: "java", framework: "quarkus", kind: "api", version: "21", packageManager: "gradle" },
  },
  {
    name: "reminders",
    purpose: "texts patients the evening before",
    technology: "Node 20 script, runs daily at 17:00 Europe/Paris",
    want: { runtime: "node", kind: "scheduled", schedule: "cron(0 17 * * ? *)", timezone: "Europe/Paris" },
  },
  { name: "gateway", purpose: "single entry point", technology: "Kong OSS", want: { kind: "web", runtime: "other" } },
  {
    name: "sensor-ingest",
    purpose: "MQTT messages into Timescale",
    technology: "Rust + tokio",
    dependencies: ["MQTT broker"],
    want: { runtime: "rust", kind: "worker" },
  },
  {
    name: "mobile-api",
    purpose: "JSON API for the app",
    technology: "Ruby 3.3 with Grape, bundler",
    want: { runtime: "ruby", framework: "grape", kind: "api", version: "3.3", packageManager: "bundler" },
  },
  {
    name: "wiki",
    purpose: "docs for staff",
    technology: "MkDocs on S3",
    want: { runtime: "static", framework: "mkdocs", kind: "static", compute: "static-site" },
  },
  {
    name: "pricing",
    purpose: "computes prices each night at 03:30",
    technology: "Scala 3, sbt",
    want: { runtime: "java", kind: "scheduled", schedule: "cron(30 3 * * ? *)", packageManager: "sbt" },
  },
  { name: "support", purpose: "tickets", technology: "Zendesk", want: { kind: "external", runtime: null } },
  {
    name: "graph",
    purpose: "graph API",
    technology: "Strawberry GraphQL on FastAPI (Python 3.13, uv), 8000",
    want: { runtime: "python", framework: "fastapi", kind: "api", version: "3.13", packageManager: "uv" },
  },
  {
    name: "uploader",
    purpose: "virus-scans uploads",
    technology: "Lambda (Python 3.12), S3 trigger",
    want: { runtime: "python", kind: "worker", compute: "lambda" },
  },
  {
    name: "frontend",
    purpose: "shop UI",
    technology: "Nuxt 3, server-side rendering, Node 22",
    want: { runtime: "node", framework: "nuxt", kind: "web", version: "22" },
  },
  {
    name: "admin",
    purpose: "back office",
    technology: "React admin panel, static hosting on S3/CloudFront",
    want: { runtime: "static", framework: "react", kind: "static", compute: "static-site" },
  },
  {
    name: "legacy-bridge",
    purpose: "SOAP bridge",
    technology: "Java 8 on Tomcat 9; .NET rewrite planned",
    want: { runtime: "java", framework: "tomcat", version: "8" },
  },
  {
    name: "notifier",
    purpose: "push and mail",
    technology: "we moved it from PHP to Elixir (Broadway)",
    want: { runtime: "elixir", kind: "worker" },
  },
  { name: "search", purpose: "product search", technology: "Elasticsearch 8 cluster", want: { kind: "external" } },
  { name: "scoring", purpose: "credit scoring API", technology: "Python or Go, leaning Go", want: { runtime: "go" } },
  {
    name: "rooms",
    purpose: "real-time rooms",
    technology: "Go 1.23, WebSockets, on EC2 with 4 nodes",
    want: { runtime: "go", kind: "api", compute: "ec2-asg", version: "1.23" },
  },
];
