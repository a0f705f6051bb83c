// In: nothing. Out: database engine versions that RDS and Aurora offer, with their end of standard support. Dated data, checked 2026-11.
import type { RelationalEngine } from "./model.ts";

export interface EngineVersions {
  /** Versions that can be asked for. */
  readonly known: readonly string[];
  /** Chosen where the answers name none that is known. */
  readonly fallback: string;
  /** Version → end of standard support on AWS, where it is near or past. */
  readonly ends: Readonly<Record<string, string>>;
}

/**
 * Sources: https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html.
 */
export const DATABASE_VERSIONS: Readonly<Record<RelationalEngine, EngineVersions>> = {
  postgres: { known: ["14", "15", "16", "17", "18"], fallback: "17", ends: { "14": "2027-02-28", "13": "2026-02-28" } },
  "aurora-postgres": { known: ["14", "15", "16", "17", "18"], fallback: "17", ends: { "14": "2027-02-28" } },
  mysql: { known: ["8.0", "8.4"], fallback: "8.4", ends: { "8.0": "2026-07-31" } },
  "aurora-mysql": { known: ["8.0"], fallback: "8.0", ends: {} },
  mariadb: { known: ["10.6", "10.11", "11.4", "11.8"], fallback: "11.8", ends: { "10.6": "2026-08-31" } },
};
