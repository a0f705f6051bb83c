// In: what happens to each resource in each root, as lines of text. Out: sections: what is the same in several environments once, then what is a root's own. Pure; knows no resource.

export interface Row {
  readonly root: string;
  readonly lines: readonly string[];
  /** Loses data. */
  readonly isLoss: boolean;
}

export interface Section<R extends Row> {
  readonly roots: readonly string[];
  readonly rows: readonly R[];
}

const ENVIRONMENT = /^infra\/environments\/([^/]+)$/;
/** Stands for the name of the environment in what several have in common. */
const NAME = "<environment>";

/** Those that lose data first, then those of most roots. A row stands in exactly one section. */
export function sectionsOf<R extends Row>(rows: readonly R[]): Section<R>[] {
  const alike = new Map<string, R[]>();
  for (const row of rows) {
    const key = [ENVIRONMENT.test(row.root) ? "" : row.root, ...inCommon(row)].join("\n");
    alike.set(key, [...(alike.get(key) ?? []), row]);
  }
  const sections = new Map<string, { roots: string[]; rows: R[] }>();
  for (const same of alike.values()) {
    const roots = [...new Set(same.map(({ root }) => root))];
    const [first] = same;
    if (first === undefined) continue;
    const section = sections.get(roots.join()) ?? { roots, rows: [] };
    section.rows.push(...(roots.length === 1 ? same : [{ ...first, lines: inCommon(first) }]));
    sections.set(roots.join(), section);
  }
  return [...sections.values()].sort(
    (a, b) =>
      Number(losesData(b)) - Number(losesData(a)) ||
      b.roots.length - a.roots.length ||
      (a.roots.join() < b.roots.join() ? -1 : 1),
  );
}

function losesData({ rows }: { readonly rows: readonly Row[] }): boolean {
  return rows.some(({ isLoss }) => isLoss);
}

function inCommon({ root, lines }: Pick<Row, "root" | "lines">): readonly string[] {
  const name = ENVIRONMENT.exec(root)?.[1];
  // The root with the pipeline's roles is like no other, however alike a line reads.
  if (name === undefined) return lines;
  const word = new RegExp(`(?<![A-Za-z0-9])${name.replace(/[^\w-]/g, "\\$&")}(?![A-Za-z0-9])`, "g");
  return lines.map((line) => line.replace(word, NAME));
}

/** `infra/environments/dev, prod, staging: the same in each`. */
export function titleOf(roots: readonly string[]): string {
  const [first = ""] = roots;
  // Its workspaces are told in one: which accounts there are stands in no answer.
  if (first === "infra/bootstrap")
    return `${first}: as if one account held every environment; where each has its own, its workspace has its part of this`;
  if (roots.length === 1) return first;
  const names = roots.map((root) => ENVIRONMENT.exec(root)?.[1] ?? root);
  return `infra/environments/{${names.join(", ")}}: the same in each`;
}
