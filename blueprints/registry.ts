// In: every blueprint. Out: the one registry that the product renders from. Loads the engine: import it when there is something to render.
import { fileBlueprints } from "./files/registry.ts";
import { bootstrapRegistry } from "./stacks/bootstrap/blueprint.ts";
import { stackRegistry } from "./stacks/registry.ts";

export const blueprints = { stack: stackRegistry, bootstrap: bootstrapRegistry, files: fileBlueprints };
