// Policies and networks against an oracle: every request of a small world is tried before and after.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCidr } from "../../src/review/network/cidr.ts";
import { makeCoverage } from "../../src/review/network/coverage.ts";
import { type Grant, grantsOf } from "../../src/review/network/grants.ts";
import { isHeld, merge } from "../../src/review/network/spans.ts";
import { broadenings } from "../../src/review/policy/broadening.ts";
import { covers, meets } from "../../src/review/policy/glob.ts";
import { policiesIn, type Scope, type Statement } from "../../src/review/policy/statements.ts";

const matcher = (pattern: string) =>
  new RegExp(`^${[...pattern].map((char) => (char === "*" ? ".*" : char === "?" ? "." : char)).join("")}$`);
const words = ["", "a", "b", "aa", "ab", "ba", "bb", "aaa", "aab", "aba", "abb", "bab", "abab", "aabb"];
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 5 });

describe("patterns", () => {
  it("only cover what they match", () => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        if (!covers(outer, inner)) return;
        for (const word of words) if (matcher(inner).test(word)) expect(matcher(outer).test(word)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("meet where a word matches both", () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const shared = words.some((word) => matcher(a).test(word) && matcher(b).test(word));
        if (shared) expect(meets(a, b)).toBe(true);
        expect(meets(a, b)).toBe(meets(b, a));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["s3:*", "s3:get*", true],
    ["s3:get*", "s3:*", false],
    ["*", "anything*", true],
    ["a?c", "abc", true],
    ["a?c", "a*c", false],
    ["a*c*e", "abcde", true],
    ["a*", "a", true],
  ])("%s covers %s: %s", (outer, inner, expected) => {
    expect(covers(outer, inner)).toBe(expected);
  });
});

const ACTIONS = ["s3:get", "s3:put", "iam:pass"];
const RESOURCES = ["a/1", "a/2", "b/1"];
const PRINCIPALS = ["p", "q"];
const scope = (patterns: readonly string[]) =>
  fc.record({
    except: fc.boolean(),
    patterns: fc.uniqueArray(fc.constantFrom(...patterns), { minLength: 1, maxLength: 2 }),
  });
const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.constant(""),
  allows: fc.boolean(),
  actions: scope([...ACTIONS, "s3:*", "*"]),
  resources: scope([...RESOURCES, "a/*", "*"]),
  principals: scope([...PRINCIPALS, "*"]),
  conditions: fc.constant([]),
});
const within = (value: string, { except, patterns }: Scope) =>
  patterns.some((one) => matcher(one).test(value)) !== except;

/** What all statements of one effect say about each request. */
function permitted(statements: readonly Statement[], allows: boolean): Set<string> {
  const found = new Set<string>();
  for (const action of [...ACTIONS, "kms:x"])
    for (const resource of [...RESOURCES, "c/9"])
      for (const principal of [...PRINCIPALS, "r"])
        if (
          statements.some(
            (one) =>
              one.allows === allows &&
              within(action, one.actions) &&
              within(resource, one.resources) &&
              within(principal, one.principals),
          )
        )
          found.add(`${action} ${resource} ${principal}`);
  return found;
}

describe("policies", () => {
  const statements = fc.array(statement, { maxLength: 3 });

  it("never let a new permission pass unseen", () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const [old, young] = [permitted(before, true), permitted(after, true)];
        const isNew = [...young].some((request) => !old.has(request));
        const found = broadenings(before, after).filter(({ part }) => part !== "deny");
        if (isNew) expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });

  it("never let a denial go unseen", () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const [old, young] = [permitted(before, false), permitted(after, false)];
        const isLost = [...old].some((request) => !young.has(request)) && after.some(({ allows }) => allows);
        if (isLost) expect(broadenings(before, after).some(({ part }) => part === "deny")).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("see no change in order, splitting and the same policy", () => {
    fc.assert(
      fc.property(statements, (list) => {
        const split = list.flatMap((one) =>
          one.actions.except
            ? [one]
            : one.actions.patterns.map((action) => ({ ...one, actions: { except: false, patterns: [action] } })),
        );
        expect(broadenings(list, list)).toEqual([]);
        expect(
          broadenings(
            list,
            [...split].reverse().filter(({ allows }) => allows),
          ).filter(({ part }) => part !== "deny"),
        ).toEqual([]);
      }),
    );
  });

  it("are found wherever they stand and survive any text", () => {
    expect(
      policiesIn({ inline_policy: [{ name: "x", policy: '{"Statement":{"Effect":"Allow","Action":"*"}}' }] }).get(
        "inline_policy",
      ),
    ).toHaveLength(1);
    fc.assert(
      fc.property(fc.json(), (text) => {
        policiesIn({ policy: `{"Statement":${text}}`, other: text });
      }),
    );
  });
});

describe("networks", () => {
  const HOSTS = Array.from({ length: 16 }, (_, index) => `10.0.0.${index}`);
  const cidr = fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 28, max: 32 }))
    .map(([host, length]) => `10.0.0.${host}/${length}`);
  const rule = fc
    .record({
      from_port: fc.integer({ min: 1, max: 6 }),
      to_port: fc.integer({ min: 1, max: 6 }),
      protocol: fc.constantFrom("tcp", "udp", "-1"),
      cidr_blocks: fc.array(cidr, { minLength: 1, maxLength: 3 }),
    })
    .map((one) => ({ ...one, to_port: Math.max(one.from_port, one.to_port) }));
  const grants = (rules: readonly object[]) => grantsOf("aws_security_group", { ingress: rules });
  const reached = (list: readonly Grant[]) => {
    const found = new Set<string>();
    for (const host of HOSTS)
      for (const port of [1, 2, 3, 4, 5, 6, 7])
        for (const protocol of ["tcp", "udp", "all"])
          for (const { protocol: own, from, to, range } of list) {
            const at = parseCidr(host);
            if (range === undefined || at === undefined || (own !== "all" && own !== protocol)) continue;
            if (from <= port && port <= to && range.first <= at.first && at.last <= range.last)
              found.add(`${host} ${port} ${protocol}`);
          }
    return found;
  };

  it("say that something opens exactly when a packet gets in that did not", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), fc.array(rule, { maxLength: 3 }), (before, after) => {
        const [old, young] = [reached(grants(before)), reached(grants(after))];
        const coverage = makeCoverage(grants(before));
        const isOpened = grants(after).some((grant) => !coverage.holds(grant));
        expect(isOpened).toBe([...young].some((packet) => !old.has(packet)));
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    "10.0.0.0/33",
    "10.0.0/8",
    "256.0.0.0/8",
    "1.2.3.4/x",
    "::1::/4",
    "g::/4",
    "1:2:3:4:5:6:7:8:9",
    "",
    "/8",
    "1.2.3.4/8/9",
  ])("takes %j for no block", (text) => {
    expect(parseCidr(text)).toBe(undefined);
  });

  it("knows blocks of both families", () => {
    const range = (text: string) => parseCidr(text) ?? expect.fail(text);
    expect(range("2001:db8::/32")).toMatchObject({ family: 6 });
    expect(range("::ffff:10.0.0.1").first).toBe(0xffff0a000001n);
    const held = (whole: string, ...parts: string[]) => isHeld(range(whole), [merge(parts.map(range)), []]);
    expect(held("10.0.0.0/8", "10.128.0.0/9", "10.0.0.0/9")).toBe(true);
    expect(held("10.0.0.0/8", "10.0.0.0/9", "10.129.0.0/16")).toBe(false);
    expect(isHeld(range("10.0.0.0/8"), [[range("10.0.0.0/9")], [range("10.128.0.0/9")]])).toBe(true);
  });
});
