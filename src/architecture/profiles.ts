// In: nothing. Out: the profile table: what dev, staging and prod differ in, as data with the reason. Never reads answers.
import type { ProfileName } from "./model.ts";

export interface Profile {
  /** Availability zones where the answers name no number. */
  readonly zones: number;
  readonly natPerZone: boolean;
  readonly logRetentionDays: number;
  readonly flowLogTraffic: "ALL" | "REJECT";
  readonly deletionProtection: boolean;
  readonly databaseInstance: string;
  /** Aurora has fewer classes: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html */
  readonly auroraInstance: string;
  readonly databaseMultiAz: boolean;
  readonly auroraInstances: number;
  /** Performance Insights, which is always on, asks for two units: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html. Nought lets a development cluster pause. */
  readonly auroraMinCapacity: number;
  readonly auroraMaxCapacity: number;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
  /** Automated backups where the answers' figure does not apply (they speak of production). */
  readonly databaseBackupDays: number;
  readonly cacheNode: string;
  readonly cacheNodes: number;
  readonly cacheSnapshotDays: number;
  readonly backupPlan: boolean;
  readonly backupDays: number;
  /** Share of the stated task counts. */
  readonly taskShare: number;
  readonly spotPercent: number;
  readonly budgetUsd: number;
}

/** Secure by default in production, cheap by default in development; every number ends up in `<env>.auto.tfvars`, where people change it. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  dev: {
    zones: 2,
    natPerZone: false,
    logRetentionDays: 30,
    flowLogTraffic: "REJECT",
    deletionProtection: false,
    databaseInstance: "db.t4g.small",
    auroraInstance: "db.t4g.medium",
    databaseMultiAz: false,
    auroraInstances: 1,
    auroraMinCapacity: 0,
    auroraMaxCapacity: 2,
    storageGiB: 20,
    maxStorageGiB: 100,
    databaseBackupDays: 1,
    cacheNode: "cache.t4g.micro",
    cacheNodes: 1,
    cacheSnapshotDays: 0,
    backupPlan: false,
    backupDays: 7,
    taskShare: 0,
    spotPercent: 100,
    budgetUsd: 200,
  },
  staging: {
    zones: 2,
    natPerZone: false,
    logRetentionDays: 90,
    flowLogTraffic: "ALL",
    deletionProtection: false,
    databaseInstance: "db.t4g.medium",
    auroraInstance: "db.t4g.large",
    databaseMultiAz: false,
    auroraInstances: 1,
    auroraMinCapacity: 1,
    auroraMaxCapacity: 4,
    storageGiB: 20,
    maxStorageGiB: 200,
    databaseBackupDays: 7,
    cacheNode: "cache.t4g.small",
    cacheNodes: 2,
    cacheSnapshotDays: 1,
    backupPlan: true,
    backupDays: 14,
    taskShare: 0.5,
    spotPercent: 0,
    budgetUsd: 500,
  },
  prod: {
    zones: 3,
    natPerZone: true,
    logRetentionDays: 365,
    flowLogTraffic: "ALL",
    deletionProtection: true,
    databaseInstance: "db.m7g.large",
    auroraInstance: "db.r7g.large",
    databaseMultiAz: true,
    auroraInstances: 2,
    auroraMinCapacity: 2,
    auroraMaxCapacity: 16,
    storageGiB: 100,
    maxStorageGiB: 1000,
    databaseBackupDays: 35,
    cacheNode: "cache.m7g.large",
    cacheNodes: 2,
    cacheSnapshotDays: 7,
    backupPlan: true,
    backupDays: 35,
    taskShare: 1,
    spotPercent: 0,
    budgetUsd: 1500,
  },
};

/** Which profile an environment's name asks for: production-like names get production's safety, anything people test releases in gets staging's. */
export function profileOf(name: string): ProfileName {
  if (/^(prod|production|live|prd)\b/.test(name) || name === "dr") return "prod";
  if (/^(dev|test|sandbox|ci|int|integration|feature|preview|playground|local)\b/.test(name)) return "dev";
  return "staging";
}

/** Fargate size by runtime: CPU units and MiB. A JVM wants memory for its heap; a Go binary is small. */
export const TASK_SIZES: Readonly<Record<string, readonly [cpu: number, memoryMiB: number]>> = {
  java: [1024, 2048],
  dotnet: [512, 1024],
  node: [512, 1024],
  python: [512, 1024],
  php: [512, 1024],
  ruby: [512, 1024],
  go: [256, 512],
  rust: [256, 512],
};

/** Partner region for copies where the answers name none: same jurisdiction, far enough for an independent failure. */
export const PARTNER_REGIONS: Readonly<Record<string, string>> = {
  "us-east-1": "us-west-2",
  "us-east-2": "us-west-2",
  "us-west-1": "us-east-2",
  "us-west-2": "us-east-2",
  "ca-central-1": "ca-west-1",
  "eu-west-1": "eu-central-1",
  "eu-west-2": "eu-west-1",
  "eu-west-3": "eu-central-1",
  "eu-central-1": "eu-west-1",
  "eu-north-1": "eu-central-1",
  "eu-south-1": "eu-central-1",
  "ap-southeast-1": "ap-southeast-2",
  "ap-southeast-2": "ap-southeast-4",
  "ap-northeast-1": "ap-northeast-3",
  "ap-south-1": "ap-south-2",
  "sa-east-1": "us-east-1",
};

/** Second octet of the address range, fixed by name so that an environment added later never renumbers another. */
export const NETWORK_NUMBERS: Readonly<Record<string, number>> = {
  dev: 10,
  test: 12,
  qa: 14,
  staging: 20,
  uat: 22,
  acc: 24,
  demo: 26,
  prod: 30,
};
