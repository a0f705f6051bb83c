// In: the read answers. Out: the data stores that the system itself owns. Never counts lock tables, other people's databases, or stores that only hold logs.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { databaseTerms } from "../lexicon/data.ts";
import { allOf, around, choose, decidedSet, type Found, openSlashes, saysNone, search } from "./find.ts";
import { spokenFor } from "./rivals.ts";
import { fieldsOf, type Topic } from "./topic.ts";

const HOME = ["data_architecture.primary_database", "data_architecture.data_synchronization"];
const SKIP = [
  "infrastructure.monitoring_setup",
  "services.name",
  "services.purpose",
  "infrastructure_as_code.version_control",
];
/** A system has one of these for its main data. */
const EXCLUSIVE = new Set([
  "postgres",
  "mysql",
  "mariadb",
  "sqlserver",
  "oracle",
  "aurora-postgres",
  "aurora-mysql",
  "rds-postgres",
  "rds-mysql",
]);
/** "RDS MySQL" is MySQL; "RDS" and "Aurora" alone stand for an engine that is named elsewhere. */
const kindOf = (id: string) => (EXCLUSIVE.has(id) ? id.replace(/^(?:rds|aurora)-/, "") : undefined);
const LOCK = /\block(?:s|ing|ed)?\b/;
const STATE = /\b(?:state|terraform|tofu|tf|backend)\b/;

export const databasesTopic: Topic = {
  keys: ["databases"],
  read: (reading) => {
    const terms = { key: "databases", lexicon: databaseTerms, home: HOME, skip: SKIP, accept: isStore } as const;
    const found = openSlashes(
      search(reading, terms).filter((m) => m.id !== "any-no-database"),
      EXCLUSIVE,
    );
    const all = choose("databases", found);
    const { chosen, diagnostics: unused } = spokenFor("databases", all.chosen, kindOf);
    const choice = { ...all, chosen, diagnostics: [...all.diagnostics, ...unused] };
    const resolved = resolve(choice.chosen, found);
    const { ids, diagnostics: rivals } = primaryFirst(resolved.ids, choice.chosen);
    const diagnostics = [...resolved.diagnostics, ...rivals];
    const value = decidedSet(ids, choice, saysNone(fieldsOf(reading, "data_architecture.primary_database")));
    return {
      values: value ? { databases: value } : {},
      diagnostics: [...choice.diagnostics, ...diagnostics],
      used: { databases: allOf(choice) },
    };
  },
};

const PRIMARY = "data_architecture.primary_database";

/** The field that asks for the primary database decides which one that is; an engine of the same kind that only other fields name is a contradiction, or a second database that nobody described. */
function primaryFirst(
  ids: readonly string[],
  chosen: ReadonlyMap<string, readonly Found[]>,
): { ids: string[]; diagnostics: Diagnostic[] } {
  const mentions = (id: string) => [
    ...(chosen.get(id) ?? []),
    ...(id.startsWith("aurora-") ? (chosen.get("aurora") ?? []) : (chosen.get(`rds-${id}`) ?? [])),
  ];
  const atHome = (id: string) => mentions(id).find(({ field }) => field.field === PRIMARY);
  const first = ids.find((id) => EXCLUSIVE.has(id) && atHome(id) !== undefined);
  const home = first === undefined ? undefined : atHome(first);
  if (first === undefined || home === undefined) return { ids: [...ids], diagnostics: [] };
  const others = ids.filter((id) => EXCLUSIVE.has(id) && id !== first && atHome(id) === undefined);
  return {
    ids: [first, ...ids.filter((id) => id !== first)],
    diagnostics: others.flatMap((id): Diagnostic[] => {
      const other = mentions(id)[0];
      if (other === undefined) return [];
      return [
        {
          code: "DECISION_CONFLICT",
          severity: "warning",
          pointer: other.evidence.pointer,
          message: `databases: ${id} is named here, and the primary database is ${first}: both are built, ${first} as the primary one.`,
          help: `Write ${first} here if one database is meant, or set decisions.databases.`,
          related: [home.evidence.pointer],
        },
      ];
    }),
  };
}

function isStore(mention: Found): boolean {
  const text = around(mention);
  if (
    mention.id === "dynamodb" &&
    LOCK.test(text) &&
    (STATE.test(text) || mention.field.section === "infrastructure_as_code")
  )
    return false;
  if (
    mention.field.section === "infrastructure_as_code" &&
    mention.field.field === "infrastructure_as_code.tooling" &&
    /\b(?:modules?|provider|lock)\b/.test(text)
  )
    return false;
  if (mention.id === "oracle" && /oracle\s+(?:linux|cloud|java|jdk)/.test(text)) return false;
  if (
    ["opensearch", "influxdb", "clickhouse"].includes(mention.id) &&
    /\b(?:logs?|metrics?|kibana|monitoring|observability|siem)\b/.test(text) &&
    mention.weight < 3
  )
    return false;
  return true;
}

/** Folds general names into the engine the text speaks of: "Aurora" + "Postgres", "RDS" + "MySQL". */
function resolve(
  chosen: ReadonlyMap<string, readonly Found[]>,
  found: readonly Found[],
): { ids: string[]; diagnostics: Diagnostic[] } {
  const ids = new Set(chosen.keys());
  const diagnostics: Diagnostic[] = [];
  const aurora = chosen.get("aurora");
  if (aurora && !ids.has("aurora-postgres") && !ids.has("aurora-mysql")) {
    const flavour = flavourOf(aurora, chosen, found);
    ids.add(flavour ? `aurora-${flavour}` : "aurora-postgres");
    if (!flavour) diagnostics.push(undecided(aurora, "the engine of Aurora is not named; read as PostgreSQL"));
  }
  ids.delete("aurora");
  for (const engine of ["postgres", "mysql"]) {
    const separate = ids.delete(`rds-${engine}`);
    if (separate) ids.add(engine);
    else if (ids.has(`aurora-${engine}`)) ids.delete(engine);
  }
  const rds = chosen.get("rds");
  ids.delete("rds");
  if (
    rds &&
    !["postgres", "mysql", "mariadb", "oracle", "sqlserver", "aurora-postgres", "aurora-mysql"].some((id) =>
      ids.has(id),
    )
  ) {
    ids.add("postgres");
    diagnostics.push(undecided(rds, "the engine of RDS is not named; read as PostgreSQL"));
  }
  return { ids: [...ids], diagnostics };
}

function flavourOf(
  aurora: readonly Found[],
  chosen: ReadonlyMap<string, readonly Found[]>,
  found: readonly Found[],
): "postgres" | "mysql" | undefined {
  const engines = ["postgres", "mysql"] as const;
  const near = found.find(
    (m) =>
      (m.id === "postgres" || m.id === "mysql") &&
      m.status === "chosen" &&
      aurora.some((a) => a.statement === m.statement),
  );
  if (near) return near.id === "mysql" ? "mysql" : "postgres";
  return engines.find((engine) => chosen.has(engine));
}

function undecided(mentions: readonly Found[], what: string): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: mentions[0]?.evidence.pointer ?? "",
    message: `databases: ${what}.`,
    help: "Name the engine, or set decisions.databases.",
  };
}
