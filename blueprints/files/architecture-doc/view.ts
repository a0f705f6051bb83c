// In: an architecture. Out: everything that docs/architecture.md says, as safe Markdown. Never free text that could be structure.
import type { Architecture } from "../../../src/architecture/model.ts";
import { code, codeCell, fence, table, text } from "../../../src/render/markdown.ts";
import { flowchart } from "../../../src/render/mermaid.ts";
import { formOf, otherEnd, stores, verbOf } from "../parts-in-words.ts";
import { dataFlow, deployment, security, systemOverview } from "./diagrams.ts";

/** Names of the template. */
export function architectureView(architecture: Architecture): Readonly<Record<string, string>> {
  const diagram = (draw: (from: Architecture) => Parameters<typeof flowchart>[0]) =>
    fence("mermaid", flowchart(draw(architecture)));
  return {
    title: text(architecture.project.title),
    style: architecture.style === "monolith" ? "one application" : "services that are released on their own",
    region: code(architecture.region),
    overview: diagram(systemOverview),
    flow: diagram(dataFlow),
    deployment: diagram(deployment),
    security: diagram(security),
    atRest: atRest(architecture),
    wayIn: wayIn(architecture),
    secondRegion: otherRegions(architecture),
    services: services(architecture),
    stores: table(
      ["Kind", "Name", "What it is"],
      stores(architecture).map(({ kind, id, what }) => [kind, code(id), what]),
    ),
    edges: edges(architecture),
    externals:
      architecture.externals.length === 0
        ? "The system calls nobody else's."
        : table(
            ["System", "Called by"],
            architecture.externals.map(({ id, name }) => [
              text(name),
              architecture.services
                .filter((service) => service.edges.some((edge) => edge.to === "external" && edge.id === id))
                .map((service) => text(service.name))
                .join(", "),
            ]),
          ),
  };
}

function services(architecture: Architecture): string {
  const rows = [
    ...architecture.services.map((service) => [
      text(service.name),
      text(service.purpose),
      text(service.technology),
      `${service.kind}, ${formOf(service)}`,
      service.port === undefined ? "" : code(String(service.port)),
      service.routes
        .flatMap(({ paths }) => paths)
        .map(codeCell)
        .join(", "),
      code(`services/${service.image}/`),
    ]),
    ...architecture.sites.map((site) => [
      text(site.name),
      text(site.purpose),
      text(site.technology),
      "static site, behind CloudFront",
      "",
      "",
      code(`services/${site.id}/`),
    ]),
  ];
  return table(["Name", "Purpose", "Technology", "Form", "Port", "Paths", "Folder"], rows);
}

function edges(architecture: Architecture): string {
  const rows = [
    ...architecture.sites.flatMap((site) =>
      site.calls.map((call) => [
        text(site.name),
        "calls",
        text(architecture.services.find(({ id }) => id === call)?.name ?? call),
      ]),
    ),
    ...architecture.services.flatMap((service) =>
      service.edges.map((edge) => [text(service.name), verbOf(edge), text(otherEnd(architecture, edge))]),
    ),
  ];
  return rows.length === 0 ? "No part talks to another." : table(["From", "", "To"], rows);
}

/** Load balancers write their logs under a key of S3 and under no other: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
function atRest({ edge, sites }: Architecture): string {
  const all = "Everything at rest is encrypted with keys of the system's own";
  return edge.loadBalancer || sites.length > 0
    ? `${all}, save the access logs, which AWS writes under a key of S3.`
    : `${all}.`;
}

function wayIn({ edge }: Architecture): string {
  if (!edge.loadBalancer) return "none comes in from there.";
  return edge.cdn
    ? "requests come in through CloudFront, and from there through the load balancer."
    : "requests come in through the load balancer only.";
}

/** What lies outside of the region, and why it must. */
function otherRegions({ drRegion, edge, region, sites }: Architecture): string {
  const copies = drRegion === undefined ? [] : [`Copies of the backups go to ${code(drRegion)}.`];
  const distributed = sites.length > 0 || (edge.loadBalancer && edge.cdn);
  const edgeLogs = edge.waf ? "certificates, alarms and the log of its firewall" : "certificates and alarms";
  const atEdge =
    distributed && region !== "us-east-1"
      ? [`CloudFront answers near its visitors and keeps its ${edgeLogs} in ${code("us-east-1")}.`]
      : [];
  if (copies.length + atEdge.length === 0) return "Nothing leaves this region.";
  return [...copies, ...atEdge, ...(copies.length === 0 ? ["Nothing else leaves this region."] : [])].join(" ");
}
