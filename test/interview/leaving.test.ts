// Leaving an interview at a question of its own: what was ended with Enter is in the file, and the end says what it was.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseOnly } from "../../src/interview/agenda.ts";
import { at, fileOf, play } from "../helpers/scripted-prompter.ts";

const shop = readFileSync("examples/shop/step7.json", "utf8");
const own = (file: ReturnType<typeof fileOf>) => at(file, "services", 0, "dependencies");
/** To the dependencies of the first service of a new file. */
const START = ["Monolith", "all of it", "", "orders", "REST API", "Go 1.26"];

describe("an item that is asked about", () => {
  it.each(["/quit", "/check", "/back", "/7"])("is kept when the person says %s instead", async (word) => {
    const file = fileOf();
    const { shown } = await play(file, [...START, "Frobnicator", word]);
    expect(shown).toContain('"Frobnicator" is neither a service so far');
    expect(own(file)).toEqual(["Frobnicator"]);
  });

  it("is kept when the terminal is closed", async () => {
    const file = fileOf();
    await play(file, [...START, "Frobnicator"]);
    expect(own(file)).toEqual(["Frobnicator"]);
  });

  it("is kept with those that were pasted with it, before and after", async () => {
    const file = fileOf();
    const pasted = ["PostgreSQL", "Frobnicator", "Redis"];
    await play(file, [...START, pasted, "/quit"]);
    expect(own(file)).toEqual(pasted);
  });

  it("is as it was typed when the service that was perhaps meant is not settled", async () => {
    const file = fileOf(shop);
    const { shown } = await play(file, ["/1", ...Array(5).fill(""), "catalouge", "/quit"]);
    expect(shown).toContain('Did you mean the service "catalog"?');
    expect(own(file)).toEqual(["catalog", "orders", "Redis", "catalouge"]);
  });

  it("is not kept when the person says no", async () => {
    const file = fileOf();
    await play(file, [...START, "Frobnicator", "n", "/quit"]);
    expect(own(file)).toEqual([]);
  });
});

describe("a new name", () => {
  it("is kept when the person leaves at the question about the dependencies that name it", async () => {
    const file = fileOf(shop);
    const { shown } = await play(file, ["/1", ...Array(12).fill(""), "checkout", "/quit"]);
    expect(shown).toContain("is named by one dependency. Change that too?");
    expect(at(file, "services", 2, "name")).toBe("checkout");
    expect(own(file)).toEqual(["catalog", "orders", "Redis"]);
  });
});

describe("a checkpoint that is left", () => {
  const check = (hasErrors: boolean) => () => ({
    hasErrors,
    diagnostics: [
      {
        code: "DECISION_CONFLICT" as const,
        severity: hasErrors ? ("error" as const) : ("warning" as const),
        pointer: "/output/security/encryption",
        message: "this and that",
        help: "Make both agree.",
      },
    ],
    criteria: [],
  });

  it("with open questions is no end, and its judgement is kept", async () => {
    for (const hasErrors of [true, false]) {
      const { isLeft, checkpoint } = await play(fileOf(), ["/check", "/quit"], { check: check(hasErrors) });
      expect(isLeft).toBe(true);
      expect(checkpoint?.hasErrors).toBe(hasErrors);
    }
  });

  it("is the end for whoever says no, and where nothing is open", async () => {
    expect((await play(fileOf(), ["/check", "n"], { check: check(true) })).isLeft).toBe(false);
    const all = JSON.parse(shop);
    all.output.architecture_diagrams.system_overview = "Browser -> orders";
    const whole = fileOf(JSON.stringify(all));
    const done = await play(whole, ["", "/quit"], { wanted: parseOnly(["23"]), check: check(true) });
    expect(done.open).toEqual([]);
    expect(done.checkpoint?.hasErrors).toBe(true);
    expect(done.isLeft).toBe(false);
  });
});
