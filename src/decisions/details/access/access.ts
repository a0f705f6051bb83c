// In: the statements of every field and the services. Out: which services nobody outside may reach, and from where or for whom alone others are, with the words that say so. Never decides what is built.
import type { Evidence } from "../../decision.ts";
import type { Lexicon } from "../../text/lexicon.ts";
import { findMentions } from "../../text/mentions.ts";
import type { ReadField } from "../../topics/topic.ts";
import { ABOUT_SYSTEM, houseIn, namesOthers, openIn, vagueIn } from "./audience.ts";
import { closuresIn } from "./closures.ts";
import { limitsIn, wayIn } from "./places.ts";
import { type About, type Place, withoutExcepted } from "./subject.ts";

/** Nobody outside reaches it. */
export interface Closed {
  readonly evidence: Evidence;
  /** Services that alone call it, by position, where the text names them. */
  readonly callers: readonly number[];
}

/** Reached from outside, and not by everybody. */
export interface Limited {
  /** A place or addresses, or people without a word for where they are. */
  readonly by: "place" | "people";
  /** Address ranges that are written; empty where the text has words for the place and no address. */
  readonly ranges: readonly string[];
  /** Ranges that are written and that nothing can admit. */
  readonly unusable: readonly string[];
  /** Through a door that has no address on the internet. */
  readonly inside: boolean;
  readonly evidence: Evidence;
}

export interface ServiceAccess {
  readonly closed: Closed | null;
  readonly limited: Limited | null;
  /** Its own text opens it to everybody. */
  readonly open: Evidence | null;
  /** Its own text names people of the house, and not that it is for them alone. */
  readonly vague: Evidence | null;
  /** Its own text names people who are not of the house. */
  readonly forOthers: boolean;
}

export interface Access {
  /** By position of the service. */
  readonly services: readonly ServiceAccess[];
  /** Said of the system as a whole. */
  readonly everything: Limited | null;
  /** People of the house are named as those who use the system, and not that it is for them alone. */
  readonly vague: Evidence | null;
  /** Said of a part that is none of the services, or of one environment: nothing can be built from it. */
  readonly loose: readonly Evidence[];
}

/** Fields in which people say who gets in. What stands in the others is about data, delivery or recovery. */
const ABOUT_ACCESS =
  /^(?:overall_architecture\.|security\.|architecture_diagrams\.|scalability\.load_balancing|infrastructure\.hosting_strategy|integrations\.(?:api_design|communication_patterns))/;
/** In a service's own texts it is the subject. */
const OWN = /^services\.(?:purpose|technology|scaling_requirements|dependencies)$/;
const PURPOSE = "services.purpose";
/** Where what a thing is ends and what it does begins. */
const FIRST_PHRASE = /[.,;:(|/+&–—]|\b(?:with|and|plus|that|which|where|whose|for|in)\b/i;

type Found = { -readonly [Key in keyof ServiceAccess]: ServiceAccess[Key] };

/** `names` has the services by position. */
export function readAccess(fields: readonly ReadField[], names: Lexicon, count: number): Access {
  const services = Array.from(
    { length: count },
    (): Found => ({ closed: null, limited: null, open: null, vague: null, forOthers: false }),
  );
  const heads = headsOf(fields, names, count);
  let everything: Limited | null = null;
  let vague: Evidence | null = null;
  const loose: Evidence[] = [];
  for (const field of fields) {
    const own = OWN.test(field.field) ? field.service : undefined;
    if (own === undefined && !ABOUT_ACCESS.test(field.field)) continue;
    const row = own ?? rowOf(field, names);
    const shut = new Set<number | "system">();
    const ways: Limited[] = [];
    const forOthers = field.field === PURPOSE && field.statements.some(namesOthers);
    const itself = heads[row ?? -1] ?? "";
    for (const [at, statement] of field.statements.entries()) {
      const place: Place = { field: field.field, own: row, names, opens: at === 0, forOthers, itself };
      const meant = (about: About) => withoutExcepted(about, field.statements, at, names, count);
      for (const { about: said, evidence, callers } of closuresIn(statement, place)) {
        const about = meant(said);
        if (about === "other") continue;
        if (callers.length === 0) for (const one of about === "system" ? [about] : about) shut.add(one);
        for (const service of about === "system" ? [] : pick(services, about))
          service.closed = {
            evidence: service.closed?.evidence ?? evidence,
            callers: [...new Set([...(service.closed?.callers ?? []), ...callers])],
          };
        if (about === "system")
          everything = firmer(everything, { by: "place", ranges: [], unusable: [], inside: false, evidence });
      }
      const way = wayIn(statement, place);
      if (way !== null) ways.push(way);
      const mayTell = own === undefined || field.field === PURPOSE;
      for (const { about: said, limited } of [
        ...limitsIn(statement, place),
        ...(mayTell ? houseIn(statement, place) : []),
      ]) {
        const about = meant(said);
        if (about === "system") everything = firmer(everything, limited);
        else if (about === "other") loose.push(limited.evidence);
        else for (const service of pick(services, about)) service.limited = firmer(service.limited, limited);
      }
      if (row === undefined && ABOUT_SYSTEM.test(field.field)) vague ??= vagueIn(statement, place);
      const service = services[row ?? -1];
      if (service === undefined || !mayTell) continue;
      service.forOthers ||= namesOthers(statement);
      service.open ??= openIn(statement);
      service.vague ??= vagueIn(statement, place);
    }
    for (const way of ways) {
      if (shut.has("system")) everything = firmer(everything, way);
      for (const service of pick(
        services,
        [...shut].filter((one) => one !== "system"),
      ))
        service.limited = firmer(service.limited, way);
    }
  }
  return {
    services,
    everything,
    vague,
    loose: [...new Map(loose.map((one) => [`${one.pointer} ${one.start}`, one])).values()],
  };
}

function pick(services: readonly Found[], about: readonly number[]): Found[] {
  return about.flatMap((index) => services[index] ?? []);
}

/** Addresses say more than the name of a place, and a place more than whom it is for; the first of two that say as much. */
function firmer(before: Limited | null, next: Limited): Limited {
  if (before === null) return next;
  const weight = ({ by, ranges, unusable }: Limited) =>
    by === "people" ? 0 : ranges.length + unusable.length > 0 ? 2 : 1;
  const [first, second] = weight(next) > weight(before) ? [next, before] : [before, next];
  return { ...first, inside: first.inside || second.inside };
}

/** "portal | intranet | examiners": in a row of a table the first cell says whose row it is. */
function rowOf({ text, statements }: ReadField, names: Lexicon): number | undefined {
  const [first] = statements;
  if (first === undefined || statements.length < 2 || !text.includes("|")) return undefined;
  const named = findMentions([first], names);
  const [only] = named;
  const cell = text.slice(first.start, first.end).trim();
  return only !== undefined && named.length === 1 && only.evidence.quote === cell ? Number(only.id) : undefined;
}

/** What each service is called, with the first words of its purpose. */
function headsOf(fields: readonly ReadField[], names: Lexicon, count: number): string[] {
  const purposes = new Map(fields.filter(({ field }) => field === PURPOSE).map(({ service, text }) => [service, text]));
  return Array.from({ length: count }, (_, index) =>
    `${names.terms[String(index)] ?? ""} ${purposes.get(index)?.split(FIRST_PHRASE)[0] ?? ""}`.toLowerCase(),
  );
}
