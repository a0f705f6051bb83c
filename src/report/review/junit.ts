// In: a review. Out: JUnit XML: a suite per environment and a case per rule, so that the number of cases stays the same from run to run. A rule with a blocking finding fails.
import type { EnvironmentReview, Review, ShownFinding } from "../../review/review.ts";
import { RULES } from "../../review/rules/registry.ts";
import { plain } from "../paint.ts";
import { plainMessage, plural } from "./words.ts";

export function printJunit(review: Review): string {
  const suites = review.environments.map((environment) => suiteOf(environment, review.findings));
  const failures = suites.reduce((sum, suite) => sum + suite.failures, 0);
  const tests = suites.length * RULES.length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="scaffold review" tests="${tests}" failures="${failures}">
${suites.map(({ text }) => text).join("")}</testsuites>
`;
}

function suiteOf(
  environment: EnvironmentReview,
  findings: readonly ShownFinding[],
): { text: string; failures: number } {
  const own = findings.filter((finding) => finding.environment === environment.name);
  const rules = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
  const cases = rules.map(({ id, title }) => {
    const found = own.filter(({ rule }) => rule === id);
    const head = `    <testcase classname=${attribute(`review.${environment.name}`)} name=${attribute(`${id}: ${title}`)}`;
    const blocking = found.filter(({ blocks }) => blocks);
    const telling = found.filter(({ blocks }) => !blocks);
    if (found.length === 0) return { failed: false, text: `${head}/>\n` };
    const failure =
      blocking.length === 0
        ? ""
        : `      <failure message=${attribute(plural(blocking.length, "blocking finding"))} type=${attribute(blocking[0]?.severity ?? "")}>${listed(blocking)}</failure>\n`;
    const output = telling.length === 0 ? "" : `      <system-out>${listed(telling)}</system-out>\n`;
    return { failed: blocking.length > 0, text: `${head}>\n${failure}${output}    </testcase>\n` };
  });
  const failures = cases.filter(({ failed }) => failed).length;
  return {
    failures,
    text: `  <testsuite name=${attribute(environment.name)} tests="${cases.length}" failures="${failures}">\n${cases.map(({ text }) => text).join("")}  </testsuite>\n`,
  };
}

function listed(findings: readonly ShownFinding[]): string {
  return findings
    .map(({ severity, address, message }) =>
      escapeXml(`${severity}: ${address === "" ? "" : `${address} `}${plainMessage(message)}`),
    )
    .join("\n");
}

function attribute(text: string): string {
  return `"${escapeXml(text)}"`;
}

/** XML 1.0 has no form at all for most control characters, nor for broken surrogates: `plain` spells them out. */
function escapeXml(text: string): string {
  return plain(text)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
