// In: an architecture. Out: its delivery process as data, from which every vendor's pipelines are written. Never free text: ids and words of ours only.
import type { Architecture, Environment } from "../../../src/architecture/model.ts";
import type { Artifact, Delivery, Job, Pipeline } from "./model.ts";
import { imageIds, inRolloutOrder, toolOf } from "./settings.ts";

/** GitHub keeps its scripts where it always had them; everybody else calls the same ones from `ci/`. */
export function scriptsFolder(ci: string): string {
  return ci === "github-actions" ? ".github/scripts" : "ci";
}

/** What else decides about a plan and its checks: versions, and the settings of the scanner. */
const SETTINGS = [".tool-versions", ".checkov.yaml"];

/** Files that say what the pipelines do. A change of them is checked and planned like one of the infrastructure: they hold its rights. */
function definitions(ci: string): readonly string[] {
  return DEFINITIONS[ci] ?? [];
}

const DEFINITIONS: Readonly<Record<string, readonly string[]>> = {
  "github-actions": [".github/workflows/infra.yml"],
  "gitlab-ci": [".gitlab-ci.yml"],
  circleci: [".circleci/**"],
  bitbucket: ["bitbucket-pipelines.yml"],
  "azure-pipelines": [".azure/**"],
  // Jenkinsfiles lie among the scripts.
  jenkins: [],
  buildkite: [".buildkite/**"],
};

/** The process of one system. */
export function deliveryOf(architecture: Architecture): Delivery {
  const environments = inRolloutOrder(architecture.environments);
  const scripts = scriptsFolder(architecture.ci);
  return {
    project: architecture.project.id,
    region: architecture.region,
    tool: toolOf(architecture),
    scripts,
    environments,
    infra: infraPipeline(environments, [`infra/**`, `${scripts}/**`, ...definitions(architecture.ci), ...SETTINGS]),
    images: imagesPipeline(architecture, environments),
    drift: driftPipeline(environments),
    // Not on the hour, when everybody's clocks ring.
    schedule: { minute: 17, hour: 5 },
    rebuild: { minute: 47, hour: 3 },
  };
}

type Essence = Pick<Job, "id" | "task" | "title" | "on" | "run" | "minutes"> & Partial<Job>;

/** A job that holds nothing and touches nothing unless it says so. */
function job(essence: Essence): Job {
  return {
    needs: [],
    identity: undefined,
    forks: false,
    approval: undefined,
    lock: undefined,
    publishes: false,
    takes: [],
    keeps: [],
    variables: {},
    paths: [],
    docker: false,
    ...essence,
  };
}

const planId = ({ id }: Environment) => `plan-${id}`;
/** Not the id of the plan on main: some vendors have one list of jobs for all pipelines, and roles may trust a job by its id. */
const compareId = ({ id }: Environment) => `compare-${id}`;
const applyId = ({ id }: Environment) => `apply-${id}`;
const releaseId = ({ id }: Environment) => `release-${id}`;

function names(environments: readonly Environment[]): { readonly ENVIRONMENTS: string } {
  return { ENVIRONMENTS: environments.map(({ id }) => id).join(" ") };
}

/** What a plan leaves: a summary for everybody, and the plan itself for as short as it can be. */
function planArtifacts({ id }: Environment, days: number): Artifact[] {
  return [
    { name: `summary-${id}`, path: `plan-output/${id}/comment.md`, days, confidential: false },
    { name: `plan-${id}`, path: `plan-output/${id}/saved`, days, confidential: true },
  ];
}

/** What a job that could not write the state leaves: long enough for a weekend. */
function rescue(task: "apply" | "release", { id }: Environment): Artifact[] {
  const path = `plan-output/${id}/rescue`;
  return [{ name: `rescue-${task}-${id}`, path, days: 7, confidential: true, onFailure: true }];
}

/** Check and plan on requests; on main plan again, show, wait for a person, apply that very plan. */
function infraPipeline(environments: readonly Environment[], paths: readonly string[]): Pipeline {
  const both = ["request", "main"] as const;
  const plans = environments.map(planId);
  return {
    name: "infra",
    jobs: [
      job({
        id: "check",
        task: "check",
        title: "Format, validate, test, scan",
        on: both,
        forks: true,
        run: [
          ["check.sh", "format"],
          ["check.sh", "validate"],
          ["check.sh", "test"],
          ["check.sh", "scan"],
        ],
        minutes: 20,
        paths,
      }),
      ...environments.map((environment) =>
        job({
          id: planId(environment),
          task: "plan",
          title: `Plan ${environment.id}`,
          on: both,
          needs: ["check"],
          identity: { role: "plan", environment: environment.id },
          keeps: planArtifacts(environment, 1),
          run: [["plan.sh", environment.id]],
          minutes: 30,
          paths,
        }),
      ),
      job({
        id: "review",
        task: "review",
        title: "Review the plans",
        on: both,
        needs: plans,
        publishes: true,
        takes: plans,
        run: [["comment.sh"]],
        variables: names(environments),
        minutes: 10,
        paths,
      }),
      ...environments.map((environment, index) =>
        job({
          id: applyId(environment),
          task: "apply",
          title: `Apply ${environment.id}`,
          on: ["main"],
          needs: [planId(environment), "review", ...environments.slice(0, index).map(applyId)],
          identity: { role: "apply", environment: environment.id },
          approval: environment.id,
          lock: `deploy-${environment.id}`,
          takes: [planId(environment)],
          keeps: rescue("apply", environment),
          run: [["apply.sh", environment.id]],
          minutes: 120,
        }),
      ),
    ],
  };
}

/** Build what changed without any credential, then carry the very same bytes through the environments. */
function imagesPipeline(architecture: Architecture, environments: readonly Environment[]): Pipeline | undefined {
  const images = imageIds(architecture).map((id) => ({ id, kind: "image", words: [] as string[] }));
  const sites = architecture.sites.map(({ id, buildFolder }) => ({ id, kind: "site", words: [buildFolder] }));
  const parts = [...images, ...sites];
  if (parts.length === 0) return undefined;
  const builds = parts.map(({ id }) => `build-${id}`);
  const names = parts.map(({ id, kind }) => `${kind}-${id}`);
  return {
    name: "images",
    jobs: [
      ...parts.map(({ id, kind, words }) =>
        job({
          id: `build-${id}`,
          task: "build",
          title: `Build ${id}`,
          on: ["request", "main"],
          forks: true,
          keeps: [{ name: `${kind}-${id}`, path: `parts/${kind}-${id}`, days: 7, confidential: false }],
          run: [["build.sh", kind, id, ...words]],
          minutes: 45,
          paths: [`services/${id}/**`],
          docker: true,
        }),
      ),
      ...environments.map((environment, index) =>
        job({
          id: releaseId(environment),
          task: "release",
          title: `Release to ${environment.id}`,
          on: ["main"],
          needs: [...builds, ...environments.slice(Math.max(index - 1, 0), index).map(releaseId)],
          identity: { role: "apply", environment: environment.id },
          approval: environment.id,
          // Shared with the applies: one change of an environment at a time.
          lock: `deploy-${environment.id}`,
          takes: builds,
          keeps: rescue("release", environment),
          run: [["release.sh", environment.id, "parts", ...names]],
          minutes: 90,
        }),
      ),
    ],
  };
}

/** On working days: does reality still match main? One issue per environment says so, and closes itself. */
function driftPipeline(environments: readonly Environment[]): Pipeline {
  const plans = environments.map(compareId);
  return {
    name: "drift",
    jobs: [
      ...environments.map((environment) =>
        job({
          id: compareId(environment),
          task: "plan",
          title: `Compare ${environment.id}`,
          on: ["schedule"],
          identity: { role: "plan", environment: environment.id },
          // The summary only: nobody will apply this plan.
          keeps: planArtifacts(environment, 7).filter(({ confidential }) => !confidential),
          run: [["plan.sh", environment.id]],
          variables: { PURPOSE: "drift" },
          minutes: 30,
        }),
      ),
      job({
        id: "report",
        task: "report",
        title: "Report",
        on: ["schedule"],
        needs: plans,
        publishes: true,
        takes: plans,
        run: [["drift-issue.sh"]],
        variables: names(environments),
        minutes: 5,
      }),
    ],
  };
}
