// The types of index-loops.mjs, for its test.
/** Path → the text of the module; of all modules in the folders of `include`. */
export function indexLoops(root: string, include: readonly string[]): (path: string) => string;
