// In: an architecture. Out: the four diagrams of the template, drawn from the model only. Never from text that somebody drew.
import type { Architecture, Edge, Service } from "../../../src/architecture/model.ts";
import type { Diagram, DiagramEdge, DiagramNode } from "../../../src/render/mermaid.ts";
import { mainEnvironment, verbOf } from "../parts-in-words.ts";
import {
  bucketNodes,
  dataNodes,
  group,
  LOAD_BALANCER,
  messagingNodes,
  outsideNodes,
  PEOPLE,
  serviceNode,
  siteNodes,
  targetOf,
} from "./nodes.ts";

/** Who talks to whom: what people use, what it is made of, whose systems it needs. */
export function systemOverview(architecture: Architecture): Diagram {
  return {
    direction: "LR",
    title: "System overview",
    nodes: [PEOPLE, ...outsideNodes(architecture)],
    groups: [
      ...group("sites", "Sites", siteNodes(architecture)),
      ...group("services", "Services", architecture.services.map(serviceNode)),
      ...group("messaging", "Messaging", messagingNodes(architecture)),
      ...group("data", "Data", [...dataNodes(architecture), ...bucketNodes(architecture)]),
    ],
    edges: [
      ...architecture.sites.map(({ id }) => ({ from: "people", to: `site:${id}` })),
      ...architecture.services.filter((one) => one.public).map(({ id }) => ({ from: "people", to: `service:${id}` })),
      ...siteCalls(architecture),
      ...architecture.services.flatMap(({ id, edges }) =>
        edges.map((edge) => ({ from: `service:${id}`, to: targetOf(edge), label: verbOf(edge) })),
      ),
      ...deliveries(architecture),
    ],
  };
}

function siteCalls({ sites }: Architecture): DiagramEdge[] {
  return sites.flatMap(({ id, calls }) =>
    calls.map((call) => ({ from: `site:${id}`, to: `service:${call}`, label: "calls" })),
  );
}

function deliveries({ topics, buses }: Architecture): DiagramEdge[] {
  return [
    ...topics.flatMap(({ id, subscribers }) =>
      subscribers.map((queue) => ({ from: `topic:${id}`, to: `queue:${queue}` })),
    ),
    ...buses.flatMap(({ id, targets }) => targets.map(({ queue }) => ({ from: `bus:${id}`, to: `queue:${queue}` }))),
  ];
}

function backedUp({ databases, fileSystems, buckets }: Architecture): string[] {
  return [
    ...databases.map(({ id }) => `database:${id}`),
    ...fileSystems.map(({ id }) => `file-system:${id}`),
    ...buckets.map(({ id }) => `bucket:${id}`),
  ];
}

/** Which way data moves: an arrow points to where it ends up. */
export function dataFlow(architecture: Architecture): Diagram {
  const moves = (id: string, edge: Edge): DiagramEdge[] => {
    const service = `service:${id}`;
    const other = targetOf(edge);
    switch (edge.to) {
      case "queue":
        return edge.access === "send"
          ? [{ from: service, to: other, label: "jobs" }]
          : [{ from: other, to: service, label: "jobs" }];
      case "topic":
      case "bus":
        return [{ from: service, to: other, label: "events" }];
      case "bucket":
        return edge.access === "read"
          ? [{ from: other, to: service, label: "files" }]
          : [{ from: service, to: other, label: "files" }];
      case "service":
      case "external":
        return [{ from: service, to: other, label: "requests" }];
      case "email":
        return [{ from: service, to: other, label: "mail" }];
      default:
        return [
          {
            from: service,
            to: other,
            label: edge.to === "cache" ? "short-lived copies" : edge.to === "database" ? "records" : "files",
          },
        ];
    }
  };
  const backup = architecture.backup;
  const kept = backedUp(architecture);
  const vaults: DiagramNode[] = [
    {
      key: "backups",
      label: "Backups",
      detail: `every ${backup.frequencyHours} h, kept ${backup.retentionDays} days`,
      shape: "store",
    },
    ...(backup.crossRegion && architecture.drRegion !== undefined
      ? [{ key: "copies", label: "Copies", detail: architecture.drRegion, shape: "store" } satisfies DiagramNode]
      : []),
  ];
  return {
    direction: "LR",
    title: "Data flow",
    nodes: [
      PEOPLE,
      ...outsideNodes(architecture),
      ...siteNodes(architecture),
      ...architecture.services.map(serviceNode),
    ],
    groups: [
      ...group("messaging", "In transit", messagingNodes(architecture)),
      ...group("data", "At rest", [
        ...dataNodes(architecture),
        ...bucketNodes(architecture),
        ...(kept.length > 0 ? vaults : []),
      ]),
    ],
    edges: [
      ...architecture.sites.map(({ id }) => ({ from: "people", to: `site:${id}`, label: "input" })),
      ...architecture.services
        .filter((one) => one.public)
        .map(({ id }) => ({ from: "people", to: `service:${id}`, label: "input" })),
      ...siteCalls(architecture),
      ...architecture.services.flatMap(({ id, edges }) => edges.flatMap((edge) => moves(id, edge))),
      ...deliveries(architecture),
      ...kept.map((store) => ({ from: store, to: "backups", label: "snapshots", dashed: true })),
      { from: "backups", to: "copies", label: "copy", dashed: true },
    ],
  };
}

/** Where everything runs, for the environment that matters most. */
export function deployment(architecture: Architecture): Diagram {
  const environment = mainEnvironment(architecture);
  const zones = Object.keys(environment?.zones ?? {});
  const { loadBalancer, cdn, waf } = architecture.edge;
  const nat = (environment?.natZones ?? []).map<DiagramNode>((zone) => ({
    key: `nat:${zone}`,
    label: "NAT gateway",
    detail: `${architecture.region}${zone}`,
    shape: "round",
  }));
  const edgeNodes: DiagramNode[] = [
    ...(cdn || architecture.sites.length > 0
      ? [{ key: "cdn", label: "CloudFront", shape: "round" } satisfies DiagramNode]
      : []),
    ...(waf ? [{ key: "waf", label: "AWS WAF", shape: "round" } satisfies DiagramNode] : []),
  ];
  return {
    direction: "TB",
    title: "Deployment",
    nodes: [PEOPLE],
    groups: [
      ...group("edge", "Edge", edgeNodes),
      ...group(
        "region",
        `Region ${architecture.region}, environment ${environment?.id ?? ""}`,
        [],
        [
          ...group(
            "vpc",
            `VPC ${environment?.vpcCidr ?? ""}, zones ${zones.join(" ")}`,
            [],
            [
              ...group("public", "Public subnets", [...(loadBalancer ? [LOAD_BALANCER] : []), ...nat]),
              ...group(
                "private",
                "Private subnets: ECS on Fargate",
                architecture.services.map((service) => sized(service, environment)),
              ),
              ...group("isolated", "Isolated subnets", dataNodes(architecture)),
            ],
          ),
          ...group("regional", "Regional services", [
            ...siteNodes(architecture),
            ...bucketNodes(architecture),
            ...messagingNodes(architecture),
          ]),
        ],
      ),
      ...(architecture.drRegion === undefined
        ? []
        : group("dr", `Region ${architecture.drRegion}`, [{ key: "copies", label: "Backup copies", shape: "store" }])),
    ],
    edges: [
      ...(waf && edgeNodes.length > 0 ? [{ from: "people", to: "waf" }] : []),
      // Ends that are not drawn drop out.
      { from: waf ? "waf" : "people", to: "cdn" },
      { from: cdn ? "cdn" : waf ? "waf" : "people", to: "load-balancer" },
      ...architecture.sites.map(({ id }) => ({ from: "cdn", to: `site:${id}` })),
      ...architecture.services
        .filter((one) => one.public)
        .map(({ id }) => ({ from: "load-balancer", to: `service:${id}` })),
      ...backedUp(architecture).map((store) => ({ from: store, to: "copies", dashed: true })),
    ],
  };
}

function sized(service: Service, environment: ReturnType<typeof mainEnvironment>): DiagramNode {
  const size = environment?.services[service.id];
  const node = serviceNode(service);
  if (size === undefined) return node;
  return { ...node, detail: `${size.min} to ${size.max} x ${size.cpu} CPU, ${size.memoryMiB} MiB` };
}

/** Trust: who may reach what, with which proof, and which key protects it. */
export function security(architecture: Architecture): Diagram {
  const { loadBalancer, waf } = architecture.edge;
  const store = architecture.secretStore === "ssm" ? "Parameter Store" : "Secrets Manager";
  const secretUsers = architecture.services.filter(({ secrets }) => secrets.length > 0);
  const auth = architecture.auth.kind;
  const door = waf && loadBalancer ? "waf" : loadBalancer ? "load-balancer" : undefined;
  return {
    direction: "LR",
    title: "Security",
    nodes: [
      PEOPLE,
      ...(auth === "none"
        ? []
        : [{ key: "auth", label: "Sign-in", detail: auth, shape: "external" } satisfies DiagramNode]),
    ],
    groups: [
      ...group("edge", "Reached from the internet", [
        ...(waf
          ? [
              {
                key: "waf",
                label: "AWS WAF",
                detail: `${architecture.edge.rateLimit} requests in 5 min`,
                shape: "round",
              } satisfies DiagramNode,
            ]
          : []),
        ...(loadBalancer ? [LOAD_BALANCER] : []),
      ]),
      ...group("inside", "Private: one role and one security group each", architecture.services.map(serviceNode)),
      ...group("data", "Isolated: encrypted, no way out", dataNodes(architecture)),
      ...group("secrets", "Never in code", [
        ...(secretUsers.length > 0 ? [{ key: "secrets", label: store, shape: "store" } satisfies DiagramNode] : []),
        { key: "keys", label: "KMS keys", detail: "rotated every year", shape: "store" },
      ]),
    ],
    edges: [
      ...(door === undefined ? [] : [{ from: "people", to: door, label: "HTTPS" }]),
      ...(waf && loadBalancer ? [{ from: "waf", to: "load-balancer", label: "allowed" }] : []),
      ...(auth === "none" ? [] : [{ from: "people", to: "auth", label: "signs in" }]),
      ...architecture.services
        .filter((one) => one.public)
        .map(({ id, port }) => ({ from: "load-balancer", to: `service:${id}`, label: `HTTP, port ${port ?? ""}` })),
      ...architecture.services.flatMap(({ id, edges }) =>
        edges
          .filter(({ to }) => to === "service" || to === "database" || to === "cache" || to === "file-system")
          .map((edge) => ({
            from: `service:${id}`,
            to: targetOf(edge),
            label: edge.to === "service" ? "inside only" : "TLS",
          })),
      ),
      ...secretUsers.map(({ id }) => ({ from: `service:${id}`, to: "secrets", label: "reads its own", dashed: true })),
      { from: "secrets", to: "keys", label: "encrypted by", dashed: true },
      ...architecture.databases.map(({ id }) => ({
        from: `database:${id}`,
        to: "keys",
        label: "encrypted by",
        dashed: true,
      })),
    ],
  };
}
