// In: the lockfiles in which every dependency of Python skeletons is resolved together. Out: the part that one skeleton reaches, as uv and pip would write it. Never resolves anything itself.

/** Direct dependencies by what a skeleton uses, as universe.toml names them. */
const DIRECT: Readonly<Record<string, readonly { name: string; extra?: string; specifier: string }[]>> = {
  fastapi: [
    { name: "fastapi", specifier: "==0.165.0" },
    { name: "uvicorn", specifier: "==0.54.0" },
  ],
  flask: [
    { name: "flask", specifier: "==3.1.3" },
    { name: "gunicorn", specifier: "==27.0.1" },
  ],
  django: [
    { name: "django", specifier: "==5.2.19" },
    { name: "gunicorn", specifier: "==27.0.1" },
  ],
  celery: [{ name: "celery", extra: "redis", specifier: "==5.7.0" }],
  redis: [{ name: "redis", specifier: "==8.1.0" }],
  postgres: [{ name: "psycopg", extra: "binary", specifier: "==3.3.9" }],
  mysql: [{ name: "pymysql", specifier: "==1.2.4" }],
};

export type Feature = "fastapi" | "flask" | "django" | "celery" | "redis" | "postgres" | "mysql";

function direct(features: readonly Feature[]) {
  return features.flatMap((feature) => DIRECT[feature] ?? []).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Requirement lines for `pyproject.toml` and `requirements.in`: "psycopg[binary]==3.3.9". */
export function requirements(features: readonly Feature[]): string[] {
  return direct(features).map(({ name, extra, specifier }) => `${name}${extra ? `[${extra}]` : ""}${specifier}`);
}

function packagesOf(lock: string): { head: string; blocks: ReadonlyMap<string, string> } {
  const [head = "", ...blocks] = lock.split("[[package]]\n");
  return { head, blocks: new Map(blocks.map((block) => [/^name = "([^"]+)"/.exec(block)?.[1] ?? "", block])) };
}

function reachable(blocks: ReadonlyMap<string, string>, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    const block = blocks.get(name);
    if (block === undefined) throw new Error(`${name} is not in the lockfile of the skeletons`);
    found.add(name);
    for (const [, dependency = ""] of block.matchAll(/^ {4}\{ name = "([^"]+)"/gm)) visit(dependency);
  };
  for (const root of roots) visit(root);
  return found;
}

/** `uv.lock` of a project named "app" with these features. Packages stay in uv's order, by name. */
export function uvLock(universe: string, features: readonly Feature[]): string {
  const { head, blocks } = packagesOf(universe);
  const wanted = direct(features);
  const found = reachable(
    blocks,
    wanted.map(({ name }) => name),
  );
  const kept = [...blocks].flatMap(([name, block]) =>
    name === "app" ? [rootBlock(wanted)] : found.has(name) ? [block.trimEnd()] : [],
  );
  return `${[head.trimEnd(), ...kept.map((block) => `[[package]]\n${block}`)].join("\n\n")}\n`;
}

function rootBlock(wanted: ReturnType<typeof direct>): string {
  const opening = 'name = "app"\nversion = "0.1.0"\nsource = { virtual = "." }';
  if (wanted.length === 0) return opening;
  const needs = wanted.map(({ name, extra }) => `    { name = "${name}"${extra ? `, extra = ["${extra}"]` : ""} },`);
  const metadata = wanted.map(
    ({ name, extra, specifier }) =>
      `    { name = "${name}"${extra ? `, extras = ["${extra}"]` : ""}, specifier = "${specifier}" },`,
  );
  return `${opening}\ndependencies = [\n${needs.join("\n")}\n]\n\n[package.metadata]\nrequires-dist = [\n${metadata.join("\n")}\n]`;
}

/** `requirements.txt` with hashes for these features: the blocks of the packages that the lockfile says they reach. */
export function hashedRequirements(universe: string, lock: string, features: readonly Feature[]): string {
  const found = reachable(
    packagesOf(lock).blocks,
    direct(features).map(({ name }) => name),
  );
  const blocks = universe.split(/\n(?=[a-z])/);
  return `${blocks
    .filter((block) => found.has(/^[a-z0-9-]+/.exec(block)?.[0] ?? ""))
    .map((block) => block.trimEnd())
    .join("\n")}\n`;
}
