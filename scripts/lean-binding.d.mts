// The types of lean-binding.mjs, for its test.
interface Names {
  readonly given: { has(name: string): boolean };
  readonly read: { has(name: string): boolean };
}

export function leanBinding(text: string, names: Names): string;
