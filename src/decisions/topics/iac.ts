// In: the read answers. Out: the tool that the people use for infrastructure as code. Never mistakes a plan to use one for use.
import type { IAC } from "../../answers/override-values.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { iacTerms } from "../lexicon/operations.ts";
import { choose, decided, evidenceOf, type Found, saysNone, search } from "./find.ts";
import { bothNamed } from "./rivals.ts";
import { fieldsOf, type Topic } from "./topic.ts";

const HOME = [
  "infrastructure_as_code.tooling",
  "infrastructure_as_code.environment_provisioning",
  "infrastructure_as_code.configuration_management",
  "infrastructure_as_code.version_control",
];
const TOOLING = "infrastructure_as_code.tooling";

export const iacTopic: Topic = {
  keys: ["iac"],
  read: (reading) => {
    const found = search(reading, {
      key: "iac",
      lexicon: iacTerms,
      home: HOME,
      skip: ["services.name", "services.purpose"],
      accept: (m) => !(/^sam$/i.test(m.evidence.quote) && m.evidence.quote !== "SAM"),
    });
    const { chosen, diagnostics } = choose(
      "iac",
      found.filter((m) => m.id !== "console"),
    );
    const ranked = [...chosen].sort((a, b) => rank(b[0], b[1]) - rank(a[0], a[1]));
    const pick = ranked[0];
    const notes = [...diagnostics];
    if (!pick) {
      const tooling = fieldsOf(reading, TOOLING);
      const none = [
        ...saysNone(tooling),
        ...found
          .filter((m) => m.weight === 3 && (m.status === "negated" || (m.id === "console" && m.status === "chosen")))
          .map((m) => m.evidence),
      ];
      const first = none[0] ?? found.find((m) => m.weight === 3)?.evidence;
      if (first) notes.push(undecided(first.pointer, first.quote));
      return { values: {}, diagnostics: notes };
    }
    const rival = ranked
      .slice(1)
      .find(([id, mentions]) => id !== "other" && mentions.some((m) => m.field.field === TOOLING));
    if (rival && pick[0] !== "other") notes.push(bothNamed("iac", "which one builds the infrastructure", pick, rival));
    const value = decided(pick[0] as (typeof IAC)[number], evidenceOf(pick[1]));
    return { values: value ? { iac: value } : {}, diagnostics: notes };
  },
};

/** The tooling field decides, then other fields about infrastructure as code; configuration tools come last. */
function rank(id: string, mentions: readonly Found[]): number {
  const place = mentions.some((m) => m.field.field === TOOLING) ? 100 : Math.max(...mentions.map((m) => m.weight));
  const first = Math.min(...mentions.filter((m) => m.field.field === TOOLING).map((m) => m.evidence.start), 9999);
  return place - (id === "other" ? 50 : 0) - first / 10000;
}

function undecided(pointer: string, quote: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "info",
    pointer,
    message: `iac: no tool is in use now ("${quote}"); Terraform is written.`,
    help: "Name the tool you want, or set decisions.iac.",
  };
}
