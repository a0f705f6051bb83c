// In: a Terraform expression and what is known: variables, locals, the key of an instance, other resources' arguments. Out: its value as far as that goes. Pure; what it does not know stays text.
import { isObject, type ReadonlyJson as Json } from "../../shared/json.ts";
import { callFunction } from "./functions.ts";
import type { Memory } from "./memory.ts";
import { type Node, parseTemplate, SyntaxProblem } from "./syntax.ts";
import { escapeTemplate, known, toExpression, toTemplate, unknown, type Value } from "./value.ts";

/** What an expression may read. */
export interface Scope {
  readonly variables: Readonly<Record<string, Json>>;
  /** Expressions by name. */
  readonly locals: Readonly<Record<string, Json>>;
  readonly each?: { readonly key: string; readonly value: Json };
  /** `count.index` */
  readonly index?: number;
  /** The template of an argument of another resource of the module; undefined when the configuration does not set it, so that only the provider knows. */
  argumentOf?(
    address: string,
    name: string,
    key: string | undefined,
  ): { readonly template: Json; readonly scope: Scope } | undefined;
  /** Names that a `for` binds. */
  readonly bound?: Readonly<Record<string, Json>>;
  readonly depth?: number;
  /** Results of before. Without it everything is evaluated anew. */
  readonly memory?: Memory;
}

/** References from one resource to the next: more than any graph of ours has. */
const MAX_DEPTH = 40;

/** A value of Terraform JSON with everything known put in. */
export function evaluateJson(value: Json, scope: Scope): Json {
  if (typeof value === "string") {
    if (isLiteral(value)) return value;
    const evaluated = () => toTemplate(evaluateTemplate(value, scope));
    return scope.memory && isOutermost(scope) ? scope.memory.recall(value, evaluated) : evaluated();
  }
  if (Array.isArray(value)) return value.map((item: Json) => evaluateJson(item, scope));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value).map((key) => [
      isLiteral(key) ? key : String(evaluateJson(key, scope)),
      evaluateJson(value[key] as Json, scope),
    ]),
  );
}

/** Most texts: they mean themselves. */
function isLiteral(text: string): boolean {
  return !text.includes("{");
}

/** Whether an expression stands where it is written, and is not evaluated for another one. */
function isOutermost({ depth, bound }: Scope): boolean {
  return depth === undefined && bound === undefined;
}

export function evaluateTemplate(text: string, scope: Scope): Value {
  try {
    return evaluate(parsed(text, scope), scope);
  } catch (error) {
    if (error instanceof SyntaxProblem) return unknown(JSON.stringify(escapeTemplate(text)));
    throw error;
  }
}

/** The same template is evaluated for every environment and instance. */
function parsed(text: string, { memory }: Scope): Node {
  const found = memory?.module.trees.get(text) ?? parseTemplate(text);
  memory?.module.trees.set(text, found);
  return found;
}

function evaluate(node: Node, scope: Scope): Value {
  if ((scope.depth ?? 0) > MAX_DEPTH) return unknown(node.text);
  switch (node.kind) {
    case "literal":
      return known(node.value);
    case "template":
      return evaluateParts(node.parts, scope);
    case "name":
      return scope.bound && Object.hasOwn(scope.bound, node.name)
        ? known(scope.bound[node.name] ?? null)
        : unknown(node.name);
    case "attribute":
      return evaluateAttribute(node.of, node.name, scope);
    case "index":
      return evaluateIndex(evaluate(node.of, scope), evaluate(node.key, scope));
    case "splat": {
      const of = evaluate(node.of, scope);
      const path = node.names.map((name) => `.${name}`).join("");
      if (!of.known) return unknown(`${of.text}[*]${path}`);
      const items: readonly Json[] = Array.isArray(of.json)
        ? (of.json as readonly Json[])
        : of.json === null
          ? []
          : [of.json];
      return known(items.map((item) => node.names.reduce<Json>((inner, name) => fieldOf(inner, name) ?? null, item)));
    }
    case "call": {
      const args = node.args.map((arg) => evaluate(arg, scope));
      const values = args.flatMap((arg) => (arg.known ? [arg.json] : []));
      const made = values.length === args.length ? callFunction(node.name, values) : undefined;
      return made === undefined ? unknown(`${node.name}(${args.map(toExpression).join(", ")})`) : known(made);
    }
    case "conditional": {
      const test = evaluate(node.test, scope);
      if (test.known) return evaluate(test.json === true ? node.yes : node.no, scope);
      return unknown(
        `${test.text} ? ${toExpression(evaluate(node.yes, scope))} : ${toExpression(evaluate(node.no, scope))}`,
      );
    }
    case "binary":
      return evaluateBinary(node.operator, evaluate(node.left, scope), evaluate(node.right, scope));
    case "unary": {
      const operand = evaluate(node.operand, scope);
      if (!operand.known) return unknown(`${node.operator}${operand.text}`);
      return known(node.operator === "!" ? operand.json !== true : -Number(operand.json));
    }
    case "list": {
      const items = node.items.map((item) => evaluate(item, scope));
      if (items.every((item) => item.known)) return known(items.map((item) => (item.known ? item.json : null)));
      return unknown(`[${items.map(toExpression).join(", ")}]`);
    }
    case "object": {
      const entries = node.entries.map(([key, item]) => [evaluate(key, scope), evaluate(item, scope)] as const);
      if (entries.every(([key, item]) => key.known && item.known))
        return known(
          Object.fromEntries(
            entries.map(([key, item]) => [key.known ? String(key.json) : "", item.known ? item.json : null]),
          ),
        );
      return unknown(`{${entries.map(([key, item]) => `${toExpression(key)} = ${toExpression(item)}`).join(", ")}}`);
    }
    case "for":
      return evaluateFor(node, scope);
  }
}

function evaluateParts(parts: readonly Node[], scope: Scope): Value {
  const values = parts.map((part) => evaluate(part, scope));
  if (values.every((value) => value.known && (typeof value.json !== "object" || value.json === null)))
    return known(values.map((value) => (value.known ? String(value.json ?? "") : "")).join(""));
  const only = values[0];
  if (values.length === 1 && only !== undefined) return only;
  const inner = values.map((value) =>
    value.known && typeof value.json === "string" ? quoted(value.json) : `\${${toExpression(value)}}`,
  );
  return unknown(`"${inner.join("")}"`);
}

function quoted(text: string): string {
  return JSON.stringify(escapeTemplate(text)).slice(1, -1);
}

function evaluateAttribute(of: Node, name: string, scope: Scope): Value {
  if (of.kind === "name" && !(scope.bound && Object.hasOwn(scope.bound, of.name))) {
    const own = rootValue(of.name, name, scope);
    if (own !== undefined) return own;
  }
  const holder = evaluate(of, scope);
  if (holder.known) {
    const field = fieldOf(holder.json, name);
    return field === undefined ? unknown(`${toExpression(holder)}.${name}`) : known(field);
  }
  const text = `${holder.text}.${name}`;
  if (holder.resource === undefined) return unknown(text);
  const { address, key } = holder.resource;
  const argument = scope.argumentOf?.(address, name, key);
  if (argument === undefined) return unknown(text);
  const depth = (scope.depth ?? 0) + 1;
  const found =
    typeof argument.template === "string"
      ? evaluateTemplate(argument.template, { ...argument.scope, depth })
      : known(evaluateJson(argument.template, { ...argument.scope, depth }));
  // A reference that leads to another reference is kept as it stands: it names the nearest resource.
  return found.known && !JSON.stringify(found.json).includes("${") ? found : unknown(text);
}

function rootValue(root: string, name: string, scope: Scope): Value | undefined {
  if (root === "var") {
    scope.memory?.note("root");
    const value = Object.hasOwn(scope.variables, name) ? scope.variables[name] : undefined;
    return value === undefined ? unknown(`var.${name}`) : known(value);
  }
  if (root === "local") return localValue(name, scope);
  if (root === "each" && scope.each !== undefined) {
    scope.memory?.note("instance");
    return known(name === "key" ? scope.each.key : scope.each.value);
  }
  if (root === "count" && name === "index" && scope.index !== undefined) {
    scope.memory?.note("instance");
    return known(scope.index);
  }
  if (["each", "data", "module", "path", "terraform", "self", "count"].includes(root))
    return unknown(`${root}.${name}`);
  const address = `${root}.${name}`;
  return { known: false, text: address, resource: { address } };
}

function localValue(name: string, { variables, locals, argumentOf, memory, depth = 0 }: Scope): Value {
  const template = Object.hasOwn(locals, name) ? locals[name] : undefined;
  if (typeof template !== "string") return template === undefined ? unknown(`local.${name}`) : known(template);
  memory?.note("root");
  const found = memory?.locals.get(name);
  if (found !== undefined) return found;
  const outer = { variables, locals, ...(argumentOf && { argumentOf }), ...(memory && { memory }), depth: depth + 1 };
  const value = evaluateTemplate(template, outer);
  memory?.locals.set(name, value);
  return value;
}

function evaluateIndex(of: Value, key: Value): Value {
  if (of.known && key.known) {
    const found = Array.isArray(of.json)
      ? (of.json as readonly Json[])[Number(key.json)]
      : fieldOf(of.json, String(key.json));
    if (found !== undefined) return known(found);
  }
  const text = `${toExpression(of)}[${toExpression(key)}]`;
  if (of.known || of.resource === undefined || !key.known) return unknown(text);
  return { known: false, text, resource: { address: of.resource.address, key: String(key.json) } };
}

function evaluateBinary(operator: string, left: Value, right: Value): Value {
  if (!left.known || !right.known) return unknown(`${toExpression(left)} ${operator} ${toExpression(right)}`);
  const [a, b] = [left.json, right.json];
  const isEqual = JSON.stringify(a) === JSON.stringify(b);
  const results: Readonly<Record<string, () => Json>> = {
    "==": () => isEqual,
    "!=": () => !isEqual,
    "<": () => Number(a) < Number(b),
    ">": () => Number(a) > Number(b),
    "<=": () => Number(a) <= Number(b),
    ">=": () => Number(a) >= Number(b),
    "&&": () => a === true && b === true,
    "||": () => a === true || b === true,
    "+": () => Number(a) + Number(b),
    "-": () => Number(a) - Number(b),
    "*": () => Number(a) * Number(b),
    "/": () => Number(a) / Number(b),
    "%": () => Number(a) % Number(b),
  };
  return known(results[operator]?.() ?? null);
}

function evaluateFor(node: Node & { kind: "for" }, scope: Scope): Value {
  const over = evaluate(node.over, scope);
  if (!over.known || typeof over.json !== "object" || over.json === null) return unknown(node.text);
  const entries: readonly (readonly [Json, Json])[] = Array.isArray(over.json)
    ? (over.json as readonly Json[]).map((item, index) => [index, item])
    : Object.entries(over.json);
  const made: [Json, Json][] = [];
  for (const [key, item] of entries) {
    const [first = "", second] = node.names;
    const bound = { ...scope.bound, ...(second === undefined ? { [first]: item } : { [first]: key, [second]: item }) };
    const inner = { ...scope, bound };
    const when = node.when === undefined ? known(true) : evaluate(node.when, inner);
    // What the condition leaves out is never looked at, as in Terraform: it may not even have a value.
    if (when.known && when.json !== true) continue;
    const value = evaluate(node.value, inner);
    const name = node.key === undefined ? known(key) : evaluate(node.key, inner);
    if (!when.known || !value.known || !name.known) return unknown(node.text);
    made.push([name.json, value.json]);
  }
  if (node.key === undefined) return known(made.map(([, item]) => item));
  return known(Object.fromEntries(made.map(([name, item]) => [String(name), item])));
}

function fieldOf(value: Json, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] as Json) : undefined;
}
