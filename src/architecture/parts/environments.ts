// In: decisions and sized services. Out: every environment with all its numbers. Never a number without a profile or an answer behind it.
import type { Decisions } from "../../decisions/decision.ts";
import type { Details } from "../../decisions/details/details.ts";
import { shortHash } from "../../shared/names.ts";
import type { Environment, ProfileName, Service, ServiceSize } from "../model.ts";
import { NETWORK_NUMBERS, PROFILES, profileOf, TASK_SIZES } from "../profiles.ts";
import { reasonsOf } from "../reasons.ts";

/** Task counts of production, as stated or by kind. */
export interface StatedCounts {
  readonly min: number;
  readonly max: number;
}

const LETTERS = ["a", "b", "c"];
/** RDS keeps automated backups for at most 35 days (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html); longer retention is the backup plan's. */
const MAX_AUTOMATED_BACKUP_DAYS = 35;

export function resolveEnvironments(
  decisions: Decisions,
  details: Details,
  services: readonly Service[],
  counts: ReadonlyMap<string, StatedCounts>,
): Environment[] {
  const names = [...new Set(decisions.table.environments.value)];
  const numbers = networkNumbers(names);
  const lone = names.length === 1;
  const because = reasonsOf(decisions, "environments");
  return names.map((id) => {
    const profileName = lone ? "prod" : profileOf(id);
    const profile = PROFILES[profileName];
    const production = profileName === "prod";
    const multiAz = decisions.table.multiAz.value;
    const zoneCount = production
      ? Math.min(3, Math.max(2, details.zones ?? (multiAz ? profile.zones : 2)))
      : profile.zones;
    const zones = LETTERS.slice(0, zoneCount);
    const retention = decisions.table["backup.retentionDays"];
    const stated = retention.source !== "default";
    return {
      id,
      because,
      profile: profileName,
      zones: Object.fromEntries(zones.map((letter, index) => [letter, index])),
      natZones: profile.natPerZone && multiAz ? zones : ["a"],
      vpcCidr: `10.${numbers.get(id)}.0.0/16`,
      logRetentionDays: profile.logRetentionDays,
      flowLogTraffic: profile.flowLogTraffic,
      deletionProtection: profile.deletionProtection,
      database: {
        instanceClass: profile.databaseInstance,
        multiAz: profile.databaseMultiAz && multiAz,
        auroraInstances: multiAz ? profile.auroraInstances : 1,
        auroraMinCapacity: profile.auroraMinCapacity,
        auroraMaxCapacity: profile.auroraMaxCapacity,
        storageGiB: profile.storageGiB,
        maxStorageGiB: profile.maxStorageGiB,
        backupRetentionDays:
          production && stated ? Math.min(retention.value, MAX_AUTOMATED_BACKUP_DAYS) : profile.databaseBackupDays,
      },
      cache: {
        nodeType: profile.cacheNode,
        nodes: multiAz ? profile.cacheNodes : 1,
        snapshotRetentionDays: profile.cacheSnapshotDays,
      },
      backup: {
        enabled: profile.backupPlan,
        retentionDays: production && stated ? retention.value : profile.backupDays,
        copyRetentionDays: production && stated ? retention.value : profile.backupDays,
      },
      services: Object.fromEntries(
        services.map((service) => [service.id, sizeOf(service, profileName, counts.get(service.id))]),
      ),
      spotPercent: profile.spotPercent,
      budgetUsd: profile.budgetUsd,
    };
  });
}

function sizeOf(service: Service, profile: ProfileName, stated: StatedCounts = { min: 1, max: 1 }): ServiceSize {
  const [cpu, memoryMiB] = TASK_SIZES[service.runtime] ?? [512, 1024];
  if (service.scaling.singleton || service.kind === "scheduled") return { cpu, memoryMiB, min: 1, max: 1 };
  const share = PROFILES[profile].taskShare;
  const min = profile === "prod" ? stated.min : Math.max(stated.min === 0 ? 0 : 1, Math.ceil(stated.min * share));
  const max = profile === "prod" ? stated.max : Math.max(2, min, Math.ceil(stated.max * share));
  return { cpu, memoryMiB, min, max: Math.max(min, max) };
}

/** A number for each name: known names have theirs, others one from a hash, moved on while taken. */
function networkNumbers(names: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  for (const name of [...names].sort()) {
    let number = NETWORK_NUMBERS[name] ?? 64 + (Number.parseInt(shortHash(name), 16) % 128);
    while (taken.has(number)) number += 1;
    taken.add(number);
    numbers.set(name, number);
  }
  return numbers;
}
