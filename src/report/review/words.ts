// In: changes and findings of a review. Out: lines of words and values for people, the same for every format; what is the same in several environments becomes one line. Never escapes: a value stays apart from the words until a format prints it.
import type { ShownMessage } from "../../review/finding.ts";
import type { ShownFinding } from "../../review/review.ts";
import type { ShownChange, ShownOutput } from "../../review/show.ts";

/** Words of ours, strong words of ours, and values of the plan. */
export type Line = readonly (string | { readonly strong: string } | { readonly value: string })[];

export interface Item {
  /** How many rows of the plans it stands for. */
  readonly weight: number;
  readonly head: Line;
  readonly details: readonly Line[];
}

export const ACTION_WORDS: Readonly<Record<string, string>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  replaceForget: "replace, keep the old one",
  forget: "forget",
  read: "read",
  noop: "no change",
  other: "other",
};

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation, and OpenTofu's own three. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "it is tainted",
  replace_because_cannot_update: "",
  replace_by_request: "asked for with -replace",
  replace_by_triggers: "replace_triggered_by",
  delete_because_no_resource_config: "no longer in the configuration",
  delete_because_wrong_repetition: "count or for_each was added or removed",
  delete_because_count_index: "its count index is gone",
  delete_because_each_key: "its for_each key is gone",
  delete_because_no_module: "its module is gone",
  delete_because_no_move_target: "the target of its move is not in the configuration",
  delete_because_enabled_false: "enabled is false",
  forgot_because_lifecycle_destroy_in_state: "lifecycle destroy = false",
  forgot_because_lifecycle_destroy_in_config: "lifecycle destroy = false",
  read_because_config_unknown: "read during apply",
  read_because_dependency_pending: "read during apply",
  read_because_check_nested: "read during apply",
};

/** Attributes that a report shows of one change; JSON has them all. */
const SHOWN_ATTRIBUTES = 12;

export function findingItems(findings: readonly ShownFinding[], several: boolean): Item[] {
  return groups(findings, several, ({ rule, severity, address, message, blocks }) => [
    rule,
    severity,
    address,
    message,
    blocks,
  ]).map((all) => {
    const [{ rule, severity, address, message }] = all;
    const where: Line = address === "" ? [] : [{ value: address }, " "];
    return {
      weight: all.length,
      head: [{ strong: severity }, " ", ...where, ...inBrackets(all, several), ...message, " (", { value: rule }, ")"],
      details: [],
    };
  });
}

export function changeItems(changes: readonly ShownChange[], several: boolean): Item[] {
  return groups(changes, several, ({ environment: _, ...rest }) => rest).map((all) => {
    const [change] = all;
    return {
      weight: all.length,
      head: [
        { strong: actionWord(change) },
        " ",
        { value: change.address },
        ...places(all, several),
        ...remarks(change),
      ],
      details: attributeLines(change),
    };
  });
}

export function outputItems(outputs: readonly ShownOutput[], several: boolean): Item[] {
  return groups(outputs, several, ({ environment: _, ...rest }) => rest).map((all) => {
    const [{ action, name, before, after }] = all;
    const values: Line =
      action === "delete" || before === undefined || after === undefined ? [] : [": ", ...sides(before, after)];
    return {
      weight: all.length,
      head: [{ strong: ACTION_WORDS[action] ?? action }, " ", { value: name }, ...places(all, several), ...values],
      details: [],
    };
  });
}

function inBrackets(all: readonly { readonly environment: string }[], several: boolean): Line {
  const names = places(all, several).slice(1);
  return names.length === 0 ? [] : ["(", ...names, ") "];
}

/** Where the same thing happens, when there is more than one place. */
export function places(all: readonly { readonly environment: string }[], several: boolean): Line {
  if (!several) return [];
  return [" in ", ...all.flatMap(({ environment }, index): Line => [index === 0 ? "" : ", ", { value: environment }])];
}

/** Elements that are the same but for their environment, in the order of the first of each. */
export function groups<T>(items: readonly T[], several: boolean, key: (item: T) => unknown): (readonly [T, ...T[]])[] {
  if (!several) return items.map((item) => [item]);
  const found = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const name = JSON.stringify(key(item));
    const group = found.get(name);
    if (group === undefined) found.set(name, [item]);
    else group.push(item);
  }
  return [...found.values()];
}

/** A row without an action may still be a move or an import: that is what it is then called. */
function actionWord(change: ShownChange): string {
  if (change.action === "noop") {
    if (change.previousAddress !== undefined) return "move";
    if (change.importing !== undefined) return "import";
  }
  return ACTION_WORDS[change.action] ?? change.action;
}

function remarks(change: ShownChange): Line {
  const parts: Line[] = [];
  if (change.action === "other") parts.push(["actions ", ...listed(change.actions)]);
  if (change.forcedBy.length > 0) parts.push(["forced by ", ...listed(change.forcedBy)]);
  if (change.action === "replace" && change.actions[0] === "create") parts.push(["the new one is made first"]);
  if (change.reason !== undefined && change.action !== "noop") {
    const known = Object.hasOwn(REASONS, change.reason) ? REASONS[change.reason] : undefined;
    if (known === undefined) parts.push([{ value: change.reason }]);
    else if (known !== "") parts.push([known]);
  }
  if (change.benign !== undefined) parts.push([`daily business: ${change.benign}`]);
  if (change.intent !== undefined) parts.push([change.intent]);
  if (change.previousAddress !== undefined) parts.push(["moved from ", { value: change.previousAddress }]);
  if (change.importing !== undefined) parts.push(["imported as ", { value: change.importing }]);
  if (change.deposed !== undefined) parts.push(["deposed object ", { value: change.deposed }]);
  if (change.action === "update" && change.attributes.length === 0)
    parts.push(["no visible attribute changes (sensitivity or provider data only)"]);
  return parts.flatMap((part, index): Line => [index === 0 ? ": " : "; ", ...part]);
}

function attributeLines({ attributes, moreAttributes }: ShownChange): Line[] {
  const shown = attributes.slice(0, SHOWN_ATTRIBUTES);
  const more = attributes.length - shown.length + moreAttributes;
  return [
    ...shown.map(
      ({ path, before, after, forcesReplacement }): Line => [
        { value: path },
        ": ",
        ...sides(before, after),
        forcesReplacement ? " (forces replacement)" : "",
      ],
    ),
    ...(more === 0 ? [] : [[`${more} more ${more === 1 ? "attribute" : "attributes"}`]]),
  ];
}

function sides(before: string | undefined, after: string | undefined): Line {
  if (before === undefined) return ["added ", { value: after ?? "" }];
  if (after === undefined) return ["removed ", { value: before }];
  return [{ value: before }, " → ", { value: after }];
}

function listed(values: readonly string[]): Line {
  return values.flatMap((value, index): Line => [index === 0 ? "" : ", ", { value }]);
}

/** The words of a message with its values as they are, for formats without markup. */
export function plainMessage(message: ShownMessage): string {
  return message.map((part) => (typeof part === "string" ? part : part.value)).join("");
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
