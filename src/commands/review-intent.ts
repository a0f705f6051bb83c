// In: the lists of resources before and after an edit of the answers. Out: what the edit means for each environment of the plans. Composition only; loads the reader of these lists only when one is named.
import { ScaffoldError } from "../diagnostics/errors.ts";
import { goneRules } from "../review/blocks.ts";
import type { Intent, Wish } from "../review/intent.ts";
import type { Arguments, Context } from "./context.ts";

/** Where the output keeps its list of resources. */
const RESOURCES_PATH = ".scaffold/resources.json";

function isThere(path: string, context: Context): boolean {
  try {
    context.readFile(path);
    return true;
  } catch (error) {
    if (error instanceof ScaffoldError && error.code === "IO_READ") return false;
    throw error;
  }
}

/** By environment; empty when nobody said what was before: an edit is a difference. */
export async function intentsOf(
  args: Arguments,
  environments: readonly string[],
  context: Context,
): Promise<ReadonlyMap<string, Intent>> {
  const basePath = args.values.get("base");
  const path = args.values.get("manifest") ?? `${args.values.get("out") ?? "."}/${RESOURCES_PATH}`;
  if (basePath === undefined) {
    if (args.values.has("manifest"))
      throw new ScaffoldError(
        "USAGE",
        "--manifest says what the answers want now, and nothing says what they wanted before",
        "Add --base with the same file as it was before the edit: git show main:.scaffold/resources.json",
      );
    return new Map();
  }
  const { terraformAddress } = await import("../resources/snapshot.ts");
  const { parseSnapshot } = await import("../resources/snapshot-file.ts");
  const { predict } = await import("../resources/predict.ts");
  const { engineStep } = await import("../resources/engines.ts");
  const { movedAddresses, sentenceOf } = await import("../resources/addresses.ts");
  const read = (file: string) => {
    const parsed = parseSnapshot(new TextDecoder().decode(context.readFile(file)));
    if ("problem" in parsed)
      throw new ScaffoldError(
        "REVIEW_SNAPSHOT",
        `${file} is no list of resources: ${parsed.problem}`,
        "Run scaffold infra again, or leave the option away.",
      );
    return parsed.snapshot;
  };
  const before = read(basePath);
  const isFound = args.values.has("manifest") || isThere(path, context);
  if (!isFound)
    throw new ScaffoldError(
      "USAGE",
      `--base says what the answers wanted before, and nothing says what they want now: there is no ${path}`,
      "Name the output folder with --out DIR, or the list of resources itself with --manifest FILE.",
    );
  const after = read(path);
  const predictions = predict(before, after);
  const moved = movedAddresses(before, after);
  return new Map(
    environments.map((environment): [string, Intent] => {
      const name = environment === "bootstrap" ? "infra/bootstrap" : `infra/environments/${environment}`;
      const root = after.roots[name] ?? before.roots[name];
      if (root === undefined) {
        const known = [...new Set([...Object.keys(before.roots), ...Object.keys(after.roots)])];
        throw new ScaffoldError(
          "USAGE",
          `${path} has no environment ${JSON.stringify(environment)}; it has ${known.map((one) => one.split("/").at(-1)).join(", ")}`,
          "Name the plan: --plan prod=plan.json",
        );
      }
      const addresses = (resources: Readonly<Record<string, unknown>> | undefined) =>
        new Set(Object.keys(resources ?? {}).map((address) => terraformAddress(root, address)));
      const wishes = new Map<string, Wish>();
      for (const { root: folder, address, previous, action, downgrades, because, values } of predictions) {
        if (folder !== name) continue;
        const isUpgrade = values !== undefined && engineStep(values.before, values.after) === "up";
        const gone = goneRules(values?.before, values?.after);
        const wish = {
          action,
          downgrades: [...downgrades.map(({ argument }) => argument), ...gone],
          isUpgrade,
          because,
        };
        wishes.set(terraformAddress(root, address), wish);
        if (previous !== undefined && !wishes.has(previous)) wishes.set(terraformAddress(root, previous), wish);
      }
      return [
        environment,
        {
          wishes,
          movedAddresses: moved
            .filter((one) => one.root === name)
            .map((one) => ({
              through: one.through.map((place) => `module.stack.${place}`),
              sentence: sentenceOf(one),
            })),
          wanted: addresses(after.roots[name]?.resources),
          before: addresses(before.roots[name]?.resources),
        },
      ];
    }),
  );
}
