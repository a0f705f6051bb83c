import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { outputSchema } from "../../../src/answers/schema.ts";
import { backupTopic } from "../../../src/decisions/topics/backup.ts";
import { environmentsTopic } from "../../../src/decisions/topics/environments.ts";
import { regionsTopic } from "../../../src/decisions/topics/regions.ts";
import { scalingTopic } from "../../../src/decisions/topics/scaling.ts";
import { readServices } from "../../../src/decisions/topics/services.ts";
import { readingOf } from "./documents.ts";

const FOLDER = new URL("../../fixtures/corpus/", import.meta.url);
const figure = z.number().nullable();
const labels = z.object({
  environments: z.array(z.string()),
  regions: z.array(z.string()),
  ambiguous: z.array(z.string()),
  backup: z.object({
    frequency_hours: figure,
    retention_days: figure,
    rpo_minutes: figure,
    rto_minutes: figure,
    cross_region: z.boolean().nullable(),
    pitr: z.boolean().nullable(),
  }),
  scaling: z.object({ min: figure, max: figure }),
  services: z.array(
    z.object({ name: z.string(), runtime: z.string().nullable(), kind: z.string(), framework: z.string().nullable() }),
  ),
});
const names = readdirSync(FOLDER)
  .filter((name) => /^\d.*(?<!\.expected)\.json$/.test(name))
  .sort();
const parse = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));

describe.each(names)("%s", (name) => {
  const raw = z
    .object({ output: z.looseObject({ architecture_diagrams: z.record(z.string(), z.string()) }) })
    .parse(parse(name));
  const filled = {
    ...raw.output,
    architecture_diagrams: {
      system_overview: "",
      data_flow: "",
      deployment_diagram: "",
      security_architecture: "",
      ...raw.output.architecture_diagrams,
    },
  };
  const reading = readingOf({ base: "/output", project: name, output: outputSchema.parse(filled), overrides: {} });
  const want = labels.parse(parse(name.replace(".json", ".expected.json")));

  it("environments and regions", () => {
    const environments = environmentsTopic.read(reading).values.environments?.value ?? [];
    expect([...environments].sort()).toEqual([...want.environments].sort());
    expect([...(regionsTopic.read(reading).values.regions?.value ?? [])].sort()).toEqual([...want.regions].sort());
  });

  it("figures of backup and size", () => {
    const { values, diagnostics } = backupTopic.read(reading);
    const sizes = scalingTopic.read(reading).values;
    const wrong: string[] = [];
    const check = (key: string, got: unknown, label: unknown) => {
      if (label !== null && got !== label) wrong.push(`${key}: ${String(got)}, not ${String(label)}`);
    };
    check("frequencyHours", values["backup.frequencyHours"]?.value ?? 24, want.backup.frequency_hours);
    check("retentionDays", values["backup.retentionDays"]?.value ?? 7, want.backup.retention_days);
    check("rpoMinutes", values["backup.rpoMinutes"]?.value ?? 1440, want.backup.rpo_minutes);
    check("rtoMinutes", values["backup.rtoMinutes"]?.value ?? 480, want.backup.rto_minutes);
    check("crossRegion", values["backup.crossRegion"]?.value ?? false, want.backup.cross_region);
    check("pitr", values["backup.pitr"]?.value ?? true, want.backup.pitr);
    check("min", sizes["scaling.min"]?.value ?? 2, want.scaling.min);
    check("max", sizes["scaling.max"]?.value ?? 6, want.scaling.max);
    expect(wrong).toEqual([]);
    for (const key of want.ambiguous.filter((field) => field.startsWith("backup."))) {
      const camel = key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      expect(diagnostics.map((diagnostic) => diagnostic.message).join(" ")).toContain(camel);
    }
  });

  it("services", () => {
    const { services } = readServices(reading);
    const got = services.map(({ name: service, runtime, kind }) => ({ name: service, runtime, kind }));
    expect(got).toEqual(want.services.map(({ name: service, runtime, kind }) => ({ name: service, runtime, kind })));
  });
});
