// In: an engine and its version. Out: what AWS calls it and the settings that differ between engines. Never a size: those are inputs.
import type { Database, RelationalEngine } from "../../../src/architecture/model.ts";
import { findRelease, isPastEndOfLife, ENGINES as VERSIONS } from "../../../src/architecture/versions.ts";

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

export interface EngineFacts {
  /** `engine` of RDS. */
  readonly name: string;
  /** Parameter group family for a version. */
  family(version: string): string;
  parameters(version: string): readonly Parameter[];
  /** Log types that go to CloudWatch. */
  readonly logs: readonly string[];
  readonly proxyFamily: "POSTGRESQL" | "MYSQL";
  /** Instance classes that Performance Insights refuses: creating the instance would fail.
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html */
  readonly noInsightsOn: RegExp | undefined;
  readonly cluster: boolean;
}

const SMALL_BURSTABLE = /^db\.t.*\.(micro|small)$/;
const BURSTABLE = /^db\.t/;

const major = (version: string): string => version.split(".")[0] ?? version;
const majorMinor = (version: string): string => version.split(".").slice(0, 2).join(".");
const now = (name: string, value: string): Parameter => ({ name, value, applyMethod: "immediate" });

/** CKV2_AWS_69, CKV2_AWS_30 and CKV2_AWS_27 look at these names. Only slow statements are logged, so that data in statements stays out of the logs as far as it can. */
const POSTGRES_PARAMETERS = (version: string): Parameter[] => [
  // Values bound to a statement are people's data; PostgreSQL knows these two since version 13.
  ...(Number(major(version)) >= 13
    ? [now("log_parameter_max_length", "0"), now("log_parameter_max_length_on_error", "0")]
    : []),
  // Leaves out DETAIL, which quotes the values of a row: "Key (email)=(…) already exists".
  now("log_error_verbosity", "terse"),
  now("rds.force_ssl", "1"),
  now("log_statement", "ddl"),
  now("log_min_duration_statement", "1000"),
  now("log_connections", "1"),
  now("log_disconnections", "1"),
];

const MYSQL_PARAMETERS = [
  now("require_secure_transport", "1"),
  now("slow_query_log", "1"),
  now("long_query_time", "1"),
  now("log_output", "FILE"),
];

export const ENGINES: Readonly<Record<RelationalEngine, EngineFacts>> = {
  postgres: {
    name: "postgres",
    family: (version) => `postgres${major(version)}`,
    parameters: POSTGRES_PARAMETERS,
    logs: ["postgresql", "upgrade"],
    proxyFamily: "POSTGRESQL",
    noInsightsOn: undefined,
    cluster: false,
  },
  mysql: {
    name: "mysql",
    family: (version) => `mysql${majorMinor(version)}`,
    parameters: () => MYSQL_PARAMETERS,
    logs: ["error", "slowquery"],
    proxyFamily: "MYSQL",
    noInsightsOn: SMALL_BURSTABLE,
    cluster: false,
  },
  mariadb: {
    name: "mariadb",
    family: (version) => `mariadb${majorMinor(version)}`,
    parameters: () => MYSQL_PARAMETERS,
    logs: ["error", "slowquery"],
    proxyFamily: "MYSQL",
    noInsightsOn: SMALL_BURSTABLE,
    cluster: false,
  },
  "aurora-postgres": {
    name: "aurora-postgresql",
    family: (version) => `aurora-postgresql${major(version)}`,
    parameters: POSTGRES_PARAMETERS,
    logs: ["postgresql"],
    proxyFamily: "POSTGRESQL",
    noInsightsOn: undefined,
    cluster: true,
  },
  "aurora-mysql": {
    name: "aurora-mysql",
    family: (version) => `aurora-mysql${majorMinor(version)}`,
    parameters: () => [
      ...MYSQL_PARAMETERS,
      now("server_audit_logging", "1"),
      now("server_audit_events", "CONNECT,QUERY_DCL,QUERY_DDL"),
    ],
    logs: ["audit", "error", "slowquery"],
    proxyFamily: "MYSQL",
    noInsightsOn: BURSTABLE,
    cluster: true,
  },
};

/**
 * Nobody should pay for extended support by surprise; a version that is already past its end can only be created with it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html
 */
export function lifecycleSupport({ engine, version }: Database): string {
  const release = findRelease(VERSIONS[engine], version);
  const ended = release !== undefined && isPastEndOfLife(release);
  return ended ? "open-source-rds-extended-support" : "open-source-rds-extended-support-disabled";
}
