// The types of bindings.mjs, for its test.
interface Names {
  readonly read: ReadonlySet<string>;
  readonly assigned: ReadonlySet<string>;
}

export function withoutDeadMembers(text: string, names: Names): string;
export function namesIn(root: string): Names;
export function withFixedShapes(text: string): string;
