// A newer tool that reads the same text differently keeps the old reading until it is accepted; an edit of the text is never held back.
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/answers/answers.ts";
import { decide } from "../../src/decisions/decide.ts";
import type { Decisions } from "../../src/decisions/decision.ts";
import { applyLock, type Lock, readLock, toLock } from "../../src/decisions/lock.ts";
import { answersOf, type Texts } from "../helpers/answers.ts";

const TEXTS: Texts = {
  "services.technology": "Node 22",
  "infrastructure.hosting_strategy": "AWS in Ireland on Fargate",
  "data_architecture.primary_database": "Postgres",
  "data_architecture.caching_strategy": "Redis",
};

/** The lock of a run whose tool read `change` otherwise than today's does. */
function lockOf(answers: Answers, change: (lock: Lock) => void = () => {}): Lock {
  const lock = structuredClone(toLock(answers, decide(answers), new Set()));
  change(lock);
  // Through JSON, as in the manifest.
  return readLock(JSON.parse(JSON.stringify(lock)));
}

const withCache = (value: string[]) => (lock: Lock) => {
  const entry = lock.decisions["cache"];
  if (entry) lock.decisions["cache"] = { ...entry, value };
};

function under(answers: Answers, lock: Lock, toolChanged = true): Decisions & { kept: readonly string[] } {
  const { decisions, kept } = applyLock(answers, decide(answers), lock, toolChanged);
  return { ...decisions, kept: [...kept] };
}

const codes = ({ diagnostics }: Decisions) => diagnostics.filter(({ code }) => code === "DECISION_READ_ANEW");

describe("the decision lock", () => {
  it("changes nothing when the tool reads as before", () => {
    const answers = answersOf(TEXTS);
    const now = decide(answers);
    expect(applyLock(answers, now, lockOf(answers), true)).toEqual({ decisions: now, kept: new Set() });
  });

  it("keeps what an older tool read in the same text, with its evidence, and says so", () => {
    const answers = answersOf(TEXTS);
    const result = under(answers, lockOf(answers, withCache(["valkey"])));
    expect(result.table.cache).toEqual({
      value: ["valkey"],
      source: "stated",
      evidence: [{ pointer: "/data_architecture/caching_strategy", start: 0, end: 5, quote: "Redis" }],
    });
    expect(result.kept).toEqual(["cache"]);
    expect(codes(result)).toMatchObject([
      {
        severity: "warning",
        pointer: "/data_architecture/caching_strategy",
        message: expect.stringMatching(/\["redis"\].*\["valkey"\]/),
      },
    ]);
  });

  it("lets an edited text decide anew, whoever wrote the output", () => {
    const lock = lockOf(answersOf(TEXTS), withCache(["valkey"]));
    const edited = answersOf({ ...TEXTS, "data_architecture.caching_strategy": "Memcached" });
    expect(under(edited, lock).table.cache.value).toEqual(["memcached"]);
    expect(under(edited, lock).kept).toEqual([]);
  });

  it("holds one decision while another field is edited", () => {
    const lock = lockOf(answersOf(TEXTS), withCache(["valkey"]));
    const edited = answersOf({ ...TEXTS, "data_architecture.primary_database": "MySQL" });
    const result = under(edited, lock);
    expect(result.table.databases.value).toEqual(["mysql"]);
    expect(result.table.cache.value).toEqual(["valkey"]);
  });

  it("never holds anything back within one version", () => {
    const answers = answersOf(TEXTS);
    expect(under(answers, lockOf(answers, withCache(["valkey"])), false).table.cache.value).toEqual(["redis"]);
  });

  it("goes on keeping what was kept, in later runs of the same version, until it is accepted", () => {
    const answers = answersOf(TEXTS);
    const first = applyLock(answers, decide(answers), lockOf(answers, withCache(["valkey"])), true);
    const next = readLock(JSON.parse(JSON.stringify(toLock(answers, first.decisions, first.kept))));
    const second = applyLock(answers, decide(answers), next, false);
    expect(second.decisions.table.cache.value).toEqual(["valkey"]);
    // Accepting is a run without a lock; what it remembers holds nothing.
    const accepted = readLock(JSON.parse(JSON.stringify(toLock(answers, decide(answers), new Set()))));
    expect(applyLock(answers, decide(answers), accepted, false).kept.size).toBe(0);
  });

  it("holds a changed default only while no text at all has changed", () => {
    const answers = answersOf(TEXTS);
    const lock = lockOf(answers, (it) => {
      it.decisions["scaling.max"] = { value: 9, source: "default" };
    });
    expect(under(answers, lock).table["scaling.max"]).toEqual({ value: 9, source: "default", evidence: [] });
    const edited = answersOf({ ...TEXTS, "security.authorization": "Admins" });
    expect(under(edited, lock).kept).toEqual([]);
  });

  it("gives way to an override", () => {
    const answers = answersOf(TEXTS, { cache: ["memcached"] });
    const lock = lockOf(answersOf(TEXTS), withCache(["valkey"]));
    expect(under(answers, lock).table.cache).toMatchObject({ value: ["memcached"], source: "override" });
  });

  it("keeps how a service was read, also when it moves in the list", () => {
    const answers = answersOf(TEXTS);
    const lock = lockOf(answers, (it) => {
      const entry = it.services["api"];
      if (entry)
        it.services["api"] = {
          ...entry,
          value: { runtime: "python", framework: "django", kind: "web", compute: null, port: 8000 },
        };
    });
    const moved: Answers = {
      ...answers,
      output: {
        ...answers.output,
        services: [
          { name: "new", purpose: "", technology: "Go", dependencies: [], scaling_requirements: "" },
          ...answers.output.services,
        ],
      },
    };
    const result = under(moved, lock);
    expect(result.services.map(({ name, runtime }) => [name, runtime])).toEqual([
      ["new", "go"],
      ["api", "python"],
    ]);
    expect(codes(result)).toMatchObject([{ pointer: "/services/1/technology" }]);
  });

  it("believes nothing that a stranger wrote into the manifest", () => {
    const answers = answersOf(TEXTS);
    for (const value of [["../../etc"], "redis", [["redis"]], { a: 1 }, null, [""], [`x${"y".repeat(99)}`]]) {
      const lock = lockOf(answers, (it) => {
        const entry = it.decisions["cache"];
        if (entry) it.decisions["cache"] = { ...entry, value: value as never };
      });
      expect(under(answers, lock).table.cache.value, JSON.stringify(value)).toEqual(["redis"]);
    }
    const environments = lockOf(answers, (it) => {
      it.decisions["environments"] = { value: ["../x"], source: "default" };
    });
    expect(under(answers, environments).kept).toEqual([]);
    const outside = lockOf(answers, (it) => {
      it.decisions["cache"] = {
        value: ["valkey"],
        source: "stated",
        evidence: [{ pointer: "/data_architecture/caching_strategy", start: 3, end: 99 }],
      };
    });
    expect(under(answers, outside).kept).toEqual([]);
    for (const junk of [
      { decisions: 3 },
      { decisions: { cache: "x" } },
      { decisions: {}, services: [], texts: { a: 1 } },
      { decisions: null },
    ])
      expect(under(answers, readLock(junk)).kept).toEqual([]);
  });
});
