// In: the read answers. Out: where builds and deployments run. Never takes the place where code is kept over a named pipeline tool.
import type { CI } from "../../answers/override-values.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { ciTerms } from "../lexicon/operations.ts";
import { around, choose, decided, evidenceOf, type Found, search } from "./find.ts";
import { bothNamed } from "./rivals.ts";
import type { Topic } from "./topic.ts";

const HOME = [
  "infrastructure_as_code.version_control",
  "infrastructure_as_code.environment_provisioning",
  "infrastructure_as_code.tooling",
  "infrastructure.containerization",
];
const BY_HOST: Readonly<Record<string, (typeof CI)[number]>> = {
  "host-github": "github-actions",
  "host-gitlab": "gitlab-ci",
  "host-bitbucket": "bitbucket",
};
const LOGIN = ["security.authentication", "security.authorization"];

export const ciTopic: Topic = {
  keys: ["ci"],
  read: (reading) => {
    const found = search(reading, {
      key: "ci",
      lexicon: ciTerms,
      home: HOME,
      skip: [...LOGIN, "integrations.external_services", "services.name", "services.purpose", "services.dependencies"],
    });
    const tools = lent(
      found.filter((m) => !m.id.startsWith("host-") && !m.id.startsWith("any-") && m.id !== "elsewhere"),
    );
    const { chosen, diagnostics } = choose("ci", tools);
    const ranked = [...chosen].sort((a, b) => strength(b[1]) - strength(a[1]));
    const pick = ranked[0];
    if (pick) {
      const rival = ranked[1];
      const value = decided(pick[0] as (typeof CI)[number], evidenceOf(pick[1]));
      const notes =
        rival && strength(rival[1]) >= 3 ? [bothNamed("ci", "which one builds and deploys", pick, rival)] : [];
      return { values: value ? { ci: value } : {}, diagnostics: [...diagnostics, ...notes, ...hosts(found)] };
    }
    return { ...byHost(found, diagnostics) };
  },
};

/** "Builds run on the Agency's Jenkins": where nothing of our own builds, what others own and we build on does. */
function lent(tools: readonly Found[]): readonly Found[] {
  if (tools.some(({ status, weight }) => weight === 3 && (status === "chosen" || status === "open"))) return tools;
  return tools.map((m) =>
    m.status === "foreign" && m.weight === 3 && BUILDS.test(around(m)) && !FOR_THEM.test(around(m))
      ? { ...m, status: "chosen" as const }
      : m,
  );
}

const BUILDS = /\b(?:builds?|built|building|deploy\w*|pipelines?|releases?|ci|cd|executed|delivery)\b/;
/** What is built there is not ours. */
const FOR_THEM =
  /\b(?:their|theirs|own systems|other (?:things|systems|projects|teams)|not (?:ours|us|for us)|only they)\b/;

function strength(mentions: readonly Found[]): number {
  const top = mentions.reduce((best, m) => (m.weight > best.weight ? m : best));
  const verbs = mentions.some((m) =>
    /\b(?:build|builds|deploy\w*|ci|cd|pipelines?|tests?|runs?|pushes)\b/.test(around(m)),
  );
  return top.weight + (top.field.field === HOME[0] ? 2 : 0) + (verbs ? 1 : 0);
}

/** Only the host of the code is named: its own pipelines are the natural choice, unless another tool builds. */
function byHost(found: readonly Found[], diagnostics: readonly Diagnostic[]) {
  const elsewhere = found.find((m) => m.id === "elsewhere" && m.status === "chosen" && m.weight === 3);
  const denied = found.find((m) => m.id === "any-ci" && m.status === "negated" && m.weight === 3);
  const host = found.find((m) => m.id in BY_HOST && m.status === "chosen" && m.weight === 3);
  const notes = [...diagnostics, ...hosts(found)];
  if (elsewhere)
    notes.push(undecided(elsewhere, `"${elsewhere.evidence.quote}" is not a pipeline that can be written`));
  if (denied) notes.push(undecided(denied, "the text says that there is none now"));
  const id = host ? BY_HOST[host.id] : undefined;
  const value = host && id && !elsewhere && !denied ? decided(id, [host.evidence], "inferred") : undefined;
  return { values: value ? { ci: value } : {}, diagnostics: notes };
}

/** Code on GitHub and pipelines on GitLab, or the other way round. */
function hosts(found: readonly Found[]): Diagnostic[] {
  const named = found.filter(
    (m) =>
      m.weight === 3 &&
      m.status === "chosen" &&
      (m.id in BY_HOST || ["github-actions", "gitlab-ci", "bitbucket"].includes(m.id)),
  );
  const family = (m: Found) => (/github/.test(m.id) ? "GitHub" : /gitlab/.test(m.id) ? "GitLab" : "Bitbucket");
  const first = named[0];
  const other = named.find((m) => first && family(m) !== family(first));
  if (!first || !other) return [];
  return [
    {
      code: "DECISION_CONFLICT",
      severity: "warning",
      pointer: other.evidence.pointer,
      message: `ci: ${family(first)} and ${family(other)} are both named.`,
      help: "Say where code and pipelines live, or set decisions.ci.",
      ...(first.evidence.pointer === other.evidence.pointer ? {} : { related: [first.evidence.pointer] }),
    },
  ];
}

function undecided(mention: Found, what: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: mention.evidence.pointer,
    message: `ci: ${what}; GitHub Actions stands in.`,
    help: "Name the pipeline tool you want, or set decisions.ci.",
  };
}
