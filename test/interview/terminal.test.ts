// The built command under a pseudo-terminal, as a person meets it: keys, pastes, Ctrl-C in the middle, going on.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { execa } from "execa";
import { beforeEach, describe, expect, it } from "vitest";
import { scratchFolder } from "../helpers/scratch.ts";
import { type Act, atTerminal, hasTerminal, plainTranscript } from "../helpers/terminal.ts";

/** The shop without what the checkpoint has to say about it. */
const shop = readFileSync("examples/shop/step7.json", "utf8")
  .replace("One database, a schema per service", "Each service has a schema of its own")
  .replace('"system_overview": ""', '"system_overview": "see the docs"');
let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});
const file = () => join(folder, "step7.json");
const output = () => JSON.parse(readFileSync(file(), "utf8")).output;
const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const run = async (args: readonly string[], steps: readonly Act[], options = {}) => {
  const result = await atTerminal(folder, ["interview", ...args], steps, options);
  expect(result.failed, plainTranscript(result)).toBeNull();
  return { ...result, shown: plainTranscript(result) };
};

describe.skipIf(!hasTerminal)("an interview at a terminal", () => {
  it("is left with Ctrl-C in the middle of an answer, with exit 2, and goes on from there", async () => {
    const first = await run(
      [],
      [
        ["> ", "Modular monolith on ECS Fargate\r"],
        ["1> ", "Orders: checkout\r"],
        ["2> ", "\r"],
        ["called?", "orders\r"],
        ["part 2 of 5", "REST A"],
        ["REST A", CTRL_C],
      ],
    );
    expect(first.exitCode).toBe(2);
    expect(first.shown).toContain("What was not ended with Enter is not saved.");
    expect(first.shown).toContain("Saved in step7.json: 3 answers. 0 of 23 questions are answered.");
    expect(first.shown).toContain("Next: scaffold interview step7.json");
    expect(output().services).toHaveLength(1);
    expect(output().services[0]).toMatchObject({ name: "orders", purpose: "" });
    expect(readdirSync(folder)).toEqual(["step7.json"]);

    const second = await run(
      [],
      [
        ["service 1, orders, part 2 of 5", "REST API for checkout\r"],
        ["part 3 of 5", "/back\r"],
        ["Now: REST API for checkout", "REST API for orders\r"],
        ["part 3 of 5", CTRL_D],
      ],
    );
    expect(second.exitCode).toBe(2);
    expect(second.shown).not.toContain("service_boundaries");
    expect(output().services[0]).toMatchObject({ purpose: "REST API for orders", technology: "" });
  });

  it("ends with the checkpoint: 1 with errors, 0 without, and names the next command", async () => {
    const empty = await run(
      [],
      [
        ["> ", "/check\r"],
        ["[y/N]", "\r"],
      ],
    );
    expect(empty.exitCode).toBe(1);
    expect(empty.shown).toContain("ANSWERS_NO_SERVICES");
    expect(empty.shown).toContain("Nothing new in step7.json");
    expect(existsSync(file())).toBe(false);

    writeFileSync(file(), shop.replace("see the docs", "TBD"));
    const done = await run(
      [],
      [
        ["part 3 of 4", "see the docs\r"],
        ["Next: ", ""],
      ],
    );
    expect(done.exitCode).toBe(0);
    expect(done.shown).toContain("11 of 11 completion criteria are met");
    expect(done.shown).toContain("Next: scaffold infra step7.json --dry-run");
  });

  it("keeps a paste in one piece, marked or not, and joins lines", async () => {
    const result = await run(
      [],
      [
        ["> ", "\u001b[200~A monolith. \\\r\n/quit\r\nOn ECS Fargate\u001b[201~"],
        ["On ECS Fargate", " for now\r"],
        ["1> ", "- Orders\r- Mailer\r"],
        ["3> ", "Stock \\\r"],
        ["… ", "of the warehouse\r"],
        ["4> ", CTRL_C],
      ],
    );
    expect(result.exitCode).toBe(2);
    expect(output().overall_architecture).toMatchObject({
      architecture_type: "A monolith. \\\n/quit\nOn ECS Fargate for now",
      service_boundaries: ["Orders", "Mailer", "Stock\nof the warehouse"],
    });
  });

  it("edits an answer in the line, several lines one after the other, wide characters too", async () => {
    const document = JSON.parse(shop);
    document.output.infrastructure_as_code.tooling = "東京 é\nTerraform\\";
    writeFileSync(file(), JSON.stringify(document));
    const result = await run(
      ["--only", "tooling"],
      [
        ["> ", "/edit\r"],
        ["東京 é\\", "\u007f 🚀\\\r"],
        ["Terraform\\\\", "\u007f\u007f 1.11\r"],
      ],
    );
    expect(result.exitCode).toBe(0);
    expect(output().infrastructure_as_code.tooling).toBe("東京 é 🚀\nTerraform 1.11");
  });

  it("obeys nothing that stands in the answers, and colours only what may be coloured", async () => {
    const document = JSON.parse(shop);
    document.output.infrastructure_as_code.tooling = "\u001b]0;owned\u0007\u001b[2JTerraform";
    writeFileSync(file(), JSON.stringify(document));
    const steps: Act[] = [
      ["> ", "\r"],
      ["[y/N]", "\r"],
    ];
    const plain = await run(["--only", "tooling"], steps);
    expect(plain.shown).toContain("Now: \\u001b]0;owned\\u0007\\u001b[2JTerraform");
    expect(plain.shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
    const colour = await run(["--only", "tooling"], steps, { env: { NO_COLOR: "" } });
    expect(colour.transcript).toContain("\u001b[36mQuestion 22 of 23.");
    expect(colour.transcript).not.toContain("\u001b]0;");
    const flag = await run(["--only", "tooling", "--no-color"], steps, { env: { NO_COLOR: "" } });
    expect(flag.transcript).not.toContain("\u001b[36m");
  });

  it("asks on the terminal and gives JSON of its own schema on standard output", async () => {
    const stdout = join(folder, "out.json");
    writeFileSync(file(), shop);
    const result = await run(
      ["--json", "--only", "4"],
      [
        ["> ", "MySQL 8.4 on RDS\r"],
        ["all the same", "\r"],
        ["[y/N]", "n\r"],
      ],
      { stdout },
    );
    const value = JSON.parse(readFileSync(stdout, "utf8"));
    expect(value).toMatchObject({
      command: "interview",
      ended: "finished",
      changed: ["/output/data_architecture/primary_database"],
    });
    expect(value.questions).toHaveLength(23);
    expect(value.diagnostics.length).toBeGreaterThan(0);
    const isValid = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync("schemas/interview.schema.json", "utf8")),
    );
    expect(isValid(value), JSON.stringify(isValid.errors)).toBe(true);
    expect(result.shown).not.toContain('"schemaVersion"');
    const left = await run(["--json", "--all"], [["> ", CTRL_C]], { stdout });
    expect(left.exitCode).toBe(2);
    expect(JSON.parse(readFileSync(stdout, "utf8"))).toMatchObject({ ended: "left", changed: [], criteria: [] });
  });

  it("is silent about what is well with --quiet", async () => {
    writeFileSync(file(), shop);
    const result = await run(["--quiet", "--only", "tooling"], [["> ", "OpenTofu\r"]]);
    expect(result.shown).not.toContain("For example");
    expect(result.shown).not.toContain("Next:");
    expect(output().infrastructure_as_code.tooling).toBe("OpenTofu");
  });

  it.each([2, 15])("gives the terminal back and ends with exit 2 at signal %i", async (signal) => {
    const told = await run(
      [],
      [
        ["> ", "Monolith\r"],
        ["1> ", signal],
      ],
    );
    expect(told.exitCode).toBe(2);
    expect(told.shown).toContain("Saved in step7.json: one answer.");
    expect(told.transcript).toContain("\u001b[?2004l");
  });

  it("leaves the file whole when it is killed, and the next one goes on", async () => {
    const killed = await run(
      [],
      [
        ["> ", "Monolith\r"],
        ["1> ", "a\r"],
        ["2> ", 9],
      ],
    );
    expect(killed.exitCode).toBe(-9);
    expect(output().overall_architecture.service_boundaries).toEqual(["a"]);
    const next = await run([], [["called?", CTRL_C]]);
    expect(next.exitCode).toBe(2);
  });
});

describe.skipIf(!hasTerminal)("a file that is not one of answers", () => {
  it.each([
    ["no JSON", "{ half", "IO_NOT_JSON", 2],
    ["another tool's", '{"name":"x","version":"1"}', "ANSWERS_NOT_OURS", 1],
    ["another step's", '{"step":6,"output":{}}', "ANSWERS_WRONG_STEP", 1],
  ])("(%s) is refused and left as it is", async (_, text, code, exitCode) => {
    writeFileSync(file(), text);
    const result = await run([], []);
    expect(result.exitCode).toBe(exitCode);
    expect(result.shown).toContain(code);
    expect(result.shown).not.toContain("Question");
    expect(readFileSync(file(), "utf8")).toBe(text);
    expect(readdirSync(folder)).toEqual(["step7.json"]);
  });

  it("is neither followed as a symlink nor taken for a folder", async () => {
    writeFileSync(join(folder, "real.json"), shop);
    symlinkSync(join(folder, "real.json"), file());
    const link = await run([], []);
    expect(link).toMatchObject({ exitCode: 2 });
    expect(link.shown).toContain("WRITE_SYMLINK");
    expect(link.shown).toContain("Name the file that it points to.");
    mkdirSync(join(folder, "folder.json"));
    expect(await run(["folder.json"], [])).toMatchObject({ exitCode: 2 });
  });

  it("is made with its folders, where it is a new one", async () => {
    await run(
      ["new/shop/step7.json"],
      [
        ["> ", "Monolith\r"],
        ["1> ", CTRL_C],
      ],
    );
    expect(existsSync(join(folder, "new/shop/step7.json"))).toBe(true);
  });
});

describe("without a terminal", () => {
  const without = (...args: string[]) =>
    execa(process.execPath, [resolve("dist/main.js"), "interview", ...args], {
      cwd: folder,
      reject: false,
      input: "Monolith\n",
    });

  it("nothing is asked: exit 2, and what to do instead", async () => {
    const { exitCode, stdout, stderr } = await without();
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("IO_NO_TERMINAL");
    expect(stderr).toContain("scaffold validate step7.json");
    expect(readdirSync(folder)).toEqual([]);
    const json = await without("--json");
    expect(json.exitCode).toBe(2);
    expect(JSON.parse(json.stdout).error.code).toBe("IO_NO_TERMINAL");
  });

  it("a wrong command line is told first", async () => {
    expect((await without("--only", "99")).stderr).toContain('--only "99" is no question');
    expect((await without("--all", "--only", "4")).stderr).toContain("exclude each other");
    expect((await without("a.json", "b.json")).stderr).toContain('unexpected "b.json"');
  });
});
