// The types of pattern-needs.mjs, for its test.
interface Needs {
  readonly needed?: readonly (readonly (readonly string[])[])[] | undefined;
  readonly heads?: readonly string[] | undefined;
}

export const DIGIT: string;
export function needsOf(source: string, flags: string, sample?: readonly string[]): Needs;
