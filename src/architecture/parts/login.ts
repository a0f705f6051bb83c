// In: the draft, and whether people reach a service. Out: the arrow to the external system that logs them in. Never an arrow to a second one, and never a key.
import type { Draft } from "../draft.ts";
import type { Edge } from "../model.ts";
import { isForeign } from "./egress.ts";
import { outsideOf } from "./outside.ts";

/** Who takes a token fetches the keys that it was signed with. Only a provider that the answers name among the systems outside is one of the parts that are drawn. */
export function loginEdges(draft: Draft, isReached: boolean): Edge[] {
  const login = draft.decisions.table.auth.value;
  if (!isReached || !isForeign(login)) return [];
  const ids = [...draft.details.externals, ...draft.services.flatMap(({ details }) => details.dependencies)].flatMap(
    (item) => {
      if (item.kind === "vendor") return item.vendor === login ? [item.vendor] : [];
      if (item.kind !== "other") return [];
      const { id } = outsideOf(draft, item.evidence);
      return isProvider(id, login) ? [id] : [];
    },
  );
  return [...new Set(ids)].slice(0, 1).map((id) => ({ to: "external", id }));
}

/** "entra-id", "microsoft-entra", "azure-ad": the words of a name that are the provider's. */
function isProvider(id: string, login: string): boolean {
  const words = login === "entra-id" ? /(?:^|-)(?:entra|azure-ad|azure-active-directory)(?:-|$)/ : null;
  return words === null ? `-${id}-`.includes(`-${login}-`) : words.test(id);
}
