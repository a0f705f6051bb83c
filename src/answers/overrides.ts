// In: nothing. Out: the typed, strict form of the top-level `decisions` object, and the type of every decision's value. Never holds a default.
import * as z from "zod";
import { lazily } from "../shared/lazily.ts";
import {
  AUTHS,
  CACHES,
  CI,
  CLOUDS,
  COMPUTE,
  DATABASES,
  IAC,
  KINDS,
  MONITORING,
  QUEUES,
  RUNTIMES,
  SECRETS,
} from "./override-values.ts";

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Most answers have no overrides, and making this takes longer than reading one. */
function makeSchemas() {
  const serviceOverride = z.strictObject({
    runtime: z.enum(RUNTIMES).optional(),
    framework: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{0,30}$/)
      .optional(),
    kind: z.enum(KINDS).optional(),
    compute: z.enum(COMPUTE).optional(),
    port: z.int().min(1024).max(65535).optional(),
  });

  const renamedIds = z.record(z.string().max(80).regex(ID), z.string().max(80).regex(ID)).optional();
  const renames = z
    .strictObject({
      services: renamedIds,
      sites: renamedIds,
      databases: renamedIds,
      caches: renamedIds,
      buckets: renamedIds,
      fileSystems: renamedIds,
      queues: renamedIds,
      topics: renamedIds,
      buses: renamedIds,
      secrets: renamedIds,
      environments: renamedIds,
    })
    .meta({
      description:
        "Parts that have a new name: old id to new id, as the output has them. Their resources are moved instead of made again. An environment keeps its old id in the output: its folder, its state and its physical names were made under it.",
    });

  const overridesSchema = z.strictObject({
    cloud: z.enum(CLOUDS).optional().meta({ description: "Where the system runs. Only aws is built today." }),
    compute: z
      .array(z.enum(COMPUTE))
      .optional()
      .meta({ description: "What the services run on; static-site beside it for sites on object storage." }),
    databases: z
      .array(z.enum(DATABASES))
      .optional()
      .meta({ description: "Data stores that the system owns; the first is the primary one." }),
    cache: z.array(z.enum(CACHES)).optional().meta({ description: "Server-side caches. An empty list: none." }),
    queues: z
      .array(z.enum(QUEUES))
      .optional()
      .meta({ description: "Messaging that the system owns. An empty list: none." }),
    cdn: z.boolean().optional().meta({ description: "Content delivery in front of sites." }),
    waf: z.boolean().optional().meta({ description: "Web application firewall on public entries." }),
    objectStorage: z.boolean().optional().meta({ description: "A bucket for the files of the application." }),
    websockets: z.boolean().optional().meta({ description: "Long-lived connections through the load balancer." }),
    multiAz: z.boolean().optional().meta({ description: "Standby of the database and cache in a second zone." }),
    multiRegion: z
      .boolean()
      .optional()
      .meta({ description: "The system, or a standby of it, runs in several regions." }),
    fileStorage: z.enum(["efs", "none"]).optional().meta({ description: "A shared file system." }),
    auth: z.enum(AUTHS).optional().meta({ description: "Who logs users in." }),
    secrets: z.enum(SECRETS).optional().meta({ description: "Where secrets live." }),
    monitoring: z.array(z.enum(MONITORING)).optional().meta({ description: "Monitoring tools." }),
    alarmEmails: z
      .array(
        z
          .string()
          // The address becomes a key in the addresses of resources, which hold up to 120 characters.
          .max(100)
          .regex(/^[A-Za-z0-9][\w.+-]{0,62}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}$/),
      )
      .max(10)
      .optional()
      .meta({
        description:
          "E-mail addresses that the alarms of production are sent to. They stand in the values of that environment, which are committed; an empty list keeps those of the text out.",
      }),
    iac: z.enum(IAC).optional().meta({ description: "Tool for the infrastructure code." }),
    ci: z.enum(CI).optional().meta({ description: "What builds and deploys." }),
    environments: z
      // No double or final dash: RDS and ElastiCache refuse them. No names that Windows keeps for devices.
      .array(
        z
          .string()
          .max(16)
          .regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
      )
      .min(1)
      .max(20)
      .optional()
      .meta({ description: "Short names, in the order in which changes reach them." }),
    regions: z
      .array(z.string().regex(/^(?:[a-z]{2,4}(?:-[a-z]+)+-\d|[a-z]{2,12}-[a-z]+\d{1,2}|[a-z]{6,20}\d?)$/))
      .min(1)
      .optional()
      .meta({ description: "Region codes; the first is where the system runs, the second holds copies." }),
    "backup.frequencyHours": z
      .number()
      .min(0.25)
      .max(8760)
      .optional()
      .meta({ description: "Hours between snapshots of the primary database." }),
    "backup.retentionDays": z.int().min(1).max(36500).optional().meta({ description: "Days that backups are kept." }),
    "backup.rpoMinutes": z
      .number()
      .nonnegative()
      .max(525600)
      .optional()
      .meta({ description: "Minutes of data that may be lost." }),
    "backup.rtoMinutes": z
      .number()
      .nonnegative()
      .max(525600)
      .optional()
      .meta({ description: "Minutes that recovery may take." }),
    "backup.crossRegion": z.boolean().optional().meta({ description: "Backups are copied to a second region." }),
    "backup.pitr": z.boolean().optional().meta({ description: "Recovery to any second." }),
    "scaling.min": z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .meta({ description: "Tasks of the main service that always run." }),
    "scaling.max": z.int().min(1).max(5000).optional().meta({ description: "Tasks of the main service at the most." }),
    services: z
      .record(z.string(), serviceOverride)
      .optional()
      .meta({ description: "Overrides for one service, by its name." }),
    renamed: renames.optional(),
    destroy: z
      .array(
        z
          .string()
          .max(300)
          .regex(/^[A-Za-z0-9_.:/[\]"-]+$/),
      )
      .max(500)
      .optional()
      .meta({ description: "Addresses of resources, or folders of roots, that may be destroyed with their data." }),
    upgraded: z
      .record(
        z
          .string()
          .max(120)
          .regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/),
        z
          .string()
          .max(20)
          .regex(/^[a-z0-9][a-z0-9.]*$/),
      )
      .optional()
      .meta({
        description:
          "Databases and caches whose new major version every environment has applied: address to version. Their changes wait for the maintenance window again.",
      }),
  });

  return { serviceOverride, renames, overridesSchema };
}

type Schemas = ReturnType<typeof makeSchemas>;

const schemas = lazily(makeSchemas);

/** Every decision that a user can override: key → value, strict. The keys with dots are accepted nested or flat. */
export const overridesSchema = () => schemas().overridesSchema;
/** What can be said about one service. */
export const serviceOverride = () => schemas().serviceOverride;
/** Old id → new id, by kind of part: the same part under a new name keeps its resources. */
export const renames = () => schemas().renames;

type Shape = Schemas["overridesSchema"]["shape"];
type Inner<Group extends string> = {
  [K in keyof Shape as K extends `${Group}.${infer Name}` ? Name : never]: Shape[K];
};

function grouped<Group extends "backup" | "scaling">(group: Group): Inner<Group> {
  const inner = Object.entries(overridesSchema().shape).flatMap(([key, schema]) =>
    key.startsWith(`${group}.`) ? [[key.slice(group.length + 1), schema]] : [],
  );
  return Object.fromEntries(inner) as Inner<Group>;
}

/** The same as people write it, for editors: keys with dots also nested ({ "backup": { "rpoMinutes": 15 } }). Made when asked for: only the printed schema needs it. */
export function writtenOverridesSchema() {
  return overridesSchema().extend({
    backup: z.strictObject(grouped("backup")).optional().meta({ description: "The backup.* decisions." }),
    scaling: z.strictObject(grouped("scaling")).optional().meta({ description: "The scaling.* decisions." }),
  });
}

export type Overrides = z.infer<Schemas["overridesSchema"]>;
type ValuesOf<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };
/** Sets that the text may widen with names of its own; an override is held to the known ones. */
interface OpenValues {
  databases: string[];
  cache: string[];
  queues: string[];
  auth: string;
  secrets: string;
  monitoring: string[];
}
/** The value of each decision (`services` and what is said about resources apart). */
export type DecisionValues = ValuesOf<
  Omit<Overrides, "services" | "renamed" | "destroy" | "upgraded" | keyof OpenValues>
> &
  OpenValues;
export type DecisionKey = keyof DecisionValues;
export type ServiceOverride = z.infer<Schemas["serviceOverride"]>;
export type Runtime = (typeof RUNTIMES)[number];
export type Kind = (typeof KINDS)[number];
export type Compute = (typeof COMPUTE)[number];
