// In: who is reached from outside and what limits it. Out: what the run says about it: who is admitted, what cannot be, what is closed against its callers, what is open though its text speaks of the house. Never changes who is reached.
import type { Evidence } from "../../../decisions/decision.ts";
import type { Limited } from "../../../decisions/details/access/access.ts";
import type { Draft } from "../../draft.ts";
import { isPrivate } from "./private.ts";
import type { Reach } from "./reach.ts";
import { closedOf, saidOf, serves } from "./who.ts";

export function reportReach(draft: Draft, reach: Reach, limits: ReadonlyMap<string, Limited>): void {
  const warn = (
    evidence: Evidence,
    message: string,
    help: string,
    severity: "warning" | "error" | "info" = "warning",
  ) => draft.report({ code: "ARCH_ADMISSION", severity, pointer: evidence.pointer, message, help });
  const told = new Map<Evidence, string[]>();
  for (const [id, { evidence }] of limits) told.set(evidence, [...(told.get(evidence) ?? []), id]);
  for (const [evidence, ids] of told) {
    const limited = limits.get(ids[0] ?? "");
    if (limited === undefined) continue;
    const keys = [...new Set(ids.map((id) => reach.admits.get(id)?.id ?? id))].join(", ");
    if (limited.unusable.length > 0)
      warn(
        evidence,
        `${ids.join(", ")}: ${limited.unusable.join(", ")} cannot be admitted: the way in has IPv4 addresses only`,
        "Write the IPv4 ranges from which the same people come, for example 203.0.113.0/24.",
      );
    // CloudFront is on the internet, wherever the load balancer is.
    const outside = ids.filter((id) => !reach.inside || !reach.open.some((service) => service.id === id));
    const lost = outside.length > 0 ? limited.ranges.filter(isPrivate) : [];
    const allLost = lost.length > 0 && lost.length === limited.ranges.length;
    if (lost.length > 0)
      warn(
        evidence,
        `${outside.join(", ")}: ${lost.join(", ")} ${allLost ? "is all that may connect, and" : "may connect, but"} nobody arrives from private addresses: ${outside.length === 1 ? "its" : "their"} way in is open to the internet, where a request has the public address that its network leaves by`,
        `Write the public addresses that these people come from into the answers, or into \`admitted\` (${keys}) of each environment's .auto.tfvars; or say that all services are reached from inside, or put an internal load balancer beside this one.`,
      );
    const arriving = allLost ? ids.filter((id) => !outside.includes(id)) : ids;
    if (limited.ranges.length === 0)
      warn(
        evidence,
        `${ids.join(", ")}: ${JSON.stringify(evidence.quote)} names no address: as generated, nobody may connect; who may is filled in by hand, in each environment`,
        `Write the address ranges into the answers, or into \`admitted\` (${keys}) of each environment's .auto.tfvars, where later runs leave them: with that done in every environment, nothing is left to do${limited.by === "people" ? '; if the login alone keeps others out, say so: "reached from anywhere"' : ""}.`,
      );
    else if (arriving.length > 0)
      warn(
        evidence,
        `${arriving.join(", ")}: only ${limited.ranges.join(", ")} may connect`,
        "Nothing to do; the addresses stand in `admitted` of each environment.",
        "info",
      );
    if (
      limited.inside &&
      !allLost &&
      !reach.inside &&
      ids.some((id) => reach.open.some((service) => service.id === id))
    )
      warn(
        evidence,
        `${ids.join(", ")}: the way in is said to be inside of the network, and others are reached from the internet; one load balancer is built, open to the internet, which lets only \`admitted\` addresses through to ${ids.length === 1 ? "it" : "them"}`,
        "Say that all of them are reached from inside, or put an internal load balancer beside this one.",
      );
  }
  if (reach.inside)
    warn(
      [...limits.values()][0]?.evidence ?? { pointer: "", start: 0, end: 0, quote: "" },
      "the load balancer has no address on the internet: the way to it (VPN, Direct Connect, transit gateway) is not part of the stack",
      "Attach it to the VPC, and give the public subnets a route back.",
    );
  const { waf } = draft.decisions.table;
  for (const site of draft.services) {
    const limited = site.becomes === "site" ? limits.get(site.id) : undefined;
    if (limited === undefined || waf.source === "default" || waf.value) continue;
    warn(
      limited.evidence,
      `${site.id}: CloudFront tells addresses apart by a firewall only, and the answers decide that there is none`,
      'Set "decisions": { "waf": true }, or let a service in a container serve these pages.',
      "error",
    );
  }
  reportBrowsers(draft, reach, warn);
  reportDoubts(draft, reach, limits, warn);
  for (const evidence of draft.details.access.loose)
    draft.report({
      code: "ARCH_NOT_BUILT",
      severity: "warning",
      pointer: evidence.pointer,
      message: `${JSON.stringify(evidence.quote)} limits who gets in, and is about none of the services alone: nothing is built from it`,
      help: "Name the services that are meant, or limit it in the code or by a rule of the firewall.",
    });
}

type Warn = (evidence: Evidence, message: string, help: string) => void;

/** A browser is outside: what it calls cannot be closed. Nothing is opened for it. */
function reportBrowsers(draft: Draft, reach: Reach, warn: Warn): void {
  for (const site of draft.services.filter(({ becomes }) => becomes === "site"))
    for (const item of site.details.dependencies) {
      const called = item.kind === "service" ? draft.services[item.index] : undefined;
      if (called !== undefined && reach.open.includes(called) && reach.admits.has(called.id))
        warn(
          item.evidence,
          `CloudFront would hide who calls ${called.id}, which not everybody may: the pages of ${site.id} call it under the load balancer's own name and not under /api/`,
          "Let the service answer browsers of the site's origin (CORS).",
        );
      const closed = called === undefined || called.becomes !== "workload" ? null : closedOf(draft, called);
      if (called === undefined || closed === null || !serves(called)) continue;
      warn(
        closed.evidence,
        `service ${JSON.stringify(called.answered.name)} is said to be closed (${JSON.stringify(closed.evidence.quote)}), and the pages of ${JSON.stringify(site.answered.name)} call it from browsers: it stays closed`,
        "Say from where it is reached, or which service calls it for the pages.",
      );
    }
}

/** Texts that say two things of who gets in, or name people of the house and no more: said, and decided by nobody. */
function reportDoubts(draft: Draft, reach: Reach, limits: ReadonlyMap<string, Limited>, warn: Warn): void {
  const { everything } = draft.details.access;
  const met = [...reach.open, ...draft.services.filter(({ becomes }) => becomes === "site")];
  const unknown = met.filter((service) => {
    const said = saidOf(draft, service);
    return said?.open === null && said.vague === null && !said.forOthers && !limits.has(service.id);
  });
  const askFrom =
    'Say from where it is reached ("office network only", "only from the VPN", address ranges), or that it is reached from anywhere.';
  const { vague } = draft.details.access;
  const open = (ids: readonly string[]) =>
    `${ids.join(", ")} ${ids.length === 1 ? "is" : "are"} open to the whole internet`;
  if (vague !== null && unknown.length > 0)
    warn(
      vague,
      `${open(unknown.map(({ id }) => id))}: ${JSON.stringify(vague.quote)} says for whom the system is, and not from where they come`,
      askFrom,
    );
  for (const service of met) {
    const said = saidOf(draft, service);
    if (said === undefined) continue;
    const limited = limits.get(service.id);
    if (said.open !== null && everything !== null && said.limited === null)
      warn(
        said.open,
        `${service.id} is said to be open (${JSON.stringify(said.open.quote)}), and the system is not (${JSON.stringify(everything.evidence.quote)}): it is ${limited === undefined ? "open to everybody" : "not open"}`,
        "Say for each service who reaches it.",
      );
    if (said.vague !== null && limited === undefined && said.open === null)
      warn(
        said.vague,
        `${open([service.id])}: ${JSON.stringify(said.vague.quote)} says for whom it is, and not from where they come`,
        askFrom,
      );
  }
}
