// In: the read answers. Out: whether clients hold websocket connections to the system. Never counts polling or server-sent events.
import { socketTerms } from "../lexicon/operations.ts";
import { yesOrNo } from "./edge.ts";
import { choose, search } from "./find.ts";
import type { Topic } from "./topic.ts";

export const websocketsTopic: Topic = {
  keys: ["websockets"],
  read: (reading) => {
    const home = [
      "overall_architecture.communication_patterns",
      "integrations.communication_patterns",
      "integrations.api_design",
      "services.technology",
      "services.purpose",
      "scalability.load_balancing",
    ];
    const choice = choose("websockets", search(reading, { key: "websockets", lexicon: socketTerms, home }));
    const value = yesOrNo(choice);
    return { values: value ? { websockets: value } : {}, diagnostics: choice.diagnostics };
  },
};
