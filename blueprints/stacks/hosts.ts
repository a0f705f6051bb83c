// In: the architecture. Out: which public host name each front door answers on, and what follows from having one. Never a resource.
import type { Architecture, Id, Site } from "../../src/architecture/model.ts";
import { expr } from "./expressions.ts";

/**
 * One rule for a new system: a lone site without a public web service takes the bare domain, and the load balancer answers on `api.`;
 * otherwise the load balancer has the bare domain and every site its own `<id>.` name.
 * What is live keeps its name when sites and services come and go.
 */
function apexSite({ edge, services, sites }: Architecture): Id | undefined {
  const live = edge.liveHosts;
  if (live?.site !== undefined && sites.some(({ id }) => id === live.site)) return live.site;
  const [first] = sites;
  if (first === undefined || live?.services === "bare" || live?.named.includes(first.id)) return undefined;
  const webService = services.some((service) => service.public && service.kind === "web");
  return sites.length === 1 && !webService ? first.id : undefined;
}

/** Host name of a site. */
export function siteHost(architecture: Architecture, site: Site): string {
  return apexSite(architecture) === site.id ? expr("var.domain_name") : `${site.id}.\${var.domain_name}`;
}

/** Host name that people and clients use for the public services. */
export function serviceHost(architecture: Architecture): string {
  const live = architecture.edge.liveHosts?.services ?? (apexSite(architecture) === undefined ? "bare" : "api");
  return live === "api" ? `api.${expr("var.domain_name")}` : expr("var.domain_name");
}

/** Host name of the load balancer itself: behind a CDN it needs a name of its own, which the CDN connects to. */
export function loadBalancerHost(architecture: Architecture): string {
  return frontedByCdn(architecture) ? `origin.${expr("var.domain_name")}` : serviceHost(architecture);
}

/**
 * Host names that requests carry when they reach the load balancer: CloudFront's front door hands on the name that people typed, a site's `/api/*`
 * the balancer's own. Anything else is no request for this system (https://docs.djangoproject.com/en/5.2/topics/security/#host-headers-virtual-hosting).
 */
export function requestHosts(architecture: Architecture): string[] {
  const hosts = [serviceHost(architecture)];
  if (frontedByCdn(architecture) && architecture.sites.some((site) => siteCallsLoadBalancer(architecture, site)))
    hosts.push(loadBalancerHost(architecture));
  return hosts;
}

/** CloudFront stands in front of the load balancer for all traffic. */
export function frontedByCdn(architecture: Architecture): boolean {
  return architecture.edge.loadBalancer && architecture.edge.cdn;
}

/** Public services that the site reaches under `/api/*` of its own host. Those that are open to some addresses only are not among them: CloudFront would hide the callers'. */
export function siteCallsLoadBalancer(architecture: Architecture, site: Site): boolean {
  const isPublic = (id: Id) =>
    architecture.services.some((service) => service.id === id && service.public && service.admits === undefined);
  return architecture.edge.loadBalancer && site.calls.some(isPublic);
}

/** Some requests reach the load balancer through CloudFront, so the address that it sees is CloudFront's. */
export function cloudFrontForwards(architecture: Architecture): boolean {
  return frontedByCdn(architecture) || architecture.sites.some((site) => siteCallsLoadBalancer(architecture, site));
}

/** Certificates and firewalls of CloudFront must live in us-east-1. */
export function needsUsEast1(architecture: Architecture): boolean {
  return architecture.sites.length > 0 || frontedByCdn(architecture);
}

/** Something is published under a name of ours, or sends mail from it. */
export function usesDomain(architecture: Architecture): boolean {
  return (
    architecture.edge.loadBalancer ||
    architecture.sites.length > 0 ||
    architecture.services.some(({ edges }) => edges.some(({ to }) => to === "email"))
  );
}
