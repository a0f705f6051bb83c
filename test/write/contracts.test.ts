// Names that code shares with the rest of the output: an untouched skeleton takes the new ones over, and code of people is told where it still has the old ones.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contractsOf } from "../../src/architecture/contracts.ts";
import { ScaffoldError } from "../../src/diagnostics/errors.ts";
import { type MemoryDisk, memoryDisk } from "../../src/disk/memory-disk.ts";
import { applyChanges } from "../../src/write/apply.ts";
import { compare } from "../../src/write/compare.ts";
import type { Contract, Contracts } from "../../src/write/contracts.ts";
import { readManifest } from "../../src/write/manifest.ts";
import type { Rename } from "../../src/write/moves.ts";
import { understandDocument } from "../helpers/road.ts";
import { generated, STAMP, type Tree, verbsOf } from "./helpers.ts";

const FOLDER = "services/orders";
const seed = (content: string, folder = FOLDER) => ({ content, ownership: "seed" as const, onlyInNewFolder: folder });
const tree = (health: string, more: Tree = {}): Tree => ({
  [`${FOLDER}/Dockerfile`]: `HEALTHCHECK CMD probe ${health}\n`,
  [`${FOLDER}/app.js`]: seed(`// app\nserve("${health}");\nread("ORDERS_QUEUE_URL");\n`),
  [`${FOLDER}/test.js`]: seed(`ask("${health}");\n`),
  ...more,
});
const contract = (health: string, variables = ["ORDERS_QUEUE_URL"]): Contract => ({ health: [health], variables });

async function run(disk: MemoryDisk, files: Tree, contracts: Contracts, renames: readonly Rename[] = []) {
  const changeSet = compare({ fileSet: generated(files), disk, stamp: { ...STAMP, contracts }, renames });
  await applyChanges(changeSet, disk);
  const told = changeSet.diagnostics.filter(({ code }) => code === "WRITE_STALE_CODE").map(({ message }) => message);
  return { verbs: verbsOf(changeSet), told, text: (path: string) => disk.files()[path] };
}
async function first(): Promise<MemoryDisk> {
  const disk = memoryDisk();
  await run(disk, tree("/healthz"), { orders: contract("/healthz") });
  return disk;
}
const next = (disk: MemoryDisk, more: Tree = {}) => run(disk, tree("/ping", more), { orders: contract("/ping") });
const edit = (disk: MemoryDisk, path: string, content: string) => {
  const folder = path.slice(0, path.lastIndexOf("/"));
  if (disk.stat(folder) === undefined) disk.makeFolder(folder);
  disk.write(path, new TextEncoder().encode(content), { executable: false });
};

describe("a skeleton that nobody touched", () => {
  it("is still ours: it changes as a whole, with files that come and go", async () => {
    const disk = await first();
    const { [`${FOLDER}/test.js`]: _, ...rest } = tree("/ping", { [`${FOLDER}/ping.js`]: seed("ping\n") });
    const { verbs, told, text } = await run(disk, rest, { orders: contract("/ping") });
    expect(verbs).toMatchObject({
      [`${FOLDER}/app.js`]: "update",
      [`${FOLDER}/ping.js`]: "create",
      [`${FOLDER}/test.js`]: "remove",
    });
    expect(text(`${FOLDER}/app.js`)).toContain('serve("/ping")');
    expect(told).toEqual([]);
    expect((await run(disk, rest, { orders: contract("/ping") })).verbs).not.toMatchObject({
      [`${FOLDER}/app.js`]: "update",
    });
  });

  it("is no such one once a file of it is gone, edited, or has one beside it", async () => {
    for (const touch of [
      (disk: MemoryDisk) => disk.removeFile(`${FOLDER}/test.js`),
      (disk: MemoryDisk) => edit(disk, `${FOLDER}/test.js`, "mine\n"),
      (disk: MemoryDisk) => edit(disk, `${FOLDER}/mine.js`, "mine\n"),
    ]) {
      const disk = await first();
      touch(disk);
      const other = { [`${FOLDER}/app.js`]: seed("another framework\n") };
      expect((await next(disk, other)).verbs[`${FOLDER}/app.js`]).not.toBe("update");
    }
  });
});

describe("a health path that changes under code of people", () => {
  it("is taken over by an untouched file in which nothing else differs", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/mine.js`, "mine\n");
    const { verbs, told, text } = await next(disk);
    expect(verbs[`${FOLDER}/app.js`]).toBe("update");
    expect(text(`${FOLDER}/app.js`)).toContain('serve("/ping")');
    expect(told).toEqual([]);
  });

  it("is told with file and line, and again until the code answers", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/app.js`, '// app\n// mine\nserve("/healthz");\n');
    for (const { told } of [await next(disk), await next(disk)]) {
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(
        /^services\/orders\/app\.js:3: the code answers \/healthz, and its health is asked at \/ping now/,
      );
    }
    edit(disk, `${FOLDER}/routes.js`, 'serve("/ping");\n');
    expect((await next(disk)).told).toEqual([]);
    expect(readManifest(disk)?.contracts?.["orders"]).toEqual(contract("/ping"));
  });

  it("is no path that only begins or ends alike, and nothing in what tools leave or in what is merged", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/app.js`, 'serve("/healthz/deep"); serve("/api/healthz"); serve("/healthz-2");\n');
    edit(disk, `${FOLDER}/node_modules/index.js`, 'serve("/healthz");\n');
    edit(disk, `${FOLDER}/Dockerfile`, "# mine: /healthz\nHEALTHCHECK CMD probe /healthz\n");
    expect((await next(disk)).told).toEqual([]);
  });
});

describe("a path that is the name of a folder", () => {
  const page = `${FOLDER}/src/app/page.tsx`;
  const route = (name: string) => `${FOLDER}/src/app${name}/route.ts`;
  const web = (health: string): Tree => ({
    [route(health)]: seed("export const GET = () => new Response();\n"),
    [page]: seed("page\n"),
  });
  const begin = async () => {
    const disk = memoryDisk();
    await run(disk, web("/healthz"), { orders: contract("/healthz") });
    return disk;
  };
  const change = (disk: MemoryDisk, to = "/livez") => run(disk, web(to), { orders: contract(to) });

  it("goes along when nobody touched the file, whatever else was edited", async () => {
    const disk = await begin();
    edit(disk, page, "mine\n");
    const { verbs, told, text } = await change(disk, "/api/livez");
    expect(verbs).toMatchObject({ [route("/healthz")]: "remove", [route("/api/livez")]: "create", [page]: "keep" });
    expect(text(route("/api/livez"))).toContain("GET");
    expect(told).toEqual([]);
  });

  it("is told by the file when that was edited, until there is one at the new path", async () => {
    const disk = await begin();
    edit(disk, route("/healthz"), "export const GET = mine;\n");
    for (const { verbs, told } of [await change(disk), await change(disk)]) {
      expect(verbs[route("/livez")]).toBe("skip");
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(
        `${route("/healthz")}: the code answers /healthz, and its health is asked at /livez now`,
      );
    }
    disk.makeFolder(`${FOLDER}/src/app/(ops)`);
    edit(disk, `${FOLDER}/src/app/(ops)/livez/route.ts`, "export const GET = mine;\n");
    expect((await change(disk)).told).toEqual([]);
  });

  it("is told of a file of their own, and leaves a file of theirs at the new path", async () => {
    const disk = await begin();
    edit(disk, page, "mine\n");
    edit(disk, route("/livez"), "export const GET = mine;\n");
    const { verbs, told } = await change(disk);
    expect(verbs[route("/livez")]).toBe("keep");
    expect(told).toEqual([]);
    const other = await first();
    edit(other, `${FOLDER}/app.js`, "mine\n");
    edit(other, `${FOLDER}/pages/healthz.ts`, "mine\n");
    expect((await next(other)).told).toEqual([expect.stringContaining(`${FOLDER}/pages/healthz.ts: the code answers`)]);
  });
});

describe("a variable that goes", () => {
  it.each([
    "process.env.ORDERS_QUEUE_URL",
    'process.env["ORDERS_QUEUE_URL"]',
    "import.meta.env.ORDERS_QUEUE_URL",
    'os.environ["ORDERS_QUEUE_URL"]',
    'os.Getenv("ORDERS_QUEUE_URL")',
    "ENV.fetch('ORDERS_QUEUE_URL')",
    'System.getenv("ORDERS_QUEUE_URL")',
    "url: ${ORDERS_QUEUE_URL}",
    "url=${ORDERS_QUEUE_URL-none}/x",
    "curl $ORDERS_QUEUE_URL/x",
    "'%env(ORDERS_QUEUE_URL)%'",
    "Environment.GetEnvironmentVariable(Names.ORDERS_QUEUE_URL)",
  ])("is found as %s", async (line) => {
    const disk = await first();
    edit(disk, `${FOLDER}/mine.js`, `${line}\n`);
    const { told } = await run(disk, tree("/healthz"), { orders: contract("/healthz", []) });
    expect(told).toContainEqual(expect.stringContaining("mine.js:1: the code reads ORDERS_QUEUE_URL"));
  });

  it("is no other one with the name in it", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/app.js`, "process.env.MY_ORDERS_QUEUE_URL ?? process.env.ORDERS_QUEUE_URL_OLD;\n");
    expect((await run(disk, tree("/healthz"), { orders: contract("/healthz", []) })).told).toEqual([]);
  });
});

describe("a variable that a rename changes", () => {
  const renames = [{ from: "orders", to: "sales" }];
  const renamed = (disk: MemoryDisk) =>
    run(
      disk,
      {
        "services/sales/Dockerfile": "HEALTHCHECK CMD probe /healthz\n",
        "services/sales/app.js": seed('// app\nserve("/healthz");\nread("SALES_QUEUE_URL");\n', "services/sales"),
        "services/sales/test.js": seed('ask("/healthz");\n', "services/sales"),
      },
      { sales: contract("/healthz", ["SALES_QUEUE_URL"]) },
      renames,
    );

  it("is told where kept code reads the old one, with the new one", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/app.js`, '// mine\nserve("/healthz");\nread("ORDERS_QUEUE_URL");\n');
    const { told } = await renamed(disk);
    expect(told).toEqual([
      "services/sales/app.js:3: the code reads ORDERS_QUEUE_URL, which services/sales does not get any more, and SALES_QUEUE_URL is what it gets now",
    ]);
  });

  it("is fine in code that reads both, and in a skeleton that nobody touched", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/app.js`, 'read("SALES_QUEUE_URL") ?? read("ORDERS_QUEUE_URL");\n');
    expect((await renamed(disk)).told).toEqual([]);
    expect((await renamed(await first())).told).toEqual([]);
  });
});

it("an architecture says what its images share, those of several roles together", () => {
  const { architecture } = understandDocument(JSON.parse(readFileSync("examples/shop/step7.json", "utf8")), "shop");
  if (architecture === undefined) throw new Error("the example has no architecture");
  const { orders, mailer } = contractsOf(architecture);
  expect(orders?.health).toEqual(["/healthz"]);
  expect(mailer).toMatchObject({ health: [], variables: expect.arrayContaining(["MAILER_QUEUE_URL"]) });
});

describe("what lies beside the code", () => {
  const refuse = (what: string) => {
    throw new ScaffoldError("WRITE_NOT_PERMITTED", `cannot read ${what}`, "Ask its owner.");
  };

  it("stops no run where it cannot be read, and hides nothing that can", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/mine.js`, 'read("ORDERS_QUEUE_URL")\n');
    edit(disk, `${FOLDER}/.env`, "ORDERS_QUEUE_URL=x\n");
    edit(disk, `${FOLDER}/pgdata/PG_VERSION`, "17\n");
    const closed: MemoryDisk = {
      ...disk,
      list: (path) => (path.endsWith("/pgdata") ? refuse(path) : disk.list(path)),
      read: (path, atMost) => (path.endsWith("/.env") ? refuse(path) : disk.read(path, atMost)),
    };
    const { told } = await run(closed, tree("/healthz"), { orders: contract("/healthz", []) });
    expect(told.join()).toContain("mine.js:1");
    expect(told.join()).not.toContain(".env");
  });

  it("stays with its closed folder when its service goes", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/pgdata/PG_VERSION`, "17\n");
    const closed: MemoryDisk = {
      ...disk,
      list: (path) => (path.endsWith("/pgdata") ? refuse(path) : disk.list(path)),
    };
    const { verbs } = await run(closed, { "README.md": "gone\n" }, {});
    expect(verbs[`${FOLDER}/app.js`]).not.toBe("remove");
    expect(disk.files()[`${FOLDER}/app.js`]).toContain("/healthz");
  });

  it("is not read where it is large", async () => {
    const disk = await first();
    edit(disk, `${FOLDER}/dump.sql`, "ORDERS_QUEUE_URL\n");
    const limits: (number | undefined)[] = [];
    const watched: MemoryDisk = {
      ...disk,
      read: (path, atMost) => {
        if (path.endsWith("dump.sql")) limits.push(atMost);
        return disk.read(path, atMost);
      },
    };
    await run(watched, tree("/healthz"), { orders: contract("/healthz", []) });
    expect(limits.length).toBeGreaterThan(0);
    expect(limits.every((limit) => limit !== undefined && limit <= 1024 * 1024)).toBe(true);
  });
});
