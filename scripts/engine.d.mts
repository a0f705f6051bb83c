// The types of engine.mjs, for its test.
import type { Plugin } from "esbuild";

export const leanEngine: readonly Plugin[];
