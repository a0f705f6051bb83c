// In: foundation, keys, network, alarms. Out: every relational database, its proxy and the events that people must see. Never a rule that lets a service in: services add their own.
import { DbEventSubscription } from "@cdktf/provider-aws/lib/db-event-subscription/index.js";
import { Construct } from "constructs";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { listExpr, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { ClusterDatabase } from "./cluster.ts";
import { ENGINES } from "./engines.ts";
import { InstanceDatabase } from "./instance.ts";
import { DatabaseProxy } from "./proxy.ts";
import { type DatabasePart, SharedByDatabases } from "./shared.ts";

/** Sources and categories of RDS.19 to RDS.21. */
const EVENTS = {
  "db-instance": ["availability", "configuration change", "failover", "failure", "low storage", "maintenance"],
  "db-cluster": ["failover", "failure", "maintenance"],
  "db-parameter-group": ["configuration change"],
} as const;

export const database: StackBlueprint<Parts> = {
  name: "database",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const built = new Map<string, DatabasePart>();
    if (architecture.databases.length > 0) {
      const top = new Construct(stack, "database");
      annotate(top, { file: "database" });
      const { surroundings } = new SharedByDatabases(top, architecture, parts);
      const instances: InstanceDatabase[] = [];
      const clusters: ClusterDatabase[] = [];
      const scope = new Construct(top, "databases");
      for (const database of architecture.databases) {
        const home = ENGINES[database.engine].cluster
          ? new ClusterDatabase(scope, architecture, database, surroundings)
          : new InstanceDatabase(scope, architecture, database, surroundings);
        annotate(home, { because: database.because });
        if (home instanceof ClusterDatabase) clusters.push(home);
        else instances.push(home);
        built.set(
          database.id,
          database.proxy ? new DatabaseProxy(home, database, home.part, surroundings).part : home.part,
        );
      }
      const { admittingTopicArn: topicArn } = parts.get("alarms");
      const subscribe = (source: keyof typeof EVENTS, id: string, sourceIds: string[], name: string = source): void => {
        if (sourceIds.length === 0) return;
        named(
          new DbEventSubscription(top, name, {
            name: `${surroundings.foundation.prefix}-${name}`,
            snsTopic: topicArn,
            sourceType: source,
            sourceIds,
            eventCategories: [...EVENTS[source]],
          }),
          id,
        );
      };
      subscribe(
        "db-instance",
        "database_instances",
        instances.flatMap(({ instance, replica }) => [
          instance.identifier,
          ...(replica === undefined ? [] : [replica.identifier]),
        ]),
      );
      const ofCluster = clusters.map(({ instancesName }) => `values(${instancesName})[*].identifier`);
      subscribe(
        "db-instance",
        "database_cluster_instances",
        ofCluster.length === 0 ? [] : listExpr(`concat(${ofCluster.join(", ")})`),
        "db-cluster-instance",
      );
      subscribe(
        "db-cluster",
        "database_clusters",
        clusters.map(({ cluster }) => cluster.clusterIdentifier),
      );
      subscribe(
        "db-parameter-group",
        "database_parameter_groups",
        instances.map(({ parameterGroupName }) => parameterGroupName),
      );
    }
    parts.set("databases", built);
  },
};
