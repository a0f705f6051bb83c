import { describe, expect, it } from "vitest";
import { backupTopic, DEFAULT_BACKUP } from "../../../src/decisions/topics/backup.ts";
import { answersOf, readingOf } from "./documents.ts";
import { BACKUP_CASES } from "./tables/backup.ts";

describe("figures of backup and recovery that hold now", () => {
  it.each(BACKUP_CASES.map((item) => [JSON.stringify(item.say), item] as const))(
    "%s",
    (_, { say, want, warns = false }) => {
      const texts = typeof say === "string" ? { "data_architecture.backup_strategy": say } : say;
      const { values, diagnostics } = backupTopic.read(readingOf(answersOf(texts)));
      const got: Record<string, unknown> = {};
      for (const key of Object.keys(want)) {
        const entry = Object.entries(values).find(([name]) => name === `backup.${key}`);
        got[key] = entry?.[1]?.value ?? Object.entries(DEFAULT_BACKUP).find(([name]) => name === key)?.[1];
      }
      expect(got).toEqual(want);
      expect(diagnostics.some((diagnostic) => diagnostic.severity === "warning")).toBe(warns);
    },
  );
});
