// In: a delivery process. Out: the words about it that every document shares, and the form of what each vendor adds. Never a command with free text in it.
import { code, table } from "../../../src/render/markdown.ts";
import { upperSnake } from "../../../src/shared/names.ts";
import type { Delivery } from "./model.ts";

/** What the documents say about one vendor. Markdown of ours. */
export interface Guide {
  readonly title: string;
  /** Files of the pipelines, as cells of tables: the folder for the README, the file that builds images for the controls. */
  readonly files: string;
  readonly imagesFile: string;
  /** What an environment is called there: "GitHub environment". */
  readonly environment: string;
  /** How a person starts each pipeline, as half a sentence after "Run". */
  readonly runInfra: string;
  readonly runImages: string;
  /** The same as a line of a shell, for the runbook. */
  readonly runInfraCommand: string;
  /** The vendor's command line that the documents use, where they use one. */
  readonly commandLine?: string;
  /** Where the values of `bootstrap.auto.tfvars` come from, in sentences. */
  trust(delivery: Delivery): string;
  /** The first step about the vendor in the README, its paragraphs. */
  setUp(delivery: Delivery): string[];
}

/** Where a vendor keeps what the jobs read. */
export interface Places {
  /** What every job reads. */
  readonly shared: string;
  readonly plan: string;
  readonly apply: string;
  readonly publish: string;
  readonly token: string;
  readonly sealNeeded: boolean;
}

const BOOTSTRAP = "infra/bootstrap";

/** The values of the bootstrap root, and where each goes. */
export function variables(delivery: Delivery, places: Places): string {
  const output = (name: string) => code(`${delivery.tool.command} -chdir=${BOOTSTRAP} output -raw ${name}`);
  const several = delivery.environments.length > 1;
  const own = several
    ? `; with one account for each environment, a second one with ${code("_PROD")} and so on behind its name`
    : "";
  return table(
    ["Variable", "Value", "Where"],
    [
      ["`TF_STATE_BUCKET`", `${output("state_bucket_name")}${own}`, places.shared],
      ["`AWS_PLAN_ROLE_ARN`", `${output("plan_role_arn")}${own}`, places.plan],
      ...delivery.environments.map(({ id }) => [
        code(`AWS_APPLY_ROLE_ARN_${upperSnake(id)}`),
        `the entry ${code(id)} of ${code(`${delivery.tool.command} -chdir=${BOOTSTRAP} output -json apply_role_arns`)}`,
        places.apply,
      ]),
      ...secrets(places),
    ],
  );
}

/** For vendors that sign in by themselves: the rest of the same table. */
export function secrets(places: Places): string[][] {
  return [
    [
      "`PLAN_PASSPHRASE` (secret)",
      places.sealNeeded
        ? `${code("openssl rand -base64 32")}. Needed: artifacts are kept for long, and a plan holds values in clear text`
        : `${code("openssl rand -base64 32")}. Plans travel sealed with it; without it requests keep none, and are not reviewed`,
      places.shared,
    ],
    ["`SCM_TOKEN` (secret)", places.token, places.publish],
    ...reviewer(places.publish),
  ];
}

/** The reviewer is the company's own package: nothing of that name on the public registry is ours. */
export function reviewer(where: string): string[][] {
  return [
    [
      "`SCAFFOLD_PACKAGE`",
      "what the pipeline reviews plans with: a package of your own registry with an exact version, or the address of its `.tgz`. Without it the plain plans are shown",
      where,
    ],
    [
      "`SCAFFOLD_INTEGRITY`",
      `its ${code("sha512-…")}, from ${code("npm pack --json")}; another content is not run`,
      where,
    ],
  ];
}

export const REVIEWER_NOTE =
  "The name `scaffold` on the public npm registry belongs to somebody else: always name your own registry's package or file.";

/** Who may approve, by the word of the vendor. */
export function environments(delivery: Delivery): string {
  return delivery.environments.map(({ id }) => code(id)).join(", ");
}
