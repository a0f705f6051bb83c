// In: the services as they are built, and the words that ask for TLS on the ways inside. Out: a warning where such a way is plain HTTP. Never a certificate.
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
