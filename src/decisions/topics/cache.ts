// In: the read answers. Out: the server-side caches that the system runs, job brokers on Redis included. Never counts browser, CDN or in-process caches.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { cacheTerms } from "../lexicon/data.ts";
import { allOf, before, choose, decidedSet, type Found, isReference, openSlashes, saysNone, search } from "./find.ts";
import { spokenFor } from "./rivals.ts";
import { fieldsOf, type Topic } from "./topic.ts";

const HOME = ["data_architecture.caching_strategy", "scalability.caching_layers"];
const EXCLUSIVE = new Set(["redis", "valkey", "memcached"]);
const OWN = ["redis", "valkey", "memcached", "dax", "other"];

export const cacheTopic: Topic = {
  keys: ["cache"],
  read: (reading) => {
    const found = openSlashes(
      search(reading, { key: "cache", lexicon: cacheTerms, home: HOME })
        .map(asDenial)
        .filter((m) => m.id !== "any-no-cache"),
      EXCLUSIVE,
    );
    const all = choose(
      "cache",
      found.filter((m) => !m.id.startsWith("any-") || m.weight === 3),
    );
    const { chosen, diagnostics: unused } = spokenFor("cache", all.chosen, (id) =>
      EXCLUSIVE.has(id) ? id : undefined,
    );
    const choice = { ...all, chosen, diagnostics: [...all.diagnostics, ...unused] };
    const ids = new Set(choice.chosen.keys());
    // Valkey speaks the protocol of Redis, and people go on calling it that in lists and drawings.
    const isCalled = choice.chosen.get("redis")?.every((m) => isReference(m)) ?? false;
    if (isCalled && choice.chosen.get("valkey")?.some(({ weight }) => weight === 3)) ids.delete("redis");
    const diagnostics: Diagnostic[] = [...choice.diagnostics];
    const general = choice.chosen.get("elasticache");
    const broker = choice.chosen.get("broker");
    const named = OWN.some((id) => ids.has(id));
    ids.delete("elasticache");
    ids.delete("broker");
    if (general && !named) {
      ids.add("redis");
      diagnostics.push(undecided(general, "the engine of ElastiCache is not named; read as Redis"));
    } else if (broker && !named && !found.some((m) => m.id === "redis" && m.status === "negated")) ids.add("redis");
    const value = decidedSet([...ids], choice, saysNone(fieldsOf(reading, ...HOME)));
    return { values: value ? { cache: value } : {}, diagnostics, used: { cache: allOf(choice) } };
  },
};

/** "No cache." denies one; "no-cache" and "Cache-Control: no cache" are headers. */
function asDenial(mention: Found): Found {
  const denies = /^no cache$/i.test(mention.evidence.quote) && !/control\W*$/i.test(before(mention, 20));
  return denies ? { ...mention, id: "any-cache", status: "negated" } : mention;
}

function undecided(mentions: readonly Found[], what: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: mentions[0]?.evidence.pointer ?? "",
    message: `cache: ${what}.`,
    help: "Name the engine, or set decisions.cache.",
  };
}
