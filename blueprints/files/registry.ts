// In: every file blueprint. Out: the one list of them. The trace comes last: it speaks of the others' files.
import type { FileBlueprint } from "../../src/render/blueprint.ts";
import { ciGithub } from "./ci-github/blueprint.ts";
import { dockerfile } from "./dockerfile/blueprint.ts";
import { skeleton } from "./skeleton/blueprint.ts";
import { trace } from "./trace/blueprint.ts";

export const fileBlueprints: readonly FileBlueprint[] = [dockerfile, skeleton, ciGithub, trace];
