// Terraform expressions as far as they are known without a cloud: values, functions, references that stay, and text that is no expression.
import { describe, expect, it } from "vitest";
import { evaluateJson, type Scope } from "../../src/resources/expression/evaluate.ts";
import { Memory, rememberModule } from "../../src/resources/expression/memory.ts";
import { parseTemplate, SyntaxProblem } from "../../src/resources/expression/syntax.ts";

const scope: Scope = {
  variables: {
    environment: "prod",
    zones: { b: 1, a: 0 },
    nat: ["a"],
    cidr: "10.30.0.0/16",
    size: { nodes: 2, on: true },
  },
  locals: {
    prefix: "shop-${var.environment}",
    nat_zone_of: "${{ for zone in keys(var.zones) : zone => contains(var.nat, zone) ? zone : sort(var.nat)[0] }}",
  },
  each: { key: "b", value: 1 },
};
const value = (expression: string, more: Partial<Scope> = {}) =>
  evaluateJson(`\${${expression}}`, { ...scope, memory: new Memory(rememberModule()), ...more });

describe("expressions", () => {
  it.each([
    ["var.environment", "prod"],
    ['"x-${local.prefix}"', "x-shop-prod"],
    ["var.size.nodes + 1", 3],
    ["var.size.on && !false ? 1 : 2", 1],
    ["-(1 + 2) * 3", -9],
    ["cidrsubnet(var.cidr, 8, 128 + each.value)", "10.30.129.0/24"],
    ['cidrsubnet("10.0.0.0/8", 8, 255)', "10.255.0.0/16"],
    ['cidrsubnet("192.168.0.0/16", 4, 15)', "192.168.240.0/20"],
    ["keys(var.zones)", ["a", "b"]],
    ["values(var.zones)", [0, 1]],
    ["local.nat_zone_of", { a: "a", b: "a" }],
    ["local.nat_zone_of[each.key]", "a"],
    ['toset(formatlist("%03d", range(1, var.size.nodes + 1)))', ["001", "002"]],
    ['toset(var.size.on ? ["x"] : [])', ["x"]],
    ['replace("a_b", "_", "-")', "a-b"],
    ["min(3, 2)", 2],
    ['jsonencode({ b = [1], "a" = true })', '{"a":true,"b":[1]}'],
    ['substr(sha256("a"), 0, 5)', "ca978"],
    ['length("ab") <= 2 ? "short" : "long"', "short"],
    ['[for zone, number in var.zones : "${zone}${number}" if number > 0]', ["b1"]],
    ["{ for zone in keys(var.zones) : zone => sort([])[0] if length(var.nat) > 1 }", {}],
    ['"$${literal}"', "$${literal}"],
    ["null", null],
  ])("%s", (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  it.each([
    ["aws_vpc.this.id", "${aws_vpc.this.id}"],
    ["aws_subnet.private[each.key].id", '${aws_subnet.private["b"].id}'],
    ["values(aws_subnet.isolated)[*].id", "${values(aws_subnet.isolated)[*].id}"],
    [
      '"arn:${data.aws_partition.current.partition}:x/${local.prefix}"',
      '${"arn:${data.aws_partition.current.partition}:x/shop-prod"}',
    ],
    ["var.unheard", "${var.unheard}"],
    ['uuid("x")', '${uuid("x")}'],
    ["var.size.on ? aws_kms_key.data.arn : null", "${aws_kms_key.data.arn}"],
  ])("%s stays a reference", (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  it("reads an argument of another resource, and keeps the reference where only the provider knows", () => {
    const argumentOf: Scope["argumentOf"] = (address, name) =>
      address === "aws_rds_cluster.main" && name === "engine"
        ? { template: "aurora-${var.environment}", scope }
        : undefined;
    expect(value("aws_rds_cluster.main.engine", { argumentOf })).toBe("aurora-prod");
    expect(value("aws_rds_cluster.main.arn", { argumentOf })).toBe("${aws_rds_cluster.main.arn}");
  });

  it("ends for resources that refer to each other in a circle", () => {
    const circle: Scope = {
      ...scope,
      argumentOf: () => ({ template: "${aws_a_b.c.d}", scope: circle }),
    };
    expect(value("aws_a_b.c.d", circle)).toBe("${aws_a_b.c.d}");
  });

  it("refuses text built to exhaust it", () => {
    expect(() => parseTemplate(`\${${"(".repeat(5000)}`)).toThrow(SyntaxProblem);
    expect(() => parseTemplate(`\${${"[".repeat(5000)}`)).toThrow(SyntaxProblem);
    expect(() => parseTemplate(`\${${"!".repeat(5000)}true}`)).toThrow(SyntaxProblem);
    expect(evaluateJson("${", scope)).toBe('${"$${"}');
    expect(value("range(0, 100000000)")).toBe("${range(0, 100000000)}");
  });

  const doubled = (join: (name: string) => string, last: number): Scope["locals"] =>
    Object.fromEntries(
      Array.from({ length: last + 1 }, (_, index) => [
        `a${index}`,
        index === 0 ? "aaaaaaaa" : join(`local.a${index - 1}`),
      ]),
    );

  it.each<[string, string, Scope["locals"]]>([
    ["loops in loops", "length([for x in range(1000) : [for y in range(1000) : [for z in range(1000) : z]]])", {}],
    ["texts that double", "length(local.a30)", doubled((name) => `\${${name}}\${${name}}`, 30)],
    ["lists that double", "length(local.a30)", doubled((name) => `\${concat([1], flatten([${name}, ${name}]))}`, 30)],
    ["texts in place of each sign", "length(local.a8)", doubled((name) => `\${replace(${name}, "a", ${name})}`, 8)],
  ])("does not work for ever: %s", (_, expression, locals) => {
    const start = performance.now();
    expect(typeof value(expression, { locals })).toBe("string");
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it("finds what is distinct in a long list", () => {
    const start = performance.now();
    expect(value("length(distinct([for x in flatten([for y in range(100) : range(1000)]) : x]))")).toBe(1000);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
