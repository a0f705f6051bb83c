// In: nothing. Out: real plans for tests: our own, made by terraform 1.11 and the AWS provider against an emulator, and public ones that lie beside the project when it is developed. Says loudly when these are not there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { TARGETS } from "../../src/report/review/markdown.ts";
import { FORMATS, printReview } from "../../src/report/review/print.ts";
import { readPlan } from "../../src/review/read.ts";
import { type Review, review } from "../../src/review/review.ts";

const FIXTURES = new URL("../fixtures/plans/", import.meta.url);
const PUBLIC = new URL("../../../shared/plans/", import.meta.url);

export interface PublicPlan {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Columns of the manifest. */
  readonly expected: Readonly<Record<string, string>>;
}

export function fixtureNames(): string[] {
  return readdirSync(FIXTURES)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.replace(/\.json$/, ""))
    .sort();
}

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(new URL(`${name}.json`, FIXTURES));
}

/** A fresh copy, to be changed by the test. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into documents of many shapes
export function fixture(name: string): any {
  return JSON.parse(new TextDecoder().decode(fixtureBytes(name)));
}

export function bytesOf(document: unknown): Uint8Array {
  return new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document));
}

export function publicPlans(): readonly PublicPlan[] {
  const manifest = new URL("MANIFEST.tsv", PUBLIC);
  if (!existsSync(manifest)) {
    process.stderr.write("\nSKIPPED: the public plan files are not beside the project, they were not reviewed\n\n");
    return [];
  }
  const [head = [], ...rows] = readFileSync(manifest, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  return rows.map((cells) => {
    const expected = Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ""]));
    const file = expected["file"] ?? "";
    return { file, bytes: readFileSync(new URL(file, PUBLIC)), expected };
  });
}

/** A row as terraform writes it; what is not given is as for an update without marks. */
export function rowOf(type: string, before: unknown, after: unknown, more: object = {}): Record<string, unknown> {
  const actions = before === null ? ["create"] : after === null ? ["delete"] : ["update"];
  return {
    address: `${type}.planted`,
    mode: "managed",
    type,
    name: "planted",
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...more },
  };
}

/** The review of one of our real plans with rows planted into it. */
export function reviewWith(rows: readonly Record<string, unknown>[], base = "release"): Review {
  const document = fixture(base);
  document.resource_changes.push(...rows);
  return review([readPlan(bytesOf(document), "plan.json", "prod")], { failOn: "high" });
}

/** Everything that a user could ever see of a plan: each format, each place for Markdown, with and without colours, both streams. */
export function everyOutput(document: unknown, environment = "prod"): string {
  const result = review([readPlan(bytesOf(document), "plan.json", environment)], { failOn: "high" });
  const targets = Object.keys(TARGETS) as (keyof typeof TARGETS)[];
  return FORMATS.flatMap((format) =>
    (format === "markdown" ? targets : (["github"] as const)).flatMap((target) =>
      (format === "text" ? [true, false] : [false]).map((color) => {
        const outcome = {
          command: "review" as const,
          review: result,
          diagnostics: [],
          format,
          target,
          maxBytes: undefined,
        };
        const { stdout, stderr } = printReview(outcome, { color, quiet: false });
        return `${format} ${target} ${color}\n${stdout}${stderr}`;
      }),
    ),
  ).join("\n");
}
