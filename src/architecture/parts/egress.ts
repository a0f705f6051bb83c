// In: the services, and who logs people in. Out: which services may open connections to the internet. Never a connection inside the VPC or to an endpoint of AWS.
import type { Id, ProfileName, Service } from "../model.ts";

/**
 * Services with somebody outside among their arrows, those that people reach and that check the tokens of somebody else's login, and all of them where there are no
 * interface endpoints: in development, where each would cost by the hour and zone.
 */
export function internetCallers(
  profile: ProfileName,
  services: readonly Pick<Service, "id" | "edges" | "public">[],
  login: string,
): Id[] {
  return services
    .filter(
      ({ edges, public: isReached }) =>
        profile === "dev" ||
        (isForeign(login) && isReached) ||
        edges.some(({ to }) => to === "external" || to === "email"),
    )
    .map(({ id }) => id);
}

/** Somebody else keeps the users. */
export function isForeign(login: string): boolean {
  return !["own", "none"].includes(login);
}
