// In: the read answers. Out: every version of a runtime, an engine or a platform that the text says is in use, with its words. Never judges it: dates stand in the architecture's table.
import type { Evidence } from "../decision.ts";
import { compileLexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import type { Reading } from "../topics/topic.ts";

/** What has versions, by the name that the architecture's table uses. */
export type Versioned =
  | "node"
  | "python"
  | "go"
  | "java"
  | "php"
  | "dotnet"
  | "ruby"
  | "postgres"
  | "aurora-postgres"
  | "mysql"
  | "aurora-mysql"
  | "mariadb"
  | "redis"
  | "valkey"
  | "kubernetes";

export interface ToldVersion {
  readonly product: Versioned;
  /** As written: "3.9", "16". */
  readonly version: string;
  /** Name and version together. */
  readonly evidence: Evidence;
}

const products = compileLexicon("products", {
  node: "node|nodejs|node js",
  python: "python",
  go: "golang|go",
  java: "java|jdk|openjdk|corretto|jvm",
  php: "php",
  dotnet: "net core|asp net core|dotnet|dotnet core|asp net",
  ruby: "ruby",
  postgres: "postgres|postgresql|pg|postgres engine",
  "aurora-postgres": "aurora postgres|aurora postgresql|aurora pg",
  mysql: "mysql",
  "aurora-mysql": "aurora mysql",
  mariadb: "mariadb",
  redis: "redis|elasticache redis|redis oss|elasticache for redis",
  valkey: "valkey",
  kubernetes: "kubernetes|k8s|eks",
});
const IDS: ReadonlySet<string> = new Set(Object.keys(products.terms));
/** A version right behind the name, and nothing behind it that the number would count. */
const BEHIND =
  /^(?:[\s(]{0,3}(?:lts |version |engine |v\.? ?)?)(\d{1,2}(?:\.(?:\d{1,2}|x)){0,2})(?:\.x)?(?![\d%])(?=\s*(?:$|[.,;:()/+&–—]|(?:on|in|with|and|via|for|lts|at|by|behind|as|image|images|runtime|under|from|since|compatible|but|which|scripts?|because)\b))/i;
const ATTACHED = /\d{1,2}(?:\.\d{1,2}){0,2}$/;

/** One entry per product and version, in the order of the text. */
export function readVersions(reading: Reading): ToldVersion[] {
  const seen = new Set<string>();
  return reading.fields
    .filter((field) => field.field !== "services.name")
    .flatMap((field) => findMentions(field.statements, products))
    .filter((mention) => mention.status === "chosen")
    .flatMap((mention) => {
      const told = versionOf(mention);
      const key = `${told?.product} ${told?.version}`;
      if (told === null || seen.has(key)) return [];
      seen.add(key);
      return [told];
    });
}

function versionOf({ id, evidence, statement }: Mention): ToldVersion | null {
  const after = statement.text.slice(evidence.end, statement.end);
  const match = BEHIND.exec(after);
  const glued = ATTACHED.exec(evidence.quote)?.[0];
  const more = glued === undefined ? "" : (/^(?:\.(?:\d{1,2}|x))+/.exec(after)?.[0] ?? "");
  const number = match?.[1] ?? (glued === undefined ? undefined : `${glued}${more}`);
  if (number === undefined || !isVersioned(id)) return null;
  const end = evidence.end + (match === null ? more.length : match[0].length);
  const quote = statement.text.slice(evidence.start, end);
  return {
    product: id,
    version: number.replace(/(?:\.x)+$/i, ""),
    evidence: { pointer: evidence.pointer, start: evidence.start, end, quote },
  };
}

function isVersioned(id: string): id is Versioned {
  return IDS.has(id);
}

/** How people write a framework that skeletons are made with, by its id. */
const FRAMEWORK_NAMES: Readonly<Record<string, string>> = {
  next: "next(?:[. ]?js)?",
  nestjs: "nest(?:[. ]?js)?",
  express: "express(?:[. ]?js)?",
  fastify: "fastify",
  react: "react(?:[. ]?js)?",
  vue: "vue(?:[. ]?js)?",
  django: "django",
  fastapi: "fastapi",
  flask: "flask",
  "spring-boot": "spring[ -]?boot",
};

export interface ToldFramework {
  readonly version: string;
  /** Name and version together. */
  readonly quote: string;
}

/** The version that stands right behind the name of the framework; null where there is none. */
export function frameworkVersion(technology: string, framework: string | null): ToldFramework | null {
  const name = FRAMEWORK_NAMES[framework ?? ""];
  if (name === undefined) return null;
  const pattern = new RegExp(
    `\\b${name}[\\s(]{0,2}(?:version |v\\.?\\s?)?(\\d{1,3}(?:\\.\\d{1,3}){0,2})(?![\\w%])`,
    "i",
  );
  const found = pattern.exec(technology);
  return found?.[1] === undefined ? null : { version: found[1], quote: found[0] };
}
