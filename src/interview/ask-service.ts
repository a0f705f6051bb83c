// In: a step about the name of a service, or about one more. Out: services added, renamed or removed, and where the interview goes. Never saves a name that cannot become an identifier.
import { plain } from "../report/paint.ts";
import { slug } from "../shared/names.ts";
import type { Step } from "./agenda.ts";
import { type Document, type Edit, newService, serviceNames, textAt, textsAt } from "./document.ts";
import { current, heading } from "./screen.ts";
import type { Move, Session } from "./session.ts";
import { asText } from "./words.ts";

/** One more service, by its name. */
export async function askMore(session: Session, step: Step): Promise<Move> {
  const position = serviceNames(session.document).length;
  const name = await askName(session, step);
  if (typeof name !== "string") return name;
  if (name === "") return { to: "on" };
  const saved = await session.save(step, [{ kind: "add", path: ["services"], value: newService(name) }]);
  if (saved !== "saved") return saved;
  session.agenda.addService(session.document, position);
  return { to: "into", step: `services/${position}/name` };
}

/** Another name, or the service removed. */
export async function askServiceName(session: Session, step: Step): Promise<Move> {
  const before = textAt(session.document, step.path);
  const name = await askName(session, step);
  if (typeof name !== "string") return name;
  if (name === "" || name === before) return { to: "on" };
  const { edits, move } = await withMentions(session, before, name);
  const saved = await session.save(step, [{ kind: "set", path: step.path, value: name }, ...edits]);
  return saved === "saved" ? (move ?? { to: "on" }) : saved;
}

/** A name that can be taken, "" for none, or a move. */
async function askName(session: Session, step: Step): Promise<string | Move> {
  session.show(heading(session.document, step, session.style) + current(session.document, step, session.style));
  let draft: string | undefined;
  for (;;) {
    const reply = await session.ask("> ", step.question, draft);
    draft = reply.kind === "edit" ? textAt(session.document, step.path) : undefined;
    if (reply.kind === "move") return reply.move;
    if (reply.kind === "nothing") return "";
    if (reply.kind === "edit") continue;
    if (reply.kind === "clear" && step.service === undefined)
      session.show("  There is nothing to clear: a service is removed at its own name, and /1 goes there.\n");
    else if (reply.kind === "clear") {
      const removed = await remove(session, step);
      if (removed !== undefined) return removed;
    }
    if (reply.kind === "clear") continue;
    const name = reply.kind === "remove" ? `-${reply.position}` : asText(reply.lines);
    const problem = problemOf(session.document, name, step.service);
    if (problem === undefined) return name;
    session.show(`  ${problem}\n`);
  }
}

function problemOf(document: Document, name: string, own: number | undefined): string | undefined {
  if (name.includes("\n")) return "One name at a time, in one line.";
  if (!/[\p{L}\p{N}]/u.test(name)) return "A name needs at least one letter or digit.";
  const other = serviceNames(document).find((one, index) => index !== own && slug(one) === slug(name));
  if (other === undefined) return undefined;
  if (other === name) return `There is a service "${plain(name)}" already.`;
  return `"${plain(name)}" and the service "${plain(other)}" would both become the identifier "${slug(name)}".`;
}

/** Undefined when nothing was removed. */
async function remove(session: Session, step: Step): Promise<Move | undefined> {
  const { service, path } = step;
  if (service === undefined) return undefined;
  const name = textAt(session.document, path);
  const sure = await session.confirm(`Remove the service "${plain(name)}" with its answers?`, false);
  if (sure === false) return undefined;
  if (sure !== true) return sure;
  const saved = await session.save(step, [{ kind: "remove", path: ["services", service] }]);
  if (saved !== "saved") return saved;
  session.agenda.removeService(service);
  return { to: "into", step: `services/${service - 1}/scaling_requirements` };
}

/** Dependencies of other services that name it by the old name follow when the person wants that. Whoever goes elsewhere from that question keeps the name that was ended with Enter, and those as they are. */
async function withMentions(
  session: Session,
  before: string,
  name: string,
): Promise<{ readonly edits: readonly Edit[]; readonly move?: Move }> {
  const { document } = session;
  const places = serviceNames(document).flatMap((_, service) => {
    const path = ["services", service, "dependencies"];
    return textsAt(document, path).flatMap((item, index) => (item === before ? [[...path, index]] : []));
  });
  if (before === "" || places.length === 0) return { edits: [] };
  const where = places.length === 1 ? "one dependency" : `${places.length} dependencies`;
  const follow = await session.confirm(`"${plain(before)}" is named by ${where}. Change that too?`, true);
  if (typeof follow !== "boolean") return { edits: [], move: follow };
  return { edits: follow ? places.map((path) => ({ kind: "set" as const, path, value: name })) : [] };
}
