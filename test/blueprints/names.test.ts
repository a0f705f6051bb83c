// In: ids that imitate the names of other parts. Out: proof that every stack can be built and no two things share an address or a name.
import { describe, expect, it } from "vitest";
import { pairLabel, shortName } from "../../blueprints/stacks/names.ts";
import { serviceLabel } from "../../blueprints/stacks/services/names.ts";
import { buildOrder } from "../../blueprints/stacks/services/order.ts";
import type { Architecture, Service } from "../../src/architecture/model.ts";
import { addressOf } from "../../src/render/graph.ts";
import { shortHash } from "../../src/shared/names.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const shop = everything();

function renamed(ids: readonly string[], over: Partial<Service> = {}): Architecture {
  const [first] = shop.services;
  if (first === undefined) throw new Error("the shop has services");
  const services = ids.map((id, index) => ({
    ...first,
    edges: [],
    environment: [],
    ...over,
    id,
    image: id,
    name: id,
    routes: [{ priority: 100 + index, paths: [`/${index}/*`] }],
  }));
  const size = shop.environments[0]?.services["storefront"];
  if (size === undefined) throw new Error("the shop sizes its services");
  const environments = shop.environments.map((environment) => ({
    ...environment,
    services: Object.fromEntries(ids.map((id) => [id, size])),
  }));
  return { ...shop, services, environments, sites: [] };
}

const valuesOf = (architecture: Architecture, type: string, attribute: string) => {
  const graph = graphOf(architecture);
  return graph.blocks
    .filter(({ labels }) => labels[0] === type)
    .map((block) => blockAt(graph, addressOf(block))[attribute]);
};

describe("names that imitate others", () => {
  it("of services: parts of the stack, members of JavaScript's objects, each other's rules", () => {
    const ids = [
      ...["load-balancer", "database-main", "cache-main", "service-database-main", "endpoints", "https", "exec"],
      ...["constructor", "to-string", "a", "a-migrate", "a-image", "a-image-service", "a-rule-101", "a-to-b", "b"],
    ];
    const architecture = renamed(ids, {
      migrationCommand: ["migrate"],
      edges: [
        { to: "database", id: "main" },
        { to: "cache", id: "main" },
        { to: "service", id: "a" },
        { to: "service", id: "b" },
        { to: "service", id: "a-to-b" },
        { to: "service", id: "database-main" },
      ],
    });
    const names = valuesOf(architecture, "aws_security_group", "name");
    expect(names.length).toBeGreaterThan(ids.length);
    expect(new Set(names).size).toBe(names.length);
    const alarms = valuesOf(architecture, "aws_cloudwatch_metric_alarm", "alarm_name");
    expect(new Set(alarms).size).toBe(alarms.length);
  });

  it("of services keep their label where nothing else is called like that", () => {
    expect(["orders", "load-balancer", "service-load-balancer", "orders-migrate"].map(serviceLabel)).toEqual([
      "orders",
      "service_load_balancer",
      "service_service_load_balancer",
      "orders_migrate_service",
    ]);
  });

  it("of queues, topics and buses: dead letters, undelivered messages, one name for all, the alarm topic", () => {
    const [queue] = shop.queues;
    if (queue === undefined) throw new Error("the shop has a queue");
    const ids = ["a", "a-dead-letters", "a-dead-letters-queue", "bus", "events", "events-topic-undelivered"];
    const queues = [...ids, "schedules-dead-letter", "constructor", "undelivered"].map((id) => ({ ...queue, id }));
    const subscribers = queues.map(({ id }) => id);
    const because = queue.because;
    const architecture: Architecture = {
      ...renamed(["one"]),
      queues,
      topics: ["events", "alarms", "alarms-topic", "a"].map((id) => ({ id, because, subscribers })),
      buses: ["events", "a", "a-dead", "constructor"].map((id) => ({
        id,
        because,
        targets: subscribers.map((target) => ({ queue: target, source: "shop.orders" })),
      })),
    };
    for (const type of ["aws_sqs_queue", "aws_sns_topic", "aws_cloudwatch_event_bus"]) {
      const names = valuesOf(architecture, type, "name");
      expect(names.length).toBeGreaterThan(3);
      expect(new Set(names).size, type).toBe(names.length);
    }
  });

  it("of data stores, secrets and sites: members of JavaScript's objects", () => {
    const odd = <Part extends { readonly id: string }>(parts: readonly Part[]) =>
      parts.map((part) => ({ ...part, id: "constructor" }));
    const architecture: Architecture = {
      ...renamed(["constructor"]),
      databases: odd(shop.databases),
      caches: odd(shop.caches),
      buckets: odd(shop.buckets),
      fileSystems: odd(shop.fileSystems),
      secrets: [...odd(shop.secrets), ...shop.secrets.map((secret) => ({ ...secret, id: "cache-constructor" }))],
      sites: odd(shop.sites).map((site) => ({ ...site, calls: [] })),
    };
    expect(graphOf(architecture).blocks.map(addressOf)).toContain("aws_db_instance.constructor");
  });

  it("of target groups: one that is the short form of another", () => {
    const long = "shipping-labels-north";
    const short = `shipp-${shortHash(long).slice(0, 5)}`;
    expect(shortName(long, 11)).toBe(short);
    const names = valuesOf(renamed([long, short]), "aws_lb_target_group", "name");
    expect(new Set(names).size).toBe(2);
  });
});

describe("a short name", () => {
  it("is the id itself where it fits", () => {
    expect(shortName("orders", 11)).toBe("orders");
    expect(shortName("order-items", 11)).toBe("order-items");
  });
});

describe("the label of a pair", () => {
  it("says which pair is meant where both sides could be read otherwise", () => {
    expect(pairLabel("orders", "to", "database_main")).toBe("orders_to_database_main");
    expect(pairLabel("a", "to", "b_to_c")).not.toBe(pairLabel("a_to_b", "to", "c"));
    expect(pairLabel("a_to", "to", "b")).not.toBe(pairLabel("a", "to", "to_b"));
  });
});

describe("the order of services", () => {
  it("is found at once for layers that call all of the layer below", () => {
    const layers = Array.from({ length: 30 }, (_, layer) => [`l${layer}-a`, `l${layer}-b`]);
    const services = renamed(layers.flat()).services.map((service, index): Service => {
      const below = layers[Math.floor(index / 2) + 1] ?? [];
      return { ...service, edges: below.map((id) => ({ to: "service", id })) };
    });
    const started = performance.now();
    expect(buildOrder(services).get("l0-a")).toEqual(["l1-a", "l1-b"]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
