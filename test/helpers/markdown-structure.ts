// In: Markdown that we wrote. Out: its structure by the rules of the GFM specification that matter here: headings, table cells, code blocks. Never renders.

export interface MarkdownStructure {
  readonly headings: readonly string[];
  /** Cells of each row of each table, the delimiter row left out. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  readonly fences: readonly { readonly language: string; readonly content: string }[];
  /** Lines that are neither of these. */
  readonly text: readonly string[];
}

/** Splits a document into its blocks. Tables are told by their delimiter row, as in https://github.github.com/gfm/#tables-extension-. */
export function structureOf(markdown: string): MarkdownStructure {
  const headings: string[] = [];
  const tables: string[][][] = [];
  const fences: { language: string; content: string }[] = [];
  const text: string[] = [];
  const lines = markdown.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const fence = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line);
    if (fence !== null) {
      const closing = new RegExp(`^ {0,3}${fence[1]?.charAt(0)}{${fence[1]?.length},}\\s*$`);
      const content: string[] = [];
      index += 1;
      while (index < lines.length && !closing.test(lines[index] ?? "")) {
        content.push(lines[index] ?? "");
        index += 1;
      }
      fences.push({ language: (fence[2] ?? "").trim(), content: content.join("\n") });
    } else if (/^ {0,3}#{1,6}(\s|$)/.test(line)) headings.push(line);
    else if (/^\s*\|?(\s*:?-+:?\s*\|)+\s*$/.test(lines[index + 1] ?? "") && line.includes("|")) {
      const rows = [cellsOf(line)];
      index += 2;
      while ((lines[index] ?? "").trim() !== "") {
        rows.push(cellsOf(lines[index] ?? ""));
        index += 1;
      }
      tables.push(rows);
    } else text.push(line);
  }
  return { headings, tables, fences, text };
}

/** A pipe ends a cell unless a backslash stands before it that is not itself escaped; code spans make no difference. */
export function cellsOf(row: string): string[] {
  const cells: string[] = [""];
  for (const [token] of row
    .trim()
    .replace(/^\|/, "")
    .matchAll(/\\[\s\S]|[\s\S]/gu)) {
    if (token === "|") cells.push("");
    else cells[cells.length - 1] += token;
  }
  if (cells.at(-1)?.trim() === "") cells.pop();
  return cells.map((cell) => cell.trim());
}
