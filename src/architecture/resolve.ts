// In: answers, decisions and details. Out: the architecture, complete, with every default applied; or errors for what cannot be built. Pure.
import type { Answers } from "../answers/answers.ts";
import type { Decisions } from "../decisions/decision.ts";
import type { Details } from "../decisions/details/details.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { slug } from "../shared/names.ts";
import { type Draft, draftServices } from "./draft.ts";
import { reportEndings } from "./endings.ts";
import { reportFrameworks } from "./frameworks.ts";
import { type Held, NOTHING_HELD } from "./held.ts";
import type { Architecture, Backup, Database, Service } from "./model.ts";
import type { Stores } from "./parts/edges.ts";
import { MAX_AUTOMATED_BACKUP_DAYS, resolveEnvironments } from "./parts/environments.ts";
import { resolveMessaging } from "./parts/messaging.ts";
import { resolveNumbers } from "./parts/numbers.ts";
import { reportOtherPorts } from "./parts/other-ports.ts";
import { reportDoor, reportPlainHops } from "./parts/plain-hops.ts";
import { resolveReach } from "./parts/reach/reach.ts";
import { reportResidency } from "./parts/residency.ts";
import { reportSmallness } from "./parts/smallness.ts";
import { assume } from "./parts/store-numbers.ts";
import { resolveBuckets, resolveCaches, resolveDatabases, resolveFileSystems } from "./parts/stores.ts";
import { reportUncalled, resolveVendors } from "./parts/vendors.ts";
import { countsOf, resolveServices, resolveSites } from "./parts/workloads.ts";
import { PARTNER_REGIONS } from "./profiles.ts";
import { reasonsOf } from "./reasons.ts";
import { checkSupport } from "./support.ts";
import { ENGINES, endOfSupport, findRelease, isPastEndOfLife } from "./versions.ts";

/** Requests per five minutes and address where the answers state none: far above a person, far below a flood. */
const DEFAULT_RATE_LIMIT = 2000;

export interface Resolved {
  /** Undefined when something decided cannot be built. */
  readonly architecture: Architecture | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** `held`: the addresses that an earlier run gave. */
export function resolve(answers: Answers, decisions: Decisions, details: Details, held: Held = NOTHING_HELD): Resolved {
  const diagnostics: Diagnostic[] = [];
  const draft: Draft = {
    answers,
    decisions,
    details,
    services: draftServices(answers, decisions, details),
    held,
    report: (diagnostic) => diagnostics.push(diagnostic),
  };
  checkSupport(draft);
  reportFrameworks(draft);
  if (draft.services.every(({ becomes }) => becomes === "external")) {
    diagnostics.push({
      code: "ARCH_NO_WORKLOAD",
      severity: "error",
      pointer: `${answers.base}/services`,
      message: "no service is application code in a container or a static site, so there is nothing to run",
      help: 'Name the language of at least one service, or set its kind under "decisions": { "services": … }.',
    });
  }
  const architecture = hasErrors(diagnostics) ? undefined : assemble(draft);
  if (architecture === undefined) diagnostics.push(...errorsBeyond(draft, diagnostics));
  const known = diagnostics.filter(({ code }) => code === "ARCH_VERSION_ENDS").map(({ pointer }) => pointer);
  diagnostics.push(...reportEndings(details.versions, new Set(known)));
  // Some limits show only when the parts are put together.
  return { architecture: hasErrors(diagnostics) ? undefined : architecture, diagnostics };
}

/** Without these there is nothing to put together, or too much of it. */
const NOTHING_TO_ASSEMBLE: ReadonlySet<Diagnostic["code"]> = new Set([
  "ARCH_UNSUPPORTED_CLOUD",
  "ARCH_NO_WORKLOAD",
  "ARCH_TOO_MANY_SERVICES",
]);

/** What else is wrong beside a part that is not supported, so that one run tells all. Warnings are about what is built, and nothing is. */
function errorsBeyond(draft: Draft, known: readonly Diagnostic[]): Diagnostic[] {
  if (known.some(({ code }) => NOTHING_TO_ASSEMBLE.has(code))) return [];
  const more: Diagnostic[] = [];
  assemble({ ...draft, report: (diagnostic) => more.push(diagnostic) });
  return more.filter(({ severity }) => severity === "error");
}

function assemble(draft: Draft): Architecture {
  const { decisions, details, answers } = draft;
  const { table } = decisions;
  const projectId = slug(answers.project, 20);
  const reach = resolveReach(draft);
  const sites = resolveSites(draft, reach);
  const stores = {
    databases: resolveDatabases(draft, projectId),
    caches: resolveCaches(draft),
    buckets: resolveBuckets(decisions, details, sites.length),
    fileSystems: resolveFileSystems(decisions),
  };
  reportVersions(draft, stores.databases);
  if (stores.databases.length > 0) reportWindow(draft);
  if (stores.databases.length > 0) reportLoss(draft);
  reportZones(draft);
  const messaging = resolveMessaging(draft);
  const { externals, secrets } = resolveVendors(draft);
  const services = resolveServices(draft, stores, messaging, secrets, reach);
  const loadBalancer = services.some((service) => service.public);
  const waf = table.waf.source === "default" ? loadBalancer : table.waf.value;
  const numbers = resolveNumbers(draft, { ...stores, queues: messaging.queues, services, firewall: waf });
  const region = table.regions.value[0] ?? "us-east-1";
  const backup = resolveBackup(draft);
  const drRegion = backup.crossRegion ? copiesIn(draft, region) : undefined;
  const cdn = table.cdn.value && loadBalancer && sites.length === 0 && !hidesCallers(draft, services);
  reportResidency(draft, { region, drRegion, cloudFront: cdn || sites.length > 0, firewall: waf });
  reportKept(draft, stores);
  reportUncalled(draft, services);
  reportOtherPorts(draft, services);
  reportPlainHops(draft, services);
  reportDoor(draft, services);
  const environments = resolveEnvironments(
    decisions,
    answers.overrides.renamed?.environments ?? {},
    details,
    services,
    stores.databases,
    countsOf(draft),
    numbers,
  );
  reportSmallness(draft, stores, environments);
  return {
    project: { id: projectId, title: answers.project },
    region,
    drRegion,
    iac: table.iac.value === "opentofu" ? "opentofu" : "terraform",
    ci: table.ci.value,
    style: services.filter(({ kind }) => kind === "web" || kind === "api").length <= 1 ? "monolith" : "services",
    environments,
    numbers: numbers.list,
    services,
    sites,
    ...stores,
    queues: messaging.queues,
    topics: messaging.topics,
    buses: messaging.buses,
    secrets,
    secretStore: table.secrets.value === "ssm" ? "ssm" : "secrets-manager",
    externals,
    edge: {
      loadBalancer,
      waf,
      inside: reach.inside,
      liveHosts: draft.held.hosts,
      cdn,
      rateLimit: numbers.rateLimit ?? DEFAULT_RATE_LIMIT,
      loginRateLimit: numbers.loginRateLimit,
      stickySockets: !details.door.refusesStickiness,
      because: [...reasonsOf(decisions, "waf"), ...(table.cdn.value ? reasonsOf(decisions, "cdn") : [])].slice(0, 3),
    },
    backup,
    auth: { kind: table.auth.value, because: reasonsOf(decisions, "auth") },
    monitoring: table.monitoring.value,
    email: services.some(({ edges }) => edges.some(({ to }) => to === "email")),
  };
}

/** Parameter Store has no passwords of AWS's own: RDS keeps those that it draws and rotates in Secrets Manager alone. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html */
function reportKept(draft: Draft, { databases, caches }: Stores): void {
  const { secrets } = draft.decisions.table;
  const kept = [
    ...databases.map(({ id }) => `database ${id}`),
    ...caches.filter(({ engine }) => engine !== "memcached").map(({ id }) => `cache ${id}`),
  ];
  if (secrets.value !== "ssm" || kept.length === 0) return;
  draft.report({
    code: "ARCH_NOT_BUILT",
    severity: "warning",
    pointer: secrets.evidence[0]?.pointer ?? "/decisions/secrets",
    message: `secrets are kept in Parameter Store, save for the passwords of ${kept.join(" and ")}: AWS draws and rotates them in Secrets Manager`,
    help: "Nothing to do where that is allowed; otherwise set passwords of your own beside the stack.",
  });
}

/** The second region that the answers name; else its partner, which nobody named, so the run says that it was assumed. */
function copiesIn(draft: Draft, region: string): string {
  const { regions, "backup.crossRegion": crossRegion } = draft.decisions.table;
  const named = regions.value.find((other, index) => index > 0 && other !== region);
  if (named !== undefined) return named;
  const assumed = PARTNER_REGIONS[region] ?? "us-west-2";
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "warning",
    pointer: crossRegion.evidence[0]?.pointer ?? "/decisions/backup/crossRegion",
    message: `backups are copied to another region, and no answer names it: ${assumed} is assumed`,
    help: `Name the region in the answers, or set "decisions": { "regions": ["${region}", "…"] }.`,
  });
  return assumed;
}

/** Behind a CDN every caller has the CDN's address, and an entry that is limited to addresses would be open to all or to none. */
function hidesCallers(draft: Draft, services: readonly Service[]): boolean {
  const limited = services.filter((service) => service.public && service.admits !== undefined);
  if (limited.length === 0) return false;
  draft.report({
    code: "ARCH_ADMISSION",
    severity: "warning",
    pointer: draft.decisions.table.cdn.evidence[0]?.pointer ?? "/decisions/cdn",
    message: `no CDN is put in front of the load balancer: it would hide the addresses that ${limited.map(({ id }) => id).join(", ")} is limited to`,
    help: "Nothing to do, or take the limit out of the answers.",
  });
  return true;
}

function resolveBackup(draft: Draft): Backup {
  const { table } = draft.decisions;
  const frequencyHours = table["backup.frequencyHours"].value;
  const rpoMinutes = table["backup.rpoMinutes"].value;
  const pointInTime = table["backup.pitr"].value;
  return {
    id: "backup",
    because: [
      ...reasonsOf(draft.decisions, "backup.retentionDays"),
      ...reasonsOf(draft.decisions, "backup.rpoMinutes"),
    ].filter(({ pointer }) => pointer !== undefined),
    frequencyHours,
    retentionDays: table["backup.retentionDays"].value,
    rpoMinutes,
    rtoMinutes: table["backup.rtoMinutes"].value,
    pointInTime,
    crossRegion: table["backup.crossRegion"].value,
  };
}

/** Who asks for a longer retention together with point-in-time recovery gets less than that of the latter. */
function reportWindow(draft: Draft): void {
  const retention = draft.decisions.table["backup.retentionDays"];
  if (!draft.decisions.table["backup.pitr"].value || retention.value <= MAX_AUTOMATED_BACKUP_DAYS) return;
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "info",
    pointer: retention.evidence[0]?.pointer ?? "/decisions/backup/retentionDays",
    message: `backups are kept ${retention.value} days; any point in time can be reached within the last ${MAX_AUTOMATED_BACKUP_DAYS}, which is the most that RDS allows, and only the snapshots before that`,
    help: "Nothing to do, unless each point in time has to be reached for longer: then keep exports of your own.",
  });
}

/** Transaction logs are saved every five minutes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html */
const SAVED_EVERY_MINUTES = 5;

function reportLoss(draft: Draft): void {
  const { "backup.rpoMinutes": rpo, "backup.pitr": pitr } = draft.decisions.table;
  if (rpo.source === "default" || !pitr.value || rpo.value >= SAVED_EVERY_MINUTES) return;
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "info",
    pointer: rpo.evidence[0]?.pointer ?? "/decisions/backup/rpoMinutes",
    message: `an RPO of ${rpo.value} min holds where the standby takes over; a restore reaches to within the last ${SAVED_EVERY_MINUTES} minutes`,
    help: "Nothing to do where that is meant; no setting of RDS makes a restore lose less.",
  });
}

/** No region has more: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html */
const MOST_ZONES = 6;

function reportZones(draft: Draft): void {
  const { zones } = draft.details;
  if (zones === null || zones.value <= MOST_ZONES) return;
  const { pointer, quote } = zones.evidence;
  assume(
    draft,
    pointer,
    `"${quote}": no region has more than ${MOST_ZONES} availability zones; 3 are used`,
    "Name two or three zones.",
  );
}

function reportVersions(draft: Draft, databases: readonly Database[]): void {
  const stated = draft.details.database.version;
  const main = databases[0];
  if (main === undefined) return;
  const warn = (message: string, help: string) =>
    draft.report({
      code: "ARCH_VERSION_ENDS",
      severity: "warning",
      pointer: `${draft.answers.base}/data_architecture/primary_database`,
      message,
      help,
    });
  const { releases, recommended } = ENGINES[main.engine];
  const offered = releases.map(({ version }) => version).join(", ");
  if (stated !== null && findRelease(ENGINES[main.engine], stated) === undefined) {
    const why = endOfSupport(ENGINES[main.engine], stated) ?? "is not offered";
    warn(`version ${stated} of ${main.engine} ${why}; ${main.version} is used`, `Name one of: ${offered}.`);
    return;
  }
  const release = findRelease(ENGINES[main.engine], main.version);
  if (release !== undefined && isPastEndOfLife(release))
    warn(
      `version ${main.version} of ${main.engine} left standard support on ${release.endOfLife}; AWS charges for extended support`,
      `Plan the upgrade to ${recommended}.`,
    );
}
