// In: an architecture. Out: what the image blueprints write for it, by path, through the real file set.
import { compose } from "../../blueprints/files/compose/blueprint.ts";
import { dockerfile } from "../../blueprints/files/dockerfile/blueprint.ts";
import { skeleton } from "../../blueprints/files/skeleton/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import type { FileInput } from "../../src/render/blueprint.ts";
import { type GeneratedFile, toFileSet } from "../../src/render/file-set.ts";

/** Image blueprints read the architecture only; whatever else they touched would throw. */
function input(architecture: Architecture): FileInput {
  const untouched = (name: string) => (): never => {
    throw new Error(`an image blueprint reads ${name}`);
  };
  return Object.defineProperties({ architecture } as FileInput, {
    decisions: { get: untouched("decisions") },
    graph: { get: untouched("the graph") },
  });
}

export function imageFiles(architecture: Architecture): ReadonlyMap<string, GeneratedFile> {
  return toFileSet([dockerfile, skeleton, compose].flatMap((blueprint) => blueprint.render(input(architecture))));
}

export function texts(architecture: Architecture): ReadonlyMap<string, string> {
  return new Map([...imageFiles(architecture)].map(([path, file]) => [path, file.content]));
}
