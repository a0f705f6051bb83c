// The types of rare-patterns.mjs, for its test.
type Parts = readonly [source: string, flags: string];

export function withRarePatterns(
  text: string,
  put?: (start: number) => Parts | undefined,
  sample?: readonly string[],
): string;
export function putTogether(root: string): Promise<ReadonlyMap<string, Parts>>;
export function sampleOf(root: string): readonly string[];
