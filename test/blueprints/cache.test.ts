// In: architectures. Out: proof that caches speak TLS, ask for a password, and evict or refuse as their use needs.
import { describe, expect, it } from "vitest";
import { cache } from "../../blueprints/stacks/cache/blueprint.ts";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { network } from "../../blueprints/stacks/network/blueprint.ts";
import type { Cache } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const valkey: Cache = { id: "main", because: [], engine: "valkey", version: "8.0", port: 6379, use: "cache" };
const build = (...caches: Partial<Cache>[]) =>
  graphOf({ ...everything(), caches: caches.map((over) => ({ ...valkey, ...over })) }, [
    foundation,
    keys,
    network,
    cache,
  ]);

describe("a cache", () => {
  const graph = build({});

  it("is encrypted both ways and lets in nobody without the password", () => {
    expect(blockAt(graph, "aws_elasticache_replication_group.main")).toMatchObject({
      engine: "valkey",
      at_rest_encryption_enabled: "true",
      kms_key_id: "${aws_kms_key.data.arn}",
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      user_group_ids: ["${aws_elasticache_user_group.cache_main.user_group_id}"],
      automatic_failover_enabled: "${var.cache_main.multi_az}",
      multi_az_enabled: "${var.cache_main.multi_az}",
    });
  });

  it("keeps its first password: the user reads what the secret holds, never the random source again", () => {
    expect(blockAt(graph, "aws_secretsmanager_secret_version.cache_main")).toMatchObject({
      secret_string: "${data.aws_secretsmanager_random_password.cache_main.random_password}",
      lifecycle: [{ ignore_changes: ["secret_string"] }],
    });
    expect(blockAt(graph, "aws_elasticache_user.cache_main")).toMatchObject({
      user_name: "default",
      authentication_mode: [
        { type: "password", passwords: ["${aws_secretsmanager_secret_version.cache_main.secret_string}"] },
      ],
    });
  });

  it("is not replaced when AWS has moved its minor version forward", () => {
    expect(blockAt(graph, "aws_elasticache_replication_group.main")["lifecycle"]).toEqual([
      { ignore_changes: ["engine_version"] },
    ]);
  });

  it("evicts as a cache, and as a broker refuses instead of dropping jobs", () => {
    const policy = (use: Cache["use"]) => blockAt(build({ use }), "aws_elasticache_parameter_group.main")["parameter"];
    expect(policy("cache")).toEqual([{ name: "maxmemory-policy", value: "allkeys-lru" }]);
    expect(policy("broker")).toEqual([{ name: "maxmemory-policy", value: "noeviction" }]);
    expect(policy("both")).toEqual([{ name: "maxmemory-policy", value: "noeviction" }]);
  });

  it("fails over only where there is somebody to take over", () => {
    expect(graph.variables.find(({ name }) => name === "cache_main")?.values).toEqual({
      staging: { node_type: "cache.t4g.micro", nodes: 1, multi_az: false, snapshot_retention_days: 0 },
      prod: { node_type: "cache.m7g.large", nodes: 2, multi_az: true, snapshot_retention_days: 7 },
    });
  });

  it("has a name of at most 40 characters for the longest project, environment and id", () => {
    const long = graphOf(
      {
        ...everything(),
        project: { id: "a-project-of-twenty-", title: "" },
        caches: [{ ...valkey, id: "a-cache-with-a-long-name" }],
      },
      [foundation, keys, network, cache],
    );
    const name = String(
      blockAt(long, "aws_elasticache_replication_group.a_cache_with_a_long_name")["replication_group_id"],
    ).replace("${var.environment}", "e".repeat(16));
    expect(name).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
    expect(name).not.toContain("--");
  });
});

describe("the user of a cache", () => {
  it("may not empty the server, configure or stop it", () => {
    const { access_string } = blockAt(
      graphOf(everything(), [foundation, keys, network, cache]),
      "aws_elasticache_user.cache_main",
    );
    expect(access_string).toBe("on ~* &* +@all -@dangerous +flushdb +info +keys +sort");
  });
});

describe("memcached", () => {
  it("is a cluster with TLS and neither password nor snapshots", () => {
    const graph = build({ engine: "memcached", version: "1.6.22", port: 11211 });
    expect(blockAt(graph, "aws_elasticache_cluster.main")).toMatchObject({
      engine: "memcached",
      transit_encryption_enabled: true,
      az_mode: '${var.cache_main.nodes > 1 ? "cross-az" : "single-az"}',
    });
    expect(blockAt(graph, "aws_elasticache_parameter_group.main")["family"]).toBe("memcached1.6");
    expect(graph.blocks.some(({ labels }) => labels[0] === "aws_elasticache_user")).toBe(false);
  });
});
