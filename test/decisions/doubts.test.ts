// Every contradiction, ended service, ended version and open choice draws its own diagnostic, with both places and a fix; what lies next to it draws none.
import { describe, expect, it } from "vitest";
import { resolve } from "../../src/architecture/resolve.ts";
import { decide } from "../../src/decisions/decide.ts";
import { readDetails } from "../../src/decisions/details/details.ts";
import { RETIRED } from "../../src/decisions/lexicon/retired.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { CONTRADICTIONS, type Doubt, ENDED, OPEN, RETIRED_SAID } from "./tables/doubts.ts";
import { answersOf } from "./topics-b/documents.ts";

/** Everything that is said about answers with these texts. */
function diagnosticsOf(texts: Readonly<Record<string, string>>, services: readonly string[] = ["api"]): Diagnostic[] {
  const { "services.technology": technology = "", ...say } = texts;
  const answers = answersOf(
    say,
    services.map((name) => ({ name, technology })),
  );
  const decisions = decide(answers);
  return [
    ...decisions.diagnostics,
    ...resolve(answers, decisions, readDetails(answers, decisions.services)).diagnostics,
  ];
}

const pointerOf = (field: string) =>
  new RegExp(`^/output/${field.replaceAll(".", "/").replace("services/", "services/0/")}`);

function check({ code, says, fires, near, services, alone }: Doubt): void {
  const doubts = ["DECISION_CONFLICT", "DECISION_NO_BACKUP", "DECISION_OPEN_CHOICE"];
  const found = diagnosticsOf(fires, services).filter((item) => doubts.includes(item.code));
  expect(found.map((item) => item.code)).toEqual([code]);
  expect(found[0]?.message).toMatch(says);
  expect(found[0]?.help).toMatch(/\w/);
  const places = [found[0]?.pointer ?? "", ...(found[0]?.related ?? [])];
  for (const field of Object.keys(fires).filter((name) => !alone && fires[name] !== "AWS"))
    expect(
      places.some((place) => pointerOf(field).test(place)),
      `${field} in ${places.join(" ")}`,
    ).toBe(true);
  expect(diagnosticsOf(near, services).filter((item) => doubts.includes(item.code))).toEqual([]);
}

describe("contradictions", () => {
  it.each(CONTRADICTIONS.map((item) => [item.name, item] as const))("%s", (_, item) => check(item));
});

describe("open choices", () => {
  it.each(OPEN.map((item) => [item.name, item] as const))("%s", (_, item) => check(item));
});

describe("the balancer", () => {
  const built = (text: string) => {
    const answers = answersOf({ "scalability.load_balancing": text }, [{ name: "api", technology: "Go" }]);
    const decisions = decide(answers);
    return resolve(answers, decisions, readDetails(answers, decisions.services)).architecture;
  };

  it.each([
    ["ALB, no stickiness", false],
    ["ALB without sticky sessions", false],
    ["ALB with sticky sessions", true],
    ["ALB", true],
  ])("%s", (text, sticky) => expect(built(text)?.edge.stickySockets).toBe(sticky));

  it.each([
    ["ALB with a health check on /health/", "/health/"],
    ["ALB", "/healthz"],
  ])("%s", (text, path) => expect(built(text)?.services[0]?.health?.path).toBe(path));
});

describe("services that have ended", () => {
  const told = (field: string, text: string) =>
    diagnosticsOf({ [field]: text }).filter(({ code }) => code === "DECISION_RETIRED_SERVICE");

  it.each(RETIRED_SAID)("%s in %s: %s", (id, field, fires, near) => {
    const found = told(field, fires);
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(RETIRED[id] ?? "")]);
    expect(found[0]?.pointer).toMatch(pointerOf(field));
    expect(told(field, near)).toEqual([]);
  });

  it("are all in the table", () => {
    expect([...new Set(RETIRED_SAID.map(([id]) => id))].sort()).toEqual(Object.keys(RETIRED).sort());
  });
});

describe("versions past their end", () => {
  const told = (field: string, text: string) =>
    diagnosticsOf({ "services.technology": "Node 24", [field]: text }).filter(
      ({ code, message }) => code === "ARCH_VERSION_ENDS" && /support/.test(message),
    );

  it.each(ENDED)("%s: %s", (field, fires, near) => {
    const found = told(field, fires);
    expect(found).toHaveLength(1);
    expect(found[0]?.pointer).toMatch(pointerOf(field));
    expect(told(field, near)).toEqual([]);
  });
});
