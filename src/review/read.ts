// In: the bytes of a file that should be `terraform show -json` of a plan. Out: a Plan, or a ScaffoldError that says what the file is instead. Liberal: unknown properties are ignored, unknown actions kept; only a major version of 2 or more is refused.
import { ScaffoldError } from "../diagnostics/errors.ts";
import { isCutOff, isObject, measure, membersOf } from "../shared/json.ts";
import { decodePlan } from "./decode.ts";
import { parseExact } from "./exact-json.ts";
import { maskShapes } from "./masking/shapes.ts";
import type { Plan } from "./plan.ts";
import { list, paths, readChecks, readDeferred, readInvocation, readOutput, readRow, text } from "./rows.ts";

/** Far more than modules in modules reach, and far less than the stack of our own walks. */
export const MAX_PLAN_DEPTH = 400;

/** Any of these makes a document a plan; HCP Terraform's redacted plans have no format_version. */
const PARTS = ["planned_values", "resource_changes", "output_changes", "resource_drift", "deferred_changes"];

/** `name` is the file as the user named it, for messages. */
export function readPlan(bytes: Uint8Array, name: string, environment: string): Plan {
  const source = decodePlan(bytes, name);
  const document = parse(source, name);
  refuseOthers(document, name);
  refuseWithoutRows(document, name);
  const outputs = isObject(document["output_changes"]) ? document["output_changes"] : {};
  return {
    environment,
    source: name,
    formatVersion: text(document["format_version"]),
    terraformVersion: text(document["terraform_version"]),
    rows: list(document["resource_changes"]).map(readRow),
    outputs: Object.entries(outputs).map(([key, value]) => readOutput(key, value)),
    drift: list(document["resource_drift"]).map(readRow),
    deferred: list(document["deferred_changes"]).map(readDeferred),
    checks: list(document["checks"]).flatMap(readChecks),
    invocations: [...list(document["action_invocations"]), ...list(document["deferred_action_invocations"])].map(
      readInvocation,
    ),
    relevant: relevantOf(document["relevant_attributes"]),
    errored: document["errored"] === true,
    complete: flag(document["complete"]),
    applyable: flag(document["applyable"]),
    document,
  };
}

function parse(source: string, name: string): Record<string, unknown> {
  const { isTooDeep, members } = measure(source, MAX_PLAN_DEPTH);
  if (isTooDeep)
    throw new ScaffoldError(
      "REVIEW_TOO_DEEP",
      `${name} is nested more than ${MAX_PLAN_DEPTH} levels deep`,
      "Check how the file was made.",
    );
  let value: unknown;
  try {
    value = parseExact(source);
  } catch (cause) {
    if (isStream(source)) throw streaming(name, cause);
    throw notJson(source, name, cause);
  }
  // A parser keeps the last of two, another one the first: a deletion could stand where nobody looks.
  if (members !== membersOf(value))
    throw new ScaffoldError(
      "REVIEW_DUPLICATE_KEY",
      `${name} has an object in which a key stands twice`,
      "Terraform never writes that: find out what changed the file, and write it again: terraform show -json tfplan > plan.json",
    );
  if (!isObject(value))
    throw new ScaffoldError(
      "REVIEW_NOT_A_PLAN",
      `${name} holds ${Array.isArray(value) ? "a list" : "a single value"}, not a plan`,
      "Give the output of: terraform show -json tfplan",
    );
  if (Object.hasOwn(value, "@level") && Object.hasOwn(value, "@message")) throw streaming(name);
  return value;
}

function notJson(source: string, name: string, cause: unknown): ScaffoldError {
  const start = source.trimStart();
  if (start === "")
    return new ScaffoldError("REVIEW_EMPTY", `${name} is blank`, "Check the step that writes it.", cause);
  if (start.startsWith("{") && isCutOff(source))
    return new ScaffoldError(
      "REVIEW_TRUNCATED",
      `${name} ends too early, after ${source.length} characters`,
      "Write it again: terraform show -json tfplan > plan.json",
      cause,
    );
  const hint = /^(?:\u001b\[|Terraform |OpenTofu |No changes|.*will be)/.test(start)
    ? "This looks like the plan's text: use terraform show -json tfplan > plan.json"
    : "Write it with: terraform show -json tfplan > plan.json";
  return new ScaffoldError("REVIEW_NOT_JSON", `${name} is not JSON`, hint, cause);
}

function isStream(source: string): boolean {
  return /^\s*\{[^\n]*"@(?:level|message)"/.test(source.slice(0, 20_000));
}

function streaming(name: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError(
    "REVIEW_STREAMING",
    `${name} is the log of terraform plan -json, not a plan`,
    "Save the plan with -out=tfplan, then: terraform show -json tfplan > plan.json",
    cause,
  );
}

/** Says what a JSON document is when it is no plan of a version that we read. */
function refuseOthers(document: Record<string, unknown>, name: string): void {
  if (Object.hasOwn(document, "encrypted_data"))
    throw new ScaffoldError(
      "REVIEW_BINARY_PLAN",
      `${name} is a saved plan that OpenTofu encrypted`,
      "Convert it where the key is known: tofu show -json tfplan > plan.json",
    );
  const version = text(document["format_version"]) ?? text(document["plan_format_version"]);
  const isPlan = PARTS.some((part) => Object.hasOwn(document, part));
  if (
    !isPlan &&
    (Object.hasOwn(document, "lineage") || (Object.hasOwn(document, "serial") && Object.hasOwn(document, "version")))
  )
    throw state(name, "is a state file");
  if (version !== undefined && !/^[01](?:\.|$)/.test(version))
    throw new ScaffoldError(
      "REVIEW_FORMAT_VERSION",
      `${name} has format_version ${JSON.stringify(maskShapes(version).slice(0, 40))}; 0.x and 1.x are read`,
      "Update scaffold, or write the plan with a Terraform whose format is 1.x.",
    );
  if (isPlan) return;
  if (
    isObject(document["values"]) ||
    (version !== undefined && Object.keys(document).every((key) => key.endsWith("_version")))
  )
    throw state(name, "is the JSON of a state");
  throw new ScaffoldError(
    "REVIEW_NOT_A_PLAN",
    `${name} is JSON, but not a plan: it has none of ${PARTS.join(", ")}`,
    "Give the output of: terraform show -json tfplan",
  );
}

/**
 * A plan whose changes cannot be found must not look like one without changes. Terraform leaves the list out when there is none:
 * without resources, when it only refreshes (nothing is planned then), and when it failed.
 */
function refuseWithoutRows(document: Record<string, unknown>, name: string): void {
  const rows = document["resource_changes"];
  if (Array.isArray(rows)) return;
  const isMissing = rows === undefined || rows === null;
  const drifted = list(document["resource_drift"]).length > 0;
  if (isMissing && document["errored"] === true) return;
  if (isMissing && !hasResources(document["planned_values"])) {
    const prior = document["prior_state"];
    if (drifted || !isObject(prior) || !hasResources(prior["values"])) return;
  }
  throw new ScaffoldError(
    "REVIEW_NOT_A_PLAN",
    isMissing ? `${name} has resources and no resource_changes` : `resource_changes of ${name} is not a list`,
    "Give the whole output of: terraform show -json tfplan",
  );
}

/** Whether there is a managed resource in the values of a state or plan. */
function hasResources(values: unknown): boolean {
  const modules = [isObject(values) ? values["root_module"] : undefined];
  for (const module of modules) {
    if (!isObject(module)) continue;
    if (list(module["resources"]).some((resource) => isObject(resource) && resource["mode"] !== "data")) return true;
    modules.push(...list(module["child_modules"]));
  }
  return false;
}

function state(name: string, what: string): ScaffoldError {
  return new ScaffoldError(
    "REVIEW_STATE_FILE",
    `${name} ${what}, not a plan`,
    "Name the saved plan: terraform show -json tfplan > plan.json",
  );
}

function relevantOf(value: unknown): Plan["relevant"] {
  if (!Array.isArray(value)) return undefined;
  return value.filter(isObject).map((item) => ({
    resource: text(item["resource"]) ?? "",
    attribute: paths([item["attribute"]])[0] ?? [],
  }));
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}
