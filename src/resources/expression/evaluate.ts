// In: a Terraform expression and what is known: variables, locals, the key of an instance, other resources' arguments. Out: its value as far as that goes. Pure; what it does not know stays text.
import { isObject, type ReadonlyJson as Json, setField } from "../../shared/json.ts";
import { callFunction } from "./functions.ts";
import { type Memory, ON_INSTANCE, ON_ROOT } from "./memory.ts";
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
  /** Results of before, and what it may cost. Without it everything is evaluated anew, and no loop. */
  readonly memory?: Memory;
}

/** First names of references that lead to no resource of the module. */
const NO_RESOURCES = new Set(["each", "data", "module", "path", "terraform", "self", "count"]);

/** References from one resource to the next: more than any graph of ours has. */
const MAX_DEPTH = 40;

/** A value of Terraform JSON with everything known put in. */
export function evaluateJson(value: Json, scope: Scope): Json {
  if (typeof value === "string") return isLiteral(value) ? value : evaluateText(value, scope);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => evaluateJson(item, scope));
  const made: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value))
    setField(made, isLiteral(key) ? key : String(evaluateText(key, scope)), evaluateJson(item, scope));
  return made;
}

/** Most texts: they mean themselves. */
function isLiteral(text: string): boolean {
  return !text.includes("{");
}

/** Where it is written, and not for the sake of another expression, a template is evaluated once. */
function evaluateText(template: string, scope: Scope): Json {
  const { memory } = scope;
  if (memory === undefined || scope.depth !== undefined || scope.bound !== undefined)
    return toTemplate(evaluateTemplate(template, scope));
  const found = memory.recall(template);
  if (found !== undefined) return found;
  const around = memory.begin();
  const made = toTemplate(evaluateTemplate(template, scope));
  memory.remember(template, made, memory.end(around));
  return made;
}

export function evaluateTemplate(text: string, scope: Scope): Value {
  try {
    return (scope.depth ?? 0) > MAX_DEPTH ? unevaluated(text) : evaluate(parsed(text, scope), scope);
  } catch (error) {
    // Texts of a gigabyte and stacks without end are what the engine refuses itself.
    if (error instanceof SyntaxProblem || error instanceof RangeError) return unevaluated(text);
    throw error;
  }
}

function unevaluated(template: string): Value {
  return unknown(JSON.stringify(escapeTemplate(template)));
}

/** The same template is evaluated for every environment and instance. */
function parsed(text: string, { memory }: Scope): Node {
  const found = memory?.trees.get(text);
  if (found !== undefined) return found;
  const tree = parseTemplate(text);
  memory?.trees.set(text, tree);
  return tree;
}

function evaluate(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case "literal":
      return node;
    case "attribute":
      return evaluateAttribute(node.of, node.name, scope);
    case "name":
      return scope.bound && Object.hasOwn(scope.bound, node.name)
        ? known(scope.bound[node.name] ?? null)
        : unknown(node.name);
    case "template":
      return evaluateParts(node.parts, scope);
    case "index":
      return evaluateIndex(evaluate(node.of, scope), evaluate(node.key, scope));
    case "splat":
      return evaluateSplat(evaluate(node.of, scope), node.names);
    case "call":
      return evaluateCall(node.name, node.args, scope);
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
      const items = evaluateAll(node.items, scope);
      return items.json === undefined ? unknown(`[${textsOf(items.values)}]`) : known(items.json);
    }
    case "object":
      return evaluateObject(node.entries, scope);
    case "for":
      return evaluateFor(node, scope);
  }
}

/** `json`: what they are when all are known. */
function evaluateAll(nodes: readonly Node[], scope: Scope): { readonly values: Value[]; readonly json?: Json[] } {
  const values: Value[] = [];
  const json: Json[] = [];
  for (const node of nodes) {
    const value = evaluate(node, scope);
    values.push(value);
    if (value.known) json.push(value.json);
  }
  return json.length === values.length ? { values, json } : { values };
}

function textsOf(values: readonly Value[]): string {
  return values.map(toExpression).join(", ");
}

function evaluateCall(name: string, nodes: readonly Node[], scope: Scope): Value {
  const args = evaluateAll(nodes, scope);
  const made = args.json && callFunction(name, args.json);
  if (made !== undefined && isHuge(made)) throw new SyntaxProblem("too large");
  return made === undefined ? unknown(`${name}(${textsOf(args.values)})`) : known(made);
}

function evaluateObject(entries: readonly (readonly [key: Node, value: Node])[], scope: Scope): Value {
  const made: Record<string, Json> = {};
  const values: (readonly [Value, Value])[] = [];
  let isKnown = true;
  for (const [keyNode, itemNode] of entries) {
    const [key, item] = [evaluate(keyNode, scope), evaluate(itemNode, scope)];
    values.push([key, item]);
    if (key.known && item.known) setField(made, String(key.json), item.json);
    else isKnown = false;
  }
  if (isKnown) return known(made);
  return unknown(`{${values.map(([key, item]) => `${toExpression(key)} = ${toExpression(item)}`).join(", ")}}`);
}

function evaluateSplat(of: Value, names: readonly string[]): Value {
  if (!of.known) return unknown(`${of.text}[*]${names.map((name) => `.${name}`).join("")}`);
  const items: readonly Json[] = Array.isArray(of.json)
    ? (of.json as readonly Json[])
    : of.json === null
      ? []
      : [of.json];
  return known(items.map((item) => names.reduce<Json>((inner, name) => fieldOf(inner, name) ?? null, item)));
}

function evaluateParts(parts: readonly Node[], scope: Scope): Value {
  const { values, json } = evaluateAll(parts, scope);
  if (json?.every((part) => typeof part !== "object" || part === null)) {
    const text = json.map((part) => String(part ?? "")).join("");
    if (isHuge(text)) throw new SyntaxProblem("too large");
    return known(text);
  }
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
  return found.known && !holdsReference(found.json) ? found : unknown(text);
}

function holdsReference(json: Json): boolean {
  return (typeof json === "string" ? json : JSON.stringify(json)).includes("${");
}

function rootValue(root: string, name: string, scope: Scope): Value | undefined {
  // The one that is there before any is made; in another one of the same root less is made, never something else.
  if (root === "terraform" && name === "workspace") return known("default");
  if (root === "var") {
    scope.memory?.note(ON_ROOT);
    const value = Object.hasOwn(scope.variables, name) ? scope.variables[name] : undefined;
    return value === undefined ? unknown(`var.${name}`) : known(value);
  }
  if (root === "local") return localValue(name, scope);
  if (root === "each" && scope.each !== undefined) {
    scope.memory?.note(ON_INSTANCE);
    return known(name === "key" ? scope.each.key : scope.each.value);
  }
  if (root === "count" && name === "index" && scope.index !== undefined) {
    scope.memory?.note(ON_INSTANCE);
    return known(scope.index);
  }
  if (NO_RESOURCES.has(root)) return unknown(`${root}.${name}`);
  const address = `${root}.${name}`;
  return { known: false, text: address, resource: { address } };
}

function localValue(name: string, { variables, locals, argumentOf, memory, depth = 0 }: Scope): Value {
  const template = Object.hasOwn(locals, name) ? locals[name] : undefined;
  if (typeof template !== "string") return template === undefined ? unknown(`local.${name}`) : known(template);
  memory?.note(ON_ROOT);
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
  switch (operator) {
    case "==":
    case "!=":
      return known((JSON.stringify(a) === JSON.stringify(b)) === (operator === "=="));
    case "&&":
      return known(a === true && b === true);
    case "||":
      return known(a === true || b === true);
    default:
      return known(CALCULATIONS[operator]?.(Number(a), Number(b)) ?? null);
  }
}

const CALCULATIONS: Readonly<Record<string, (a: number, b: number) => Json>> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

/** Nothing that a system is described with. */
const LONGEST = 200_000;

function isHuge(json: Json): boolean {
  return (typeof json === "string" || Array.isArray(json)) && json.length > LONGEST;
}

function evaluateFor(node: Node & { kind: "for" }, scope: Scope): Value {
  const over = evaluate(node.over, scope);
  if (scope.memory === undefined || !over.known || typeof over.json !== "object" || over.json === null)
    return unknown(node.text);
  const entries: readonly (readonly [Json, Json])[] = Array.isArray(over.json)
    ? (over.json as readonly Json[]).map((item, index) => [index, item])
    : Object.entries(over.json);
  const made: [Json, Json][] = [];
  for (const [key, item] of entries) {
    if (!scope.memory.turn()) throw new SyntaxProblem("too many turns");
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
