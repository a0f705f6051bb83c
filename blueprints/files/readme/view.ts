// In: an architecture. Out: everything that the README of the output says, as safe Markdown. Never a step that this architecture does not need.
import type { Architecture, Environment } from "../../../src/architecture/model.ts";
import type { ResourceGraph } from "../../../src/render/graph.ts";
import { code, list, table, text } from "../../../src/render/markdown.ts";
import { guideOf } from "../delivery/guides.ts";
import { inRolloutOrder, toolOf } from "../delivery/settings.ts";
import { engineName } from "../parts-in-words.ts";
import { steps } from "./steps.ts";

type Row = readonly [what: string, of: (environment: Environment) => string | number];

/** Names of the template. */
export function readmeView(architecture: Architecture, graph: ResourceGraph): Readonly<Record<string, string>> {
  const environments = inRolloutOrder(architecture.environments);
  const { commandLine } = guideOf(architecture.ci);
  return {
    title: text(architecture.project.title),
    tool: toolOf(architecture).title,
    toolVersion: toolOf(architecture).version,
    commandLine: commandLine === undefined ? "" : `, ${commandLine}`,
    summary: summary(architecture),
    steps: steps(architecture, environments, graph),
    folders: folders(architecture),
    commands: commands(architecture, environments),
    profiles: profiles(architecture, environments),
    promises: promises(architecture),
  };
}

function summary(architecture: Architecture): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
  return list(
    [
      `${count(architecture.services.length, "service")} in containers on ECS Fargate: ${architecture.services.map(({ name }) => text(name)).join(", ")}`,
      architecture.sites.length > 0
        ? `${count(architecture.sites.length, "static site")} behind CloudFront: ${architecture.sites.map(({ name }) => text(name)).join(", ")}`
        : "",
      architecture.databases.length > 0 ? `data in ${architecture.databases.map(engineName).join(", ")}` : "",
      `${count(architecture.environments.length, "environment")} in ${code(architecture.region)}: ${architecture.environments.map(({ id }) => code(id)).join(", ")}`,
    ].filter((line) => line !== ""),
  );
}

/** What the platform expects of the code: the health checks of tasks, images and the load balancer ask for it. Ids are slugs. */
function promises(architecture: Architecture): string {
  const { services } = architecture;
  const serving = services.filter(({ health }) => health !== undefined);
  const beating = services.filter(({ heartbeat }) => heartbeat !== undefined);
  return list([
    ...serving.map(
      ({ id, port, health }) => `${code(id)} answers ${code(`GET ${health?.path ?? ""}`)} on port ${port} with 200`,
    ),
    ...beating.map(
      ({ id, heartbeat }) =>
        `${code(id)} touches ${code(heartbeat?.path ?? "")} at every turn of its loop, and within work that takes long: ${heartbeat?.seconds} seconds without, and its task is replaced`,
    ),
    ...encrypted(architecture),
    "all of them end within their stop time after SIGTERM, and write to `/tmp` and to shared file systems only",
  ]);
}

/** The server refuses connections in the clear. Whether it is the right server, only the file of its authorities tells, which no image has and no build fetches without a known hash.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
function encrypted({ services, region, databases }: Architecture): string[] {
  const of = (service: Architecture["services"][number]) =>
    service.environment.find(({ source }) => source.from === "database" && source.field === "tls")?.name;
  const users = services.filter((service) => of(service) !== undefined);
  if (users.length === 0) return [];
  const names = [...new Set(users.map((service) => code(of(service) ?? "")))].join(" or ");
  const django = users.some(({ framework }) => framework === "django");
  const proxies = databases.some(({ proxy }) => proxy)
    ? " Behind the proxy it is a certificate of Amazon Trust Services, which the store of the image knows."
    : "";
  return [
    `${users.map(({ id }) => code(id)).join(", ")}: connections to the database are encrypted where ${names} is ${code("true")}; the server refuses others. The authorities of RDS are in no image: until their file is, a connection is encrypted, but the name of the server is not checked (${code("sslmode=require")}, not ${code("verify-full")}). To check it, fetch ${code(`https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem`)} once as ${code("rds-ca.pem")} into the folder of the service, commit it, and put ${code("COPY rds-ca.pem /etc/ssl/rds-ca.pem")} and ${code("ENV DATABASE_CA_FILE=/etc/ssl/rds-ca.pem")} into the last stage of its Dockerfile; ${django ? "the skeleton of Django reads that variable, other code hands the file" : "your code hands that file"} to its driver.${proxies}`,
  ];
}

function folders({ ci }: Architecture): string {
  return table(
    ["Folder", "What is in it"],
    [
      ["`infra/bootstrap/`", "Bucket of the state and the roles of the pipeline; applied once, by a person"],
      ["`infra/stack/`", "The module with every resource, one file per concern, and its tests"],
      ["`infra/environments/`", "One root per environment: the same stack with other numbers"],
      ["`services/`", "Dockerfile and code of each service and site"],
      ["`compose.yaml`", "The same system on a laptop"],
      [guideOf(ci).files, "Pipelines, and the scripts that they call"],
      [
        "`docs/`",
        "[Architecture](docs/architecture.md), [decisions](docs/decisions.md), [runbook](docs/runbook.md), [controls](docs/controls.md)",
      ],
      ["`.scaffold/`", "What was generated last; needed to keep your edits. Commit it"],
    ],
  );
}

function commands(architecture: Architecture, environments: readonly Environment[]): string {
  const { command } = toolOf(architecture);
  const first = environments[0]?.id ?? "";
  return table(
    ["To", "Run"],
    [
      ["run the system on a laptop", code("docker compose up --build --wait")],
      ["format", code(`${command} fmt -recursive infra`)],
      ["check one root", code(`${command} -chdir=infra/environments/${first} validate`)],
      [
        "test the stack without AWS",
        code(`${command} -chdir=infra/stack init -backend=false && ${command} -chdir=infra/stack test`),
      ],
      ["see what would change", code(`${command} -chdir=infra/environments/${first} plan`)],
      ["scan for mistakes", code("checkov --config-file .checkov.yaml")],
    ],
  );
}

function profiles(architecture: Architecture, environments: readonly Environment[]): string {
  const rows: Row[] = [
    ["Profile", ({ profile }) => profile],
    ["Address range", ({ vpcCidr }) => vpcCidr],
    ["Zones", ({ zones }) => Object.keys(zones).join(", ")],
    ["NAT gateways in", ({ natZones }) => (natZones.length === 0 ? "none" : natZones.join(", "))],
    ...architecture.services.map(
      ({ id }): Row => [
        `${code(id)}: tasks, CPU, memory`,
        ({ services }) => {
          const size = services[id];
          return size === undefined ? "" : `${size.min}–${size.max}, ${size.cpu}, ${size.memoryMiB} MiB`;
        },
      ],
    ),
    ["Tasks on Spot", ({ spotPercent }) => `${spotPercent} %`],
    ...databaseRows(architecture),
    ...(architecture.caches.length > 0 ? CACHE_ROWS : []),
    ["Days of logs", ({ logRetentionDays }) => logRetentionDays],
    ["Flow logs", ({ flowLogTraffic }) => flowLogTraffic],
    ["Protected from deletion", ({ deletionProtection }) => yesNo(deletionProtection)],
    ["Backup plan", ({ backup }) => (backup.enabled ? `kept ${backup.retentionDays} days` : "none")],
    ["Monthly budget", ({ budgetUsd }) => `${budgetUsd} USD`],
  ];
  return table(
    ["Number", ...environments.map(({ id }) => code(id))],
    rows.map(([what, of]) => [what, ...environments.map((environment) => String(of(environment)))]),
  );
}

const yesNo = (value: boolean) => (value ? "yes" : "no");

/** What the databases of this architecture are sized by: an Aurora cluster has no storage to size, a serverless one no class. */
function databaseRows({ databases }: Architecture): Row[] {
  const aurora = databases.filter(({ engine }) => engine.startsWith("aurora-"));
  const single = databases.length > aurora.length;
  const serverless = aurora.some((database) => database.serverless);
  const classes = single || aurora.some((database) => !database.serverless);
  const rows: (Row | false)[] = [
    classes && ["Database: class", ({ database }) => database.instanceClass],
    single && ["Database: several zones", ({ database }) => yesNo(database.multiAz)],
    single && ["Database: storage", ({ database }) => `${database.storageGiB} to ${database.maxStorageGiB} GiB`],
    aurora.length > 0 && ["Aurora: instances", ({ database }) => database.auroraInstances],
    serverless && [
      "Aurora: capacity units of an instance",
      ({ database }) => `${database.auroraMinCapacity} to ${database.auroraMaxCapacity}`,
    ],
    databases.length > 0 && [
      "Database: days of point-in-time recovery",
      ({ database }) => database.backupRetentionDays,
    ],
  ];
  return rows.filter((row) => row !== false);
}

const CACHE_ROWS: readonly Row[] = [
  ["Cache: nodes", ({ cache }) => `${cache.nodes} x ${cache.nodeType}`],
  ["Cache: days of snapshots", ({ cache }) => cache.snapshotRetentionDays],
];
