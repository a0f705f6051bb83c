// The types of plain-blocks.mjs, for its test.
export function withPlainBlocks(text: string): string;
