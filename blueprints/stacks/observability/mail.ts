// In: a system that sends mail. Out: alarms on what makes AWS stop its sending. Never a look at a mail.
import { type AlarmContext, addAlarm } from "./alarm.ts";

/** From here on AWS reviews an account; at twice and five times as much it pauses the sending of everybody in it.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html */
const REPUTATION = [
  {
    id: "mail-bounces",
    metric: "Reputation.BounceRate",
    limit: 0.05,
    what: "More than 5 % of the mails of this account come back: AWS stops its sending at 10 %.",
  },
  {
    id: "mail-complaints",
    metric: "Reputation.ComplaintRate",
    limit: 0.001,
    what: "More than one in a thousand who get a mail of this account call it spam: AWS stops its sending at five.",
  },
] as const;

/** Both rates are the account's in this region, whoever sends there: so is the punishment. */
export function addMailAlarms(context: AlarmContext): void {
  for (const { id, metric, limit, what } of REPUTATION) {
    addAlarm(context, {
      id,
      description: what,
      namespace: "AWS/SES",
      metric,
      dimensions: {},
      statistic: "Average",
      above: limit,
      periodSeconds: 3600,
      periods: 1,
      // Without mail there is no new rate; the old one still counts.
      silence: "missing",
    });
  }
}
