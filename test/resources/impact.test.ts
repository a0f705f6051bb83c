// What an edit of the answers does to resources, from the answers to the prediction and to the blocks that keep data, without a cloud.
import { describe, expect, it } from "vitest";
import { renameDiagnostics } from "../../src/resources/renames.ts";
import { parseSnapshot, printSnapshot } from "../../src/resources/snapshot-file.ts";
import { accept, lossDiagnostics, unacceptedLosses } from "../../src/resources/verdict.ts";
import { base, type Document, edited, inProd, made, rename } from "../helpers/shop-edits.ts";

describe("the resource snapshot", () => {
  it("is the same bytes again, and says that nothing changes", () => {
    expect(printSnapshot(base.snapshot)).toBe(printSnapshot(made(() => undefined).snapshot));
    expect(edited(() => undefined).predictions).toEqual([]);
  });

  it("has every instance with the values of its environment", () => {
    const resources = base.snapshot.roots["infra/environments/prod"]?.resources ?? {};
    expect(resources['aws_subnet.isolated["a"]']?.arguments).toMatchObject({ availability_zone: "eu-west-1a" });
    expect(resources["aws_db_instance.main"]?.arguments).toMatchObject({
      engine: "postgres",
      identifier: "shop-prod-main",
      instance_class: "db.m7g.large",
      kms_key_id: "${aws_kms_key.data.arn}",
    });
    expect(Object.keys(resources).filter((address) => address.includes('["*"]'))).toEqual([]);
    const bootstrap = base.snapshot.roots["infra/bootstrap"]?.resources ?? {};
    expect(Object.keys(bootstrap).some((address) => address.includes('["prod"]'))).toBe(true);
  });

  it("is not trusted", () => {
    const broken = (change: (value: { modules: { stack: object } }) => void) => {
      const value = JSON.parse(printSnapshot(base.snapshot));
      change(value);
      return parseSnapshot(JSON.stringify(value));
    };
    expect(parseSnapshot("<<<<<<< ours\n")).toEqual({ problem: "it holds conflict markers of a merge" });
    expect(parseSnapshot("[".repeat(100_000))).toHaveProperty("problem");
    expect(broken((value) => Object.assign(value, { schemaVersion: 4 }))).toEqual({
      problem: "it has version 4, this scaffold knows version 3",
    });
    // What is written into HCL again is held to the letter.
    for (const name of ['x"\n}', '${file("/etc/passwd")}', "a b"])
      expect(
        broken((value) => Object.assign(value.modules.stack, { names: { "aws_sqs_queue.a": name } })),
      ).toHaveProperty("problem");
    for (const address of ["aws_vpc.a\n}", "aws_vpc", 'aws_vpc.a["${x}"]'])
      expect(broken((value) => Object.assign(value.modules.stack, { removed: [address] }))).toHaveProperty("problem");
  });
});

describe("predict", () => {
  it("says what forces a replacement, and what goes with it", () => {
    const { predictions } = edited((document) => {
      document.decisions["regions"] = ["eu-central-1"];
    });
    expect(inProd(predictions, "aws_db_instance.main")).toBe("stranded");
    expect(inProd(predictions, "aws_iam_role.orders_task")).not.toBe("stranded");
  });

  it("follows a new name of the system to everything that is named after it", () => {
    const { predictions } = edited((document) => {
      document.project = "store";
    });
    const database = predictions.find(
      ({ root, address }) => root.endsWith("prod") && address === "aws_db_subnet_group.databases",
    );
    expect(database).toMatchObject({ action: "replaced", arguments: ["name"] });
    const queue = predictions.find(({ root, address }) => root.endsWith("prod") && address === "aws_sqs_queue.mailer");
    expect(queue).toMatchObject({ action: "replaced", arguments: ["name"], loses: { kind: "content" } });
    // The database in it is named after the system too, and that name cannot change.
    const main = predictions.find(({ root, address }) => root.endsWith("prod") && address === "aws_db_instance.main");
    expect(main).toMatchObject({ action: "replaced", arguments: ["db_name"], loses: { kind: "content" } });
  });

  it("calls an in-place change that makes the system less safe", () => {
    const { predictions } = edited((document) => {
      document.output.data_architecture["backup_strategy"] =
        "Daily snapshots kept for 7 days, point in time recovery on";
    });
    const database = predictions.find(
      ({ root, address }) => root.endsWith("prod") && address === "aws_db_instance.main",
    );
    expect(database?.action).toBe("changed");
    expect(database?.downgrades).toContainEqual({
      argument: "backup_retention_period",
      now: "backups reach back less far",
    });
    expect(database?.because[0]?.quote).toBeDefined();
  });
});

describe("what holds data", () => {
  it("is forgotten with all that it needs, over later runs, until it comes back", () => {
    const removed = edited((document) => {
      document.output.services = document.output.services.filter(({ name }) => name !== "invoices");
    });
    expect(inProd(removed.predictions, "aws_sqs_queue.invoices")).toBe("forgotten");
    expect(inProd(removed.predictions, "aws_sqs_queue_redrive_policy.invoices")).toBe("forgotten");
    expect(inProd(removed.predictions, "aws_ecs_service.invoices")).toBe("destroyed");
    expect(unacceptedLosses(removed.predictions, accept([]))).toEqual([]);
    const file = removed.text("infra/stack/removed.tf");
    expect(file).toContain("removed {\n  from = aws_sqs_queue.invoices\n\n  lifecycle {\n    destroy = false\n  }\n}");

    const later = edited((document) => {
      document.output.services = document.output.services.filter(({ name }) => name !== "invoices");
    }, removed.snapshot);
    expect(later.predictions).toEqual([]);
    expect(later.text("infra/stack/removed.tf")).toBe(file);

    const back = edited(() => undefined, later.snapshot);
    expect(back.text("infra/stack/removed.tf")).toBeUndefined();
  });

  it("is destroyed when people say so", () => {
    const removed = edited((document) => {
      document.output.services = document.output.services.filter(({ name }) => name !== "invoices");
      document.decisions["destroy"] = ["module.stack.aws_sqs_queue.invoices"];
    });
    expect(inProd(removed.predictions, "aws_sqs_queue.invoices")).toBe("destroyed");
    expect(unacceptedLosses(removed.predictions, accept([])).map(({ address }) => address)).toContain(
      "aws_sqs_queue.invoices",
    );
    expect(unacceptedLosses(removed.predictions, accept(["aws_sqs_queue.invoices"]))).toEqual([]);
  });

  it("of an environment that goes away is not given up in silence", () => {
    const { predictions } = edited((document) => {
      document.decisions["environments"] = ["staging", "prod"];
    });
    const losses = unacceptedLosses(predictions, accept([]));
    expect(new Set(losses.map(({ action, root }) => `${action} ${root}`))).toEqual(
      new Set(["abandoned infra/environments/dev"]),
    );
    const [problem, ...others] = lossDiagnostics(losses);
    expect(others).toEqual([]);
    expect(problem?.help).toContain("--accept-data-loss 'infra/environments/dev'");
    expect(unacceptedLosses(predictions, accept(["infra/environments/dev"]))).toEqual([]);
  });
});

describe("renames", () => {
  it("are asked about and not guessed", () => {
    const { snapshot, predictions } = edited((document) => rename(document, "invoices", "billing"));
    const asked = renameDiagnostics(base.snapshot.parts, snapshot.parts, {});
    expect(asked.map(({ code, message }) => [code, message])).toContainEqual([
      "IMPACT_RENAME",
      "the answers have no service invoices any more, and billing is new and of the same kind (worker python none): is it the same one under a new name?",
    ]);
    expect(inProd(predictions, "aws_sqs_queue.billing")).toBe("created");
    expect(
      renameDiagnostics(base.snapshot.parts, snapshot.parts, { services: { nobody: "billing" } })[0]?.severity,
    ).toBe("warning");
    expect(
      renameDiagnostics(base.snapshot.parts, snapshot.parts, { services: { nobody: "billing" } }).some(
        ({ code }) => code === "IMPACT_RENAME_UNKNOWN",
      ),
    ).toBe(true);
  });

  const stated = (document: Document): void => {
    rename(document, "invoices", "billing");
    document.decisions["renamed"] = { services: { invoices: "billing" }, queues: { invoices: "billing" } };
  };

  it("move what is there, and what holds data keeps the name that AWS cannot change", () => {
    const { snapshot, predictions, text } = edited(stated);
    expect(inProd(predictions, "aws_ecr_repository.billing")).toBe("moved");
    expect(inProd(predictions, "aws_sqs_queue.billing")).toBe("moved");
    expect(predictions.filter(({ loses, leaves }) => (loses ?? leaves) !== undefined)).toEqual([]);
    expect(text("infra/stack/moved.tf")).toContain(
      "moved {\n  from = aws_ecr_repository.invoices\n  to   = aws_ecr_repository.billing\n}",
    );
    expect(snapshot.modules.stack.names["aws_ecr_repository.billing"]).toBe("${local.prefix}/invoices");
    expect(text("infra/stack/service-billing.tf")).toContain('"${local.prefix}/invoices"');
    expect(text("infra/stack/removed.tf")).toBeUndefined();
    expect(
      renameDiagnostics(base.snapshot.parts, snapshot.parts, {
        services: { invoices: "billing" },
        queues: { invoices: "billing" },
      }),
    ).toEqual([]);
  });

  it("are kept over later runs, also without the decision, and chains collapse", () => {
    const first = edited(stated);
    const later = edited((document) => rename(document, "invoices", "billing"), first.snapshot);
    expect(later.predictions).toEqual([]);
    expect(later.text("infra/stack/moved.tf")).toBe(first.text("infra/stack/moved.tf"));

    const second = edited((document) => {
      rename(document, "invoices", "bills");
      document.decisions["renamed"] = { services: { billing: "bills" }, queues: { billing: "bills" } };
    }, first.snapshot);
    const moves = second.snapshot.modules.stack.moved;
    expect(moves).toContainEqual({ from: "aws_ecr_repository.invoices", to: "aws_ecr_repository.bills" });
    expect(moves).toContainEqual({ from: "aws_ecr_repository.billing", to: "aws_ecr_repository.bills" });
    expect(moves.some(({ to }) => to.includes("billing"))).toBe(false);
    expect(second.snapshot.modules.stack.names["aws_ecr_repository.bills"]).toBe("${local.prefix}/invoices");

    const back = edited((document) => {
      document.decisions["renamed"] = { services: { bills: "invoices" }, queues: { bills: "invoices" } };
    }, second.snapshot);
    expect(back.snapshot.modules.stack.moved).toContainEqual({
      from: "aws_ecr_repository.bills",
      to: "aws_ecr_repository.invoices",
    });
    expect(back.snapshot.modules.stack.names).toEqual({});
  });
});
