// Ways in which a secret once came out: each is one small plan, and no format of the report shows the secret.
import { describe, expect, it } from "vitest";
import { readPlan } from "../../src/review/read.ts";
import { bytesOf, everyOutput, rowOf } from "./plans.ts";

const shown = (rows: readonly unknown[], more: object = {}) =>
  everyOutput({ format_version: "1.2", resource_changes: rows, ...more });

const token = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;

describe("keys", () => {
  const people = { "anna@example.com": "a", bea: "b" };

  it.each([
    ["before", people, {}, { users: true }, {}],
    ["after", {}, people, {}, { users: true }],
    ["both", people, { "anna@example.com": "c" }, { users: true }, { users: true }],
  ])("of a map that is secret as a whole are secret: %s", (_, before, after, one, two) => {
    const row = rowOf(
      "aws_lambda_function",
      { users: before },
      { users: after },
      { before_sensitive: one, after_sensitive: two },
    );
    const text = shown([row]);
    expect(text).not.toMatch(/anna|bea/);
    expect(text).toContain("users");
  });

  it("of a secret map are secret where they stand without a mark", () => {
    const marked = rowOf("a_b", { x: 1 }, { x: 1, users: people }, { after_sensitive: { users: true } });
    expect(shown([marked, rowOf("c_d", { note: "x" }, { note: "for anna@example.com" })])).not.toContain("anna@");
  });

  it("that look like a secret are masked, and so is the same text elsewhere", () => {
    const row = rowOf("a_b", { tags: ["x"], note: "" }, { tags: [{ [token]: "yes" }, "y"], note: `is ${token}` });
    const text = shown([row], { output_changes: { o: { actions: ["create"], before: null, after: { [token]: 1 } } } });
    expect(text).not.toContain(token);
  });
});

describe("a marked secret", () => {
  it.each([
    ["pa ss/wörd!1", "pa+ss%2Fw%C3%B6rd%211"],
    ["pa ss/wörd!1", "pa%20ss%2fw%c3%b6rd%211"],
    ["arn:aws:iam::123456789012:role/hidden", "arn:aws:iam::123456789012:role/hidden"],
  ])("%s is found as %s", (secret, form) => {
    const marked = rowOf("a_b", { x: "" }, { x: secret }, { after_sensitive: { x: true } });
    expect(shown([marked, rowOf("c_d", { url: "" }, { url: `https://u:x@${form}/` })])).not.toContain(form);
  });
});

describe("a name that says that its value is secret", () => {
  const value = "horse battery staple";
  it.each(
    `PGPASSWORD MYSQLPASSWORD dbpassword passwords db_passwords secrets tokens API_KEYS apikeys authtoken clientsecret
    secretaccesskey SecretAccessKey PGPASS CREDS creds DB_PW conn_string DATABASE_URI MONGO_URI hmac_key ssh_key tls_key
    secret_data pass_word pass_phrase sasl_jaas_config kubeconfig Authorization otp secretkeybase SECRET_KEY_BASE
    session_secret_2024a password_1a master_user_password_x`.split(/\s+/),
  )("%s", (name) => {
    expect(shown([rowOf("a_b", { env: { [name]: "" } }, { env: { [name]: value } })])).not.toContain(value);
  });

  it.each(["bypass", "compass", "max_tokens", "secret_name", "secretsmanager", "monkey", "ssh_key_name", "credit"])(
    "but not %s",
    (name) => {
      expect(shown([rowOf("a_b", { env: { [name]: "" } }, { env: { [name]: value } })])).toContain(value);
    },
  );

  it("is the type of a generated password", () => {
    const made = { result: "Kx9-mmqzzz", length: 10 };
    const rows = [
      rowOf("random_password", { ...made, length: 9 }, made),
      rowOf("a_b", { note: "" }, { note: made.result }),
    ];
    expect(shown(rows)).not.toContain(made.result);
  });
});

describe("a message about a version that is not read", () => {
  it("shows no token", () => {
    const bytes = bytesOf({ format_version: token, resource_changes: [] });
    expect(() => readPlan(bytes, "plan.json", "prod")).toThrow(/format_version "\(sensitive\)"/);
  });
});
