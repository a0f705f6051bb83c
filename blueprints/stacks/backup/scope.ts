// In: the architecture. Out: whether a backup plan exists and what it can cover. Never a schedule.
import type { Architecture } from "../../../src/architecture/model.ts";

/** AWS Backup covers databases, buckets and file systems; caches have snapshots of their own. A plan exists as soon as one environment wants it. */
export function plansBackups(architecture: Architecture): boolean {
  const { buckets, databases, environments, fileSystems } = architecture;
  return (
    environments.some(({ backup }) => backup.enabled) && databases.length + buckets.length + fileSystems.length > 0
  );
}
