// The interview with a scripted person: what ends in the file, where it goes, and what is shown.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/answers/fields.ts";
import { ScaffoldError } from "../../src/diagnostics/errors.ts";
import { parseOnly, stepsOf } from "../../src/interview/agenda.ts";
import { newDocument } from "../../src/interview/document.ts";
import { QUESTIONS } from "../../src/interview/questions.ts";
import { at, fileOf, play, type Typed } from "../helpers/scripted-prompter.ts";

const shop = readFileSync("examples/shop/step7.json", "utf8");
const asked = (shown: string) => [...shown.matchAll(/Question (\d+) of 23\./g)].map(([, number]) => Number(number));

/** Every question of a new file answered by its example. */
function everything(): Typed[] {
  return stepsOf(newDocument()).flatMap(({ kind, question, part }): Typed[] => {
    if (kind === "more") {
      const service = QUESTIONS.flatMap((one) => one.parts).filter(({ field }) => field.startsWith("services."));
      return [...service.flatMap(({ example, isList }) => (isList ? [...example.split("\n"), ""] : [example])), ""];
    }
    expect(question).toBeDefined();
    return part.isList ? [...part.example.split("\n"), ""] : [part.example];
  });
}

describe("an interview from the start", () => {
  it("asks all 23 questions once and fills all 41 fields", async () => {
    const file = fileOf();
    const { shown, checkpoint, open, changed, unused } = await play(file, everything());
    expect(unused).toEqual([]);
    expect(checkpoint).toBeDefined();
    expect(open).toEqual([]);
    expect([...new Set(asked(shown))]).toEqual(QUESTIONS.map(({ number }) => number));
    for (const { field } of FIELDS) {
      const [section = "", key = ""] = field.split(".");
      const value = section === "services" ? at(file, "services", 0, key) : at(file, section, key);
      expect(value, field).toSatisfy((text: unknown) => (text as string).length > 0);
    }
    expect(changed).toHaveLength(41);
    expect(at(file, "services")).toHaveLength(1);
  });

  it("saves every answer before it asks again, so that leaving loses nothing", async () => {
    const all = everything();
    for (const count of [0, 1, 3, 5, 9, 20, all.length - 1]) {
      const file = fileOf();
      const { checkpoint } = await play(file, all.slice(0, count));
      expect(checkpoint).toBeUndefined();
      expect(file.text === undefined).toBe(count === 0);
      // Going on from there ends with the same file.
      const rest = all.slice(count);
      const second = await play(file, rest[0] === "" || typeof rest[0] !== "string" ? ["", ...rest.slice(1)] : rest);
      if (count === 0) expect(second.unused).toEqual([]);
      expect(JSON.parse(file.text ?? "{}")).toHaveProperty("output.services");
    }
  });

  it("tells what was read in an answer, and what is doubtful, at once", async () => {
    const file = fileOf();
    const { shown } = await play(file, [
      "Microservices on App Runner",
      "Microservices on ECS Fargate",
      "",
      "",
      "/quit",
    ]);
    const [, retired = "", fine = ""] = shown.split("> ");
    expect(retired).toContain("DECISION_RETIRED_SERVICE");
    expect(retired).toContain("a new answer takes the place of this one");
    expect(fine).toContain("Read cloud: aws; compute: ecs-fargate");
    expect(at(file, "overall_architecture", "architecture_type")).toBe("Microservices on ECS Fargate");
    expect(shown).not.toContain("\u001b");
  });

  it("says so when an answer decides nothing, and what would", async () => {
    const { shown } = await play(fileOf(), ["/4", "A good one"]);
    expect(shown).toContain("Nothing was read from it. Words here decide: engine, version, size, availability");
    expect((await play(fileOf(), ["/7", "Own accounts", "Admins may everything"])).shown).toContain(
      "Kept for the documents",
    );
  });
});

describe("going on", () => {
  it("asks only what is open, the missing parts of services too", async () => {
    const document = JSON.parse(shop);
    document.output.data_architecture.primary_database = "TBD";
    document.output.services[2].technology = "";
    document.output.services[2].dependencies = [];
    const file = fileOf(JSON.stringify(document, null, 2));
    const { shown, checkpoint } = await play(file, ["Node 24", "SQS", "", "", "overview", "PostgreSQL 17 on RDS"]);
    expect(checkpoint).toBeDefined();
    // Technology and dependencies of the third service, whether there is one more, the drawing, the database.
    expect(asked(shown)).toEqual([1, 1, 1, 2, 4]);
    expect(shown).toContain("service 3, orders, part 3 of 5");
    expect(shown).toContain("20 of 23 questions are answered");
    expect(at(file, "services", 2, "technology")).toBe("Node 24");
    expect(at(file, "data_architecture", "primary_database")).toBe("PostgreSQL 17 on RDS");
  });

  it("goes straight to the checkpoint when nothing is open, and touches nothing", async () => {
    const file = fileOf(shop.replace('"system_overview": ""', '"system_overview": "see docs"'));
    const { shown, checkpoint } = await play(file, []);
    expect(checkpoint).toBeDefined();
    expect(file.writes).toBe(0);
    expect(shown).toContain("No question is open");
  });

  it("goes through all with --all, where Enter keeps every answer and the file keeps its bytes", async () => {
    const file = fileOf(shop);
    const { shown, checkpoint } = await play(file, Array(80).fill(""), { wanted: "all" });
    expect(checkpoint).toBeDefined();
    expect([...new Set(asked(shown))]).toHaveLength(23);
    expect(file).toMatchObject({ text: shop, writes: 0 });
    expect(shown).toContain("Now: PostgreSQL 17 on RDS, Multi-AZ. One database, a schema per service.");
    expect(shown).toContain("    2. Catalog: products, prices, search");
  });

  it.each([
    ["4", [4]],
    ["19-21", [19, 19, 20, 20, 21]],
    ["security", [7, 7, 8, 8, 9]],
    ["data_architecture", [4, 5, 6, 11]],
    ["primary_database,22", [4, 22, 22]],
    ["integrations.error_handling", [18]],
  ])("asks for %s only", async (only, numbers) => {
    const { shown } = await play(fileOf(shop), Array(20).fill(""), { wanted: parseOnly([only]) });
    expect(asked(shown)).toEqual(numbers);
  });

  it.each([
    ["0", "1 to 23"],
    ["24", "1 to 23"],
    ["4-30", "1 to 23"],
    ["9-4", "1 to 23"],
    ["databas", "is no question"],
    ["securty", 'Did you mean "security"?'],
  ])("refuses --only %s", (only, words) => {
    try {
      parseOnly([only]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ScaffoldError);
      expect(`${(error as ScaffoldError).message} ${(error as ScaffoldError).help}`).toContain(words);
    }
  });

  it("goes back, jumps, lists and explains itself at any prompt", async () => {
    const { shown } = await play(
      fileOf(shop),
      ["/help", "?", "/list", "/7", "", "", "/back", "/99", "/frob", "/quit"],
      {
        wanted: parseOnly(["10"]),
      },
    );
    expect(asked(shown)).toEqual([10, 7, 7, 10, 7]);
    expect(shown.match(/keep the answer that is shown/g)).toHaveLength(2);
    expect(shown).toContain("10 Scalability: growing with the load  < here");
    expect(shown).toContain("There is no question 99");
    expect(shown).toContain("/frob is no command");
    const first = await play(fileOf(), ["/back", "/quit"]);
    expect(first.shown).toContain("This is the first question.");
  });

  it("leaves a question open that is skipped, and does not ask it again in this run", async () => {
    const file = fileOf();
    const { checkpoint, open } = await play(file, Array(80).fill("/skip"));
    expect(checkpoint).toBeDefined();
    expect(open).toHaveLength(23);
    expect(file.text).toBeUndefined();
  });
});

describe("an answer", () => {
  it("has several lines when they are pasted or joined, replaces the one before, and is cleared by a dash", async () => {
    const file = fileOf(shop);
    const only = parseOnly(["integrations.error_handling"]);
    await play(file, [["", "Five tries.  ", "", "Then a DLQ"]], { wanted: only });
    expect(at(file, "integrations", "error_handling")).toBe("Five tries.\n\nThen a DLQ");
    const { shown } = await play(file, ["-"], { wanted: only });
    expect(shown).toContain("  Now:\n    Five tries.\n    \n    Then a DLQ\n");
    expect(at(file, "integrations", "error_handling")).toBe("");
    await play(file, ["-5"], { wanted: only });
    expect(at(file, "integrations", "error_handling")).toBe("-5");
  });

  it("can be edited instead of written anew", async () => {
    const { shown } = await play(fileOf(shop), ["/edit", ""], { wanted: parseOnly(["tooling"]) });
    expect(shown).toContain("> Terraform");
  });

  it("shows what stands there without obeying it, in any field", async () => {
    const evil = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil\r\nnext\u0000";
    const document = JSON.parse(shop, (_, value) => (typeof value === "string" ? evil : value));
    document.step = 7;
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const service of document.output.services) service.name = `${names.shift()}${evil}`;
    const { shown, checkpoint } = await play(fileOf(JSON.stringify(document)), ["/list", ...Array(100).fill("")], {
      wanted: "all",
    });
    expect(checkpoint).toBeDefined();
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    const edit = await play(fileOf(JSON.stringify(document)), ["/edit", "/quit"], { wanted: parseOnly(["tooling"]) });
    expect(edit.shown).not.toContain("\u001b");
    expect(edit.shown).toContain("characters that cannot be shown here");
  });

  it("takes the place of something that is no answer, once that was shown", async () => {
    const document = JSON.parse(shop);
    document.output.security.encryption = { tls: true };
    document.output.architecture_diagrams.system_overview = "see the docs";
    document.output.scalability.caching_layers = "Redis";
    const file = fileOf(JSON.stringify(document));
    const { shown } = await play(file, ["TLS", "", "Redis", "browser", "", "/quit"]);
    expect(shown).toContain('Now: {"tls":true}, which is no text');
    expect(shown).toContain("Now: Redis, which is no list");
    expect(at(file, "security", "encryption")).toBe("TLS");
    expect(at(file, "scalability", "caching_layers")).toEqual(["Redis", "browser"]);
  });
});

describe("small things", () => {
  it("are told: what counts as open, what cannot be cleared", async () => {
    const file = fileOf();
    const { shown } = await play(file, ["TBD", "", "-", "api", "-", "n", "/quit"]);
    expect(shown).toContain("That counts as open");
    expect(shown).toContain("There is nothing to clear");
    const before = file.writes;
    await play(file, ["-", "/quit"], { wanted: parseOnly(["service_boundaries"]) });
    expect(file.writes).toBe(before);
  });
});

describe("a list", () => {
  const only = parseOnly(["service_boundaries"]);
  const boundaries = (file: ReturnType<typeof fileOf>) => at(file, "overall_architecture", "service_boundaries");

  it("grows item by item, saved one by one, and by pastes", async () => {
    const file = fileOf();
    await play(file, ["one", ["- two", "- three"], "one"], { wanted: only });
    expect(boundaries(file)).toEqual(["one", "two", "three"]);
    const { shown } = await play(file, ["four", "", "/quit"], { wanted: only });
    expect(shown).toContain("  4> ");
    expect(boundaries(file)).toEqual(["one", "two", "three", "four"]);
  });

  it("loses, changes and clears items", async () => {
    const file = fileOf();
    await play(file, [["one", "two", "three"], "-2", "/edit 1", "ONE", "-7", "/edit", ""], { wanted: only });
    expect(boundaries(file)).toEqual(["ONE", "three"]);
    await play(file, ["-", "n", "-", "y"], { wanted: only });
    expect(boundaries(file)).toEqual([]);
  });
});

describe("services", () => {
  const services = parseOnly(["services"]);
  const names = (file: ReturnType<typeof fileOf>) =>
    (at(file, "services") as { name: string }[]).map(({ name }) => name);

  it("are checked as they are named", async () => {
    const file = fileOf();
    const { shown } = await play(
      file,
      ["***", ["a", "b"], "Orders", "API", "Go", "", "2", "orders", "ORDERS!", "mailer", "worker", "Go", "", "1", ""],
      { wanted: services },
    );
    expect(names(file)).toEqual(["Orders", "mailer"]);
    expect(shown).toContain("at least one letter or digit");
    expect(shown).toContain("One name at a time");
    expect(shown).toContain('"orders" and the service "Orders" would both become the identifier "orders"');
    expect(shown).toContain("So far: Orders, mailer");
    expect((await play(file, ["/1", "", "", "mailer"])).shown).toContain('There is a service "mailer" already.');
  });

  it("have dependencies that are asked about when nobody knows them", async () => {
    const file = fileOf(shop);
    const { shown } = await play(
      file,
      ["Frobnicator", "n", "Frobnicator", "", "Stripe", "warehouse", "y", "Redis", ""],
      {
        wanted: parseOnly(["dependencies"]),
      },
    );
    expect(shown).toContain('"Redis" is in the list already');
    expect(shown).not.toContain('"Stripe" is neither');
    expect(shown).toContain('"Frobnicator" is neither a service so far');
    expect(at(file, "services", 0, "dependencies")).toEqual([
      "catalog",
      "orders",
      "Redis",
      "Frobnicator",
      "Stripe",
      "warehouse",
    ]);
  });

  it("are renamed with the dependencies that name them, and removed when that is confirmed", async () => {
    const file = fileOf(shop);
    await play(file, ["/1", "", "", ...Array(10).fill(""), "checkout", "", "/quit"]);
    expect(names(file)[2]).toBe("checkout");
    expect(at(file, "services", 0, "dependencies")).toEqual(["catalog", "checkout", "Redis"]);
    await play(file, ["/1", "", "", ...Array(10).fill(""), "-", "n", "-", "y", "/quit"]);
    expect(names(file)).toEqual(["storefront", "catalog", "mailer", "invoices", "stock-sync"]);
    expect(JSON.parse(file.text ?? "").output.services[2]).toEqual(JSON.parse(shop).output.services[3]);
  });

  it("are asked for to their end, and whether there is one more, when the interview was left among them", async () => {
    const file = fileOf();
    await play(file, ["Monolith", "all", "", "api", "REST API"]);
    const { shown } = await play(file, ["Go 1.26", "PostgreSQL", "", "2 to 4", "web", "/quit"]);
    expect(names(file)).toEqual(["api", "web"]);
    expect(at(file, "services", 0)).toMatchObject({
      technology: "Go 1.26",
      dependencies: ["PostgreSQL"],
      scaling_requirements: "2 to 4",
    });
    expect(shown).toContain("service 2, web, part 2 of 5");
  });
});

describe("the file", () => {
  it("keeps what another program wrote meanwhile", async () => {
    const file = fileOf(shop);
    const { shown } = await play(file, [() => (file.text = shop.replace('"Terraform"', '"OpenTofu"')), "Three tries"], {
      wanted: parseOnly(["error_handling"]),
    });
    expect(shown).toContain("changed by another program");
    expect(at(file, "infrastructure_as_code", "tooling")).toBe("OpenTofu");
    expect(at(file, "integrations", "error_handling")).toBe("Three tries");
  });

  it("is asked about again when the other program wrote the very answer, or moved the services", async () => {
    const file = fileOf(shop);
    const { shown } = await play(
      file,
      [() => (file.text = shop.replace("Five tries", "Six tries")), "Three tries", ""],
      { wanted: parseOnly(["error_handling"]) },
    );
    expect(shown).toContain("Now: Six tries");
    expect(at(file, "integrations", "error_handling")).toMatch(/^Six tries/);
    const moved = fileOf(shop);
    const document = JSON.parse(shop);
    document.output.services.shift();
    await play(moved, [() => (moved.text = JSON.stringify(document)), "Rust"], { wanted: parseOnly(["technology"]) });
    expect(moved.text).not.toContain("Rust");
  });

  it("that cannot be written is told, and tried again with the same answer", async () => {
    const file = fileOf(shop);
    const { write } = file;
    let refusals = 2;
    file.write = async (bytes) => {
      if (refusals-- > 0) throw new ScaffoldError("WRITE_DISK_FULL", "cannot write step7.json", "Free some space.");
      await write.call(file, bytes);
    };
    const { shown } = await play(file, ["Three tries", "", "y"], { wanted: parseOnly(["error_handling"]) });
    expect(shown.match(/WRITE_DISK_FULL/g)).toHaveLength(2);
    expect(at(file, "integrations", "error_handling")).toBe("Three tries");
  });

  it("never grows beyond what can be read again", async () => {
    const file = fileOf(shop);
    const { shown } = await play(file, ["x".repeat(6e6), "Three tries"], { wanted: parseOnly(["error_handling"]) });
    expect(shown).toContain("at most 5242880 are read");
    expect(at(file, "integrations", "error_handling")).toBe("Three tries");
  });

  it("that is broken meanwhile is not written over", async () => {
    const file = fileOf(shop);
    const { shown, checkpoint } = await play(file, [() => (file.text = "{ half"), "Three tries", "n"], {
      wanted: parseOnly(["error_handling"]),
    });
    expect(shown).toContain("IO_NOT_JSON");
    expect(file.text).toBe("{ half");
    expect(checkpoint).toBeUndefined();
  });
});

describe("the checkpoint", () => {
  const doubt = (pointer: string, severity: "error" | "warning" = "warning") => ({
    code: "DECISION_CONFLICT" as const,
    severity,
    pointer,
    message: "this and that",
    help: "Make both agree.",
  });
  const check = () => ({
    hasErrors: true,
    diagnostics: [
      doubt("/output/services/1/technology", "error"),
      doubt("/output/security/encryption"),
      doubt("/decisions/cache"),
    ],
    criteria: [
      {
        id: "data",
        title: "Data",
        met: false,
        missing: [{ pointer: "/output/data_architecture/primary_database", what: "nothing is said here" }],
      },
      { id: "validated", title: "Everything validated", met: false, missing: [{ pointer: "", what: "again" }] },
    ],
  });

  it("tells problems by question and offers to go there", async () => {
    const file = fileOf(shop);
    const { shown, checkpoint } = await play(file, ["", "y", "/check", "/4", "", "n"], {
      wanted: parseOnly(["23"]),
      check,
    });
    expect(checkpoint?.hasErrors).toBe(true);
    expect(shown).toContain("Checkpoint: 0 of 2 completion criteria are met; 1 error, 2 warnings.");
    expect(shown).toMatch(/Question 4 Data: where it is stored\n {2}open nothing is said here\n/);
    expect(shown).toMatch(/Elsewhere in the file\n {2}warning DECISION_CONFLICT/);
    expect(shown).toContain("Go to these questions now (1, 4, 8)?");
    expect(asked(shown)).toEqual([23, 1, 4]);
    expect(shown).toContain("service 2, catalog, part 3 of 5");
  });

  it("asks again what it found something at, and no more", async () => {
    const { shown } = await play(fileOf(shop), ["", "y", ...Array(10).fill("")], { wanted: parseOnly(["23"]), check });
    // The technology of one service, the database, the encryption; then the checkpoint once more.
    expect(asked(shown)).toEqual([23, 1, 4, 8]);
    const [whole] = check().diagnostics;
    const missing = (pointer: string) => () => ({
      hasErrors: true,
      criteria: [],
      diagnostics: whole === undefined ? [] : [{ ...whole, pointer }],
    });
    const section = await play(fileOf(shop), ["", "y", ...Array(10).fill("")], {
      wanted: parseOnly(["23"]),
      check: missing("/output/security"),
    });
    expect(asked(section.shown)).toEqual([23, 7, 7, 8, 9]);
    const services = await play(fileOf(shop), ["", "y", ...Array(10).fill("")], {
      wanted: parseOnly(["23"]),
      check: missing("/output/services"),
    });
    expect(services.shown).toContain("Another service?");
    expect(asked(services.shown)).toEqual([23, 1]);
  });

  it("comes at once with /check, and ends the interview when there is nowhere to go", async () => {
    const { checkpoint, open } = await play(fileOf(), ["/check"]);
    expect(checkpoint).toBeDefined();
    expect(open).toHaveLength(23);
  });
});
