// In: the read answers. Out: the set of monitoring tools in use. Never counts a tool that only runs on laptops or watches something else.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { CHANNELS, channelTerms, monitoringTerms } from "../lexicon/operations.ts";
import { findMentions } from "../text/mentions.ts";
import { choose, decidedSet, saysNone, search } from "./find.ts";
import { fieldsOf, type Reading, type Topic } from "./topic.ts";

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
    return { values: value ? { monitoring: value } : {}, diagnostics: [...choice.diagnostics, ...channels(reading)] };
  },
};

/** Where alarms shall be read is no tool of its own, and is lost in silence unless it is said. */
function channels(reading: Reading): Diagnostic[] {
  const named = fieldsOf(reading, ...HOME)
    .flatMap((field) => findMentions(field.statements, channelTerms))
    .filter(({ id, status }) => status === "chosen" && Object.hasOwn(CHANNELS, id));
  const [first] = named;
  if (first === undefined) return [];
  const names = [...new Set(named.map(({ id }) => CHANNELS[id]))].join(", ");
  return [
    {
      code: "ARCH_NOT_BUILT",
      severity: "warning",
      pointer: first.evidence.pointer,
      message: `alarms in ${names} are not wired yet; the stack sends them to one topic per environment, and from there by e-mail`,
      help: "Let the topic write there: Amazon Q Developer in chat applications subscribes to it, or the address of the channel among the alarm e-mails of each environment.",
    },
  ];
}
