// An engine that becomes another one: what a person set for the old one is named, whether it is in conflict or not, and nothing else is.
import { describe, expect, it } from "vitest";
import { memoryDisk } from "../../src/disk/memory-disk.ts";
import { plan, run } from "./helpers.ts";

const compose = (image: string, port: number, more = "") =>
  `services:\n  api:\n    image: api:1\n  database-main:\n    image: ${image}\n    environment:\n      NAME: shop\n${more}    ports:\n      - 127.0.0.1:15432:${port}\n`;
const group = (family: string, engine: string, more = "") =>
  `resource "aws_db_parameter_group" "main" {\n  family = "${family}"\n\n  parameter {\n    name  = "log"\n    value = "1"\n  }\n${more}}\n\nresource "aws_db_instance" "main" {\n  engine = "${engine}"\n}\n`;

async function said(path: string, before: string, edited: string, after: string): Promise<string[]> {
  const disk = memoryDisk();
  await run(disk, { [path]: before });
  disk.write(path, new TextEncoder().encode(edited), { executable: false });
  const { diagnostics } = plan(disk, { [path]: after });
  return diagnostics.filter(({ code }) => code === "WRITE_OTHER_ENGINE").map(({ message }) => message);
}

describe("another engine", () => {
  it("is told of a tag, a variable and a port that were set for the old one", async () => {
    const edited = compose("postgres:17.2", 5432, "      POSTGRES_INITDB_ARGS: x\n").replace("15432", "5433");
    expect(await said("compose.yaml", compose("postgres:17", 5432), edited, compose("mysql:8.4", 3306))).toEqual([
      "compose.yaml: services.database-main was postgres and is mysql now, and of your edits stay in it: image, environment.POSTGRES_INITDB_ARGS, ports.127.0.0.1:5433:5432",
    ]);
  });

  it("is told of a family and of parameters, in conflict or not", async () => {
    const more = '\n  parameter {\n    name  = "work_mem"\n    value = "9"\n  }\n';
    const path = "infra/stack/database.tf";
    const before = group("postgres17", "postgres");
    const after = group("mysql8.4", "mysql");
    const place = `${path}: resource.aws_db_parameter_group.main was postgres and is mysql now, and of your edits stay in it:`;
    expect(await said(path, before, group("postgres17", "postgres", more), after)).toEqual([
      `${place} parameter work_mem`,
    ]);
    expect(await said(path, before, group("postgres16", "postgres", more), after)).toEqual([
      `${place} family, parameter work_mem`,
    ]);
  });

  it("is not a newer version, and nothing is said of an edit elsewhere or of none", async () => {
    const before = compose("postgres:16", 5432);
    expect(
      await said("compose.yaml", before, compose("postgres:16", 5432, "      A: b\n"), compose("postgres:17", 5432)),
    ).toEqual([]);
    expect(await said("compose.yaml", before, before.replace("api:1", "api:2"), compose("mysql:8.4", 3306))).toEqual(
      [],
    );
    expect(await said("compose.yaml", before, before, compose("mysql:8.4", 3306))).toEqual([]);
  });
});
