// In: entries of a plan's JSON. Out: rows, each with one action. Never drops an entry: what it does not know is "other".
import { isObject } from "../shared/json.ts";
import type { Action, Check, DeferredRow, Invocation, OutputRow, Path, Row } from "./plan.ts";

/** Tuples of both tools; OpenTofu has `forget,create` for lifecycle { destroy = false }. Anything else is shown as it is named. */
const ACTIONS: Readonly<Record<string, Action>> = {
  "no-op": "noop",
  create: "create",
  read: "read",
  update: "update",
  delete: "delete",
  forget: "forget",
  "delete,create": "replace",
  "create,delete": "replace",
  "create,forget": "replaceForget",
  "forget,create": "replaceForget",
};

export function readRow(entry: unknown): Row {
  const item = isObject(entry) ? entry : {};
  const change = isObject(item["change"]) ? item["change"] : {};
  const actions = strings(change["actions"]);
  const address = text(item["address"]) ?? "(no address)";
  const place = placeOf(address);
  const mode = modeOf(text(item["mode"]), place);
  return {
    address,
    previousAddress: text(item["previous_address"]),
    module: text(item["module_address"]),
    mode,
    // Terraform acts on the address: a type that says otherwise is not believed.
    type: place?.type ?? text(item["type"]) ?? "",
    name: text(item["name"]) ?? "",
    provider: text(item["provider_name"]) ?? "",
    action: mode === "managed" && isGone(change) && !LEAVES.has(actionOf(actions)) ? "other" : actionOf(actions),
    actions,
    reason: text(item["action_reason"]),
    replacePaths: paths(change["replace_paths"]),
    deposed: text(item["deposed"]),
    importing: importOf(change["importing"]),
    before: { value: change["before"] ?? null, sensitive: change["before_sensitive"] },
    after: { value: change["after"] ?? null, sensitive: change["after_sensitive"] },
    afterUnknown: change["after_unknown"],
  };
}

interface Place {
  readonly mode: string;
  readonly type: string;
}

const ADDRESS =
  /^(?:module\.[^.[\]]{1,300}(?:\[(?:\d{1,20}|"(?:[^"\\]|\\.){0,2000}")\])?\.){0,100}(?:(data|ephemeral)\.)?([A-Za-z][A-Za-z0-9_-]{0,200})\.[^.[\]]/;

/** What an address says about its object; undefined where it is none of Terraform's. */
function placeOf(address: string): Place | undefined {
  const [, mode = "managed", type] = ADDRESS.exec(address) ?? [];
  return type === undefined ? undefined : { mode, type };
}

/** Only what is surely no resource is spared the rules about resources: its mode and its address must say so. */
function modeOf(mode: string | undefined, place: Place | undefined): string {
  return mode !== undefined && place?.mode === mode ? mode : "managed";
}

/** Actions after which nothing is left in the state. */
const LEAVES: ReadonlySet<Action> = new Set(["delete", "forget"]);

/** It is there before and not after. */
function isGone(change: Readonly<Record<string, unknown>>): boolean {
  const isEmpty = change["after"] === null || change["after"] === undefined;
  return isObject(change["before"]) && isEmpty && change["after_unknown"] !== true;
}

export function readOutput(name: string, entry: unknown): OutputRow {
  const change = isObject(entry) ? entry : {};
  return {
    name,
    action: actionOf(strings(change["actions"])),
    before: { value: change["before"] ?? null, sensitive: change["before_sensitive"] },
    after: { value: change["after"] ?? null, sensitive: change["after_sensitive"] },
    afterUnknown: change["after_unknown"],
  };
}

export function readDeferred(entry: unknown): DeferredRow {
  const item = isObject(entry) ? entry : {};
  return { reason: text(item["reason"]) ?? "unknown", row: readRow(item["resource_change"]) };
}

/** One per instance, so that a problem names the very object; checks without instances stand for themselves. */
export function readChecks(entry: unknown): Check[] {
  const item = isObject(entry) ? entry : {};
  const address = addressOf(item["address"]);
  const instances = Array.isArray(item["instances"]) ? item["instances"].filter(isObject) : [];
  const whole = { address, status: text(item["status"]) ?? "unknown", problems: [] };
  if (instances.length === 0) return [whole];
  return instances.map((instance) => ({
    address: isObject(instance["address"]) ? addressOf(instance["address"]) : address,
    status: text(instance["status"]) ?? whole.status,
    problems: list(instance["problems"]).flatMap((problem) =>
      isObject(problem) && typeof problem["message"] === "string" ? [problem["message"]] : [],
    ),
  }));
}

export function readInvocation(entry: unknown): Invocation {
  const item = isObject(entry) ? entry : {};
  return { address: text(item["address"]) ?? "(no address)", type: text(item["type"]) ?? "" };
}

export function paths(value: unknown): Path[] {
  return list(value).map((path) =>
    list(path).filter((step): step is string | number => typeof step === "string" || typeof step === "number"),
  );
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function actionOf(actions: readonly string[]): Action {
  const key = actions.join(",");
  return Object.hasOwn(ACTIONS, key) ? (ACTIONS[key] ?? "other") : "other";
}

/** Imports may name an object by id, by identity, or not yet know it. */
function importOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return text(value["id"]) ?? (isObject(value["identity"]) ? JSON.stringify(value["identity"]) : "(known after apply)");
}

function addressOf(value: unknown): string {
  if (typeof value === "string") return value;
  return isObject(value) ? (text(value["to_display"]) ?? text(value["name"]) ?? "(no address)") : "(no address)";
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function strings(value: unknown): string[] {
  return list(value).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
}
