// In: answers and a disk in memory. Out: what `infra` and the other commands do to it, without a process. For tests of a tree's life.
import { readFileSync } from "node:fs";
import type { Arguments, Context } from "../../src/commands/context.ts";
import { command as infra } from "../../src/commands/infra.ts";
import type { MemoryDisk } from "../../src/disk/memory-disk.ts";
import type { InfraOutcome } from "../../src/report/outcome.ts";

export interface Document {
  project?: string;
  output: { services: { name: string; dependencies: string[] }[] };
}

export const shop: Document = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
export const without = (name: string): Document => {
  const document = structuredClone(shop);
  document.output.services = document.output.services.filter((service) => service.name !== name);
  for (const service of document.output.services)
    service.dependencies = service.dependencies.filter((other) => other !== name);
  return document;
};
export const renamed = (from: string, to: string): Document =>
  JSON.parse(JSON.stringify(shop).replaceAll(new RegExp(`\\b${from}\\b`, "g"), to));

export function contextOf(disk: MemoryDisk, document: Document): Context {
  return {
    absolute: (path) => `/nowhere/${path}`,
    readFile: () => new TextEncoder().encode(JSON.stringify(document)),
    readStandardInput: () => Promise.reject(new Error("nothing comes in")),
    openTerminal: () => undefined,
    openDisk: () => disk,
  };
}

export function args(positionals: string[], ...flags: string[]): Arguments {
  return { flags: new Set(flags), values: new Map([["out", "out"]]), lists: new Map(), positionals };
}

export async function run(disk: MemoryDisk, document: Document, path = "shop/step7.json", ...flags: string[]) {
  const { exitCode, outcome } = await infra.run(args([path], ...flags), contextOf(disk, document));
  if (outcome.command !== "infra") throw new Error(outcome.command);
  return { exitCode, outcome, codes: outcome.diagnostics.map(({ code }) => code) };
}

export const textOf = (disk: MemoryDisk, path: string): string => disk.files()[path] ?? "";
export const edit = (disk: MemoryDisk, path: string, from: string | RegExp, to: string): void => {
  const before = textOf(disk, path);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${from} is not in ${path}`);
  disk.write(path, new TextEncoder().encode(after), { executable: false });
};
export const said = ({ diagnostics }: InfraOutcome, code: string) =>
  diagnostics.find((diagnostic) => diagnostic.code === code);
