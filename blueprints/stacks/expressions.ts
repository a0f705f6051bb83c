// In: Terraform expressions and plain values. Out: what cdktf's typed properties accept. Never evaluates and never lets free text become an expression.
import { type IResolvable, type IResolveContext, Lazy, type TerraformElement, Token } from "cdktf";
import { printExpression } from "../../src/render/expression.ts";
import type { Json } from "../../src/render/graph.ts";
import { resolveMarkers } from "../../src/render/markers.ts";

/** A raw expression as a string property: `expr("cidrsubnet(var.vpc_cidr, 4, each.value)")`. Ours only, never free text. */
export function expr(text: string): string {
  return `\${${text}}`;
}

/** The same for number, boolean and list properties. */
export function numberExpr(text: string): number {
  return Token.asNumber(expression(text));
}

export function listExpr(text: string): string[] {
  return Token.asList(expression(text));
}

/** A list of names of ours inside of an expression: `["a", "b"]`. Never free text. */
export function nameList(names: readonly string[]): string {
  return `[${names.map((name) => `"${name}"`).join(", ")}]`;
}

export function booleanExpr(text: string): IResolvable {
  return expression(text);
}

/** Inside of another expression (an iterator, `Fn.element`) the braces must go: `toset(var.x)`, not `toset(${var.x})`. */
function expression(text: string): IResolvable {
  return Lazy.anyValue({ produce: ({ suppressBraces }: IResolveContext) => (suppressBraces ? text : expr(text)) });
}

/** Fixes the Terraform name of an element (`aws_vpc.this`): addresses are public contract, never left to a construct path. */
export function named<Element extends TerraformElement>(element: Element, id: string): Element {
  element.overrideLogicalId(id);
  return element;
}

/** Free text as a literal: `${` and `%{` lose their meaning, and so does text that looks like one of the engine's own markers (it would be replaced by a reference). Every answer that reaches a property goes through here. */
export function literal(text: string): string {
  return text
    .replace(/[$%](?=\{)/g, (sign) => sign + sign)
    .replaceAll("TfToken[", () => 'TfToken${"["}')
    .replace(/(?<=\d)e(?=\+?\d{3})/gi, (exponent) => `\${"${exponent}"}`);
}

/** A JSON document as `jsonencode(…)`, with references inside kept as references (a JSON string with references cannot be printed safely). */
export function jsonencode(value: unknown): string {
  return Lazy.stringValue({
    produce: (context: IResolveContext) =>
      `\${jsonencode(${printExpression(resolveMarkers(value, (marked) => context.resolve(marked)) as Json)})}`,
  });
}
