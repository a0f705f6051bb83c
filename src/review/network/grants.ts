// In: the values of a security group, a rule or an access list. Out: who may reach which ports, as grants, and which of them were not granted before. Computed on addresses and ports, so that splitting or merging rules is no change.
import { isObject } from "../../shared/json.ts";
import { type AddressRange, covered, isHuge, parseCidr, world } from "./cidr.ts";

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

const GROUPS = new Set(["aws_security_group", "aws_default_security_group"]);

/** Whether the type holds rules at all. */
export function holdsRules(type: string): boolean {
  return GROUPS.has(type) || SINGLE.test(type) || type === "aws_network_acl_rule";
}

const SINGLE = /^aws_(?:security_group_rule|vpc_security_group_(?:in|e)gress_rule)$/;

/** The group that a rule belongs to; undefined while it is not known. */
export function groupOf(type: string, values: unknown): string | undefined {
  if (!isObject(values)) return undefined;
  const id = GROUPS.has(type) ? values["id"] : (values["security_group_id"] ?? values["network_acl_id"]);
  return typeof id === "string" ? id : undefined;
}

export function grantsOf(type: string, values: unknown): Grant[] {
  if (!isObject(values)) return [];
  if (GROUPS.has(type))
    return (["ingress", "egress"] as const).flatMap((direction) =>
      blocks(values[direction]).flatMap((rule) => grants(direction, rule, rule["protocol"])),
    );
  if (type === "aws_security_group_rule")
    return grants(values["type"] === "egress" ? "egress" : "ingress", values, values["protocol"]);
  if (SINGLE.test(type))
    return grants(type.includes("_ingress_") ? "ingress" : "egress", values, values["ip_protocol"]);
  if (type === "aws_network_acl_rule" && values["rule_action"] === "allow")
    return grants(values["egress"] === true ? "egress" : "ingress", values, values["protocol"]);
  return [];
}

/** Names of the fields differ by type; all of them are looked for. */
function grants(direction: Grant["direction"], rule: Record<string, unknown>, protocol: unknown): Grant[] {
  const name = protocolOf(protocol);
  const numbers = [rule["from_port"], rule["to_port"]].map((port) => (typeof port === "number" ? port : undefined));
  const all = name === "all" || numbers[0] === undefined || numbers[0] === -1;
  const base = {
    direction,
    protocol: name,
    from: all ? 0 : (numbers[0] ?? 0),
    to: all ? 65_535 : (numbers[1] ?? numbers[0] ?? 0),
  };
  const cidrs = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "cidr_block", "ipv6_cidr_block"];
  const others = [
    "security_groups",
    "source_security_group_id",
    "referenced_security_group_id",
    "prefix_list_ids",
    "prefix_list_id",
  ];
  const own = rule["self"] === true ? ["the group itself"] : [];
  return [
    ...cidrs.flatMap((key) => texts(rule[key])).map((source) => ({ ...base, source, range: parseCidr(source) })),
    ...[...others.flatMap((key) => texts(rule[key])), ...own].map((source) => ({ ...base, source, range: undefined })),
  ];
}

function protocolOf(value: unknown): string {
  const text = String(value ?? "all").toLowerCase();
  const names: Readonly<Record<string, string>> = { "-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };
  return names[text] ?? text;
}

/** The grants of `after` that no grants of `before` hold, alone or together. */
export function opened(before: readonly Grant[], after: readonly Grant[]): Grant[] {
  return after.filter((grant) => !isGranted(grant, before));
}

function isGranted(grant: Grant, before: readonly Grant[]): boolean {
  const fitting = before.filter(
    (old) =>
      old.direction === grant.direction &&
      (old.protocol === "all" || old.protocol === grant.protocol) &&
      (grant.range === undefined ? old.source === grant.source : old.range !== undefined),
  );
  // Between two bounds of old rules nothing changes: each stretch of ports is looked at once.
  const bounds = new Set([grant.from]);
  for (const { from, to } of fitting)
    for (const port of [from, to + 1]) if (port > grant.from && port <= grant.to) bounds.add(port);
  return [...bounds].every((port) => {
    const open = fitting.filter(({ from, to }) => from <= port && port <= to);
    if (grant.range === undefined) return open.length > 0;
    return covered(
      grant.range,
      open.flatMap(({ range }) => (range === undefined ? [] : [range])),
    );
  });
}

/** Whether the grant, alone or with others, lets the whole internet in, or a part that can only be meant as that. */
export function isOpenToWorld(grant: Grant, all: readonly Grant[]): boolean {
  const { range } = grant;
  if (range === undefined) return false;
  if (isHuge(range)) return true;
  const beside = all.filter(
    ({ direction, protocol, from, to }) =>
      direction === grant.direction &&
      (protocol === "all" || protocol === grant.protocol) &&
      from <= grant.from &&
      grant.to <= to,
  );
  return covered(
    world(range.family),
    beside.flatMap(({ range: other }) => (other === undefined ? [] : [other])),
  );
}

/** "tcp 443", "tcp 8000-8100", "all traffic". */
export function printPorts({ protocol, from, to }: Grant): string {
  if (protocol === "all") return "all traffic";
  if (from === 0 && to === 65_535) return `all ${protocol}`;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

function blocks(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function texts(value: unknown): string[] {
  return [value].flat().filter((item): item is string => typeof item === "string" && item !== "");
}
