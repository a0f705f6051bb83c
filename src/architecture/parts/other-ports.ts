// In: the draft and its services. Out: a warning where the answers say that an outside system speaks something else than HTTPS, since nothing else goes out. Never opens a port.
import { valueAt } from "../../shared/issue-words.ts";
import type { Draft } from "../draft.ts";
import type { Service } from "../model.ts";
import { outsideOf } from "./outside.ts";

/** Protocol as it is written → its port; null where there are several. HTTPS and what rides on it are no others. */
const PORTS: Readonly<Record<string, string | null>> = {
  sftp: "22",
  ssh: "22",
  scp: "22",
  ftp: null,
  ftps: null,
  smtp: "587",
  smtps: "465",
  ldap: "389",
  ldaps: "636",
  amqp: "5672",
  amqps: "5671",
  mqtt: "1883",
  mqtts: "8883",
};
const SPOKEN =
  /(?<![\w-])(sftp|ssh|scp|ftps?|smtps?|ldaps?|amqps?|mqtts?)(?![\w-])|(?<![\w-])(?:tcp )?port:? ?(\d{2,5})(?!\w)|(?<![\w-])tcp[ /](\d{2,5})(?!\w)/gi;
/** Said not to be so, or to go over HTTPS. */
const NOT = /\b(?:no|not|never|without|instead of|no longer|rather than|than)\b[^,;.]{0,30}$/i;

interface Told {
  readonly pointer: string;
  readonly name: string;
  readonly port: string | null;
  readonly words: string;
}

/** One warning for each system that is listed; services that call it are named with their rules. */
export function reportOtherPorts(draft: Draft, services: readonly Service[]): void {
  const told = new Map<string, Told>();
  const items = [
    ...draft.services.flatMap(({ becomes, details }) => (becomes === "workload" ? details.dependencies : [])),
    ...draft.details.externals,
  ];
  for (const item of items) {
    if (item.kind !== "vendor" && item.kind !== "other") continue;
    const id = item.kind === "vendor" ? item.vendor : outsideOf(draft, item.evidence).id;
    const spoken = spokenIn(textAt(draft, item.evidence.pointer) ?? item.evidence.quote);
    if (spoken !== null && !told.has(id))
      told.set(id, { pointer: item.evidence.pointer, name: item.evidence.quote, ...spoken });
  }
  for (const [id, { pointer, name, port, words }] of told) {
    const callers = services
      .filter(({ edges }) => edges.some((edge) => edge.to === "external" && edge.id === id))
      .map((service) => service.id);
    const files = callers.map((caller) => `stack/service-${caller}.tf`).join(", ");
    draft.report({
      code: "ARCH_ASSUMED",
      severity: "warning",
      pointer,
      message: `${JSON.stringify(name)} is said to speak ${words}, and services open connections to the internet with HTTPS (TCP 443) only: ${callers.length === 0 ? "none reaches it" : `${callers.join(", ")} cannot reach it`} that way`,
      help: `Where we open the connection, add an aws_vpc_security_group_egress_rule for ${port === null ? "its port" : `TCP ${port}`}, to the addresses of that system, to ${files === "" ? "stack/service-<name>.tf of the service that calls it" : files}, and have the service in \`internet_egress\` of each environment, which gives it the way out.`,
    });
  }
}

function spokenIn(text: string): Pick<Told, "port" | "words"> | null {
  for (const match of text.matchAll(SPOKEN)) {
    const [words, protocol, ...numbers] = match;
    const number = numbers.find((one) => one !== undefined);
    if (NOT.test(text.slice(Math.max(0, match.index - 48), match.index))) continue;
    if (number !== undefined && (number === "443" || Number(number) > 65535)) continue;
    // "SFTP, port 2222": the number is the port.
    const beside = protocol === undefined ? undefined : /\bport:? ?(\d{2,5})(?!\w)/i.exec(text)?.[1];
    if (beside === "443") continue;
    return { words, port: number ?? beside ?? PORTS[(protocol ?? "").toLowerCase()] ?? null };
  }
  return null;
}

/** The whole entry: what is taken as the name may leave out how it is reached. */
function textAt({ answers }: Draft, pointer: string): string | undefined {
  const value = valueAt(answers.output, pointer.slice(answers.base.length + 1).split("/"));
  return typeof value === "string" ? value : undefined;
}
