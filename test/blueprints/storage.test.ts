// In: architectures. Out: proof that buckets and file systems are private, encrypted, logged and reachable only as meant.
import { describe, expect, it } from "vitest";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { network } from "../../blueprints/stacks/network/blueprint.ts";
import { storage } from "../../blueprints/stacks/storage/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const shop = everything();
const build = (over: Partial<Architecture>) => graphOf({ ...shop, ...over }, [foundation, keys, network, storage]);
const graph = build({});
const sids = (address: string) => (blockAt(graph, address)["statement"] as { sid: string }[]).map(({ sid }) => sid);

describe("buckets", () => {
  it("are closed to the public, without ACLs, with versions", () => {
    for (const id of ["access_logs", "uploads"]) {
      expect(blockAt(graph, `aws_s3_bucket.${id}`)["force_destroy"]).toBe(false);
      expect(blockAt(graph, `aws_s3_bucket_public_access_block.${id}`)).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      expect(blockAt(graph, `aws_s3_bucket_ownership_controls.${id}`)["rule"]).toEqual([
        { object_ownership: "BucketOwnerEnforced" },
      ]);
      expect(blockAt(graph, `aws_s3_bucket_versioning.${id}`)["versioning_configuration"]).toEqual([
        { status: "Enabled" },
      ]);
      expect(sids(`data.aws_iam_policy_document.${id}_bucket`)).toEqual(
        expect.arrayContaining(["OnlyOverTls", "OnlyModernTls"]),
      );
    }
  });

  it("encrypt data with our key, and logs with S3's, because load balancers cannot use ours", () => {
    const algorithm = (id: string) =>
      JSON.stringify(blockAt(graph, `aws_s3_bucket_server_side_encryption_configuration.${id}`)["rule"]);
    expect(algorithm("uploads")).toContain('"kms_master_key_id":"${aws_kms_key.data.arn}","sse_algorithm":"aws:kms"');
    expect(algorithm("uploads")).toContain('"bucket_key_enabled":true');
    expect(algorithm("access_logs")).toContain('"sse_algorithm":"AES256"');
  });

  it("admit only writers that the system has", () => {
    expect(sids("data.aws_iam_policy_document.access_logs_bucket")).toEqual([
      "BucketsLog",
      "LoadBalancersLog",
      "AWSLogDeliveryWrite",
      "OnlyOverTls",
      "OnlyModernTls",
    ]);
    const written = JSON.stringify(blockAt(graph, "data.aws_iam_policy_document.access_logs_bucket")["statement"]);
    for (const condition of [
      '"values":["arn:${data.aws_partition.current.partition}:elasticloadbalancing:${var.region}:${data.aws_caller_identity.current.account_id}:loadbalancer/*"],"variable":"aws:SourceArn"',
      '"values":["bucket-owner-full-control"],"variable":"s3:x-amz-acl"',
      '"values":["arn:${data.aws_partition.current.partition}:logs:us-east-1:${data.aws_caller_identity.current.account_id}:delivery-source:*"],"variable":"aws:SourceArn"',
    ])
      expect(written).toContain(condition);
    const plain = build({ sites: [], edge: { ...shop.edge, loadBalancer: false } });
    const statements = blockAt(plain, "data.aws_iam_policy_document.access_logs_bucket")["statement"];
    expect((statements as { sid: string }[]).map(({ sid }) => sid)).toEqual([
      "BucketsLog",
      "OnlyOverTls",
      "OnlyModernTls",
    ]);
  });

  it("have names of at most 63 characters for the longest project, environment and id", () => {
    const long = "a-bucket-with-a-long-name";
    const named = build({ buckets: [{ id: long, because: [], purpose: "files" }] });
    const name = String(blockAt(named, "aws_s3_bucket.a_bucket_with_a_long_name")["bucket"]);
    const filled = name
      .replace("${local.prefix}", `${"p".repeat(20)}-${"e".repeat(16)}`)
      .replace("${data.aws_caller_identity.current.account_id}", "1".repeat(12));
    expect(filled).toMatch(/^[a-z0-9-]{3,63}$/);
  });

  it("log only once the log bucket admits the writer, which AWS checks", () => {
    expect(blockAt(graph, "aws_s3_bucket_logging.uploads")["target_bucket"]).toBe(
      "${aws_s3_bucket_policy.access_logs.bucket}",
    );
  });

  it("never expire what people stored", () => {
    const { rule } = blockAt(graph, "aws_s3_bucket_lifecycle_configuration.uploads");
    expect(JSON.stringify(rule)).not.toContain('"expiration"');
    expect(JSON.stringify(rule)).toContain('"days_after_initiation":7');
  });
});

describe("file systems", () => {
  it("are mounted over TLS, through the access point, as the containers' user", () => {
    expect(sids("data.aws_iam_policy_document.shared_file_system")).toEqual([
      "OnlyOverTls",
      "OnlyThroughTheAccessPoint",
    ]);
    expect(blockAt(graph, "aws_efs_file_system.shared")).toMatchObject({
      encrypted: true,
      kms_key_id: "${aws_kms_key.data.arn}",
    });
    expect(blockAt(graph, "aws_efs_access_point.shared")["posix_user"]).toEqual([{ gid: 10001, uid: 10001 }]);
    expect(blockAt(graph, "aws_efs_mount_target.shared")["for_each"]).toBe("${var.availability_zones}");
  });

  it("are backed up once: by the plan, or by EFS where there is no plan", () => {
    const without = shop.environments.map((environment) => ({
      ...environment,
      backup: { ...environment.backup, enabled: false },
    }));
    expect(graph.blocks.some(({ labels }) => labels[0] === "aws_efs_backup_policy")).toBe(false);
    expect(blockAt(build({ environments: without }), "aws_efs_backup_policy.shared")["backup_policy"]).toEqual([
      { status: "ENABLED" },
    ]);
  });
});
