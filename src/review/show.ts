// In: rows of a plan and a mask. Out: the same for people and programs, without secrets and of bounded size. The only way from a plan's values into a report.
import { resourceType } from "../resources/resources.ts";
import { inOrder, type ReadonlyJson } from "../shared/json.ts";
import { type Difference, differencesOf, printPath } from "./differences.ts";
import type { Message, ShownMessage } from "./finding.ts";
import type { Meaning, Meant } from "./intent.ts";
import { openPath } from "./marks.ts";
import type { Mask } from "./masking/mask.ts";
import type { Action, OutputRow, Path, Row } from "./plan.ts";

export interface ShownAttribute {
  readonly path: string;
  /** Undefined where there is nothing on that side. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly forcesReplacement: boolean;
}

export interface ShownChange {
  readonly environment: string;
  readonly address: string;
  readonly previousAddress: string | undefined;
  readonly mode: string;
  readonly type: string;
  readonly action: Action;
  readonly actions: readonly string[];
  readonly reason: string | undefined;
  readonly forcedBy: readonly string[];
  readonly deposed: string | undefined;
  readonly importing: string | undefined;
  /** Why a replacement of it is daily business. */
  readonly benign: string | undefined;
  /** Whether somebody asked for it; undefined when nobody said what the answers want. */
  readonly intent: Meaning | undefined;
  /** What changes in place or forces a replacement; created and deleted objects are not taken apart. */
  readonly attributes: readonly ShownAttribute[];
  /** How many more attributes differ. */
  readonly moreAttributes: number;
}

export interface ShownOutput {
  readonly environment: string;
  readonly name: string;
  readonly action: Action;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Shower {
  /** `environment` is a name that was made safe before. */
  change(row: Row, environment: string, meant?: Meant): ShownChange;
  output(row: OutputRow, environment: string): ShownOutput;
  message(message: Message): ShownMessage;
  identifier(text: string): string;
  text(text: string): string;
  /** Short, because it stands in every line. */
  name(text: string): string;
}

/** What a review reads at most of one object; the rest is counted. */
const MOST_ATTRIBUTES = 40;
const LONGEST_VALUE = 300;
const LONGEST_ADDRESS = 500;
const LONGEST_NAME = 60;
const UNKNOWN = "(known after apply)";

export function makeShower(mask: Mask): Shower {
  const identifier = (text: string) => clip(mask.identifier(text), LONGEST_ADDRESS);
  const text = (raw: string) => clip(mask.text(raw), LONGEST_VALUE);
  const value = (raw: unknown, path: Path, mark: unknown) =>
    raw === undefined ? undefined : print(mask.value(raw, nameOf(path), mark));
  const attribute = (difference: Difference, forcesReplacement: boolean): ShownAttribute => {
    const { path, before, after, beforeMark, afterMark, isUnknown } = difference;
    // Of a switch, the side that is not secret would tell the one that is.
    const isHidden = beforeMark === true || afterMark === true;
    return {
      path: identifier(printPath(path)),
      before: value(before, path, isHidden || beforeMark),
      after: isUnknown ? UNKNOWN : value(after, path, isHidden || afterMark),
      forcesReplacement,
    };
  };
  return {
    identifier,
    text,
    name: (raw) => clip(mask.identifier(raw), LONGEST_NAME),
    message: (parts) =>
      parts.map((part) => (typeof part === "string" ? part : { value: clip(part.shown(mask), LONGEST_VALUE) })),
    change(row, environment, meant) {
      const forced = [...new Set(row.replacePaths.map((path) => printPath(openPath(row, path))))];
      const differences = takesApart(row) ? differencesOf(row) : [];
      const attributes = differences.map((difference) => ({ difference, forces: isForced(difference, forced) }));
      // What forces the replacement comes first and is never cut.
      const sorted = [...attributes.filter(({ forces }) => forces), ...attributes.filter(({ forces }) => !forces)];
      return {
        environment,
        address: identifier(row.address),
        previousAddress: row.previousAddress === undefined ? undefined : identifier(row.previousAddress),
        mode: identifier(row.mode),
        type: identifier(row.type),
        action: row.action,
        actions: row.actions.map(identifier),
        reason: row.reason === undefined ? undefined : identifier(row.reason),
        forcedBy: forced.map(identifier),
        deposed: row.deposed === undefined ? undefined : identifier(row.deposed),
        importing: row.importing === undefined ? undefined : text(row.importing),
        benign: isReplaced(row) ? resourceType(row.type)?.benign : undefined,
        intent: meant?.of(row),
        attributes: sorted.slice(0, MOST_ATTRIBUTES).map(({ difference, forces }) => attribute(difference, forces)),
        moreAttributes: Math.max(0, sorted.length - MOST_ATTRIBUTES),
      };
    },
    output(row, environment) {
      const path = [row.name];
      const isHidden = row.before.sensitive === true || row.after.sensitive === true;
      return {
        environment,
        name: identifier(row.name),
        action: row.action,
        before: row.before.value === null ? undefined : value(row.before.value, path, isHidden || row.before.sensitive),
        after:
          row.afterUnknown === true
            ? UNKNOWN
            : value(row.after.value ?? undefined, path, isHidden || row.after.sensitive),
      };
    },
  };
}

function isReplaced({ action }: Row): boolean {
  return action === "replace" || action === "replaceForget";
}

function takesApart({ action }: Row): boolean {
  return action === "update" || action === "replace" || action === "replaceForget" || action === "other";
}

function isForced({ path }: Difference, forced: readonly string[]): boolean {
  const name = printPath(path);
  return forced.some((force) => isWithin(name, force) || isWithin(force, name));
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

/** The last key that names something; indexes name nothing. */
function nameOf(path: Path): string {
  return String(path.findLast((step) => typeof step === "string") ?? "");
}

function print(value: unknown): string {
  // The order of a map means nothing, and the same plan must give the same bytes.
  return clip(
    typeof value === "string" ? value : (JSON.stringify(inOrder(value as ReadonlyJson)) ?? ""),
    LONGEST_VALUE,
  );
}

/** After masking, so that no part of a secret survives the cut. */
function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
