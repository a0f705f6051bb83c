// A deleted database that is written down in an unusual way is still a deleted database: no such plan passes.
import { describe, expect, it } from "vitest";
import { readPlan } from "../../src/review/read.ts";
import { type Review, review } from "../../src/review/review.ts";
import { bytesOf, rowOf } from "./plans.ts";

const gone = rowOf("aws_db_instance", { id: "db", identifier: "db" }, null);
const judge = (document: object): Review =>
  review([readPlan(bytesOf({ format_version: "1.2", ...document }), "plan.json", "prod")], { failOn: "high" });

describe("a row", () => {
  const actions = (...names: string[]) => ({ change: { ...(gone["change"] as object), actions: names } });
  it.each([
    ["another mode", { mode: "data" }],
    ["a mode in capitals", { mode: "Managed" }],
    ["an empty mode", { mode: "" }],
    ["a type that looks alike", { type: "aws_db_inst\u0430nce" }],
    ["a type with a space", { type: "aws_db_instance " }],
    ["no type", { type: undefined }],
    ["the type of something else", { type: "null_resource" }],
    ["an address in a module", { type: "x", address: 'module.a["b.c"].module.d[0].aws_db_instance.e["f"]' }],
    ["no-op and nothing left", actions("no-op")],
    ["read and nothing left", actions("read")],
    ["update and nothing left", actions("update")],
    ["a data source's action", { ...actions("read"), mode: "data" }],
  ])("with %s blocks", (_, more) => {
    expect(judge({ resource_changes: [{ ...gone, ...more }] }).verdict).toBe("block");
  });

  it.each([
    ["data.aws_ami.a", "data", "read"],
    ['module.m["x"].data.aws_ami.a[0]', "data", "read"],
    ["ephemeral.random_password.a", "ephemeral", "delete"],
  ])("of %s is left alone", (address, mode, action) => {
    const row = { address, mode, type: "aws_ami", change: { actions: [action], before: { id: "x" }, after: null } };
    expect(judge({ resource_changes: [row] }).verdict).toBe("pass");
  });
});

describe("a list of changes", () => {
  const values = { root_module: { child_modules: [{ resources: [{ mode: "managed", address: "module.m.a.b" }] }] } };
  it.each([
    ["that is an object", { resource_changes: { 0: gone } }],
    ["that is missing beside planned resources", { planned_values: values }],
    ["that is null beside planned resources", { planned_values: values, resource_changes: null }],
    ["that is missing beside resources of before", { planned_values: { root_module: {} }, prior_state: { values } }],
  ])("%s is refused", (_, document) => {
    expect(() => judge(document)).toThrow(/resource_changes/);
  });

  it.each([
    ["there is no resource", { planned_values: { root_module: {} } }],
    ["there are data sources only", { planned_values: { root_module: { resources: [{ mode: "data" }] } } }],
    [
      "it only refreshes",
      {
        planned_values: { root_module: {} },
        prior_state: { values },
        resource_drift: [rowOf("a_b", { x: 1 }, { x: 2 })],
      },
    ],
  ])("may be missing when %s", (_, document) => {
    expect(judge(document).verdict).toBe("pass");
  });
});

describe("data of other providers", () => {
  it.each(
    `aws_dsql_cluster aws_redshiftserverless_namespace aws_glacier_vault aws_cloudformation_stack awscc_rds_db_instance
    azurerm_sql_database azurerm_mssql_managed_database azurerm_cosmosdb_mongo_collection azurerm_recovery_services_vault
    azurerm_resource_group azurerm_mssql_database google_container_cluster google_sql_database postgresql_database
    mysql_database snowflake_database scaleway_rdb_instance hcloud_volume linode_volume oci_database_db_system
    oci_objectstorage_bucket alicloud_db_instance aiven_pg supabase_project openstack_blockstorage_volume_v3
    kubernetes_stateful_set kubernetes_namespace_v1 vault_mount github_repository`.split(/\s+/),
  )("blocks when it is deleted: %s", (type) => {
    expect(judge({ resource_changes: [rowOf(type, { id: "x" }, null)] }).verdict).toBe("block");
  });

  it.each([
    ["nobody_knows", "warn"],
    ["null_resource", "pass"],
    ["random_id", "pass"],
    ["foo_policy_attachment", "pass"],
  ])("of type %s is told: %s", (type, verdict) => {
    expect(judge({ resource_changes: [rowOf(type, { id: "x" }, null)] }).verdict).toBe(verdict);
  });
});
