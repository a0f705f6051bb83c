// A list of resources that an earlier version wrote, with some arguments only: what it never tracked is no change, and what it did track still is.
import { describe, expect, it } from "vitest";
import { predict } from "../../src/resources/predict.ts";
import { type Snapshot, type SnapshotModule, typeOf, withoutKey } from "../../src/resources/snapshot.ts";
import { parseSnapshot } from "../../src/resources/snapshot-file.ts";
import { olderListDiagnostics } from "../../src/resources/verdict.ts";
import { type Blocks, ROOT, snapshotOf } from "../helpers/snapshots.ts";

const blocks = (cidr: string, group = "sg-1"): Blocks => ({
  "aws_vpc_security_group_egress_rule.to_https": {
    count: '${contains(var.open, "a") ? 1 : 0}',
    security_group_id: group,
    cidr_ipv4: cidr,
    ip_protocol: "tcp",
  },
  "aws_vpc_security_group_egress_rule.never": { count: 0, security_group_id: group, cidr_ipv4: cidr },
  "aws_vpc_security_group_ingress_rule.from_web": {
    security_group_id: group,
    referenced_security_group_id: "${aws_security_group.web.id}",
  },
  "aws_security_group.web": { name: "web", vpc_id: "vpc-1" },
  "aws_db_instance.main": { identifier: "main", engine: "postgres", backup_retention_period: 14 },
  "data.aws_iam_policy_document.key": { statement: [{ actions: ["kms:Decrypt"] }] },
  "aws_kms_key.data": { description: "Data", policy: "${data.aws_iam_policy_document.key.json}" },
  "aws_ecs_task_definition.a": { family: "a", cpu: 256, container_definitions: "x".repeat(500) },
});
const variables = { open: ["a"] };

type Version = 1 | 2;

/** In the form of versions 1 and 2: what follows from the blocks instead of them. */
function older(
  schemaVersion: Version,
  { modules, parts }: Snapshot,
  root: Partial<Snapshot["roots"][string]>,
): Snapshot {
  const moduleOf = ({ members, moved, removed, names }: SnapshotModule) => ({ members, moved, removed, names });
  const { module, regions, because, resources } = root;
  const text = JSON.stringify({
    schemaVersion,
    modules: { stack: moduleOf(modules.stack), bootstrap: moduleOf(modules.bootstrap) },
    roots: { [ROOT]: { module, regions, because, resources } },
    parts,
  });
  const parsed = parseSnapshot(text);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.snapshot;
}

/** As version 1 wrote it: of types without data only `tracked`, the rest as one hash; no look at `count`, texts hashed in another way. */
function asVersion1(snapshot: Snapshot, tracked: readonly string[]): Snapshot {
  const root = snapshot.roots[ROOT];
  if (root === undefined) throw new Error("no root");
  const counted = Object.keys(snapshot.modules.stack.members).filter((address) => address.endsWith(".never"));
  const entries = Object.entries(root.resources).map(([address, { arguments: all }]) => {
    const isWhole = ["aws_db_instance", "aws_kms_key"].includes(typeOf(address));
    const shown = Object.entries(all)
      .filter(([name]) => isWhole || tracked.includes(name))
      .map(([name, value]) => [
        name,
        typeof value === "string" && value.startsWith("sha256:")
          ? name === "policy"
            ? "${data.aws_iam_policy_document.key.json}"
            : "sha256:00000000"
          : value,
      ]);
    return [withoutKey(address), { arguments: Object.fromEntries(shown), ...(isWhole ? {} : { rest: "0badcafe" }) }];
  });
  const more = counted.map((address) => [address, { arguments: { security_group_id: "sg-1" }, rest: "0badcafe" }]);
  return older(1, snapshot, { ...root, resources: Object.fromEntries([...entries, ...more]) });
}

const TRACKED = ["name", "vpc_id", "security_group_id", "family", "cpu", "container_definitions"];
const now = snapshotOf(blocks("0.0.0.0/0"), variables);

describe("a list with every instance evaluated, as version 2 wrote it", () => {
  const before = older(2, now, now.roots[ROOT] ?? {});

  it("says what this version's says", () => {
    expect(before.roots[ROOT]?.resources).toEqual(now.roots[ROOT]?.resources);
    expect(before.modules.stack.members).toEqual(now.modules.stack.members);
    expect(predict(before, now)).toEqual([]);
    expect(olderListDiagnostics(before)).toEqual([]);
    const after = snapshotOf(blocks("10.0.0.0/8"), variables);
    expect(predict(before, after)).toEqual(predict(now, after));
  });
});

describe("a list of version 1", () => {
  it("says that nothing changes where nothing does, whatever it tracked", () => {
    for (const tracked of [TRACKED, [], [...TRACKED, "cidr_ipv4", "referenced_security_group_id"]])
      expect(predict(asVersion1(now, tracked), now)).toEqual([]);
  });

  it("still tells the changes that it can", () => {
    const edited = { ...blocks("0.0.0.0/0", "sg-2"), "aws_db_instance.main": { identifier: "main", engine: "mysql" } };
    const predictions = predict(asVersion1(now, TRACKED), snapshotOf(edited, variables));
    expect(predictions.map(({ address, action, arguments: names }) => [address, action, names])).toEqual([
      ["aws_db_instance.main", "replaced", ["engine"]],
      ["aws_vpc_security_group_egress_rule.to_https[0]", "replaced", ["security_group_id"]],
      ["aws_vpc_security_group_ingress_rule.from_web", "replaced", ["security_group_id"]],
    ]);
  });

  it("still tells what goes", () => {
    const {
      "aws_ecs_task_definition.a": _,
      "aws_vpc_security_group_egress_rule.never": __,
      ...fewer
    } = blocks("0.0.0.0/0");
    const gone = predict(asVersion1(now, TRACKED), snapshotOf(fewer, variables));
    expect(gone.map(({ address, action }) => [address, action])).toEqual([
      ["aws_ecs_task_definition.a", "destroyed"],
      ["aws_vpc_security_group_egress_rule.never", "destroyed"],
    ]);
  });

  it("is said to be one, and the list that is written now is not", () => {
    expect(olderListDiagnostics(asVersion1(now, TRACKED)).map(({ code, severity }) => [code, severity])).toEqual([
      ["IMPACT_OLDER_LIST", "info"],
    ]);
    expect(olderListDiagnostics(now)).toEqual([]);
  });
});
