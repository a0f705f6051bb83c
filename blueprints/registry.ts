// In: every blueprint of stacks and files. Out: the one value that rendering takes. Loads the engine: import it only when there is something to render.
import { fileBlueprints } from "./files/registry.ts";
import { bootstrapRegistry } from "./stacks/bootstrap/blueprint.ts";
import { stackRegistry } from "./stacks/registry.ts";

/** Everything that `scaffold infra` can write. */
export const blueprints = { stack: stackRegistry, bootstrap: bootstrapRegistry, files: fileBlueprints };
