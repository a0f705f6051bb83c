// The import table, the effects and the sizes that keep the rooms apart. Adding an exception here needs a page in docs/decisions.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** Room → rooms that it may import (itself is always allowed). Type-only imports count, except where `types` allows them. */
const ROOMS: Readonly<
  Record<
    string,
    { readonly imports: readonly string[]; readonly types?: readonly string[]; readonly packages?: readonly string[] }
  >
> = {
  "src/shared": { imports: [], packages: ["node:crypto"] },
  "src/diagnostics": { imports: ["src/shared"] },
  "src/disk": { imports: ["src/shared", "src/diagnostics"], packages: ["node:fs", "node:path"] },
  "src/tools": { imports: ["src/shared", "src/diagnostics"], packages: ["execa"] },
  "src/answers": { imports: ["src/shared", "src/diagnostics"], packages: ["zod"] },
  "src/resources": { imports: ["src/shared", "src/diagnostics"], packages: ["zod"] },
  "src/decisions": { imports: ["src/answers", "src/shared", "src/diagnostics"] },
  "src/interview": {
    imports: ["src/decisions", "src/answers", "src/shared", "src/diagnostics", "src/report/paint.ts"],
    types: ["src/report"],
    packages: ["node:readline"],
  },
  "src/architecture": { imports: ["src/decisions", "src/answers", "src/shared", "src/diagnostics"] },
  "src/render": {
    imports: ["src/architecture", "src/resources", "src/shared", "src/diagnostics"],
    types: ["src/decisions"],
    packages: ["cdktf", "constructs", "ejs", "yaml", "node:fs", "node:os"],
  },
  "src/write": {
    imports: ["src/render/file-set.ts", "src/resources", "src/disk", "src/shared", "src/diagnostics"],
    packages: ["zod", "node:crypto", "node:zlib"],
  },
  "src/review": { imports: ["src/shared", "src/diagnostics", "src/resources"] },
  "src/report": {
    imports: [
      "src/shared",
      "src/diagnostics",
      "src/write",
      "src/answers",
      "src/resources",
      "src/review",
      "src/render/markdown.ts",
      "src/render/plain-text.ts",
      "src/version.ts",
    ],
    types: ["src/architecture", "src/decisions"],
    packages: ["zod"],
  },
  blueprints: {
    imports: ["src/architecture", "src/render", "src/resources", "src/shared"],
    types: ["src/decisions", "src/diagnostics", "src/answers"],
    packages: ["cdktf", "constructs", "@cdktf/provider-aws/lib/", "yaml"],
  },
  "src/commands": { imports: ["src", "blueprints"], packages: ["node:crypto", "node:path"] },
  "src/cli.ts": { imports: ["src/commands", "src/diagnostics", "src/shared"], packages: ["node:util"] },
  "src/cdktf-app.ts": { imports: ["src", "blueprints"], packages: ["node:"] },
  "src/main.ts": {
    imports: ["src/cli.ts", "src/report", "src/diagnostics", "src/disk", "src/commands", "src/version.ts"],
    packages: ["node:"],
  },
  "src/version.ts": { imports: [] },
};

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return path.endsWith(".ts") && !path.endsWith(".d.ts") ? [path] : [];
  });
}

const files = [...sources("src"), ...sources("blueprints")].sort();
const texts = new Map(files.map((path) => [path, readFileSync(path, "utf8")]));

function importsOf(path: string): Import[] {
  const text = texts.get(path) ?? "";
  const found: Import[] = [];
  for (const match of text.matchAll(/^(?:import|export)\s+(type\s)?(?:([^"']*?)\sfrom\s+)?["']([^"']+)["']/gm)) {
    const named = match[2] ?? "";
    const inner = /\{([^}]*)\}/.exec(named)?.[1];
    const allTypes =
      inner !== undefined &&
      !/^[\w*]/.test(named.trim()) &&
      inner.split(",").every((item) => item.trim() === "" || item.trim().startsWith("type "));
    found.push({ target: resolve(path, match[3] ?? ""), typeOnly: match[1] !== undefined || allTypes, dynamic: false });
  }
  for (const match of text.matchAll(/\bimport\("([^"]+)"\)/g))
    found.push({ target: resolve(path, match[1] ?? ""), typeOnly: false, dynamic: true });
  return found;
}

function resolve(from: string, target: string): string {
  return target.startsWith(".") ? normalize(join(dirname(from), target)) : target;
}

function roomOf(path: string): string {
  const names = Object.keys(ROOMS).sort((a, b) => b.length - a.length);
  return names.find((name) => path === name || path.startsWith(`${name}/`)) ?? "";
}

const isOurs = (target: string) => target.startsWith("src/") || target.startsWith("blueprints/");
const within = (target: string, place: string) => target === place || target.startsWith(`${place}/`);

describe("boundaries", () => {
  it("keeps every import inside the table", () => {
    const wrong: string[] = [];
    for (const path of files) {
      const room = roomOf(path);
      const rule = ROOMS[room];
      if (rule === undefined) {
        wrong.push(`${path} is in no room`);
        continue;
      }
      for (const { target, typeOnly } of importsOf(path)) {
        if (/\.(?:ejs|text)$/.test(target)) continue;
        const allowed = isOurs(target)
          ? within(target, room) ||
            rule.imports.some((place) => within(target, place)) ||
            (typeOnly && (rule.types ?? []).some((place) => within(target, place)))
          : (rule.packages ?? []).some((name) => target === name || (/[:/]$/.test(name) && target.startsWith(name))) ||
            (typeOnly && ["cdktf", "constructs"].includes(target));
        if (!allowed) wrong.push(`${path} imports ${target}${typeOnly ? " (type)" : ""}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("has no cycles", () => {
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === "done") return;
      if (state.get(path) === "open") {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
        return;
      }
      state.set(path, "open");
      for (const { target, typeOnly } of importsOf(path))
        if (!typeOnly && texts.has(target)) visit(target, [...trail, path]);
      state.set(path, "done");
    };
    for (const path of files) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it("loads the engine from the synthesizer and the stack blueprints only, by deep paths", () => {
    const wrong = files.flatMap((path) =>
      importsOf(path)
        .filter(({ target, typeOnly }) => !typeOnly && (target === "cdktf" || target.startsWith("@cdktf/")))
        .filter(
          ({ target }) =>
            !(path === "src/render/synth.ts" || path.startsWith("blueprints/stacks/")) ||
            target === "@cdktf/provider-aws",
        )
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("never reaches the engine from validate, explain, interview, review and schema", () => {
    for (const command of ["validate", "explain", "interview", "review", "schema"]) {
      const seen = new Set<string>();
      const visit = (path: string): void => {
        if (seen.has(path)) return;
        seen.add(path);
        for (const { target, typeOnly } of importsOf(path)) if (!typeOnly) visit(target);
      };
      visit(`src/commands/${command}.ts`);
      expect(
        [...seen].filter(
          (path) => path.startsWith("cdktf") || path.startsWith("@cdktf") || path.startsWith("blueprints/"),
        ),
      ).toEqual([]);
    }
  });

  it("keeps the process, the clock and chance at the edge", () => {
    const banned = /\bprocess\.|\bconsole\.|\bDate\.now\(|\bnew Date\(|\bMath\.random\(|\blocaleCompare\(/;
    const edge = new Set(["src/main.ts", "src/cdktf-app.ts"]);
    const wrong = files.filter((path) => !edge.has(path)).flatMap((path) => offending(path, banned));
    expect(wrong).toEqual([]);
  });

  it("uses ejs and execa in one place each, and no escape hatches", () => {
    const wrong: string[] = [];
    for (const path of files) {
      for (const { target } of importsOf(path))
        if (
          (target === "ejs" && path !== "src/render/template.ts") ||
          (target === "execa" && !path.startsWith("src/tools/"))
        )
          wrong.push(`${path}: ${target}`);
      wrong.push(
        ...offending(path, /\bas unknown as\b|\bTODO\b|\bFIXME\b|@ts-ignore|@ts-expect-error|: any\b|<any>|as any\b/),
      );
    }
    expect(wrong).toEqual([]);
  });

  it("keeps files and commands small, and says on top what a file does", () => {
    const wrong: string[] = [];
    const lengths: number[] = [];
    for (const path of files) {
      const text = texts.get(path) ?? "";
      const lines = text.split("\n").length;
      const isData = path.includes("/lexicon/") || path.endsWith("/cues.ts") || path.endsWith("versions.ts");
      lengths.push(lines);
      if (lines > (isData ? 600 : 400)) wrong.push(`${path}: ${lines} lines`);
      if (path.startsWith("src/commands/") && lines > 120) wrong.push(`${path}: ${lines} lines, a command has 120`);
      if (!/^(#!.*\n)?\/\//.test(text)) wrong.push(`${path}: no opening comment`);
      if (path.endsWith("/index.ts")) wrong.push(`${path}: no barrels`);
    }
    lengths.sort((a, b) => a - b);
    expect(wrong).toEqual([]);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(130);
  });

  it("has templates without logic", () => {
    const templates = allFiles("blueprints").filter((path) => path.endsWith(".ejs"));
    // Inside a tag: a field, a call-free condition, a loop. Everything else belongs into view.ts.
    const simple =
      /^(=?\s*[\w.[\]]+\s*|_?\s*(if \(!?[\w.]+\)|for \(const [\w{}, ]+ of [\w.]+\)|\} else( if \(!?[\w.]+\))?)\s*\{\s*_?|_?\s*\}\s*_?)$/;
    const wrong = templates.flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/<%([\s\S]*?)-?%>/g)]
        .filter(([, tag]) => !simple.test((tag ?? "").trim()))
        .map(([tag]) => `${path}: ${tag}`),
    );
    expect(wrong).toEqual([]);
  });
});

/** What stands in a string is data: a health command may speak of its own process. */
const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

function offending(path: string, pattern: RegExp): string[] {
  return (texts.get(path) ?? "")
    .split("\n")
    .flatMap((line, index) =>
      !/^\s*(\/\/|\*|\/\*)/.test(line) && pattern.test(line.replace(STRINGS, '""'))
        ? [`${path}:${index + 1}: ${line.trim().slice(0, 80)}`]
        : [],
    );
}

function allFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) =>
    statSync(`${folder}/${name}`).isDirectory() ? allFiles(`${folder}/${name}`) : [`${folder}/${name}`],
  );
}
