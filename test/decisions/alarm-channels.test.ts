// Where alarms shall be read: a chat that is named is said not to be wired, and one that is refused or named elsewhere is not spoken of.
import { describe, expect, it } from "vitest";
import { decide } from "../../src/decisions/decide.ts";
import { answersOf, type Texts } from "../helpers/answers.ts";

const told = (texts: Texts) =>
  decide(answersOf(texts)).diagnostics.filter(
    ({ code, message }) => code === "ARCH_NOT_BUILT" && message.startsWith("alarms in"),
  );
const setup = (text: string) => told({ "infrastructure.monitoring_setup": text });

describe("a chat for alarms", () => {
  it("beside another tool is told", () => {
    const [first, ...more] = setup("CloudWatch alarms go to PagerDuty and a Slack channel.");
    expect(first?.message).toContain("alarms in Slack are not wired yet");
    expect(first?.pointer).toBe("/infrastructure/monitoring_setup");
    expect(more).toEqual([]);
    expect(setup("Alerts to MS Teams and to Slack.")[0]?.message).toContain("Microsoft Teams, Slack");
  });

  it("is not told where nobody wants one", () => {
    expect(setup("CloudWatch alarms by e-mail.")).toEqual([]);
    expect(setup("CloudWatch. We do not use Slack.")).toEqual([]);
    expect(setup("Alarms are read by both teams.")).toEqual([]);
    expect(told({ "integrations.external_services": "Slack, for messages to customers" })).toEqual([]);
  });
});
