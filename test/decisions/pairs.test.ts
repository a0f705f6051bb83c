// Two homes of the secrets, or two numbers of zones: told as a contradiction, with the one that was taken. What shares the work is none.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/answers/read.ts";
import { decide } from "../../src/decisions/decide.ts";

const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));

function told(section: string, fields: Record<string, string>, key: string) {
  const document = structuredClone(shop);
  // Nothing else in the document speaks of it.
  const text = JSON.stringify(document)
    .replaceAll(/multi-?az/gi, "RDS")
    .replaceAll(/secrets manager|parameter store/gi, "the vault of the house")
    .replaceAll(/(?:two|three) (?:availability )?zones|\bstandby\b/gi, "the cloud");
  const plain = JSON.parse(text);
  Object.assign(plain.output[section], fields);
  const { answers } = readAnswers(new TextEncoder().encode(JSON.stringify(plain)), "shop");
  if (answers === undefined) throw new Error("no answers");
  const { diagnostics } = decide(answers);
  return diagnostics.flatMap(({ code, message }) =>
    code === "DECISION_CONFLICT" && message.startsWith(`${key}: `) ? [message] : [],
  );
}

const secrets = (text: string) => told("infrastructure_as_code", { configuration_management: text }, "secrets");
const zones = (high_availability: string, failover: string) =>
  told("reliability", { high_availability, disaster_recovery: failover }, "multiAz");

describe("two homes of the secrets", () => {
  it("are a contradiction where both hold secrets, and the one that is taken is said", () => {
    expect(secrets("Database passwords are in Parameter Store. All secrets live in AWS Secrets Manager.")).toEqual([
      expect.stringMatching(
        /^secrets: "Parameter Store" and "Secrets Manager" are both named for secrets; \S+ is taken$/,
      ),
    ]);
  });

  it.each([
    "Settings are in Parameter Store. Secrets live in AWS Secrets Manager.",
    "Secrets Manager for secrets, Parameter Store for configuration.",
    "Passwords were in Parameter Store before. Secrets live in Secrets Manager.",
    "Database passwords are in Parameter Store.",
  ])("are none in: %s", (text) => {
    expect(secrets(text)).toEqual([]);
  });
});

describe("one zone and a standby in the second", () => {
  it("are a contradiction, and one zone is taken", () => {
    expect(zones("Everything runs in a single zone.", "The database has a standby in a second zone.")).toEqual([
      'multiAz: "single zone" against a standby in a second zone; one zone is taken',
    ]);
  });

  it.each([
    ["Survives the loss of a single zone.", "The database has a standby in a second zone."],
    ["Everything runs in a single zone.", "No standby in a second zone."],
    ["Dev runs in a single zone.", "The database has a standby in a second zone."],
  ])("are none in: %s %s", (one, other) => {
    expect(zones(one, other)).toEqual([]);
  });
});
