// In: the services as they are built, and the words that ask for TLS on the ways inside, for certificates of callers, for callers that come back to one task. Out: a warning where that is not so. Never a certificate.
import type { Draft } from "../draft.ts";
import type { Service } from "../model.ts";

/** TLS ends at the load balancer, and services call each other over HTTP. */
export function reportPlainHops(draft: Draft, services: readonly Service[]): void {
  const asked = draft.details.tlsInside;
  const ways = [
    ...(services.some((service) => service.public) ? ["from the load balancer to the services"] : []),
    ...(services.some(({ edges }) => edges.some(({ to }) => to === "service")) ? ["from service to service"] : []),
  ];
  if (asked === null || ways.length === 0) return;
  draft.report({
    code: "ARCH_NOT_BUILT",
    severity: "warning",
    pointer: asked.pointer,
    message: `${JSON.stringify(asked.quote)} asks for TLS inside as well: ${ways.join(" and ")} the stack speaks plain HTTP, within the VPC`,
    help: "Let the services listen with TLS beside the stack (certificates of a private CA, a mesh), or say in the answers that TLS ends at the load balancer.",
  });
}

/** Certificates of callers are checked by nobody here; and who is not behind the load balancer has no callers to bring back. */
export function reportDoor(draft: Draft, services: readonly Service[]): void {
  const { certificates, sticky } = draft.details.door;
  const notBuilt = ({ pointer }: { readonly pointer: string }, message: string, help: string) =>
    draft.report({ code: "ARCH_NOT_BUILT", severity: "warning", pointer, message, help });
  if (certificates !== null)
    notBuilt(
      certificates,
      `${JSON.stringify(certificates.quote)}: certificates are not built: the load balancer asks callers for none, and none of ours is kept for calls to others`,
      "For callers, add a trust store and mutual_authentication to the HTTPS listener in edge.tf; for calls to others, put certificate and key into a secret of the service that calls.",
    );
  if (sticky === null || services.some((service) => service.sticky)) return;
  notBuilt(
    sticky.evidence,
    `${JSON.stringify(sticky.evidence.quote)} is said of no service that the load balancer leads to: it is not built`,
    "Name the service whose callers have to come back to the same task.",
  );
}
