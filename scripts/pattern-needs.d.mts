// The types of pattern-needs.mjs, for its test.
interface Needs {
  readonly needed?: readonly string[] | undefined;
  readonly heads?: readonly string[] | undefined;
}

export function needsOf(source: string, flags: string): Needs;
