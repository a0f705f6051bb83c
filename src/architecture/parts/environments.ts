// In: decisions and sized services. Out: every environment with all its numbers. Never a number without a profile or an answer behind it.
import type { Decisions } from "../../decisions/decision.ts";
import type { Details } from "../../decisions/details/details.ts";
import { shortHash } from "../../shared/names.ts";
import type { Database, Environment, ProfileName, Service, ServiceSize } from "../model.ts";
import { NETWORK_NUMBERS, PROFILES, profileOf, TASK_SIZES } from "../profiles.ts";
import { reasonsOf } from "../reasons.ts";
import { internetCallers } from "./egress.ts";
import type { ProductionNumbers } from "./numbers.ts";
import type { EnvironmentSizes } from "./other-sizes.ts";

/** Task counts of production, as stated or by kind. */
export interface StatedCounts {
  readonly min: number;
  readonly max: number;
}

const LETTERS = ["a", "b", "c"];
/** RDS keeps automated backups for at most 35 days (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html); longer retention is the backup plan's. */
export const MAX_AUTOMATED_BACKUP_DAYS = 35;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
const MAX_STORAGE_GIB = 65536;
/** RDS asks for at least a tenth more than what is there. */
const LEAST_GROWTH = 1.1;

/** `renamed`: old id to new id. Nearly every physical name and the state of an environment hold its id, so it keeps the one that it was made under. */
export function resolveEnvironments(
  decisions: Decisions,
  renamed: Readonly<Record<string, string>>,
  details: Details,
  services: readonly Service[],
  databases: readonly Database[],
  counts: ReadonlyMap<string, StatedCounts>,
  stated: ProductionNumbers,
): Environment[] {
  const stays = new Map(Object.entries(renamed).map(([from, to]) => [to, from]));
  const wanted = decisions.table.environments.value;
  const names = [...new Set(wanted.map((name) => idOf(name, stays, wanted)))];
  const numbers = networkNumbers(names);
  const told = new Map([...stated.others].map(([name, one]) => [idOf(name, stays, wanted), one]));
  const lone = names.length === 1;
  const because = reasonsOf(decisions, "environments");
  const goesOut = (profile: ProfileName) => internetCallers(profile, services, decisions.table.auth.value).length > 0;
  return names.map((id) => {
    const profileName = lone ? "prod" : profileOf(id);
    const profile = PROFILES[profileName];
    const production = profileName === "prod";
    const multiAz = decisions.table.multiAz.value;
    const zoneCount = production
      ? Math.min(3, Math.max(2, details.zones?.value ?? (multiAz ? profile.zones : 2)))
      : profile.zones;
    const zones = LETTERS.slice(0, zoneCount);
    const retention = decisions.table["backup.retentionDays"];
    const keeps = production && retention.source !== "default";
    const own = production ? undefined : told.get(id);
    const sizes = sizesOf(
      production || isLikeProduction(id, names, stated) ? "prod" : profileName,
      databases,
      stated,
      own,
    );
    return {
      id,
      because,
      profile: profileName,
      zones: Object.fromEntries(zones.map((letter, index) => [letter, index])),
      // Where no service may go out, a gateway would cost by the hour and carry nothing.
      natZones: !goesOut(profileName) ? [] : profile.natPerZone && multiAz ? zones : ["a"],
      vpcCidr: `10.${numbers.get(id)}.0.0/16`,
      logRetentionDays: (production ? stated.logRetentionDays : undefined) ?? profile.logRetentionDays,
      flowLogTraffic: profile.flowLogTraffic,
      deletionProtection: profile.deletionProtection,
      database: {
        ...sizes.database,
        multiAz: profile.databaseMultiAz && multiAz,
        auroraInstances: (production ? stated.auroraInstances : undefined) ?? (multiAz ? profile.auroraInstances : 1),
        backupRetentionDays: keeps ? Math.min(retention.value, MAX_AUTOMATED_BACKUP_DAYS) : profile.databaseBackupDays,
      },
      cache: {
        nodeType: sizes.nodeType,
        nodes: (production ? stated.nodes : undefined) ?? (multiAz ? profile.cacheNodes : 1),
        snapshotRetentionDays: profile.cacheSnapshotDays,
      },
      backup: {
        enabled: profile.backupPlan,
        retentionDays: keeps ? retention.value : profile.backupDays,
        copyRetentionDays: keeps ? retention.value : profile.backupDays,
      },
      services: Object.fromEntries(
        services.map((service) => [service.id, sizeOf(service, sizes.profile, stated, counts.get(service.id), own)]),
      ),
      spotPercent: profile.spotPercent,
      budgetUsd: (production ? stated.budgetUsd : undefined) ?? profile.budgetUsd,
      alarmEmails: production ? [...new Set(decisions.table.alarmEmails.value)] : [],
    };
  });
}

/** Two environments that the answers both name are two. */
function idOf(name: string, stays: ReadonlyMap<string, string>, wanted: readonly string[]): string {
  const old = stays.get(name);
  return old === undefined || wanted.includes(old) ? name : old;
}

/** "preprod is a copy of prod": a pre-production without a staging beside it is decided as staging. */
function isLikeProduction(id: string, names: readonly string[], { likeProduction }: ProductionNumbers): boolean {
  return likeProduction.has(id) || (id === "staging" && !names.includes("preprod") && likeProduction.has("preprod"));
}

/** What costs by size: what is stated for the environment, else the stated figures for production's size, the profile's for any other. */
function sizesOf(
  profileName: ProfileName,
  databases: readonly Database[],
  stated: ProductionNumbers,
  told: EnvironmentSizes | undefined,
) {
  const profile = PROFILES[profileName];
  const aurora = databases.some(({ engine }) => engine.startsWith("aurora"));
  const own = profileName === "prod" ? stated : undefined;
  const auroraMaxCapacity = own?.auroraCapacity?.max ?? profile.auroraMaxCapacity;
  const storageGiB = told?.storageGiB ?? own?.storageGiB ?? profile.storageGiB;
  const roomToGrow = Math.min(Math.max(profile.maxStorageGiB, storageGiB * 2), MAX_STORAGE_GIB);
  return {
    profile: profileName,
    database: {
      instanceClass:
        told?.instanceClass ?? own?.instanceClass ?? (aurora ? profile.auroraInstance : profile.databaseInstance),
      auroraMinCapacity: Math.min(own?.auroraCapacity?.min ?? profile.auroraMinCapacity, auroraMaxCapacity),
      auroraMaxCapacity,
      storageGiB,
      maxStorageGiB: Math.max(own?.maxStorageGiB ?? roomToGrow, Math.ceil(storageGiB * LEAST_GROWTH)),
    },
    nodeType: told?.nodeType ?? own?.nodeType ?? profile.cacheNode,
  };
}

function sizeOf(
  service: Service,
  profile: ProfileName,
  numbers: ProductionNumbers,
  stated: StatedCounts = { min: 1, max: 1 },
  told?: EnvironmentSizes,
): ServiceSize {
  const usual = TASK_SIZES[service.runtime] ?? [512, 1024];
  const [cpu, memoryMiB] = profile === "prod" ? (numbers.tasks.get(service.id) ?? usual) : usual;
  if (service.scaling.singleton || service.kind === "scheduled") return { cpu, memoryMiB, min: 1, max: 1 };
  const share = PROFILES[profile].taskShare;
  const named = told?.tasks.get(service.id) ?? told?.tasks.get("");
  const least = profile === "prod" ? stated.min : Math.max(stated.min === 0 ? 0 : 1, Math.ceil(stated.min * share));
  const min = named?.min ?? Math.min(least, named?.max ?? least);
  const max = named?.max ?? (profile === "prod" ? stated.max : Math.max(2, min, Math.ceil(stated.max * share)));
  return { cpu, memoryMiB, min, max: Math.max(min, max) };
}

/** A number for each name: known names have theirs, others one from a hash, moved on while taken. */
function networkNumbers(names: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  for (const name of [...names].sort()) {
    let number = NETWORK_NUMBERS[name] ?? 64 + (Number.parseInt(shortHash(name), 16) % 128);
    // Second octets run from 0 to 255; a list that exhausts them is refused by the limit on environments.
    while (taken.has(number)) number = (number + 1) % 256;
    taken.add(number);
    numbers.set(name, number);
  }
  return numbers;
}
