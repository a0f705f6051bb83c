// In: queue and topic ARNs. Out: statements of their resource policies. Never an Allow for everybody.
import type { Statement } from "../policies.ts";

/** Refuses every call that does not come over TLS. */
export function denyWithoutTls(action: string, arn: string): Statement {
  return {
    sid: "OnlyOverTls",
    effect: "Deny",
    actions: [action],
    resources: [arn],
    principals: [{ type: "*", identifiers: ["*"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}

/** Lets one AWS service send to a queue on behalf of the named topics, rules or buses. */
export function allowDelivery(
  sid: string,
  service: "sns.amazonaws.com" | "events.amazonaws.com",
  queueArn: string,
  sources: readonly string[],
): Statement {
  return {
    sid,
    actions: ["sqs:SendMessage"],
    resources: [queueArn],
    principals: [{ type: "Service", identifiers: [service] }],
    condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [...sources] }],
  };
}
