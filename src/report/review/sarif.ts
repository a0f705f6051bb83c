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
  // 0.0 stands for no severity at all.
  info: "0.1",
};

export function printSarif(review: Review): string {
  const sources = new Map(review.environments.map(({ name, source }) => [name, source]));
  // Code scanning takes a result's weight from its rule: the worst of this run, and what is usual where there is none.
  const worst = new Map<string, Severity>(RULES.map(({ id, severity }) => [id, severity]));
  const found = new Set<string>();
  for (const { rule, severity } of review.findings) {
    if (!found.has(rule)) worst.set(rule, severity);
    found.add(rule);
  }
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
            rules: rules.map(({ id, severity, title, help }) => ({
              id,
              shortDescription: { text: title },
              help: { text: help },
              defaultConfiguration: { level: LEVELS[severity] },
              properties: {
                tags: ["terraform", id.split("/")[0]],
                "security-severity": SCORES[worst.get(id) ?? severity],
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
        originalUriBaseIds: { [ROOT]: { description: { text: "The folder in which the review ran" } } },
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
          artifactLocation: artifactOf(sources.get(environment) ?? ""),
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

/** The base that code scanning knows as the root of the repository. */
const ROOT = "%SRCROOT%";

/** A file of the folder by its way from there. One that lies elsewhere has no such way, and standard input is no file. */
function artifactOf(path: string): { readonly uri: string; readonly uriBaseId?: string } {
  const parts = oneLine(path)
    .replaceAll("\\", "/")
    .split("/")
    .filter((part, index) => part !== "." && (part !== "" || index === 0));
  const uri = parts
    .map(encodeURIComponent)
    .join("/")
    .replace(/^([A-Za-z])%3A(?=\/)/, "/$1:");
  if (uri === "" || uri === "-") return { uri: "plan.json", uriBaseId: ROOT };
  if (uri.startsWith("/")) return { uri: `file://${uri}` };
  return parts.includes("..") ? { uri } : { uri, uriBaseId: ROOT };
}
