// The types of bindings.mjs, for its test.
interface Names {
  readonly given: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
}

export function namesIn(root: string): Names;
