// In: nothing. Out: the index of all lexicons as the build printed it (scripts/lexicons.mjs); nothing where there was no build. Never made here.
import type { LexiconIndex } from "./lexicon-index.ts";

export const PRINTED = undefined as LexiconIndex | undefined;
