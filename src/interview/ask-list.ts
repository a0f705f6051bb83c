// In: a step whose answer is a list. Out: its items saved one by one, and where the interview goes. Never reorders them.
import { plain } from "../report/paint.ts";
import { closest } from "../shared/closest.ts";
import { slug } from "../shared/names.ts";
import type { Step } from "./agenda.ts";
import { editable, tellReading } from "./ask-text.ts";
import { answersIn, type Edit, edited, pointerOf, serviceNames, valueAt } from "./document.ts";
import { strangersAt } from "./hearing.ts";
import { current, heading } from "./screen.ts";
import type { Move, Session } from "./session.ts";
import { asItems, asText, type Told } from "./words.ts";

/** What to change, and where to go afterwards; without a way to go, the list is asked on. */
interface Wish {
  readonly edits: readonly Edit[];
  readonly move?: Move;
}

const NOTHING: Wish = { edits: [] };

/** Takes items until Enter alone. */
export async function askList(session: Session, step: Step): Promise<Move> {
  const now = () => current(session.document, step, session.style);
  session.show(heading(session.document, step, session.style) + now());
  for (let isNew = false; ; ) {
    const reply = await session.ask(`  ${itemsOf(session, step).length + 1}> `, step.question);
    if (reply.kind === "move") return reply.move;
    if (reply.kind === "nothing") {
      if (!isNew || !tellReading(session, step)) return { to: "on" };
      isNew = false;
      continue;
    }
    const wish = await wishOf(session, step, reply);
    const saved = wish.edits.length === 0 ? undefined : await session.save(step, wish.edits);
    if (saved !== undefined && saved !== "saved") return saved;
    if (wish.move !== undefined) return wish.move;
    if (saved === undefined) continue;
    isNew = true;
    if (reply.kind !== "answer") session.show(now() || "  The list is empty.\n");
  }
}

function itemsOf(session: Session, step: Step): readonly unknown[] {
  const value = valueAt(session.document, step.path);
  return Array.isArray(value) ? value : [];
}

async function wishOf(session: Session, step: Step, reply: Exclude<Told, { readonly kind: "nothing" }>): Promise<Wish> {
  const items = itemsOf(session, step);
  if (reply.kind === "answer") return adding(session, step, asItems(reply.lines));
  if (reply.kind === "clear") {
    if (items.length === 0 && Array.isArray(valueAt(session.document, step.path))) return NOTHING;
    const sure = items.length < 2 || (await session.confirm(`Remove all ${items.length} items?`, false));
    if (typeof sure !== "boolean") return { edits: [], move: sure };
    return sure ? { edits: [{ kind: "set", path: step.path, value: [] }] } : NOTHING;
  }
  const position = reply.position ?? (items.length === 1 ? 1 : 0);
  const item = items[position - 1];
  if (item === undefined) {
    session.show(`  Which item? ${items.length === 0 ? "There is none yet." : `1 to ${items.length}`}\n`);
    return NOTHING;
  }
  const path = [...step.path, position - 1];
  if (reply.kind === "remove") return { edits: [{ kind: "remove", path }] };
  const draft = editable(session, typeof item === "string" ? item : "");
  const said = await session.ask(`  ${position}> `, step.question, draft);
  if (said.kind === "move") return { edits: [], move: said.move };
  const value = said.kind === "answer" ? asText(said.lines) : "";
  return value === "" || value === item ? NOTHING : { edits: [{ kind: "set", path, value }] };
}

/** New items; one that is there already is told, one that names nobody is asked about. Whoever goes elsewhere from that question keeps what was ended with Enter. */
async function adding(session: Session, step: Step, added: readonly string[]): Promise<Wish> {
  const edits: Edit[] = [];
  const known = new Set(itemsOf(session, step));
  let move: Move | undefined;
  for (const text of added) {
    const isAsked = step.part.field === "services.dependencies" && move === undefined;
    const found = isAsked ? await checked(session, step, text) : { item: text };
    const { item } = found;
    move ??= found.move;
    if (item === undefined) continue;
    if (known.has(item)) session.show(`  "${plain(item)}" is in the list already.\n`);
    else edits.push({ kind: "add", path: step.path, value: item });
    known.add(item);
  }
  const isList = Array.isArray(valueAt(session.document, step.path));
  const values = edits.map((edit) => (edit.kind === "add" ? edit.value : ""));
  const all: readonly Edit[] = isList || edits.length === 0 ? edits : [{ kind: "set", path: step.path, value: values }];
  return { edits: all, ...(move === undefined ? {} : { move }) };
}

/** A dependency as it shall be written, none for one that is taken back, and where the person went instead of saying. */
interface Checked {
  readonly item?: string;
  readonly move?: Move;
}

async function checked(session: Session, step: Step, item: string): Promise<Checked> {
  const { document } = session;
  const tried = edited(document, { kind: "set", path: step.path, value: [item] });
  if (strangersAt(answersIn(tried), pointerOf(tried, [...step.path, 0])).length === 0) return { item };
  const others = serviceNames(document).filter((_, index) => index !== step.service);
  const near = closest(
    slug(item),
    others.map((name) => slug(name)),
  );
  const meant = others.find((name) => slug(name) === near);
  if (meant !== undefined) {
    const question = `There is no "${plain(item)}". Did you mean the service "${plain(meant)}"?`;
    const isMeant = await session.confirm(question, true);
    if (isMeant === true) return { item: meant };
    if (isMeant !== false) return { item, move: isMeant };
  }
  const what = "neither a service so far, nor a part that scaffold builds, nor a vendor that it knows";
  const keep = await session.confirm(`"${plain(item)}" is ${what}. Keep it?`, true);
  if (typeof keep !== "boolean") return { item, move: keep };
  return keep ? { item } : {};
}
