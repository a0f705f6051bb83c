// In: a delivery process and what its vendor adds. Out: the scripts that its pipelines call, the same for every vendor but for platform.sh and publish.sh. Never a value of the answers but ids.
import type { GeneratedFile } from "../../../src/render/file-set.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import type { Delivery } from "./model.ts";
import apply from "./scripts/apply.sh.ejs";
import asRole from "./scripts/as-role.sh.ejs";
import binding from "./scripts/binding.sh.ejs";
import build from "./scripts/build.sh.ejs";
import builtFrom from "./scripts/built-from.sh.ejs";
import check from "./scripts/check.sh.ejs";
import comment from "./scripts/comment.sh.ejs";
import driftIssue from "./scripts/drift-issue.sh.ejs";
import init from "./scripts/init.sh.ejs";
import migrate from "./scripts/migrate.sh.ejs";
import need from "./scripts/need.sh.ejs";
import onlyVersions from "./scripts/only-versions.sh.ejs";
import plan from "./scripts/plan.sh.ejs";
import planSummary from "./scripts/plan-summary.sh.ejs";
import publishAny from "./scripts/publish-any.sh.ejs";
import publishAzure from "./scripts/publish-azure.sh.ejs";
import publishBitbucket from "./scripts/publish-bitbucket.sh.ejs";
import publishGithub from "./scripts/publish-github.sh.ejs";
import publishGitlab from "./scripts/publish-gitlab.sh.ejs";
import publishSite from "./scripts/publish-site.sh.ejs";
import release from "./scripts/release.sh.ejs";
import rescue from "./scripts/rescue.sh.ejs";
import review from "./scripts/review.sh.ejs";
import sameLayers from "./scripts/same-layers.sh.ejs";
import seal from "./scripts/seal.sh.ejs";
import serving from "./scripts/serving.sh.ejs";
import { CREDENTIAL_SECONDS, IMAGE_PLATFORM, PIPELINE_TOOLS } from "./settings.ts";

/** Where the code is kept, and so where comments go. `any`: the vendor does not know; the address of the repository tells at run time. */
export type Host = "github" | "gitlab" | "bitbucket" | "azure" | "any";

export interface Dialect {
  readonly blueprint: string;
  readonly host: Host;
  /** The vendor's words for the scripts, as a template with the name `repository`. */
  readonly platform: string;
  /** Scripts of the vendor's own: name → template without names. */
  readonly own?: Readonly<Record<string, string>>;
  /** The vendor signs in by itself: no as-role.sh. */
  readonly signsIn: boolean;
  /** The vendor builds with steps of its own: no build.sh. */
  readonly builds: boolean;
}

/** Bytes that a comment may have, less than each place refuses: GitHub counts 65,536 (some of them as bytes), Bitbucket 32,768, Azure DevOps 150,000, GitLab a million characters. */
const COMMENT_BYTES: Readonly<Record<Host, number>> = {
  github: 58_000,
  gitlab: 500_000,
  bitbucket: 30_000,
  azure: 140_000,
  any: 30_000,
};

/** Frame of the comment around the review. */
const FRAME_BYTES = 1500;

const PUBLISHERS: Readonly<Record<Exclude<Host, "any">, string>> = {
  github: publishGithub,
  gitlab: publishGitlab,
  bitbucket: publishBitbucket,
  azure: publishAzure,
};

/** Shell that finds out where the code is kept, from the address in `remote`. */
const REPOSITORY = `remote=\${remote%.git}
remote=\${remote#*://}
remote=\${remote#*@}
remote=\${remote/://}
SCM_HOST=\${remote%%/*}
SCM_REPOSITORY=\${remote#*/}
SOURCE_URL="https://$remote"
SCM_API="https://$SCM_HOST/api/v4"
if [ "$SCM_HOST" = bitbucket.org ]; then SCM_API=https://api.bitbucket.org/2.0; fi`;

/** Files of the scripts folder. */
export function scriptFiles(delivery: Delivery, dialect: Dialect): GeneratedFile[] {
  const { command, title } = delivery.tool;
  const bytes = COMMENT_BYTES[dialect.host];
  const view = {
    command,
    title,
    project: delivery.project,
    planSeconds: CREDENTIAL_SECONDS.plan,
    applySeconds: CREDENTIAL_SECONDS.apply,
    region: delivery.region,
    platform: IMAGE_PLATFORM,
    checkov: PIPELINE_TOOLS.checkov,
    hadolint: PIPELINE_TOOLS.hadolint,
    grype: PIPELINE_TOOLS.grype,
    releases:
      command === "tofu"
        ? "https://github.com/opentofu/opentofu/releases/download/v$version"
        : "https://releases.hashicorp.com/terraform/$version",
    versions: command === "tofu" ? "opentofu" : "terraform",
    roots: ["infra/bootstrap", ...delivery.environments.map(({ id }) => `infra/environments/${id}`)].join(" "),
    commentBytes: Math.floor((bytes - FRAME_BYTES) / delivery.environments.length),
    reviewBytes: bytes - FRAME_BYTES,
    // The narrowest of the places, where the place is not known.
    commentFor: dialect.host === "any" ? "bitbucket" : dialect.host,
    repository: REPOSITORY,
  };
  return templates(delivery, dialect).map(([name, template]) => ({
    path: `${delivery.scripts}/${name}`,
    content: renderTemplate(template, { ...view, name }),
    ownership: "managed",
    blueprint: dialect.blueprint,
    because: ["ci", "iac", "environments"],
    executable: true,
  }));
}

function templates(delivery: Delivery, dialect: Dialect): [name: string, template: string][] {
  const builds = delivery.images?.jobs.filter(({ task }) => task === "build") ?? [];
  const kinds = new Set(builds.flatMap(({ run }) => run.map(([, kind]) => kind)));
  return [
    ["platform.sh", dialect.platform],
    ["need.sh", need],
    ...(dialect.signsIn ? [] : [["as-role.sh", asRole] satisfies [string, string]]),
    ["check.sh", check],
    ["init.sh", init],
    ["plan.sh", plan],
    ["plan-summary.sh", planSummary],
    ["binding.sh", binding],
    ["seal.sh", seal],
    ["review.sh", review],
    ["comment.sh", comment],
    ["apply.sh", apply],
    ["serving.sh", serving],
    ["rescue.sh", rescue],
    ["drift-issue.sh", driftIssue],
    ...publishers(dialect.host),
    ...Object.entries(dialect.own ?? {}),
    ...(builds.length > 0 && !dialect.builds ? [["build.sh", build] satisfies [string, string]] : []),
    ...(builds.length > 0
      ? ([
          ["release.sh", release],
          ["built-from.sh", builtFrom],
          ["only-versions.sh", onlyVersions],
          ["migrate.sh", migrate],
        ] satisfies [string, string][])
      : []),
    ...(kinds.has("image") ? [["same-layers.sh", sameLayers] satisfies [string, string]] : []),
    ...(kinds.has("site") ? [["publish-site.sh", publishSite] satisfies [string, string]] : []),
  ];
}

/** `publish.sh` is the one name that the scripts call. */
function publishers(host: Host): [name: string, template: string][] {
  if (host !== "any") return [["publish.sh", PUBLISHERS[host]]];
  return [
    ["publish.sh", publishAny],
    ["publish-github.sh", publishGithub],
    ["publish-gitlab.sh", publishGitlab],
    ["publish-bitbucket.sh", publishBitbucket],
  ];
}
