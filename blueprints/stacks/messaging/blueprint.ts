// In: foundation, keys. Out: queues, topics and event buses, each with a place for what fails. Never a role: services get theirs from their edges.
import { Construct } from "constructs";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import type { Parts } from "../parts.ts";
import { DomainBus } from "./bus.ts";
import { allowDelivery } from "./policies.ts";
import { WorkQueue } from "./queue.ts";
import { FanOutTopic } from "./topic.ts";

/** Queues first, then what delivers to them, then the policies that admit exactly these deliveries. */
export const messaging: StackBlueprint<Parts> = {
  name: "messaging",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const { prefix } = parts.get("foundation");
    const top = new Construct(stack, "messaging");
    annotate(top, { file: "messaging" });
    const keys = parts.get("keys");

    const scope = { queues: new Construct(top, "queues"), topics: new Construct(top, "topics") };
    const queues = new Map<string, WorkQueue>();
    for (const queue of architecture.queues) {
      const built = new WorkQueue(scope.queues, queue, prefix, keys.messaging);
      annotate(built, { because: queue.because });
      queues.set(queue.id, built);
    }
    const fifoQueues = new Set(architecture.queues.filter(({ fifo }) => fifo).map(({ id }) => id));

    const topics = new Map<string, FanOutTopic>();
    for (const topic of architecture.topics) {
      const fifo = topic.subscribers.some((id) => fifoQueues.has(id));
      const built = new FanOutTopic(scope.topics, topic, { prefix, key: keys.messaging, queues, fifo });
      annotate(built, { because: topic.because });
      topics.set(topic.id, built);
    }

    const busScope = new Construct(top, "buses");
    const buses = new Map<string, DomainBus>();
    for (const bus of architecture.buses) {
      const built = new DomainBus(busScope, bus, { prefix, key: keys.messaging, queues, fifoQueues });
      annotate(built, { because: bus.because });
      buses.set(bus.id, built);
    }

    for (const [id, { queue }] of queues) {
      const fromTopics = architecture.topics
        .filter(({ subscribers }) => subscribers.includes(id))
        .flatMap((topic) => topics.get(topic.id)?.arn ?? []);
      const fromRules = [...buses.values()].flatMap(({ rules }) => rules.get(id) ?? []);
      queues
        .get(id)
        ?.accept([
          ...(fromTopics.length === 0
            ? []
            : [allowDelivery("SubscribedTopics", "sns.amazonaws.com", queue.arn, fromTopics)]),
          ...(fromRules.length === 0
            ? []
            : [allowDelivery("EventRules", "events.amazonaws.com", queue.arn, fromRules)]),
        ]);
    }

    parts.set(
      "queues",
      new Map(
        [...queues].map(([id, { queue, deadLetters }]) => [
          id,
          { url: queue.url, arn: queue.arn, name: queue.name, deadLetterName: deadLetters.queue.name },
        ]),
      ),
    );
    parts.set("topics", new Map([...topics].map(([id, { arn }]) => [id, { arn }])));
    parts.set("buses", new Map([...buses].map(([id, { bus }]) => [id, { arn: bus.arn, name: bus.name }])));
  },
};
