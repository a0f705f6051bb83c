// In: the statements of one text about a service. Out: language, framework, version, package manager and port that it means for now. Never guesses from a word with another common meaning.
import type { Runtime } from "../../answers/overrides.ts";
import type { Evidence } from "../decision.ts";
import {
  FRAMEWORKS,
  type FrameworkEntry,
  LANGUAGES,
  type LanguageEntry,
  PACKAGE_MANAGERS,
  SERVERS,
} from "../lexicon/runtimes.ts";
import { compileLexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, firstChosen } from "./matches.ts";

export interface Technology {
  readonly runtime: Runtime | null;
  /** The framework that serves or renders; null when only a language is said. */
  readonly framework: FrameworkEntry | null;
  /** A framework for background work beside it: Celery, Sidekiq. */
  readonly background: FrameworkEntry | null;
  /** A front-end framework beside a server language: "Java / Angular". */
  readonly frontEnd: FrameworkEntry | null;
  readonly version: string | null;
  readonly packageManager: string | null;
  readonly port: number | null;
  /** Languages between which the text does not choose; empty where it does. */
  readonly undecided: readonly Evidence[];
  readonly evidence: readonly Evidence[];
}

interface Hit {
  readonly language: LanguageEntry | null;
  readonly framework: FrameworkEntry | null;
  readonly mention: Pick<Mention, "evidence" | "statement" | "status">;
}

const SYMBOLS = /[#+@]|^\./;
const terms: Record<string, string> = {};
LANGUAGES.forEach((entry, index) => {
  terms[`language:${index}`] = entry.names.filter((name) => !SYMBOLS.test(name)).join("|");
});
SERVERS.forEach((entry, index) => {
  terms[`server:${index}`] = entry.names.join("|");
});
FRAMEWORKS.forEach((entry, index) => {
  terms[`framework:${index}`] = entry.names.filter((name) => !SYMBOLS.test(name)).join("|");
});
PACKAGE_MANAGERS.forEach((entry, index) => {
  terms[`package:${index}`] = entry.names.join("|");
});
/** These hold a framework's name and are something else. */
terms["none:0"] =
  "react native|adobe express|sql server express|amazon express|express route|expressroute|spring cleaning|java script|node group|node pool|node port|vue js router|phoenix arizona|fresh data|flutter";
const LEXICON = compileLexicon("technology", terms);

const SYMBOL_LANGUAGES: readonly { readonly pattern: RegExp; readonly runtime: Runtime; readonly dialect: boolean }[] =
  [
    { pattern: /(?<![\w])\.net\b(?: core| framework)?/gi, runtime: "dotnet", dialect: false },
    { pattern: /(?<![\w])[cf]#/gi, runtime: "dotnet", dialect: true },
    { pattern: /(?<![\w])c\+\+(?:\d\d)?/gi, runtime: "other", dialect: true },
  ];
/** One letter away from a term, and a word of its own. */
const LOOKALIKES = new Set([
  "closure",
  "string",
  "strings",
  "magenta",
  "presto",
  "reach",
  "rail",
  "nests",
  "expires",
  "fibers",
  "annular",
  "singular",
]);
/** Words that name a framework only in a text about technology. */
const LOOSE_WORDS = new Set([
  "express",
  "react",
  "nest",
  "echo",
  "flask",
  "apollo",
  "meteor",
  "remix",
  "astro",
  "phoenix",
  "celery",
  "svelte",
  "go",
  "node",
  "puma",
  "unicorn",
  "passenger",
  "swift",
  "crystal",
  "dart",
  "julia",
  "ruby",
  "java",
  "py",
  "shiny",
  "vapor",
  "bun",
  "gorilla",
  "strapi",
  "tornado",
  "sanic",
  "gin",
  "sidekiq",
  "scala",
  "rust",
  "echo",
]);
const BUILT =
  /\b(?:static|spa|single[- ]page|built (?:with|by|in|to)|build|prerender\w*|pre-render\w*|s3|cloudfront|nginx|files|export|ssg|bundle)\b/i;
const RENDERED =
  /\b(?:ssr|server[- ]side|server[- ]rendered|rendered on the server|app router|node server|standalone)\b/gi;
const STATIC_WORDS =
  /\b(?:static (?:files?|site|html|pages?|build|export|web ?site|assets)|plain html|html ?(?:\/|and|\+|,) ?css|prerendered|pre-rendered|files on s3)\b/gi;
const PORT =
  /(?:\bports?\s*[:=]?\s*|\blistens? on\s*(?:port\s*)?:?|\s:|^:|\blocalhost:|0\.0\.0\.0:)(\d{2,6}|0)\b(?![.:]\d)/gi;
const META: ReadonlySet<string> = new Set(["next", "nuxt", "sveltekit", "remix"]);

/** `strict`: the text is not about technology, so only unmistakable names count. */
/** The port that a text in prose names: "Port 9090", "listens on port 8080". */
export function portIn(
  statements: readonly Statement[],
): { readonly value: number; readonly evidence: Evidence } | null {
  const match = firstChosen(statements, PROSE_PORT);
  const value = Number(match?.groups[0]);
  return match === null || value < 1 || value > 65535 ? null : { value, evidence: match.evidence };
}

const PROSE_PORT = /\bport\s*[:=]?\s*(\d{2,6}|0)\b(?![.:]\d)/gi;

/** What is written as a port and can be none: 0, or more than sixteen bits hold. */
export function impossiblePort(statements: readonly Statement[]): Evidence | null {
  for (const statement of statements)
    for (const match of findPattern(statement, PROSE_PORT)) {
      const value = Number(match.groups[0]);
      if (match.status === "chosen" && (value < 1 || value > 65535)) return match.evidence;
    }
  return null;
}

export function readTechnology(statements: readonly Statement[], strict = false): Technology {
  const mentions = findMentions(statements, LEXICON).filter(
    (mention) => !LOOKALIKES.has(mention.evidence.quote.toLowerCase()),
  );
  const all = [...mentions.flatMap((mention) => hitOf(mention, strict)), ...symbolHits(statements)];
  const decided = all.filter((hit) => hit.mention.status === "chosen");
  const leaning = mentions.filter((mention) => mention.preferred).flatMap((mention) => hitOf(mention, strict));
  const open = all.filter((hit) => hit.mention.status === "open");
  const pool = decided.length > 0 ? decided : leaning.length > 0 ? leaning : open.slice(0, 1);
  const offered = decided.length > 0 ? [] : open.filter(({ language }) => language !== null);
  const hits = [...pool].sort((a, b) => a.mention.evidence.start - b.mention.evidence.start);
  const named = hits.filter((hit) => hit.framework === null || isSure(hit.framework, hit, hits));
  const picked = pick(named, statements);
  const runtime = picked.runtime;
  const manager = runtime === null ? null : managerOf(mentions, runtime);
  const port = portOf(statements);
  return {
    ...picked,
    version: runtime === null ? null : versionOf(named, runtime),
    packageManager: manager?.id ?? null,
    port: port?.value ?? null,
    undecided:
      new Set(offered.map(({ language }) => language?.runtime)).size > 1
        ? offered.map(({ mention }) => mention.evidence)
        : [],
    evidence: [
      ...picked.evidence,
      ...(manager === null ? [] : [manager.evidence]),
      ...(port === null ? [] : [port.evidence]),
    ],
  };
}

function hitOf(mention: Mention, strict: boolean): Hit[] {
  const [kind, index] = mention.id.split(":");
  const quote = mention.evidence.quote.toLowerCase();
  const language =
    kind === "language" ? LANGUAGES[Number(index)] : kind === "server" ? SERVERS[Number(index)] : undefined;
  const framework = kind === "framework" ? FRAMEWORKS[Number(index)] : undefined;
  if (language === undefined && framework === undefined) return [];
  if (quote === "go" && !isGo(mention, strict)) return [];
  if (/^nodes?$/.test(quote) && !isNode(mention)) return [];
  if (quote === "react" && /^\s+(?:to|on|within|quickly)\b/.test(mention.statement.text.slice(mention.evidence.end)))
    return [];
  if (strict && LOOSE_WORDS.has(quote) && !/^\p{Lu}/u.test(mention.evidence.quote)) return [];
  if (strict && framework?.everyday === true) return [];
  return [{ language: language ?? null, framework: framework ?? null, mention }];
}

/** "Go", not "go live" nor "ready to go". */
function isGo({ evidence, statement }: Mention, strict: boolean): boolean {
  const after = statement.text.slice(evidence.end, evidence.end + 16);
  const before = statement.text.slice(Math.max(statement.start, evidence.start - 20), evidence.start);
  if (
    /^(?:es\b|ing\b|-live|-to\b|\s+(?:live|to|for|through|down|up|out|on|ahead|back|over|into|from|wrong|here|there|via|beyond|direct\w*|straight|first)\b)/i.test(
      after,
    )
  )
    return false;
  if (/^\s*(?:v|version )?1\.\d/i.test(after)) return true;
  if (evidence.quote === "Go")
    return (
      !/[a-z]\s*$/i.test(before) ||
      !strict ||
      /\b(?:in|with|using|of|to|a|the|and|or|plain|our|all|is|are)\s*$/i.test(before)
    );
  // In lower case only where the clause says nothing else, or goes on with what is written in it.
  if (strict) return /\b(?:in|with|using|plain|written in|pure)\s*$/i.test(before);
  return (
    !/[a-z']\s*$/i.test(before) ||
    /\b(?:in|with|using|plain|pure|of|a|an|small|tiny|single|static|our|and|the same|all)\s*$/i.test(before)
  );
}

/** The runtime, not a machine of a cluster. */
function isNode({ evidence, statement }: Mention): boolean {
  const after = statement.text.slice(evidence.end, evidence.end + 16);
  const before = statement.text.slice(Math.max(statement.start, evidence.start - 16), evidence.start);
  if (/s$/i.test(evidence.quote)) return false;
  if (/^\s*(?:v|version )?(?:1\d|2\d)\b(?!\s*(?:nodes|gb|vcpu))/i.test(after)) return true;
  if (/^\s*(?:group|pool|s\b|count|size|type|class)/i.test(after)) return false;
  if (
    /(?:\b(?:an?|the|one|two|per|each|every|single|separate|worker|admin|web|data|master|shared|app|same|cluster|primary|second|standby|on|each|\d+)|\d)\s*-?$/i.test(
      before,
    )
  )
    return false;
  return true;
}

function symbolHits(statements: readonly Statement[]): Hit[] {
  return statements.flatMap((statement) =>
    SYMBOL_LANGUAGES.flatMap(({ pattern, runtime, dialect }) =>
      findPattern(statement, pattern).map(
        (match): Hit => ({ language: { runtime, names: [], dialect }, framework: null, mention: match }),
      ),
    ),
  );
}

/** An everyday word needs its language or a sibling near it, or a version right behind. */
function isSure(framework: FrameworkEntry, hit: Hit, hits: readonly Hit[]): boolean {
  if (framework.everyday !== true) return true;
  if (/^\s*v?\d/.test(hit.mention.statement.text.slice(hit.mention.evidence.end))) return true;
  return hits.some(
    (other) =>
      other !== hit &&
      (other.language?.runtime ?? other.framework?.runtime) === framework.runtime &&
      other.framework?.everyday !== true,
  );
}

type Picked = Pick<Technology, "runtime" | "framework" | "background" | "frontEnd" | "evidence">;

function pick(hits: readonly Hit[], statements: readonly Statement[]): Picked {
  const text = statements.map((statement) => statement.text.slice(statement.start, statement.end)).join(" ");
  // "no SSR", "has no server side": said of plain files.
  const isRendered = firstChosen(statements, RENDERED) !== null;
  const frameworks = hits.flatMap((hit) => (hit.framework === null ? [] : [hit.framework]));
  const main = frameworks.find((framework) => framework.runtime !== "static" && framework.role !== "worker") ?? null;
  const background = frameworks.find((framework) => framework.role === "worker") ?? null;
  const pages = frameworks.filter((framework) => framework.runtime === "static");
  const page = pages.find((framework) => framework.id !== "vite") ?? pages[0] ?? null;
  const languages = hits.flatMap((hit) => (hit.language === null ? [] : [hit.language]));
  const server = languages.find((language) => language.runtime !== "node" || language.dialect !== true) ?? null;
  const script = languages[0] ?? null;
  const evidenceFor = (runtime: Runtime, ...of: readonly (FrameworkEntry | null)[]): Evidence[] =>
    hits
      .filter((hit) => (hit.framework !== null ? of.includes(hit.framework) : hit.language?.runtime === runtime))
      .map((hit) => hit.mention.evidence);
  const make = (
    runtime: Runtime,
    framework: FrameworkEntry | null,
    frontEnd: FrameworkEntry | null = null,
  ): Picked => ({
    runtime,
    framework,
    background,
    frontEnd,
    evidence: evidenceFor(runtime, framework, background, frontEnd),
  });
  if (main !== null) {
    const exported =
      META.has(main.id) &&
      BUILT.test(text) &&
      !isRendered &&
      /\b(?:static|export\w*|prerender\w*|ssg|s3)\b/i.test(text);
    return exported ? make("static", main) : make(main.runtime, main, page);
  }
  if (page !== null && isRendered && (server === null || server.runtime === "node")) return make("node", page);
  if (page !== null && server === null && background === null) return make("static", page);
  if (page !== null && server?.runtime === "node")
    return BUILT.test(text) || server.dialect === true ? make("static", page) : make("node", page);
  if (server !== null) return make(server.runtime, null, page);
  if (background !== null) return make(background.runtime, null, page);
  const still = firstChosen(statements, STATIC_WORDS);
  if (still !== null && (script === null || script.runtime === "node")) {
    return { runtime: "static", framework: null, background: null, frontEnd: null, evidence: [still.evidence] };
  }
  if (script !== null) return make(script.runtime, null);
  return { runtime: null, framework: null, background: null, frontEnd: null, evidence: [] };
}

function versionOf(hits: readonly Hit[], runtime: Runtime): string | null {
  for (const hit of hits) {
    const isLanguage = hit.language?.runtime === runtime && hit.language.dialect !== true;
    const isNet = runtime === "dotnet" && hit.framework?.id === "aspnet";
    if (!isLanguage && !isNet) continue;
    const { evidence, statement } = hit.mention;
    const glued = /[a-z](\d+)$/i.exec(evidence.quote)?.[1] ?? "";
    const rest = statement.text.slice(evidence.end, evidence.end + 24);
    const match =
      glued === ""
        ? /^(?:\.js)?[\s(:=/-]*(?:v|version\s*|>=\s*)?(\d{1,2}(?:\.\d{1,3}){0,2})(?![\w%]|\.\d|\s*(?:tasks?|pods?|instances?|replicas?|services?|containers?)\b)/i.exec(
            rest,
          )
        : /^((?:\.\d+){0,2})/.exec(rest);
    if (match !== null && (glued !== "" || match[1] !== undefined)) return `${glued}${match[1] ?? ""}`;
  }
  return null;
}

function managerOf(mentions: readonly Mention[], runtime: Runtime): { id: string; evidence: Evidence } | null {
  for (const mention of mentions) {
    const [kind, index] = mention.id.split(":");
    const entry = kind === "package" ? PACKAGE_MANAGERS[Number(index)] : undefined;
    if (entry?.runtimes.includes(runtime) && mention.status === "chosen")
      return { id: entry.id, evidence: mention.evidence };
  }
  return null;
}

/** A port that a process without privileges may open. */
function portOf(statements: readonly Statement[]): { value: number; evidence: Evidence } | null {
  for (const statement of statements) {
    for (const match of findPattern(statement, PORT)) {
      const value = Number(match.groups[0]);
      if (match.status === "chosen" && value >= 1024 && value <= 65535) return { value, evidence: match.evidence };
    }
  }
  return null;
}
