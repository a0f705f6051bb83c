// In: the values of a security group, a rule or an access list. Out: who may reach which ports, as grants. What is known only after apply grants nothing yet, and is told apart.
import { isObject } from "../../shared/json.ts";
import { isMarked } from "../marks.ts";
import { type AddressRange, parseCidr } from "./cidr.ts";

export interface Grant {
  readonly direction: "ingress" | "egress";
  /** "tcp", "udp", "icmp", a number as text; "all". */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** Addresses, or the id of a group or list; a source that is not known yet has neither. */
  readonly source: string;
  readonly range: AddressRange | undefined;
}

/** What of those who get in is known only after apply: addresses and ports can be anybody and anything, groups are one's own. */
export type Unknown = "addresses" | "groups";

const GROUPS = new Set(["aws_security_group", "aws_default_security_group"]);

/** Whether the type holds rules at all. */
export function holdsRules(type: string): boolean {
  return GROUPS.has(type) || SINGLE.test(type) || type === "aws_network_acl_rule";
}

/** Whether the rules of the type are lists inside it. */
export function holdsRulesInside(type: string): boolean {
  return GROUPS.has(type);
}

const SINGLE = /^aws_(?:security_group_rule|vpc_security_group_(?:in|e)gress_rule)$/;

/** The group that a rule belongs to; undefined while it is not known. */
export function groupOf(type: string, values: unknown): string | undefined {
  if (!isObject(values)) return undefined;
  const id = GROUPS.has(type) ? values["id"] : (values["security_group_id"] ?? values["network_acl_id"]);
  return typeof id === "string" ? id : undefined;
}

/** `unknown` mirrors the values: what it marks is no grant. */
export function grantsOf(type: string, values: unknown, unknown: unknown = undefined): Grant[] {
  return rulesOf(type, values, unknown).flatMap(({ direction, rule, protocol, mark }) =>
    isMarkedAny(mark, PORTS) ? [] : grants(direction, rule, protocol),
  );
}

/** Of those who may come in. */
export function unknownOf(type: string, values: unknown, unknown: unknown): Unknown | undefined {
  const marks = rulesOf(type, values, unknown).flatMap(({ direction, mark }) =>
    direction === "ingress" ? [mark] : [],
  );
  // A list that is not known as a whole has no rules yet.
  const isWhole = GROUPS.has(type) && isObject(unknown) && unknown["ingress"] === true;
  if (isWhole || marks.some((mark) => isMarkedAny(mark, [...PORTS, ...ADDRESSES]))) return "addresses";
  return marks.some((mark) => isMarkedAny(mark, OTHERS)) ? "groups" : undefined;
}

/** The arguments that say who gets in and where; of a group with rules inside, the list of rules. */
export function tellingArguments(type: string, direction: Grant["direction"]): readonly string[] {
  return GROUPS.has(type) ? [direction] : ["type", "egress", ...PORTS, ...ADDRESSES, ...OTHERS];
}

const PORTS = ["from_port", "to_port", "protocol", "ip_protocol"];
const ADDRESSES = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "cidr_block", "ipv6_cidr_block"];
const OTHERS = [
  "security_groups",
  "source_security_group_id",
  "referenced_security_group_id",
  "prefix_list_ids",
  "prefix_list_id",
];

function isMarkedAny(mark: unknown, names: readonly string[]): boolean {
  return names.some((name) => isMarked(mark, [name]));
}

interface Rule {
  readonly direction: Grant["direction"];
  readonly rule: Record<string, unknown>;
  readonly protocol: unknown;
  readonly mark: unknown;
}

function rulesOf(type: string, values: unknown, mark: unknown): Rule[] {
  if (!isObject(values)) return [];
  if (GROUPS.has(type))
    return (["ingress", "egress"] as const).flatMap((direction) => {
      const marks = isObject(mark) ? mark[direction] : mark;
      return list(values[direction]).flatMap((rule, index) =>
        isObject(rule)
          ? [{ direction, rule, protocol: rule["protocol"], mark: Array.isArray(marks) ? marks[index] : marks }]
          : [],
      );
    });
  if (type === "aws_network_acl_rule" && values["rule_action"] !== "allow") return [];
  const isOut = type === "aws_security_group_rule" ? values["type"] === "egress" : values["egress"] === true;
  const direction = isOut || type.includes("_egress_") ? "egress" : "ingress";
  const protocol = values[type.startsWith("aws_vpc_") ? "ip_protocol" : "protocol"];
  return SINGLE.test(type) || type === "aws_network_acl_rule" ? [{ direction, rule: values, protocol, mark }] : [];
}

/** Names of the fields differ by type; all of them are looked for. */
function grants(direction: Grant["direction"], rule: Record<string, unknown>, protocol: unknown): Grant[] {
  const name = protocolOf(protocol);
  const [first, last] = [rule["from_port"], rule["to_port"]].map((port) =>
    Number.isInteger(port) ? Number(port) : undefined,
  );
  const all = name === "all" || first === undefined || first === -1;
  // Of ICMP these are a type and a code, and the code may be the smaller number.
  const ports = all ? { from: 0, to: 65_535 } : { from: first, to: Math.max(first, last ?? first) };
  const base = { direction, protocol: name, ...ports };
  const own = rule["self"] === true ? ["the group itself"] : [];
  return [
    ...ADDRESSES.flatMap((key) => texts(rule[key])).map((source) => ({ ...base, source, range: parseCidr(source) })),
    ...[...OTHERS.flatMap((key) => texts(rule[key])), ...own].map((source) => ({ ...base, source, range: undefined })),
  ];
}

function protocolOf(value: unknown): string {
  const text = String(value ?? "all").toLowerCase();
  const names: Readonly<Record<string, string>> = { "-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };
  return names[text] ?? text;
}

/** "tcp 443", "tcp 8000-8100", "all traffic". */
export function printPorts({ protocol, from, to }: Grant): string {
  if (protocol === "all") return "all traffic";
  if (from === 0 && to === 65_535) return `all ${protocol}`;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): string[] {
  return [value].flat().filter((item): item is string => typeof item === "string" && item !== "");
}
