// In: a review. Out: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). A finding points at the plan that it was found in and names the resource as a logical location; nothing is left out.

import { oneLine } from "../../render/plain-text.ts";
import type { Severity } from "../../review/finding.ts";
import type { Review, ShownFinding } from "../../review/review.ts";
import { RULES } from "../../review/rules/registry.ts";
import { VERSION } from "../../version.ts";
import { plainJson } from "../paint.ts";
import { plainMessage } from "./words.ts";

const LEVELS: Readonly<Record<Severity, string>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};
/** What code scanning sorts by: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.0",
  low: "2.0",
  info: "0.0",
};

export function printSarif(review: Review): string {
  const sources = new Map(review.environments.map(({ name, source }) => [name, source]));
  const worst = new Map<string, Severity>();
  for (const { rule, severity } of review.findings) if (!worst.has(rule)) worst.set(rule, severity);
  const rules = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "scaffold review",
            version: VERSION,
            rules: rules.map(({ id, title, help }) => ({
              id,
              shortDescription: { text: title },
              help: { text: help },
              properties: {
                tags: ["terraform", id.split("/")[0]],
                "security-severity": SCORES[worst.get(id) ?? "info"],
              },
            })),
          },
        },
        results: review.findings.map((finding) =>
          resultOf(
            finding,
            rules.findIndex(({ id }) => id === finding.rule),
            sources,
          ),
        ),
        invocations: [{ executionSuccessful: !review.errored }],
        properties: { verdict: review.verdict, counts: review.counts },
      },
    ],
  };
  return plainJson(log);
}

function resultOf(finding: ShownFinding, ruleIndex: number, sources: ReadonlyMap<string, string>): unknown {
  const { rule, severity, environment, address, message, blocks } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: unlinked(`${address === "" ? "" : `${address} `}${plainMessage(message)}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(sources.get(environment) ?? "plan.json") },
          region: { startLine: 1 },
        },
        ...(address === "" ? {} : { logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }] }),
      },
    ],
    // The same finding in the next plan is the same alert.
    partialFingerprints: { "scaffold/v1": `${rule}:${environment}:${address}` },
    properties: { severity, environment, blocks },
  };
}

/** `[text](target)` in a message is a link (SARIF 2.1.0, 3.11.6); a backslash takes that meaning away. */
function unlinked(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}

function uriOf(path: string): string {
  const clean = oneLine(path).replaceAll("\\", "/").replace(/^\.\//, "");
  return clean.split("/").map(encodeURIComponent).join("/") || "plan.json";
}
