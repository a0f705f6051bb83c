// In: a plan. Out: findings where making or applying it runs programs that no resource describes: provisioners, external data, calls of functions, actions. Reads the configuration for what the rows do not say; never runs or judges the program.
import { isObject } from "../../shared/json.ts";
import { blocks, type Values } from "../blocks.ts";
import { type Finding, join, type Message, say } from "../finding.ts";
import type { Plan, Row } from "../plan.ts";
import { argumentOf, computed, named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const code: RuleFamily = {
  texts: [
    {
      id: "code/provisioner",
      severity: "medium",
      title: "The apply runs a program",
      help: "A provisioner runs with the rights of whoever applies, and nothing of what it does is in this plan. Read its command where it stands.",
    },
    {
      id: "code/call",
      severity: "medium",
      title: "The apply calls a function",
      help: "The function runs during the apply with its own rights, and nothing of what it does is in this plan. Read what it is given.",
    },
    {
      id: "code/plan",
      severity: "low",
      title: "Each plan runs a program",
      help: "A data source runs it on the machine that plans, before anybody has reviewed anything. Plans of a foreign branch must have no credentials.",
    },
  ],
  check: (plan) => {
    const declared = declaredIn(plan.document);
    const made = new Map(declared.filter(({ mode }) => mode === "managed").map((one) => [one.address, one]));
    return [
      ...plan.rows.flatMap((row) => [...provisioned(row, made), ...called(row)]),
      ...declared.flatMap(readByProgram),
      ...plan.invocations.map(
        ({ address, type }): Finding => ({
          rule: "code/call",
          severity: "medium",
          row: undefined,
          address,
          message: say`is an action that the apply invokes (${named(type)})`,
        }),
      ),
    ];
  },
};

/** A resource of the configuration: its address has no keys of instances. */
interface Declared {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly provisioners: readonly Values[];
}

const DEEPEST = 50;

function declaredIn(document: Plan["document"]): Declared[] {
  const configuration = document["configuration"];
  const found: Declared[] = [];
  const visit = (module: unknown, prefix: string, depth: number): void => {
    if (depth > DEEPEST || !isObject(module)) return;
    for (const resource of blocks(module, "resources")) {
      const [type, mode] = [String(resource["type"] ?? ""), String(resource["mode"] ?? "managed")];
      const provisioners = blocks(resource, "provisioners");
      if (provisioners.length > 0 || PROGRAMS.has(type))
        found.push({ address: `${prefix}${String(resource["address"] ?? "")}`, type, mode, provisioners });
    }
    const calls = isObject(module["module_calls"]) ? module["module_calls"] : {};
    for (const [name, call] of Object.entries(calls))
      visit(isObject(call) ? call["module"] : undefined, `${prefix}module.${name}.`, depth + 1);
  };
  visit(isObject(configuration) ? configuration["root_module"] : undefined, "", 0);
  return found;
}

/** Data sources that run something: https://registry.terraform.io/providers/hashicorp/external/latest/docs/data-sources/external */
const PROGRAMS: ReadonlySet<string> = new Set(["external", "aws_lambda_invocation", "shell_script"]);

function readByProgram({ address, type, mode }: Declared): Finding[] {
  if (mode !== "data") return [];
  const message: Message = [
    type === "aws_lambda_invocation" ? "calls a function" : "runs a program",
    " each time that somebody plans",
  ];
  return [{ rule: "code/plan", severity: "low", row: undefined, address, message }];
}

/** Provisioners run when their object is made; whether some run when it goes, no plan says. */
function provisioned(row: Row, declared: ReadonlyMap<string, Declared>): Finding[] {
  if (!["create", "replace", "replaceForget"].includes(row.action)) return [];
  const provisioners = declared.get(withoutKeys(row.address))?.provisioners ?? [];
  if (provisioners.length === 0) return [];
  const said = provisioners.map((provisioner, index): Message => {
    const { type } = provisioner;
    return join(index === 0 ? "" : ", ", say`${named(String(type ?? "provisioner"))}`, commandOf(provisioner));
  });
  return [{ rule: "code/provisioner", severity: "medium", row, message: join("runs while it is made: ", ...said) }];
}

function commandOf({ expressions }: Values): Message {
  const [command] = [...blocks(expressions, "command"), ...blocks(expressions, "inline")];
  const value = command?.["constant_value"];
  if (value === undefined) return [];
  return say` ${computed(typeof value === "string" ? value : JSON.stringify(value), false)}`;
}

/** `module.a["b"].null_resource.c[0]` is one of `module.a.null_resource.c`. */
function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}

function called(row: Row): Finding[] {
  const isCall = row.mode === "managed" && row.type === "aws_lambda_invocation";
  if (!isCall || !["create", "update", "replace"].includes(row.action)) return [];
  const message = say`calls ${argumentOf(row, "after", "function_name")} during the apply`;
  return [{ rule: "code/call", severity: "medium", row, message }];
}
