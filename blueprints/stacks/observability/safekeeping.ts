// In: keys and the secrets of databases. Out: events that say when one is about to be lost, or did not rotate. Never the contents of either.
import type { Parts } from "../parts.ts";
import type { AlarmContext } from "./alarm.ts";
import { AlarmingEvent } from "./events.ts";

/**
 * Both come by way of CloudTrail, so they need a trail in the account, which is the account's to have.
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-creating-cloudwatch-alarm.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html
 */
export function addSafekeepingEvents({ scope, prefix, topicArn }: AlarmContext, parts: Parts): void {
  const keys = parts.get("keys");
  new AlarmingEvent(scope, "key-disabled", {
    name: "key-disabled",
    logicalId: "key_disabled",
    prefix,
    topicArn,
    description: "A key was disabled or is to be deleted in 30 days, and what it encrypts with it",
    pattern: {
      source: ["aws.kms"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["kms.amazonaws.com"],
        eventName: ["DisableKey", "ScheduleKeyDeletion"],
        resources: { ARN: [keys.backup, keys.data, keys.logs, keys.messaging, keys.secrets] },
      },
    },
  });
  const databases = [...parts.get("databases").values()];
  if (databases.length === 0) return;
  new AlarmingEvent(scope, "rotation-failed", {
    name: "rotation-failed",
    logicalId: "rotation_failed",
    prefix,
    topicArn,
    description: "The password of a database did not rotate: the old one stays valid until it does",
    pattern: {
      source: ["aws.secretsmanager"],
      "detail-type": ["AWS Service Event via CloudTrail"],
      detail: {
        eventSource: ["secretsmanager.amazonaws.com"],
        eventName: ["RotationAbandoned", "RotationFailed"],
        additionalEventData: { SecretId: databases.map(({ secretArn }) => secretArn) },
      },
    },
  });
}
