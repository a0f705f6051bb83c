// In: the delivery process. Out: ci/jenkins/{infra,images,drift}.Jenkinsfile, declarative. Never waits for a person on an agent, and never lets an older build change what a newer one has changed.
import { upperSnake } from "../../../src/shared/names.ts";
import { commandsOf, WRITTEN } from "../delivery/commands.ts";
import type { Delivery, Job, Pipeline } from "../delivery/model.ts";
import { block, comment, type Groovy, printGroovy, text } from "./groovy.ts";

/** Path and text of each file. */
export function jenkinsfiles(delivery: Delivery): [path: string, content: string][] {
  const all = [delivery.infra, ...(delivery.images === undefined ? [] : [delivery.images]), delivery.drift];
  return all.map((pipeline) => [`ci/jenkins/${pipeline.name}.Jenkinsfile`, printGroovy(file(delivery, pipeline))]);
}

function file(delivery: Delivery, pipeline: Pipeline): Groovy[] {
  return [
    comment(WRITTEN),
    comment(
      `The multibranch job ${delivery.project}-${pipeline.name}; its credentials, variables and who may approve: README.md.`,
    ),
    block("pipeline", [
      "agent none",
      block("options", [
        "skipDefaultCheckout()",
        comment("What a build stashes for its own later stages goes when the build does."),
        `buildDiscarder(logRotator(numToKeepStr: ${text("50")}, artifactNumToKeepStr: ${text("10")}))`,
        ...(pipeline.name === "drift" ? ["disableConcurrentBuilds()"] : []),
      ]),
      ...clock(delivery, pipeline),
      block("stages", stages(delivery, pipeline)),
    ]),
  ];
}

/** The comparison on working days, and everything built anew on Mondays. */
function clock({ rebuild, schedule }: Delivery, { name }: Pipeline): Groovy[] {
  if (name === "infra") return [];
  const { minute, hour } = name === "drift" ? schedule : rebuild;
  const cron = `TZ=UTC\n${minute} ${hour} * * ${name === "drift" ? "1-5" : "1"}`;
  return [block("triggers", [`cron(env.BRANCH_NAME == ${text("main")} ? ${text(cron)} : ${text("")})`])];
}

/** How many clocks started this build: then nothing is left out for not having changed. */
const BY_THE_CLOCK =
  "REBUILD = \"${currentBuild.getBuildCauses('hudson.triggers.TimerTrigger$TimerTriggerCause').size()}\"";

/** Neighbours of one task that wait for no person run side by side. */
function stages(delivery: Delivery, pipeline: Pipeline): Groovy[] {
  const groups: Job[][] = [];
  for (const job of pipeline.jobs) {
    const last = groups.at(-1);
    if (last?.[0]?.task === job.task && job.approval === undefined) last.push(job);
    else groups.push([job]);
  }
  let milestone = 0;
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    if (first.approval !== undefined) {
      milestone += 1;
      return [approval(first, milestone), stage(delivery, pipeline, first)];
    }
    const inside = group.map((job) => stage(delivery, pipeline, job));
    return group.length === 1
      ? inside
      : [block(`stage(${text(TITLES[first.task] ?? first.task)})`, [block("parallel", inside)])];
  });
}

const TITLES: Readonly<Partial<Record<Job["task"], string>>> = { plan: "Plan", build: "Build" };

/** On no agent: a person may take days. Nobody named is nobody allowed. */
function approval(job: Job, milestone: number): Groovy {
  const people = `APPROVERS_${upperSnake(job.approval ?? "")}`;
  return block(`stage(${text(`Approve: ${job.title}`)})`, [
    when(job),
    block("options", ["timeout(time: 1, unit: 'DAYS')"]),
    block("steps", [
      block("script", [
        block(`if (!env.${people})`, [`error(${text(`Set ${people} to the users and groups who may approve.`)})`]),
        `input(message: ${text(`${job.title}?`)}, ok: ${text(job.title)}, submitter: env.${people})`,
      ]),
      comment("An older build that still waits is given up once a newer one is past this point."),
      `milestone(${milestone})`,
    ]),
  ]);
}

function stage(delivery: Delivery, pipeline: Pipeline, job: Job): Groovy {
  const options = [
    `timeout(time: ${job.minutes}, unit: 'MINUTES')`,
    ...(job.lock === undefined ? [] : [`lock(resource: ${text(`${delivery.project}-${job.lock}`)})`]),
  ];
  const variables = [
    ...Object.entries(job.variables).map(([name, value]) => `${name} = ${text(value)}`),
    ...(job.docker ? [BY_THE_CLOCK] : []),
  ];
  return block(`stage(${text(job.title)})`, [
    when(job),
    block("agent", [`label ${text(job.docker ? "docker" : "linux")}`]),
    block("options", options),
    ...(variables.length > 0 ? [block("environment", variables)] : []),
    block("steps", [
      "deleteDir()",
      "checkout scm",
      ...job.takes.map((id) => unstash(pipeline, job, id)),
      ...work(delivery, job),
      ...tells(job),
    ]),
    ...post(job),
  ]);
}

function when(job: Job): Groovy {
  const main = ["branch 'main'", "not { changeRequest() }"];
  // Before the options: a build of a branch must not even wait for the lock.
  if (!job.on.includes("request")) return block("when", ["beforeOptions true", ...main]);
  // Not by what changed: the first build of a request knows no changes.
  return block("when", [
    "beforeOptions true",
    block("anyOf", [
      block("allOf", main),
      block("allOf", ["changeRequest()", ...(job.forks ? [] : ["expression { env.CHANGE_FORK == null }"])]),
    ]),
  ]);
}

/** The scripts, with the one credential that the job may have. */
function work(delivery: Delivery, job: Job): Groovy[] {
  const lines = commandsOf(delivery, job).map((line) => `sh ${text(line)}`);
  if (job.identity !== undefined) {
    const { role, environment } = job.identity;
    const id = role === "plan" ? "aws-plan" : `aws-apply-${environment}`;
    const told = job.task === "apply" ? [`withEnv(["DIGEST=\${env.${digestOf(job)}}"])`] : [];
    const inner = [block(`withCredentials([string(credentialsId: ${text(id)}, variable: 'AWS_ID_TOKEN')])`, lines)];
    return told[0] === undefined ? inner : [block(told[0], inner)];
  }
  if (!job.publishes) return lines;
  return [
    block("script", [
      comment("Without a token the text stands in the archive of the build."),
      block("if (env.SCM_TOKEN_ID)", [
        block("withCredentials([string(credentialsId: env.SCM_TOKEN_ID, variable: 'SCM_TOKEN')])", lines),
      ]),
      block("else", lines),
    ]),
  ];
}

function digestOf({ identity }: Job): string {
  return `DIGEST_${upperSnake(identity?.environment ?? "")}`;
}

/** What plan.sh told goes through the memory of the build, not through the stash. */
function tells(job: Job): Groovy[] {
  const [first] = job.keeps;
  if (first === undefined || first.onFailure) return [];
  const stash = `stash(name: ${text(job.id)}, includes: ${text(`${stashFolder(job)}/**`)}, allowEmpty: true)`;
  const keepsPlan = job.keeps.some(({ confidential }) => confidential);
  if (!keepsPlan) return [stash];
  const read = text(`sed -n 's/^digest_.*=//p' values.env`);
  return [stash, block("script", [`env.${digestOf(job)} = sh(script: ${read}, returnStdout: true).trim()`])];
}

function stashFolder({ keeps }: Job): string {
  const path = keeps[0]?.path ?? "";
  return path.endsWith(".md") ? path.replace(/\/[^/]*$/, "") : path;
}

function unstash(pipeline: Pipeline, job: Job, id: string): Groovy {
  const source = pipeline.jobs.find((other) => other.id === id);
  if (source === undefined) throw new Error(`${job.id} takes what ${id} does not keep`);
  return `unstash ${text(id)}`;
}

/** Summaries for people; the plan itself stays in the stash. */
function post(job: Job): Groovy[] {
  const rescued = job.keeps.filter(({ onFailure }) => onFailure);
  if (rescued.length > 0)
    return [
      block("post", [
        block("failure", [
          comment(
            "What could not be written into the state. Everybody who sees the job sees its archive: only what is sealed goes there.",
          ),
          ...rescued.map(
            ({ path }) => `archiveArtifacts(artifacts: ${text(`${path}/sealed`)}, allowEmptyArchive: true)`,
          ),
        ]),
      ]),
    ];
  const shown =
    job.task === "review"
      ? ["plan-output/review.md"]
      : job.keeps.filter(({ path }) => path.endsWith(".md")).map(({ path }) => path);
  if (shown.length === 0) return [];
  return [
    block("post", [
      block(
        "always",
        shown.map((path) => `archiveArtifacts(artifacts: ${text(path)}, allowEmptyArchive: true)`),
      ),
    ]),
  ];
}
