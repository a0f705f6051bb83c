import { describe, expect, it } from "vitest";
import { ScaffoldError } from "../../src/diagnostics/errors.ts";
import { countPlan } from "../../src/review/counts.ts";
import { readPlan } from "../../src/review/read.ts";
import { bytesOf, fixture, fixtureBytes, fixtureNames, publicPlans } from "./plans.ts";

/** Column of the manifest → our count. */
const COLUMNS = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  replace_forget: "replaceForget",
  forget: "forget",
  read: "read",
  noop: "noop",
  other: "other",
  move: "move",
  import: "import",
  deposed: "deposed",
  drift: "drift",
  output_changes: "outputChanges",
  deferred: "deferred",
} as const;

const read = (document: unknown) => readPlan(bytesOf(document), "plan.json", "prod");
const codeOf = (input: unknown): string => {
  try {
    readPlan(input instanceof Uint8Array ? input : bytesOf(input), "plan.json", "prod");
  } catch (error) {
    if (error instanceof ScaffoldError) {
      expect(error.help.length).toBeGreaterThan(0);
      return error.code;
    }
    throw error;
  }
  return "read";
};
const minimal = { format_version: "1.2", planned_values: { root_module: {} } };
const row = (actions: unknown, more: object = {}) => ({
  address: "a.b",
  mode: "managed",
  type: "a",
  name: "b",
  change: { actions, before: null, after: {} },
  ...more,
});

describe("counts", () => {
  const plans = publicPlans();
  it.each(plans.map((plan) => [plan.file, plan] as const))("%s has those of the manifest", (_, plan) => {
    const counts = countPlan(readPlan(plan.bytes, plan.file, "x"));
    for (const [column, key] of Object.entries(COLUMNS))
      expect(`${column} ${counts[key]}`).toBe(`${column} ${plan.expected[column]}`);
  });

  it.each(fixtureNames())("%s: every row is counted by its action once", (name) => {
    const document = fixture(name);
    const {
      move,
      import: imports,
      deposed,
      drift,
      outputChanges,
      deferred,
      ...byAction
    } = countPlan(readPlan(fixtureBytes(name), name, name));
    const total = Object.values(byAction).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(document.resource_changes.length);
    expect([move, imports, deposed, deferred].every((count) => count <= total)).toBe(true);
    expect(drift).toBe(document.resource_drift?.length ?? 0);
    expect(outputChanges).toBeLessThanOrEqual(Object.keys(document.output_changes ?? {}).length);
  });

  it.each([
    [["no-op"], "noop"],
    [["create"], "create"],
    [["read"], "read"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["forget"], "forget"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["create", "forget"], "replaceForget"],
    [["forget", "create"], "replaceForget"],
    [["Open"], "other"],
    [["update", "teleport"], "other"],
    [[], "other"],
    [["constructor"], "other"],
    ["create", "other"],
    [[1], "other"],
  ])("knows %j as %s", (actions, expected) => {
    const counts = countPlan(read({ ...minimal, resource_changes: [row(actions)] }));
    expect(counts).toMatchObject({ [expected]: 1 });
  });

  it("keeps rows whose shape is wrong", () => {
    const plan = read({ ...minimal, resource_changes: [null, 7, {}, { change: null }, row(["create"])] });
    expect(countPlan(plan)).toMatchObject({ other: 4, create: 1 });
  });

  it("counts flags beside the action", () => {
    const plan = read({
      ...minimal,
      resource_changes: [
        row(["update"], { previous_address: "a.old" }),
        row(["delete"], { deposed: "abcd1234" }),
        { ...row(["no-op"]), change: { actions: ["no-op"], importing: { identity: { email: "a@b" } } } },
        { ...row(["no-op"]), change: { actions: ["no-op"], importing: { unknown: true } } },
      ],
      deferred_changes: [{ reason: "provider_config_unknown", resource_change: row(["create"]) }],
      output_changes: { a: { actions: ["no-op"] }, b: { actions: ["update"] } },
      resource_drift: [row(["delete"])],
    });
    expect(countPlan(plan)).toMatchObject({ move: 1, deposed: 1, import: 2, deferred: 1, outputChanges: 1, drift: 1 });
    expect(plan.rows.map(({ importing }) => importing)).toEqual([
      undefined,
      undefined,
      '{"email":"a@b"}',
      "(known after apply)",
    ]);
  });
});

describe("reading", () => {
  const text = JSON.stringify({ ...minimal, resource_changes: [row(["create"])] });
  const utf16 = (source: string, big: boolean) => {
    const bytes = Buffer.from(source, "utf16le");
    return new Uint8Array(big ? bytes.swap16() : bytes);
  };

  it.each([
    ["UTF-8", bytesOf(text)],
    ["UTF-8 with a mark", bytesOf(`\ufeff${text}`)],
    ["UTF-16 LE with a mark", utf16(`\ufeff${text}`, false)],
    ["UTF-16 BE with a mark", utf16(`\ufeff${text}`, true)],
    ["UTF-16 LE", utf16(text, false)],
    ["UTF-16 BE", utf16(text, true)],
    ["CRLF and blanks around", bytesOf(`\r\n  ${text}\r\n`)],
  ])("takes %s", (_, bytes) => {
    expect(readPlan(bytes, "plan.json", "prod").rows).toHaveLength(1);
  });

  it.each(["0.1", "0.2", "1.0", "1.2", "1.99", undefined])(
    "takes format_version %s and ignores what is new",
    (version) => {
      const plan = read({
        ...minimal,
        format_version: version,
        invented: { deeply: [1] },
        resource_changes: [row(["create"])],
      });
      expect(plan.rows).toHaveLength(1);
      expect(plan).toMatchObject({ complete: undefined, applyable: undefined, errored: false });
    },
  );

  it("keeps numbers apart that a double cannot hold", () => {
    const source = `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"a.b","change":{"actions":["update"],
      "before":{"id":12345678901234567890,"n":0.12345678901234567},"after":{"id":12345678901234567891,"n":1e3}}}]}`;
    const [first] = readPlan(bytesOf(source), "plan.json", "prod").rows;
    expect(first?.before.value).toEqual({ id: "12345678901234567890", n: "0.12345678901234567" });
    expect(first?.after.value).toEqual({ id: "12345678901234567891", n: 1000 });
  });

  it.each([
    ["an empty file", new Uint8Array(), "REVIEW_EMPTY"],
    ["blanks", "  \n ", "REVIEW_EMPTY"],
    ["text", "No changes. Your infrastructure matches the configuration.", "REVIEW_NOT_JSON"],
    ["broken JSON", '{"format_version": 1,,}', "REVIEW_NOT_JSON"],
    ["half a plan", text.slice(0, text.length - 30), "REVIEW_TRUNCATED"],
    ["a plan cut in a string", text.slice(0, text.indexOf("managed") + 3), "REVIEW_TRUNCATED"],
    ["Latin-1", new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d]), "REVIEW_ENCODING"],
    ["a saved plan", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), "REVIEW_BINARY_PLAN"],
    ["an encrypted plan", { meta: {}, encrypted_data: "AAAA", encryption_version: "v0" }, "REVIEW_BINARY_PLAN"],
    ["a state file", { version: 4, serial: 3, lineage: "x", resources: [] }, "REVIEW_STATE_FILE"],
    ["show -json of a state", { format_version: "1.0", terraform_version: "1.11.4", values: {} }, "REVIEW_STATE_FILE"],
    ["show -json of no state", { format_version: "1.0" }, "REVIEW_STATE_FILE"],
    ["a list", [1, 2], "REVIEW_NOT_A_PLAN"],
    ["null", "null", "REVIEW_NOT_A_PLAN"],
    ["another document", { name: "x", dependencies: {} }, "REVIEW_NOT_A_PLAN"],
    ["version 2", { ...minimal, format_version: "2.0" }, "REVIEW_FORMAT_VERSION"],
    ["version 10", { ...minimal, format_version: "10.1" }, "REVIEW_FORMAT_VERSION"],
    ["a version that is none", { ...minimal, format_version: "x" }, "REVIEW_FORMAT_VERSION"],
    [
      "the log of plan -json",
      '{"@level":"info","@message":"Terraform 1.11.4","type":"version","ui":"1.2"}\n{"@level":"info","@message":"Plan: 1 to add","type":"change_summary"}\n',
      "REVIEW_STREAMING",
    ],
    ["one line of that log", '{"@level":"info","@message":"x","type":"version"}', "REVIEW_STREAMING"],
    ["deep nesting", `{"planned_values":${"[".repeat(5000)}${"]".repeat(5000)}}`, "REVIEW_TOO_DEEP"],
    ["deep nesting without an end", `{"planned_values":${"[".repeat(5000)}`, "REVIEW_TOO_DEEP"],
  ])("refuses %s", (_, input, code) => {
    expect(codeOf(input)).toBe(code);
  });

  it("survives every cut of a real plan with an error of ours", () => {
    const whole = new TextDecoder().decode(fixtureBytes("target"));
    for (let length = 1; length < whole.length; length += 997)
      expect(codeOf(whole.slice(0, length))).toMatch(/^REVIEW_(TRUNCATED|NOT_JSON)$/);
  });
});

describe("a key that stands twice in one object", () => {
  const plan = (change: string) =>
    `{"format_version":"1.2","resource_changes":[{"address":"aws_db_instance.a","type":"aws_db_instance","mode":"managed","change":${change}}]}`;
  it.each([
    ["actions", '{"actions":["delete"],"actions":["no-op"],"before":{},"after":{}}'],
    ["an escape of the same key", '{"actions":["delete"],"\\u0061ctions":["no-op"],"before":{},"after":{}}'],
    ["deep inside", '{"actions":["update"],"before":{},"after":{"a":[{"b":1,"b":1}]}}'],
    ["of the prototype", '{"actions":["update"],"before":{},"after":{"__proto__":1,"__proto__":2}}'],
  ])("is refused: %s", (_, change) => {
    expect(() => readPlan(bytesOf(plan(change)), "plan.json", "prod")).toThrow(
      expect.objectContaining({ code: "REVIEW_DUPLICATE_KEY" }),
    );
  });

  it("and not what only looks so", () => {
    const change =
      '{"actions":["update"],"before":{"a":":","b":"{\\"x\\":1,\\"x\\":2}"},"after":{"a":{"a":1},"b":[{"a":1},{"a":1}],"n":12345678901234567890}}';
    expect(readPlan(bytesOf(plan(change)), "plan.json", "prod").rows).toHaveLength(1);
  });

  it("sees at once that a long plan is cut off in the middle of escaped text", () => {
    const start = performance.now();
    expect(codeOf(`{"${'\\"'.repeat(300_000)}`)).toBe("REVIEW_TRUNCATED");
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
