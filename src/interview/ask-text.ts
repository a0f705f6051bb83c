// In: a step whose answer is one text. Out: the answer saved, and where the interview goes. Never takes an answer that the file cannot hold.
import { isBlank } from "../answers/fields.ts";
import { plain } from "../report/paint.ts";
import type { Step } from "./agenda.ts";
import { textAt, valueAt } from "./document.ts";
import { current, heading, heard } from "./screen.ts";
import type { Move, Session } from "./session.ts";
import { asText, type Told } from "./words.ts";

/** Asks until the answer raises no doubt, or the person goes on with it. */
export async function askText(session: Session, step: Step): Promise<Move> {
  session.show(heading(session.document, step, session.style) + current(session.document, step, session.style));
  let draft: string | undefined;
  for (;;) {
    const reply = await session.ask("> ", step.question, draft);
    draft = undefined;
    if (reply.kind === "move") return reply.move;
    if (reply.kind === "nothing") return { to: "on" };
    if (reply.kind === "edit") {
      draft = editable(session, textAt(session.document, step.path));
      continue;
    }
    const value = textOf(reply);
    if (value === valueAt(session.document, step.path)) return { to: "on" };
    const saved = await session.save(step, [{ kind: "set", path: step.path, value }]);
    if (saved !== "saved") return saved;
    if (value !== "" && isBlank(value))
      session.show("  That counts as open: it says that the answer is still to come.\n");
    if (!tellReading(session, step)) return { to: "on" };
  }
}

function textOf(reply: Told): string {
  if (reply.kind === "answer") return asText(reply.lines);
  // Only a list has items to remove.
  return reply.kind === "remove" ? `-${reply.position}` : "";
}

/** Tells what was read. True when the person should look at it before the next question. */
export function tellReading(session: Session, step: Step): boolean {
  const hearing = session.hear(step);
  session.show(heard(hearing, session.style));
  const isDoubtful = hearing.problems.some(({ severity }) => severity !== "info");
  if (isDoubtful) session.show("  Enter goes on all the same; a new answer takes the place of this one.\n");
  return isDoubtful;
}

/** The text for the line to be edited, or undefined when it holds what a terminal would obey. */
export function editable(session: Session, text: string): string | undefined {
  if (text.split("\n").every((line) => plain(line) === line)) return text;
  session.show("  It holds characters that cannot be shown here: write it anew, or change it in the file.\n");
  return undefined;
}
