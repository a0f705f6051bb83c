// A stated rename: files with the old name in their path move with what was edited in them; without it they are removed and made anew.
import { describe, expect, it } from "vitest";
import { applyChanges } from "../../src/write/apply.ts";
import { unifiedDiff } from "../../src/write/diff-text.ts";
import { freshRenames, renameIn, renameSides } from "../../src/write/moves.ts";
import { reverseStep } from "../../src/write/undo.ts";
import { committed, generatedDisk, plan, type Tree, userFiles, verbsOf } from "./helpers.ts";

const stack = (name: string, cpu = 256) => `resource "aws_ecs_service" "${name}" {
  name = "shop-${name}"
  cpu  = ${cpu}
}

output "${name}_arn" {
  value = aws_ecs_service.${name}.arn
}
`;
const tree = (name: string, cpu?: number): Tree => ({
  [`infra/stack/service-${name}.tf`]: stack(name, cpu),
  [`services/${name}/Dockerfile`]: `FROM node\nLABEL service=${name}\n`,
  [`services/${name}/package.json`]: {
    content: `{ "name": "${name}" }\n`,
    ownership: "seed",
    onlyInNewFolder: `services/${name}`,
  },
  "README.md": `service ${name}\n`,
});
const renames = [{ from: "orders", to: "sales" }];

describe("a renamed service", () => {
  it("moves its files: untouched ones are the new ones, edited ones keep their edits, and no old file stays", async () => {
    const disk = await generatedDisk(tree("orders"));
    disk.put(
      "infra/stack/service-orders.tf",
      stack("orders").replace("cpu  = 256", 'cpu  = 256\n  tags = { team = "a" }'),
    );
    disk.put("services/orders/package.json", '{ "name": "orders", "mine": true }\n');
    const changeSet = plan(disk, tree("sales"), { renames });
    expect(verbsOf(changeSet)).toEqual({
      "README.md": "update",
      "infra/stack/service-sales.tf": "move",
      "services/sales/Dockerfile": "move",
      "services/sales/package.json": "move",
    });
    expect(unifiedDiff(changeSet)).toContain("deleted file mode 100644\n--- a/infra/stack/service-orders.tf");
    const before = committed(disk);
    await applyChanges(changeSet, disk);
    expect(userFiles(disk)).toEqual({
      "README.md": "service sales\n",
      "infra/stack/service-sales.tf": stack("sales").replace("cpu  = 256", 'cpu  = 256\n  tags = { team = "a" }'),
      "services/sales/Dockerfile": "FROM node\nLABEL service=sales\n",
      "services/sales/package.json": '{ "name": "orders", "mine": true }\n',
    });
    expect(plan(disk, tree("sales"), { renames }).operations).toEqual([]);
    expect(verbsOf(plan(disk, tree("sales", 512)))["infra/stack/service-sales.tf"]).toBe("merge");
    const { step, changeSet: back } = reverseStep(disk, { direction: "undo", keepEdited: false });
    await applyChanges(back, disk, step);
    expect(committed(disk)).toEqual(before);
  });

  it("with an edit where something new is generated too is in conflict at the new path, and nothing is lost", async () => {
    const disk = await generatedDisk(tree("orders"));
    disk.put("infra/stack/service-orders.tf", stack("orders", 1024));
    const changeSet = plan(disk, tree("sales", 512), { renames });
    expect(verbsOf(changeSet)["infra/stack/service-sales.tf"]).toBe("conflict");
    await applyChanges(changeSet, disk);
    const text = userFiles(disk)["infra/stack/service-sales.tf"];
    expect(text).toContain("cpu  = 1024");
    expect(text).toContain("# cpu  = 512");
    expect(Object.keys(userFiles(disk))).not.toContain("infra/stack/service-orders.tf");
  });

  it("is refused while its folder holds files of the user's own, which are never moved; what tools leave there is none", async () => {
    const disk = await generatedDisk(tree("orders"));
    disk.put("services/orders/node_modules/left-pad/index.js", "theirs\n");
    expect(plan(disk, tree("sales"), { renames }).diagnostics).toEqual([]);
    disk.put("services/orders/src/main.js", "mine\n");
    const { diagnostics } = plan(disk, tree("sales"), { renames });
    expect(diagnostics).toMatchObject([{ code: "WRITE_LEFT_BEHIND", severity: "error" }]);
    expect(diagnostics[0]?.message).toContain("services/orders/src/main.js");
    expect(diagnostics[0]?.help).toContain("git mv services/orders services/sales");
  });

  it("keeps every name in code that somebody builds on: nothing that their files import is called differently", async () => {
    const go = (name: string): Tree => ({
      [`services/${name}/Dockerfile`]: `FROM golang\nLABEL service=${name}\n`,
      ...Object.fromEntries(
        [
          ["go.mod", `module ${name}\n`],
          ["main.go", "package main\n"],
        ].map(([file = "", content = ""]) => [
          `services/${name}/${file}`,
          { content, ownership: "seed" as const, onlyInNewFolder: `services/${name}` },
        ]),
      ),
    });
    const own = ["services/sales/internal/own.go", "package internal\n"] as const;
    const edited = ["services/orders/main.go", 'package main\n\nimport _ "orders/internal"\n'] as const;
    // An edit alone, where the generated files are moved for them.
    const disk = await generatedDisk(go("orders"));
    disk.put(...edited);
    const first = plan(disk, go("sales"), { renames });
    expect(first.diagnostics).toEqual([]);
    await applyChanges(first, disk);
    expect(userFiles(disk)).toEqual({
      "services/sales/Dockerfile": "FROM golang\nLABEL service=sales\n",
      "services/sales/go.mod": "module orders\n",
      "services/sales/main.go": edited[1],
    });
    expect(plan(disk, go("sales"), { renames }).operations).toEqual([]);
    // Files of their own, in a folder that they moved themselves.
    const moved = await generatedDisk(go("orders"));
    moved.delete("services/orders");
    for (const [path, text] of Object.entries({
      Dockerfile: "FROM golang\nLABEL service=orders\n",
      "go.mod": "module orders\n",
      "main.go": "package main\n",
    }))
      moved.put(`services/sales/${path}`, text);
    moved.put(...own);
    const second = plan(moved, go("sales"), { renames });
    expect(second.diagnostics).toEqual([]);
    await applyChanges(second, moved);
    expect(userFiles(moved)).toMatchObject({
      "services/sales/Dockerfile": "FROM golang\nLABEL service=sales\n",
      "services/sales/go.mod": "module orders\n",
      [own[0]]: own[1],
    });
    expect(plan(moved, go("sales"), { renames }).operations).toEqual([]);
  });

  it("whose folder the user moved already is taken where it is", async () => {
    const disk = await generatedDisk(tree("orders"));
    disk.delete("services/orders");
    disk.put("services/sales/Dockerfile", "FROM node\nLABEL service=orders\nUSER 1000\n");
    disk.put("services/sales/package.json", '{ "name": "orders" }\n');
    const changeSet = plan(disk, tree("sales"), { renames });
    expect(verbsOf(changeSet)).toMatchObject({
      "services/sales/Dockerfile": "merge",
      "services/sales/package.json": "update",
    });
    await applyChanges(changeSet, disk);
    expect(userFiles(disk)["services/sales/Dockerfile"]).toBe("FROM node\nLABEL service=sales\nUSER 1000\n");
  });

  it("keeps a file deleted that the user had deleted", async () => {
    const disk = await generatedDisk(tree("orders"));
    disk.delete("services/orders/Dockerfile");
    const changeSet = plan(disk, tree("sales"), { renames });
    expect(verbsOf(changeSet)["services/sales/Dockerfile"]).toBe("user-deleted");
    await applyChanges(changeSet, disk);
    expect(verbsOf(plan(disk, tree("sales")))["services/sales/Dockerfile"]).toBe("user-deleted");
  });

  describe("in a file that keeps its path", () => {
    const shared = (name: string, timeout: number, more = "") => ({
      "infra/stack/messaging.tf": `resource "aws_sqs_queue" "${name}" {
  name    = "\${local.prefix}-orders"
  timeout = ${timeout}
}
${more}`,
    });
    const path = "infra/stack/messaging.tf";
    const edited = async (to: string) => {
      const disk = await generatedDisk(shared("orders", 30));
      disk.put(path, shared("orders", 30)[path].replace("timeout = 30", to));
      return disk;
    };

    it("takes the edit of a block along, and no name that stays", async () => {
      const disk = await edited("timeout = 60\n  mine    = true");
      const changeSet = plan(disk, shared("sales", 30), { renames });
      expect(verbsOf(changeSet)).toEqual({ [path]: "merge" });
      await applyChanges(changeSet, disk);
      const text = userFiles(disk)[path];
      expect(text).toBe(shared("sales", 60)[path].replace("timeout = 60", "timeout = 60\n  mine    = true"));
      expect(plan(disk, shared("sales", 30), { renames }).operations).toEqual([]);
      // The statement stays in the answers, and renames nothing again.
      await applyChanges(plan(disk, shared("sales", 30, "# more\n"), { renames }), disk);
      expect(userFiles(disk)[path]).toBe(`${text}# more\n`);
    });

    it("is one conflict of one attribute where both changed it", async () => {
      const disk = await edited("timeout = 60");
      const changeSet = plan(disk, shared("sales", 90), { renames });
      await applyChanges(changeSet, disk);
      const text = userFiles(disk)[path] ?? "";
      expect(text).toContain("  timeout = 60\n  # ======= scaffold:\n  # timeout = 90\n");
      expect(text.match(/^resource /gm)).toHaveLength(1);
      const { step, changeSet: back } = reverseStep(disk, { direction: "undo", keepEdited: false });
      await applyChanges(back, disk, step);
      expect(userFiles(disk)[path]).toContain('"orders" {');
    });
  });

  describe.each([
    ["orders", "orders-api"],
    ["core", "tariff-core"],
    ["orders-api", "orders"],
    ["orders", "sales-desk"],
  ])("from %s to %s", (from, to) => {
    const stated = [{ from, to }];
    const values = "infra/environments/prod/prod.auto.tfvars";
    const block = "infra/stack/messaging.tf";
    const files = (name: string, more = ""): Tree => {
      const label = name.replaceAll("-", "_");
      return {
        [`infra/stack/service-${name}.tf`]: `${stack(label)}\nlocals {\n  cpu_${label} = var.services["${name}"].cpu\n}\n`,
        [`services/${name}/Dockerfile`]: `FROM node\nLABEL service=${name}\n`,
        [values]: `services = {\n  ${name} = {\n    cpu = 256\n    memory = 512\n  }\n}\n${more}`,
        [block]: `resource "aws_sqs_queue" "${label}" {\n  timeout = 30\n}\n`,
        "compose.yaml": `services:\n  ${name}:\n    build: ./services/${name}\n    cpus: 1\n`,
      };
    };
    const edits: Record<string, readonly [string, string]> = {
      [values]: ["cpu = 256", "cpu = 1024"],
      [block]: ["timeout = 30", "timeout = 60"],
      "compose.yaml": ["cpus: 1", "cpus: 2"],
    };
    const note = "# our note\n";

    it("takes every edit along, at a path with the name and in files that keep theirs, and renames nothing twice", async () => {
      const disk = await generatedDisk(files(from));
      const old = `infra/stack/service-${from}.tf`;
      const text = (path: string) => userFiles(disk)[path] ?? "";
      disk.put(old, note + text(old));
      for (const [path, [was, is]] of Object.entries(edits)) disk.put(path, text(path).replace(was, is));
      const changeSet = plan(disk, files(to), { renames: stated });
      expect(verbsOf(changeSet)).toEqual({
        [values]: "merge",
        [block]: "merge",
        "compose.yaml": "merge",
        [`infra/stack/service-${to}.tf`]: "move",
        [`services/${to}/Dockerfile`]: "move",
      });
      expect(changeSet.changes.find(({ path }) => path === `infra/stack/service-${to}.tf`)?.reason).toBe(
        `from ${old}, with your edits`,
      );
      await applyChanges(changeSet, disk);
      const wanted = Object.entries(files(to)).map(([path, content]) => {
        const [was, is] = edits[path] ?? ["", ""];
        return [path, path.includes("service-") ? note + String(content) : String(content).replace(was, is)];
      });
      expect(userFiles(disk)).toEqual(Object.fromEntries(wanted));
      expect(plan(disk, files(to), { renames: stated }).operations).toEqual([]);
      const after = text(values);
      await applyChanges(plan(disk, files(to, "# more\n"), { renames: stated }), disk);
      expect(text(values)).toBe(`${after}# more\n`);
    });
  });

  it("that is stated still is not made again when a text with the old word goes", () => {
    const stated = [{ from: "orders", to: "orders-api" }];
    const [before, after] = ["orders-api = 1\n# all orders\n", "orders-api = 1\n"];
    expect(freshRenames(stated, before, after)).toEqual([]);
    expect(freshRenames(stated, "orders = 1\n# all orders\n", after)).toEqual(stated);
  });

  it("that nobody stated is another service: the old one goes or is kept for its edits, the new one is made", async () => {
    const disk = await generatedDisk(tree("orders"));
    disk.put("infra/stack/service-orders.tf", stack("orders", 1024));
    expect(verbsOf(plan(disk, tree("sales")))).toMatchObject({
      "infra/stack/service-orders.tf": "obsolete-edited",
      "infra/stack/service-sales.tf": "create",
      "services/orders/Dockerfile": "remove",
    });
  });

  it("changes no byte of a line that the user wrote", () => {
    const base = 'resource orders {\n  name = "orders"\n}\n';
    const ours = 'resource orders {\n  name = "orders"\n  # orders are mine\n}\n';
    expect(renameSides(base, ours, { from: "orders", to: "sales" })).toEqual({
      base: 'resource sales {\n  name = "sales"\n}\n',
      ours: 'resource sales {\n  name = "sales"\n  # orders are mine\n}\n',
    });
  });

  it("is spelt as in paths and as in addresses, whole words only", () => {
    const rename = { from: "order-api", to: "sales-api" };
    expect(renameIn("order-api order_api preorder-api order-apis", rename)).toBe(
      "sales-api sales_api preorder-api order-apis",
    );
    expect(renameIn('"x" "orders" { a.orders.b orders_url s/orders', { from: "orders", to: "sales-v2" })).toBe(
      '"x" "sales_v2" { a.sales_v2.b sales_v2_url s/sales-v2',
    );
  });
});
