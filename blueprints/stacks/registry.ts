// In: every stack blueprint. Out: the one list of them, in build order. Never imported statically by src: it loads the engine.
import type { StackRegistry } from "../../src/render/synth.ts";
import { Parts } from "./parts.ts";

/** Order matters: a blueprint reads the parts of those before it. */
export const stackRegistry: StackRegistry<Parts> = {
  blueprints: [],
  createParts: () => new Parts(),
};
