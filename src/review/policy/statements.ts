// In: values of a resource. Out: the IAM policies in them as statements in one form. What is no policy gives nothing; what is unusual in a policy is read the wider way.
import { isObject } from "../../shared/json.ts";
import { parseInner } from "../masking/taint.ts";

/** Either what is meant, or everything but what is named. */
export interface Scope {
  readonly except: boolean;
  readonly patterns: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly sid: string;
  readonly allows: boolean;
  /** Lower case: IAM does not tell cases apart here. */
  readonly actions: Scope;
  readonly resources: Scope;
  /** `AWS:arn…`, `Service:…`; "*" for everybody; "self" in policies of identities, which name nobody. */
  readonly principals: Scope;
  readonly conditions: readonly Condition[];
}

const ALL: Scope = { except: false, patterns: ["*"] };

/** Statements by top-level argument; documents in lists and blocks below it count together, in any order. */
export function policiesIn(values: unknown): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  if (!isObject(values)) return found;
  for (const [name, value] of Object.entries(values)) {
    const statements = collect(value, 0);
    if (statements.length > 0) found.set(name, statements);
  }
  return found;
}

function collect(value: unknown, depth: number): Statement[] {
  if (typeof value === "string") return value.includes("Statement") ? statementsOf(parseInner(value)) : [];
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, depth + 1));
  if (!isObject(value)) return [];
  return Object.values(value).flatMap((item) => collect(item, depth + 1));
}

function statementsOf(document: unknown): Statement[] {
  if (!isObject(document)) return [];
  return list(document["Statement"]).filter(isObject).map(readStatement);
}

function readStatement(statement: Record<string, unknown>): Statement {
  return {
    sid: typeof statement["Sid"] === "string" ? statement["Sid"] : "",
    allows: statement["Effect"] !== "Deny",
    actions: lower(scopeOf(statement, "Action", "NotAction") ?? ALL),
    resources: scopeOf(statement, "Resource", "NotResource") ?? ALL,
    principals: principalsOf(statement),
    conditions: conditionsOf(statement["Condition"]),
  };
}

function scopeOf(statement: Record<string, unknown>, plain: string, negated: string): Scope | undefined {
  if (Object.hasOwn(statement, plain)) return { except: false, patterns: texts(statement[plain]) };
  if (Object.hasOwn(statement, negated)) return { except: true, patterns: texts(statement[negated]) };
  return undefined;
}

function lower({ except, patterns }: Scope): Scope {
  return { except, patterns: patterns.map((pattern) => pattern.toLowerCase()) };
}

function principalsOf(statement: Record<string, unknown>): Scope {
  for (const key of ["Principal", "NotPrincipal"]) {
    if (!Object.hasOwn(statement, key)) continue;
    const value = statement[key];
    const patterns = isObject(value)
      ? Object.entries(value).flatMap(([type, names]) => texts(names).map((name) => principal(type, name)))
      : texts(value).map((name) => principal("AWS", name));
    return { except: key === "NotPrincipal", patterns };
  }
  return { except: false, patterns: ["self"] };
}

/** An account number and its root mean the same; everybody is everybody in each form. */
function principal(type: string, name: string): string {
  if (type === "AWS" && name === "*") return "*";
  return `${type}:${type === "AWS" && /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name}`;
}

function conditionsOf(value: unknown): Condition[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => ({
          operator: operator.toLowerCase(),
          key: key.toLowerCase(),
          values: texts(values),
        }))
      : [],
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function texts(value: unknown): string[] {
  return list(value).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
}
