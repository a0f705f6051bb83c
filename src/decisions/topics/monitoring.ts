// In: the read answers. Out: the set of monitoring tools in use. Never counts a tool that only runs on laptops or watches something else.
import { monitoringTerms } from "../lexicon/operations.ts";
import { choose, decidedSet, saysNone, search } from "./find.ts";
import { fieldsOf, type Topic } from "./topic.ts";

const HOME = ["infrastructure.monitoring_setup"];

export const monitoringTopic: Topic = {
  keys: ["monitoring"],
  read: (reading) => {
    const found = search(reading, {
      key: "monitoring",
      lexicon: monitoringTerms,
      home: HOME,
      accept: (m) => !/^\s*events?\b/i.test(m.statement.text.slice(m.evidence.end, m.evidence.end + 8)),
    });
    const choice = choose("monitoring", found);
    const value = decidedSet(
      [...choice.chosen.keys()],
      { ...choice, denied: choice.denied.filter((m) => m.weight === 3 && m.id.startsWith("any-")) },
      saysNone(fieldsOf(reading, ...HOME)),
    );
    return { values: value ? { monitoring: value } : {}, diagnostics: choice.diagnostics };
  },
};
