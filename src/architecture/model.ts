// In: nothing. Out: the types of the resolved architecture: complete, AWS-shaped, tool-neutral. Never a default and never free text that could become code.

import type { Runtime } from "../answers/overrides.ts";
import type { LiveHosts } from "./held.ts";

/** Why a part exists: the decision it follows from and, where the text says so, the place and the words. `quote` is free text: escape it wherever it is written. */
export interface Reason {
  readonly decision: string;
  readonly pointer?: string;
  readonly quote?: string;
}

/** Slug: lower-case letters, digits and dashes, starting with a letter; safe in every format. */
export type Id = string;

export interface Part {
  readonly id: Id;
  readonly because: readonly Reason[];
}

/** A number that the answers state and that is used, in words for documents. `quote` of the reason is free text. */
export interface StatedNumber {
  readonly what: string;
  readonly value: string;
  readonly because: Reason;
}

/** Who alone may reach a part from outside. `id` is its key in the stack's input `admitted`, where parts that one sentence is about share one. */
export interface Admission extends Part {
  /** As written, one address as /32; empty where the answers name a place and no address. */
  readonly ranges: readonly string[];
}

export type ProfileName = "dev" | "staging" | "prod";

/** Every number of one environment, from the profile table and the answers; written to `<env>.auto.tfvars`, where people change it. */
export interface Environment extends Part {
  /** Canonical short name; also the name of the Terraform root. */
  readonly id: Id;
  readonly profile: ProfileName;
  /** Zone letters ("a", "b", "c") → position in the address plan; a letter never changes its number. */
  readonly zones: Readonly<Record<string, number>>;
  /** Zones that hold a NAT gateway; none where no service may reach the internet. */
  readonly natZones: readonly string[];
  readonly vpcCidr: string;
  readonly logRetentionDays: number;
  readonly flowLogTraffic: "ALL" | "REJECT";
  readonly deletionProtection: boolean;
  readonly database: {
    readonly instanceClass: string;
    readonly multiAz: boolean;
    /** Instances of an Aurora cluster, the writer included. */
    readonly auroraInstances: number;
    readonly auroraMinCapacity: number;
    readonly auroraMaxCapacity: number;
    readonly storageGiB: number;
    readonly maxStorageGiB: number;
    readonly backupRetentionDays: number;
  };
  readonly cache: { readonly nodeType: string; readonly nodes: number; readonly snapshotRetentionDays: number };
  readonly backup: { readonly enabled: boolean; readonly retentionDays: number; readonly copyRetentionDays: number };
  readonly services: Readonly<Record<Id, ServiceSize>>;
  /** Share of tasks on Fargate Spot, 0–100. */
  readonly spotPercent: number;
  readonly budgetUsd: number;
  /** Who is told of alarms here, as the answers say. */
  readonly alarmEmails: readonly string[];
}

export interface ServiceSize {
  /** Fargate CPU units: 256, 512, 1024, … */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly min: number;
  readonly max: number;
}

export type WorkloadKind = "web" | "api" | "worker" | "scheduled";

/** Where a plain environment variable gets its value: the same record feeds task definition, compose and documents. `tls` is "true" on AWS and "false" on a laptop. */
export type ValueSource =
  | { readonly from: "literal"; readonly value: string }
  | { readonly from: "region" }
  | { readonly from: "environment" }
  /** Host names under which the service is asked, with commas between: those of the load balancer, and its own among services. */
  | { readonly from: "hosts" }
  /** Domain under which mail is sent: an environment has its own. */
  | { readonly from: "mail-domain" }
  | { readonly from: "database"; readonly id: Id; readonly field: "host" | "reader-host" | "port" | "name" | "tls" }
  | { readonly from: "cache"; readonly id: Id; readonly field: "host" | "port" | "tls" }
  | { readonly from: "queue"; readonly id: Id; readonly field: "url" }
  | { readonly from: "topic"; readonly id: Id; readonly field: "arn" }
  | { readonly from: "bus"; readonly id: Id; readonly field: "name" }
  | { readonly from: "bucket"; readonly id: Id; readonly field: "name" }
  | { readonly from: "service"; readonly id: Id; readonly field: "url" }
  | { readonly from: "file-system"; readonly id: Id; readonly field: "path" };

/** Where a secret environment variable gets its value: never plain text, never in Terraform's state by us. */
export type SecretSource =
  | { readonly from: "database"; readonly id: Id; readonly field: "username" | "password" }
  | { readonly from: "cache"; readonly id: Id; readonly field: "password" }
  | { readonly from: "secret"; readonly id: Id };

export interface EnvironmentVariable {
  readonly name: string;
  readonly source: ValueSource;
}

export interface SecretVariable {
  readonly name: string;
  readonly source: SecretSource;
}

/** One arrow of the system; least-privilege roles and security group rules are made from these and from nothing else. */
export type Edge =
  | { readonly to: "database" | "cache" | "external" | "file-system"; readonly id: Id }
  | { readonly to: "service"; readonly id: Id }
  | { readonly to: "queue"; readonly id: Id; readonly access: "send" | "consume" }
  | { readonly to: "topic" | "bus"; readonly id: Id; readonly access: "publish" }
  | { readonly to: "bucket"; readonly id: Id; readonly access: "read" | "read-write" }
  | { readonly to: "email"; readonly id: "ses" };

export interface Route {
  /** Listener rule priority, unique, stable. */
  readonly priority: number;
  /** Path patterns of the load balancer ("/api/*"). */
  readonly paths: readonly string[];
}

export type PackageManager =
  | "npm"
  | "pnpm"
  | "yarn"
  | "uv"
  | "pip"
  | "poetry"
  | "go"
  | "maven"
  | "gradle"
  | "composer"
  | "none";

export interface Health {
  /** Path that answers 200 when the process serves; web and api only. */
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startSeconds: number;
}

/** One workload in containers: the single record that Dockerfile, compose, task definition, load balancer and pipeline agree on. */
export interface Service extends Part {
  /** As written in the answers. Free text. */
  readonly name: string;
  readonly purpose: string;
  readonly technology: string;
  readonly kind: WorkloadKind;
  readonly runtime: Runtime;
  /** Lower-case framework id ("express", "django", "spring-boot"), or "none". */
  readonly framework: string;
  readonly packageManager: PackageManager;
  /** Language version to build with ("24", "3.13", "1.26", "25"). */
  readonly version: string;
  /** Id of the service whose image this one runs; its own id when it builds one. */
  readonly image: Id;
  /** Container command for services that run somebody else's image or another role of it; empty = the image's own. */
  readonly command: readonly string[];
  /** Listening port; workers and scheduled services have none. */
  readonly port: number | undefined;
  readonly health: Health | undefined;
  /** Command that says "healthy" for workers (Celery ping); empty = none. */
  readonly healthCommand: readonly string[];
  /** File that the loop of a worker touches at every turn: older than that many seconds, and it hangs. Undefined where something else says that it works. */
  readonly heartbeat: { readonly path: string; readonly seconds: number } | undefined;
  /** Numeric user and group of the process. */
  readonly uid: number;
  /** Reached from outside through the load balancer. */
  readonly public: boolean;
  /** Undefined where everybody may. */
  readonly admits: Admission | undefined;
  readonly routes: readonly Route[];
  readonly websockets: boolean;
  /** Requests of one caller come back to the same task. */
  readonly sticky: boolean;
  readonly environment: readonly EnvironmentVariable[];
  readonly secrets: readonly SecretVariable[];
  readonly edges: readonly Edge[];
  readonly scaling: {
    readonly cpuPercent: number;
    readonly memoryPercent: number | undefined;
    /** Requests per target and minute, web and api, where the text names load; else undefined. */
    readonly requestsPerTarget: number | undefined;
    /** Queue whose backlog drives a worker; else undefined. */
    readonly queue: Id | undefined;
    readonly backlogPerTask: number;
    /** A service that must never run twice (Celery beat). */
    readonly singleton: boolean;
  };
  readonly schedule: { readonly expression: string; readonly timezone: string } | undefined;
  readonly stopTimeoutSeconds: number;
  /** Folders that the process may write; tmpfs or volume, the root is read-only. */
  readonly writablePaths: readonly string[];
  /** Schema migration command run by the pipeline before the deployment; empty = none. */
  readonly migrationCommand: readonly string[];
}

/** A static site or single-page app: private bucket behind CloudFront. */
export interface Site extends Part {
  readonly name: string;
  readonly purpose: string;
  readonly technology: string;
  readonly framework: string;
  readonly packageManager: PackageManager;
  readonly version: string;
  /** Unknown paths answer index.html with 200. */
  readonly singlePage: boolean;
  /** Folder that the build leaves ("dist"). */
  readonly buildFolder: string;
  /** Ids of services that it calls; `/api/*` goes to the load balancer. */
  readonly calls: readonly Id[];
  /** Undefined where everybody may look at it. */
  readonly admits: Admission | undefined;
}

export type RelationalEngine = "postgres" | "mysql" | "mariadb" | "aurora-postgres" | "aurora-mysql";

export interface Database extends Part {
  readonly engine: RelationalEngine;
  /** Major version ("17", "8.4", "11.8"). */
  readonly version: string;
  readonly port: number;
  readonly databaseName: string;
  readonly username: string;
  /** Connections through RDS Proxy. */
  readonly proxy: boolean;
  /** Aurora that scales by capacity units. */
  readonly serverless: boolean;
  readonly readReplica: boolean;
}

export interface Cache extends Part {
  readonly engine: "redis" | "valkey" | "memcached";
  readonly version: string;
  readonly port: number;
  /** `broker` must not evict (Celery, BullMQ, sessions): maxmemory-policy noeviction. */
  readonly use: "cache" | "broker" | "both";
}

export interface Bucket extends Part {
  readonly purpose: "files" | "uploads" | "exports";
}

export interface FileSystem extends Part {
  readonly mountPath: string;
}

export interface Queue extends Part {
  readonly fifo: boolean;
  /** At least six times the consumer's timeout. */
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
}

export interface Topic extends Part {
  /** Queues that receive every message. */
  readonly subscribers: readonly Id[];
}

export interface EventBus extends Part {
  /** Queues that receive events, with the sources they listen to. */
  readonly targets: readonly { readonly queue: Id; readonly source: string }[];
}

/** A secret that people fill in: vendor keys, signing keys. Terraform makes the place, never the value. */
export interface Secret extends Part {
  readonly description: string;
  /** Rotated by hand: a vendor's key cannot rotate by itself. */
  readonly vendor: string | undefined;
  /** The system outside that it is a key of, where its id is another. */
  readonly external?: Id;
}

/** Someone else's system: SaaS vendors, other teams. Documents and egress only. */
export interface External extends Part {
  readonly name: string;
}

export interface Backup extends Part {
  readonly frequencyHours: number;
  readonly retentionDays: number;
  readonly rpoMinutes: number;
  readonly rtoMinutes: number;
  readonly pointInTime: boolean;
  /** Copies to `drRegion`. */
  readonly crossRegion: boolean;
}

export interface Edges {
  /** Exists when a service is public. */
  readonly loadBalancer: boolean;
  /** It has no address on the internet. */
  readonly inside: boolean;
  /** Host names that are live from an earlier run. */
  readonly liveHosts?: LiveHosts;
  readonly waf: boolean;
  /** CloudFront in front of the load balancer as well as of the sites. */
  readonly cdn: boolean;
  /** Requests per five minutes and address before the firewall blocks. */
  readonly rateLimit: number;
  /** The same for attempts to log in; undefined where the answers do not ask for it. */
  readonly loginRateLimit: number | undefined;
  /** Sockets come back to the task that they left, unless the answers refuse stickiness. */
  readonly stickySockets: boolean;
  readonly because: readonly Reason[];
}

export interface Architecture {
  /** `id`: slug, at most 20 characters. `title`: as written, free text. */
  readonly project: { readonly id: Id; readonly title: string };
  readonly region: string;
  /** Second region for copies; undefined when nothing goes there. */
  readonly drRegion: string | undefined;
  readonly iac: "terraform" | "opentofu";
  readonly ci: string;
  readonly style: "monolith" | "services";
  readonly environments: readonly Environment[];
  /** Numbers of production that come from the answers and not from the profile. */
  readonly numbers: readonly StatedNumber[];
  readonly services: readonly Service[];
  readonly sites: readonly Site[];
  readonly databases: readonly Database[];
  readonly caches: readonly Cache[];
  readonly buckets: readonly Bucket[];
  readonly fileSystems: readonly FileSystem[];
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly buses: readonly EventBus[];
  readonly secrets: readonly Secret[];
  /** Where secrets live. */
  readonly secretStore: "secrets-manager" | "ssm";
  readonly externals: readonly External[];
  readonly edge: Edges;
  readonly backup: Backup;
  readonly auth: { readonly kind: string; readonly because: readonly Reason[] };
  readonly monitoring: readonly string[];
  /** The system sends mail through Amazon SES. */
  readonly email: boolean;
}
