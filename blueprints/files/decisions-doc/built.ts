// In: the architecture. Out: what is built for a decision that the answers leave open, where that is not the default of the decision itself. Never a value of its own.
import type { DecisionKey } from "../../../src/answers/overrides.ts";
import type { Architecture, Environment } from "../../../src/architecture/model.ts";

export interface Built {
  readonly text: string;
  /** Why this and not the default. */
  readonly why: string;
}

/** Undefined where the default is built as it is. */
export function builtValue(key: DecisionKey, { edge, environments }: Architecture): Built | undefined {
  switch (key) {
    case "waf":
      return {
        text: edge.waf ? "yes" : "no",
        why: edge.loadBalancer
          ? "a load balancer is open to the internet, and the answers do not refuse a firewall"
          : "nothing but files is open to the internet",
      };
    case "backup.retentionDays":
      return { text: perEnvironment(environments, daysOf), why: "the profile of each environment" };
    default:
      return undefined;
  }
}

/** The database's own backups where no plan keeps copies. */
function daysOf({ backup, database }: Environment): number {
  return backup.enabled ? backup.retentionDays : database.backupRetentionDays;
}

/** "35", or "35 in prod, 7 in staging" where they differ. */
function perEnvironment(environments: readonly Environment[], valueIn: (environment: Environment) => number): string {
  const values = environments.map((environment) => [environment.id, valueIn(environment)] as const);
  if (new Set(values.map(([, value]) => value)).size === 1) return String(values[0]?.[1]);
  return values.map(([id, value]) => `${value} in ${id}`).join(", ");
}
