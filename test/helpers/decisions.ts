// In: nothing. Out: hand-written decisions for tests of documents. Never read from answers.
import type { Decisions, DecisionTable } from "../../src/decisions/decision.ts";

const HOSTING = "/output/infrastructure/hosting_strategy";

/** Decisions as `everything()` could have come from; `quote` and `message` stand for any free text. */
export function someDecisions(quote = "AWS ECS on Fargate", message = "Nothing to worry about"): Decisions {
  const evidence = [{ pointer: HOSTING, start: 0, end: quote.length, quote }] as const;
  const stated = { source: "stated", evidence } as const;
  const byDefault = { source: "default", evidence: [] } as const;
  const table: DecisionTable = {
    cloud: { value: "aws", ...stated },
    compute: { value: ["ecs-fargate", "static-site"], ...stated },
    databases: { value: ["postgres"], ...stated },
    cache: { value: ["valkey"], source: "inferred", evidence },
    queues: { value: ["sqs", "sns", "eventbridge"], ...stated },
    cdn: { value: true, ...stated },
    waf: { value: true, ...byDefault },
    objectStorage: { value: true, ...stated },
    websockets: { value: true, ...stated },
    multiAz: { value: true, ...stated },
    multiRegion: { value: false, ...byDefault },
    fileStorage: { value: "efs", ...stated },
    auth: { value: "cognito", ...stated },
    secrets: { value: "secrets-manager", ...byDefault },
    monitoring: { value: ["cloudwatch"], ...byDefault },
    alarmEmails: { value: [], ...byDefault },
    iac: { value: "terraform", source: "override", evidence: [] },
    ci: { value: "github-actions", ...stated },
    environments: { value: ["staging", "prod"], ...stated },
    regions: { value: ["eu-west-1", "eu-central-1"], ...stated },
    "backup.frequencyHours": { value: 24, ...stated },
    "backup.retentionDays": { value: 35, ...stated },
    "backup.rpoMinutes": { value: 60, ...stated },
    "backup.rtoMinutes": { value: 240, ...byDefault },
    "backup.crossRegion": { value: true, ...stated },
    "backup.pitr": { value: true, ...stated },
    "scaling.min": { value: 2, ...byDefault },
    "scaling.max": { value: 6, ...stated },
  };
  return {
    table,
    services: [],
    diagnostics: [
      { code: "ANSWERS_UNKNOWN_KEY", severity: "warning", pointer: "/output/extra", message, help: "Remove the key." },
    ],
    coverage: new Map([[HOSTING, [{ key: "compute", start: 0, end: quote.length }]]]),
  };
}
