// The types of bindings.mjs, for its test.
import type { Plugin } from "esbuild";

interface Names {
  readonly given: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
}

export function namesIn(root: string): Names;
export function leanBindings(root: string): Plugin;
