// In: nothing. Out: how people call each decision, in the order in which documents list them. Data only.
import type { DecisionKey } from "../../../src/answers/overrides.ts";

/** A key that is missing here is a type error. */
export const DECISION_TITLES: Readonly<Record<DecisionKey, string>> = {
  cloud: "Cloud",
  regions: "Regions",
  environments: "Environments",
  compute: "Where services run",
  databases: "Databases",
  cache: "Caches",
  queues: "Messaging",
  objectStorage: "Files in S3",
  fileStorage: "Shared file system",
  cdn: "Content delivery network",
  waf: "Web firewall",
  websockets: "WebSockets",
  auth: "Sign-in",
  secrets: "Where secrets live",
  multiAz: "Several zones",
  multiRegion: "Several regions",
  "scaling.min": "Fewest tasks of the main service",
  "scaling.max": "Most tasks of the main service",
  "backup.frequencyHours": "Hours between backups",
  "backup.retentionDays": "Days that backups are kept",
  "backup.rpoMinutes": "Most minutes of data that may be lost (RPO)",
  "backup.rtoMinutes": "Most minutes until it works again (RTO)",
  "backup.pitr": "Restore to any second",
  "backup.crossRegion": "Backups in a second region",
  monitoring: "Monitoring",
  alarmEmails: "Who hears the alarms of production",
  iac: "Infrastructure tool",
  ci: "Pipelines",
};
