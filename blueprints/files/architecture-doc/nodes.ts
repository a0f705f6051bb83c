// In: an architecture. Out: the nodes and groups that the diagrams share. Never an edge.
import type { Architecture, Edge, Service } from "../../../src/architecture/model.ts";
import type { DiagramGroup, DiagramNode } from "../../../src/render/mermaid.ts";
import { cacheName, engineName } from "../parts-in-words.ts";

export const PEOPLE: DiagramNode = { key: "people", label: "People and clients", shape: "person" };
export const LOAD_BALANCER: DiagramNode = {
  key: "load-balancer",
  label: "Load balancer",
  detail: "TLS 1.2 or 1.3",
  shape: "round",
};

export function serviceNode(service: Service): DiagramNode {
  return {
    key: `service:${service.id}`,
    label: service.name,
    detail: service.schedule === undefined ? service.kind : `scheduled, ${service.schedule.timezone}`,
    shape: "box",
  };
}

export function siteNodes({ sites }: Architecture): DiagramNode[] {
  return sites.map(({ id, name }) => ({ key: `site:${id}`, label: name, detail: "static site", shape: "box" }));
}

export function dataNodes(architecture: Architecture): DiagramNode[] {
  return [
    ...architecture.databases.map<DiagramNode>((database) => ({
      key: `database:${database.id}`,
      label: `${database.id} database`,
      detail: engineName(database),
      shape: "store",
    })),
    ...architecture.caches.map<DiagramNode>((cache) => ({
      key: `cache:${cache.id}`,
      label: `${cache.id} cache`,
      detail: cacheName(cache),
      shape: "store",
    })),
    ...architecture.fileSystems.map<DiagramNode>(({ id }) => ({
      key: `file-system:${id}`,
      label: `${id} files`,
      detail: "EFS",
      shape: "store",
    })),
  ];
}

export function bucketNodes({ buckets }: Architecture): DiagramNode[] {
  return buckets.map(({ id }) => ({ key: `bucket:${id}`, label: `${id} bucket`, detail: "S3", shape: "store" }));
}

export function messagingNodes({ queues, topics, buses }: Architecture): DiagramNode[] {
  return [
    ...queues.map<DiagramNode>(({ id }) => ({
      key: `queue:${id}`,
      label: `${id} queue`,
      detail: "SQS",
      shape: "queue",
    })),
    ...topics.map<DiagramNode>(({ id }) => ({
      key: `topic:${id}`,
      label: `${id} topic`,
      detail: "SNS",
      shape: "queue",
    })),
    ...buses.map<DiagramNode>(({ id }) => ({
      key: `bus:${id}`,
      label: `${id} bus`,
      detail: "EventBridge",
      shape: "queue",
    })),
  ];
}

export function outsideNodes({ externals, email }: Architecture): DiagramNode[] {
  return [
    ...externals.map<DiagramNode>(({ id, name }) => ({ key: `external:${id}`, label: name, shape: "external" })),
    ...(email ? [{ key: "email:ses", label: "Amazon SES", shape: "external" } satisfies DiagramNode] : []),
  ];
}

export const targetOf = (edge: Edge) => `${edge.to}:${edge.id}`;

export function group(key: string, label: string, nodes: DiagramNode[], groups: DiagramGroup[] = []): DiagramGroup[] {
  const inner = groups.filter((one) => one.nodes.length + (one.groups ?? []).length > 0);
  return nodes.length + inner.length === 0 ? [] : [{ key, label, nodes, groups: inner }];
}
