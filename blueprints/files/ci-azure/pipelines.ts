// In: the delivery process. Out: .azure/infra.yml, images.yml and drift.yml. Never a credential for a request from a fork, and never a token beside code of a branch.
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { label } from "../../../src/shared/names.ts";
import { commandsOf, WRITTEN } from "../delivery/commands.ts";
import type { Delivery, Job, Pipeline } from "../delivery/model.ts";
import { CREDENTIAL_SECONDS } from "../delivery/settings.ts";

const NOT_FROM_A_FORK = "ne(variables['System.PullRequest.IsFork'], 'True')";
/** A person can start a pipeline on any branch. */
const MAIN_ONLY = [
  "eq(variables['Build.SourceBranch'], 'refs/heads/main')",
  "ne(variables['Build.Reason'], 'PullRequest')",
];
const WORK = "$(System.DefaultWorkingDirectory)";

/** Path and text of each file. */
export function pipelines(delivery: Delivery): [path: string, content: string][] {
  const all = [delivery.infra, ...(delivery.images === undefined ? [] : [delivery.images]), delivery.drift];
  return all.map((pipeline) => [
    `.azure/${pipeline.name}.yml`,
    printYaml(
      {
        ...triggers(delivery, pipeline),
        pool: { vmImage: "ubuntu-24.04" },
        variables: [{ group: `${delivery.project}-infrastructure` }],
        stages: pipeline.jobs.map((job) => stage(delivery, pipeline, job)),
      },
      `${WRITTEN}\nThe variable group, the service connections and the checks of the environments: README.md.`,
    ),
  ]);
}

function triggers(delivery: Delivery, pipeline: Pipeline): Record<string, YamlValue> {
  if (pipeline.name === "drift") {
    const { minute, hour } = delivery.schedule;
    const cron = `${minute} ${hour} * * 1-5`;
    return {
      trigger: "none",
      pr: "none",
      schedules: [{ cron, displayName: "Every working day", branches: { include: ["main"] }, always: true }],
    };
  }
  const { minute, hour } = delivery.rebuild;
  const weekly = {
    cron: `${minute} ${hour} * * 1`,
    displayName: "Build anew, with patches",
    branches: { include: ["main"] },
    always: true,
  };
  const include = [...new Set(pipeline.jobs.flatMap(({ paths }) => paths))].map((path) =>
    path.replace(/\/\*\*$/, "/*"),
  );
  return {
    trigger: {
      batch: above("The newer run takes along what came meanwhile.", true),
      branches: { include: ["main"] },
      // Main is always planned: an earlier run may have failed before it applied. Images are built when one of them changed.
      ...(pipeline.name === "images" ? { paths: { include } } : {}),
    },
    ...(pipeline.name === "images" ? { schedules: [weekly] } : {}),
    pr: above("For code on GitHub; in Azure Repos a build validation of main does the same, with the same paths.", {
      branches: { include: ["main"] },
      paths: { include },
    }),
  };
}

/** A stage for every job: stages are what can wait for a person and for a lock. */
function stage(delivery: Delivery, pipeline: Pipeline, job: Job): YamlValue {
  const id = label(job.id);
  const body = steps(delivery, pipeline, job);
  const common = { displayName: job.title, timeoutInMinutes: job.minutes, variables: variables(job) };
  return {
    stage: id,
    displayName: job.title,
    dependsOn: dependencies(job).map(label),
    condition: condition(job),
    ...(job.lock === undefined
      ? {}
      : {
          lockBehavior: above('With the check "Exclusive lock": one change of an environment at a time.', "sequential"),
        }),
    jobs: [
      job.approval === undefined
        ? { job: id, ...common, steps: body }
        : {
            deployment: id,
            ...common,
            environment: above('The check "Approvals" of this environment is the approval.', job.approval),
            strategy: { runOnce: { deploy: { steps: body } } },
          },
    ],
  };
}

/** An apply also asks the plans of the environments before it: whether a skip there means that nothing was to be done. */
function dependencies({ needs }: Job): string[] {
  return [...new Set(needs.flatMap((id) => (id.startsWith("apply-") ? [id, id.replace(/^apply-/, "plan-")] : [id])))];
}

function condition(job: Job): string {
  const place = job.on.includes("request") ? (job.forks ? [] : [NOT_FROM_A_FORK]) : MAIN_ONLY;
  const conditions = ["not(canceled())", ...place, ...needed(job)];
  return conditions.length === 1 ? String(conditions[0]) : `and(${conditions.join(", ")})`;
}

function needed(job: Job): string[] {
  // What reports also says what could not be made.
  if (job.publishes) return [];
  return [
    // The review comes first so that it can be read before the approval; that it could be made is no condition.
    ...job.needs.filter((id) => id !== "review").map((id) => (id.startsWith("apply-") ? isDone(id) : succeeded(id))),
    ...(job.task === "apply"
      ? [`eq(dependencies.${planOf(job)}.outputs['${planOf(job)}.run.${toldAs(job, "changes")}'], 'true')`]
      : []),
  ];
}

function succeeded(id: string): string {
  return `in(dependencies.${label(id)}.result, 'Succeeded', 'SucceededWithIssues')`;
}

/** Applied just now, or skipped because nothing was to be done. A skip that follows from another's failure does not count. */
function isDone(apply: string): string {
  const environment = apply.replace(/^apply-/, "");
  const plan = label(`plan-${environment}`);
  return `or(${succeeded(apply)}, eq(dependencies.${plan}.outputs['${plan}.run.changes_${label(environment)}'], 'false'))`;
}

/** Stage, and job in it, of the plan of the same environment. */
function planOf({ identity }: Job): string {
  return label(`plan-${identity?.environment ?? ""}`);
}

/** Name of a value that plan.sh tells about the environment. */
function toldAs({ identity }: Job, name: string): string {
  return `${name}_${label(identity?.environment ?? "")}`;
}

/** What a stage knows besides its environment. */
function variables(job: Job): YamlValue | undefined {
  if (job.identity === undefined) return undefined;
  return {
    "aws.rolecredential.maxduration": above(
      "Seconds. Without it the credentials of the service connection end after fifteen minutes.",
      CREDENTIAL_SECONDS[job.identity.role],
    ),
    ...digest(job),
  };
}

/** An apply takes the digest of the plan that was approved out of the memory of the run, not out of the artifact. */
function digest(job: Job): Readonly<Record<string, string>> {
  if (job.task !== "apply") return {};
  return { DIGEST: `$[ stageDependencies.${planOf(job)}.${planOf(job)}.outputs['run.${toldAs(job, "digest")}'] ]` };
}

function steps(delivery: Delivery, pipeline: Pipeline, job: Job): YamlValue[] {
  const sealed = job.identity !== undefined || job.task === "review";
  const env = {
    ...job.variables,
    // Secrets reach a script only by name.
    ...(sealed ? { PLAN_PASSPHRASE: "$(PLAN_PASSPHRASE)" } : {}),
    ...(job.publishes ? { SCM_TOKEN: "$(System.AccessToken)" } : {}),
  };
  const script = `${["set -euo pipefail", ...commandsOf(delivery, job)].join("\n")}\n`;
  const common = { name: "run", displayName: job.title, env: Object.keys(env).length > 0 ? env : undefined };
  return [
    { checkout: "self", persistCredentials: job.task === "apply", fetchDepth: 0 },
    ...(job.task === "apply"
      ? [
          {
            bash: `bash ${delivery.scripts}/tip.sh`,
            displayName: above("Takes the credentials of the checkout away again.", "Ask where main is now"),
          },
        ]
      : []),
    ...job.takes.map((id) => fetchFrom(pipeline, job, id)),
    job.identity === undefined
      ? { bash: script, ...common }
      : {
          task: "AWSShellScript@1",
          ...common,
          inputs: {
            // One connection for each role, which trusts nothing else.
            awsCredentials: `aws-${job.identity.role}-${job.identity.environment}`,
            regionName: delivery.region,
            scriptType: "inline",
            inlineScript: script,
            disableAutoCwd: true,
          },
        },
    ...keep(job),
  ];
}

/** One artifact for each job. That of a plan is the whole folder of its environment, so that it exists also when no plan is kept. */
function artifactOf(job: Job): { readonly name: string; readonly path: string } | undefined {
  const [first] = job.keeps;
  if (first === undefined) return undefined;
  if (job.task !== "plan") return first;
  return { name: job.id, path: first.path.replace(/\/[^/]*$/, "") };
}

function fetchFrom(pipeline: Pipeline, job: Job, id: string): YamlValue {
  const source = pipeline.jobs.find((other) => other.id === id);
  const artifact = source && artifactOf(source);
  if (artifact === undefined) throw new Error(`${job.id} takes what ${id} does not keep`);
  return {
    task: "DownloadPipelineArtifact@2",
    displayName: `Fetch ${artifact.name}`,
    // What reports also says what could not be made.
    ...(job.publishes ? { continueOnError: true } : {}),
    inputs: { artifactName: artifact.name, targetPath: `${WORK}/${artifact.path}` },
  };
}

function keep(job: Job): YamlValue[] {
  const artifact = artifactOf(job);
  if (artifact === undefined) return [];
  return [
    {
      publish: `${WORK}/${artifact.path}`,
      artifact: artifact.name,
      displayName: "Keep for later stages",
      ...(job.task === "plan" ? { condition: "not(canceled())" } : {}),
      // The folder is there when the state could not be written.
      ...(job.keeps[0]?.onFailure ? { condition: "failed()", continueOnError: true } : {}),
    },
  ];
}
