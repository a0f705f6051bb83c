// A secret at a random place of a real plan is in no output of any format: neither as it is, nor escaped, encoded or in part.

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeMask } from "../../src/review/masking/mask.ts";
import { isSecretName, isSecretUnder, looksRandom } from "../../src/review/masking/names.ts";
import { maskShapes } from "../../src/review/masking/shapes.ts";
import { collectTaint } from "../../src/review/masking/taint.ts";
import { readPlan } from "../../src/review/read.ts";
import { review } from "../../src/review/review.ts";
import { bytesOf, everyOutput, fixture, fixtureBytes, fixtureNames, publicPlans } from "./plans.ts";

const chars = (text: string) => fc.constantFrom(...text);
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = LETTERS.toLowerCase();
const DIGITS = "0123456789";
const text = (alphabet: string, min: number, max = min) =>
  fc.string({ unit: chars(alphabet), minLength: min, maxLength: max });
/** What a generator of passwords makes: letters, digits and signs that every format escapes in another way. */
const password = fc
  .tuple(
    text(`${LETTERS + LOWER + DIGITS}!#$%&*+-=?@^_~<>"'\\/\`|{}[]:;., `, 11, 30),
    text(DIGITS, 1),
    text(LETTERS, 1),
  )
  .map(([body, digit, letter]) => `${letter}${body.trim().padEnd(11, "q")}${digit}`);
const shaped = fc.oneof(
  text(LETTERS + DIGITS, 16).map((rest) => `AKIA${rest}`),
  text(LETTERS + LOWER + DIGITS, 36).map((rest) => `ghp_${rest}`),
  text(LETTERS + LOWER + DIGITS, 20).map((rest) => `glpat-${rest}`),
  text(DIGITS, 10).map((rest) => `xoxb-${rest}-${rest}`),
  text(LETTERS + LOWER + DIGITS, 24).map((rest) => `sk_live_${rest}`),
  text(LETTERS + LOWER + DIGITS, 35).map((rest) => `AIza${rest}`),
  text(LETTERS + LOWER + DIGITS, 40).map((rest) => `eyJhbGciOi${rest}.eyJzdWIiOi${rest}.${rest}`),
  text(LETTERS + LOWER + DIGITS, 64).map(
    (rest) => `-----BEGIN RSA PRIVATE KEY-----\n${rest}\n${rest}\n-----END RSA PRIVATE KEY-----`,
  ),
  text(LETTERS + LOWER + DIGITS, 60).map((rest) => `-----BEGIN PRIVATE KEY-----\n${rest}`),
);
const NAMES = [
  "password",
  "db_password",
  "masterPassword",
  "DB_PASSWORD",
  "api_token",
  "GITHUB_TOKEN",
  "client_secret",
  "apiKey",
  "private_key",
  "secret_access_key",
  "connection_string",
  "webhook-secret",
  "password_wo",
  "auth_token",
];

type Leaf = { holder: Record<string, unknown> | unknown[]; key: string | number };

/** Where a string of the plan stands. */
function leavesOf(value: unknown, found: Leaf[] = []): Leaf[] {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, item] of Object.entries(value)) {
    const leaf = { holder: value as Record<string, unknown>, key };
    if (typeof item === "string") found.push(leaf);
    else leavesOf(item, found);
  }
  return found;
}

const put = ({ holder, key }: Leaf, value: unknown) => {
  (holder as Record<string | number, unknown>)[key] = value;
};

/** How a secret may get into another value. */
const WRAPS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `before ${secret} after`,
  (secret) => JSON.stringify({ deep: [{ value: secret }] }),
  (secret) => JSON.stringify({ inner: JSON.stringify({ value: `x${secret}y` }) }),
  (secret) => Buffer.from(secret).toString("base64"),
  (secret) => Buffer.from(`#!/bin/sh\nexport X='${secret}'\n`).toString("base64"),
  (secret) => Buffer.from(`a${secret}`).toString("base64url"),
  (secret) => `https://example.com/?q=${encodeURIComponent(secret)}&r=1`,
];

/** Every form in which it could be read from the output. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const lines = secret.split("\n").filter((line) => line.length >= 8 && !line.startsWith("-----"));
  const encoded = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  return [secret, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(secret), encoded.slice(0, -1), ...lines];
}

function expectHidden(document: unknown, secret: string): void {
  const shown = everyOutput(document);
  for (const form of formsOf(secret))
    if (shown.includes(form))
      expect.fail(
        `${JSON.stringify(form)} is shown: …${shown.slice(Math.max(0, shown.indexOf(form) - 200), shown.indexOf(form) + 100)}…`,
      );
}

// Small plans with rows of many kinds keep each of the many runs quick.
const sources = [
  ...fixtureNames().map((name) => () => fixture(name)),
  ...publicPlans()
    .filter(({ bytes }) => bytes.length < 60_000)
    .map(({ file, bytes }) => () => {
      const encoding = file.includes("utf16") ? "utf-16le" : "utf-8";
      return JSON.parse(new TextDecoder(encoding).decode(bytes));
    }),
];
/** Made inside each run: a failing case names the plan by number and does not print it. */
const source = fc.nat({ max: sources.length - 1 });
const open = (which: number) => sources[which]?.() ?? expect.fail("no plan");
const index = fc.nat({ max: 100_000 });
const RUNS = { numRuns: Number(process.env["MASKING_RUNS"] ?? 120) };

/** Strings of the parts that reports show. */
function places(document: Record<string, unknown>): Leaf[] {
  return leavesOf([
    document["resource_changes"],
    document["resource_drift"],
    document["output_changes"],
    document["checks"],
    document["variables"],
  ]);
}

const at = <T>(list: readonly T[], which: number): T => list[which % list.length] ?? expect.fail("no place");

/** An update whose attribute is changed to the value: shown in every report. */
function planted(name: string, value: unknown, mark: unknown): Record<string, unknown> {
  return {
    address: "planted_thing.x",
    mode: "managed",
    type: "planted_thing",
    name: "x",
    change: {
      actions: ["update"],
      before: { [name]: "old", other: "x" },
      after: { [name]: value, other: "y" },
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: { [name]: mark },
    },
  };
}

describe("a planted secret", () => {
  it("is hidden everywhere when it is marked somewhere", () => {
    fc.assert(
      fc.property(source, password, index, index, index, fc.nat({ max: 3 }), (plan, secret, one, two, wrap, where) => {
        const document = open(plan);
        document.resource_changes = [...(document.resource_changes ?? [])];
        const leaves = places(document);
        // Copies without a mark, at random places of the plan.
        for (const which of [one, two]) if (leaves.length > 0) put(at(leaves, which), at(WRAPS, wrap + which)(secret));
        document.resource_changes.push(planted("note", at(WRAPS, wrap)(secret), undefined));
        if (where === 0)
          document.resource_changes.push({ ...planted("blob", secret, true), address: "planted_thing.y" });
        if (where === 1)
          document.output_changes = {
            ...document.output_changes,
            marked: {
              actions: ["create"],
              before: null,
              after: { x: [secret] },
              after_unknown: false,
              before_sensitive: true,
              after_sensitive: true,
            },
          };
        if (where === 2) {
          document.variables = { ...document.variables, v: { value: { a: secret } } };
          document.configuration = {
            ...document.configuration,
            root_module: { ...document.configuration?.root_module, variables: { v: { sensitive: true } } },
          };
        }
        if (where === 3)
          document.prior_state = {
            values: {
              root_module: {
                child_modules: [{ resources: [{ values: { a: [secret] }, sensitive_values: { a: [true] } }] }],
              },
            },
          };
        expectHidden(document, secret);
      }),
      RUNS,
    );
  });

  it("is hidden by its shape wherever it stands", () => {
    fc.assert(
      fc.property(source, shaped, index, index, (plan, secret, which, wrap) => {
        const document = open(plan);
        const leaves = places(document);
        if (leaves.length > 0) put(at(leaves, which), at(WRAPS.slice(0, 6), wrap)(secret));
        document.resource_changes = [
          ...(document.resource_changes ?? []),
          planted("note", at(WRAPS.slice(0, 6), wrap + 1)(secret), false),
        ];
        expectHidden(document, secret);
      }),
      RUNS,
    );
  });

  it("is hidden under a name that says what it is", () => {
    fc.assert(
      fc.property(source, password, fc.constantFrom(...NAMES), fc.nat({ max: 5 }), (plan, secret, name, form) => {
        const document = open(plan);
        const forms: readonly unknown[] = [
          secret,
          [{ name, value: secret }],
          JSON.stringify([{ environment: [{ name, value: secret }] }]),
          { nested: { [name]: [secret] } },
          JSON.stringify({ [name]: { value: secret } }),
          { [name]: { deep: { er: secret } } },
        ];
        const row = form === 0 ? planted(name, secret, false) : planted("config", forms[form], false);
        document.resource_changes = [...(document.resource_changes ?? []), row];
        document.output_changes = {
          ...document.output_changes,
          [name]: {
            actions: ["create"],
            before: null,
            after: secret,
            after_unknown: false,
            before_sensitive: false,
            after_sensitive: false,
          },
        };
        expectHidden(document, secret);
      }),
      RUNS,
    );
  });

  it("is hidden in keys, addresses, reasons and checks", () => {
    fc.assert(
      fc.property(password, fc.nat({ max: 8 }), (secret, where) => {
        const document = fixture("target");
        document.resource_changes.push({ ...planted("blob", secret, true), address: "planted_thing.marked" });
        const row = planted("note", "new", false) as Record<string, Record<string, unknown>> & { address: unknown };
        const ways: readonly (() => void)[] = [
          () => Object.assign(row, { address: `planted_thing.x[${JSON.stringify(secret)}]` }),
          () => Object.assign(row, { previous_address: `planted_thing.x["a${secret}"]` }),
          () => Object.assign(row, { action_reason: secret }),
          () => Object.assign(row["change"] ?? {}, { actions: [secret] }),
          () => Object.assign(row["change"] ?? {}, { after: { tags: { [secret]: "x" } } }),
          () => Object.assign(row["change"] ?? {}, { importing: { id: `id/${secret}` } }),
          () => Object.assign(row, { deposed: secret }),
          () =>
            Object.assign(document, {
              checks: [
                {
                  address: { to_display: secret },
                  status: "fail",
                  instances: [
                    { address: { to_display: secret }, status: "fail", problems: [{ message: `bad ${secret}` }] },
                  ],
                },
              ],
            }),
          () =>
            Object.assign(document, {
              deferred_changes: [{ reason: secret, resource_change: row }],
              output_changes: { [secret]: { actions: ["create"], after: 1 } },
            }),
        ];
        ways[where]?.();
        document.resource_changes.push(row);
        expectHidden(document, secret);
      }),
      RUNS,
    );
  });

  it("of one environment is hidden in the others", () => {
    const secret = "Zq9!vK2#mL5xW8pT";
    const one = fixture("target");
    one.resource_changes.push(planted("blob", secret, true));
    const two = fixture("target");
    two.resource_changes.push(planted("note", `x ${secret}`, false));
    const plans = [one, two].map((document, place) => readPlan(bytesOf(document), "plan.json", `e${place}`));
    expect(JSON.stringify(review(plans, { failOn: "high" }))).not.toContain(secret);
  });
});

describe("our own plans", () => {
  // The password that they were made with; the token stands in a container definition without a mark.
  it.each(fixtureNames())("%s shows no secret", (name) => {
    const shown = everyOutput(JSON.parse(new TextDecoder().decode(fixtureBytes(name))));
    expect(shown).not.toContain("Kq8#vT2!mWz5pLx9");
    expect(shown).not.toContain("tok-9f8a7b6c5d4e3f2a1b");
  });
});

describe("what is no secret", () => {
  const shown = (value: unknown, name: string) => makeMask(new Set()).value(value, name);
  it.each([
    ["http_tokens", "required"],
    ["secret_arn", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"],
    ["kms_key_id", "1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["hash_key", "customerIdentifier1"],
    ["key_name", "deploy-2024-main"],
    ["public_key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ"],
    ["password_length", "24characters1x"],
    ["token_type", "JWT"],
    ["authorization", "AWS_IAM"],
    ["image", "registry.example.com/api@sha256:9b2cf535f27731c974343645a3985328bda7b3ba2c9a1f0e2c7f1d3c5b7a9e01"],
    ["commit", "9b82078e10c925360c3d32c41cc14b146162d350"],
    ["description", "rotate the password: see the runbook"],
    ["path", "/aws/lambda/functions/orders/production/blue"],
    ["secretsmanager", true],
    ["manage_master_user_password", "true"],
  ])("%s = %s stays readable", (name, value) => {
    expect(shown(value, name)).toBe(value);
  });

  it("is a resource only because it is called secrets", () => {
    // The key of the secrets, as our own stack names it, in the state and in what is planned.
    const called = (name: string) =>
      JSON.parse(
        new TextDecoder().decode(fixtureBytes("update")).replaceAll('"name":"data"', `"name":"${name}"`),
      ) as Record<string, unknown>;
    const hidden = (document: unknown) => everyOutput(document).split("(sensitive)").length - 1;
    expect(JSON.stringify(called("secrets"))).toContain('"type":"aws_kms_key","name":"secrets"');
    expect(hidden(called("secrets"))).toBe(hidden(called("vault")));
    const taint = collectTaint(called("secrets"));
    for (const word of ["Data", "eu-west-1", "ENCRYPT_DECRYPT"]) expect(taint).not.toContain(word);
  });

  it("is what a resource called secrets holds, but for what says so itself", () => {
    const resource = {
      address: "aws_x.secrets",
      mode: "managed",
      type: "aws_x",
      name: "secrets",
      values: {
        tags: { Project: "tulip-shop" },
        password: "tulip-4711",
        marked: "tulip-4712",
        environment: [{ name: "DB_PASSWORD", value: "tulip-4713" }],
        parameter: { name: "DB_PASSWORD", values: ["tulip-4714"] },
      },
      sensitive_values: { marked: true },
    };
    const document = { prior_state: { values: { root_module: { resources: [resource] } } } };
    expect([...collectTaint(document)].sort()).toEqual(["tulip-4711", "tulip-4712", "tulip-4713", "tulip-4714"]);
    // Who only has some words of a resource is none.
    for (const key of ["address", "mode", "type"]) {
      const { [key as "mode"]: _, ...pair } = resource;
      expect(collectTaint(pair)).toContain("tulip-shop");
    }
  });

  it("are the words of a policy and the names of regions, which are hidden only where they stand", () => {
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetTulips", Resource: "*" }],
    });
    const mask = makeMask(
      collectTaint({
        prior_state: { policy, region: "eu-west-1", zone: "eu-west-1a" },
        change: {
          after: { policy, region: "eu-west-1", zone: "eu-west-1a", switch: "Deny" },
          after_sensitive: { policy: true, region: true, zone: true, switch: true },
        },
      }),
    );
    for (const word of ["Allow", "Deny", "2012-10-17", "eu-west-1", "eu-west-1a"]) expect(mask.text(word)).toBe(word);
    expect(mask.text("s3:GetTulips")).toBe("(sensitive)");
    expect(mask.text(policy)).toBe("(sensitive)");
    expect(mask.value("eu-west-1", "region", true)).toBe("(sensitive)");
    expect(mask.value("Allow", "password")).toBe("(sensitive)");
  });

  it("keeps names of resources when a secret is a plain word", () => {
    const mask = makeMask(collectTaint({ variables: { password: { value: "production" } } }));
    expect(mask.identifier("module.production.aws_db_instance.main")).toBe("module.production.aws_db_instance.main");
    expect(mask.text("runs in production now")).toBe("runs in (sensitive) now");
  });
});

describe("names and shapes", () => {
  it.each(NAMES)("%s says that its value is secret", (name) => {
    expect(isSecretName(name)).toBe(true);
    expect(isSecretUnder(name, "x")).toBe(true);
    expect(isSecretUnder(name, "")).toBe(false);
  });

  it("takes what looks random under a name that might", () => {
    expect(looksRandom("a8Kd02mQx71Lz")).toBe(true);
    expect(isSecretUnder("datadog_key_main", "a8Kd02mQx71Lz")).toBe(true);
    expect(isSecretUnder("datadog_key_main", "the-main-one")).toBe(false);
  });

  it.each([
    ["postgres://shop:hunter2@db/shop", "postgres://shop:(sensitive)@db/shop"],
    ["Server=db;User Id=sa;Password=hunter2;", "Server=db;User Id=sa;Password=(sensitive);"],
    ["export API_TOKEN='abc'", "export API_TOKEN='(sensitive)'"],
    ["Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer (sensitive)"],
    ['{"password": "hunter2"}', '{"password": "(sensitive)"}'],
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "(sensitive)"],
  ])("%s", (input, expected) => {
    expect(maskShapes(input)).toBe(expected);
  });

  it("stays quick on texts made to be slow", () => {
    const start = performance.now();
    for (const text_ of [
      "://a:".repeat(20_000),
      "-----BEGIN PRIVATE KEY-----".repeat(5000),
      "password = ".repeat(20_000),
      "eyJ".repeat(50_000),
      "a=".repeat(100_000),
      "password:".repeat(20_000),
    ])
      maskShapes(text_);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describe("a digest of a secret", () => {
  const mask = makeMask(new Set(["4711-tulip"]));
  it.each(["md5", "sha1", "sha256", "sha512"])("is as good as the secret to who can guess: %s", (algorithm) => {
    for (const form of ["hex", "base64"] as const) {
      const digest = createHash(algorithm).update("4711-tulip").digest(form);
      expect(mask.value(digest, "content_hash")).toBe("(sensitive)");
      expect(mask.value(createHash(algorithm).update("no secret").digest(form), "content_hash")).not.toBe(
        "(sensitive)",
      );
    }
  });
});
