// In: the delivery process. Out: .github/workflows/infra.yml: check, plan and review on pull requests; plan, approve and apply that very plan on main. Never applies what nobody could read.
import type { Environment } from "../../../src/architecture/model.ts";
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import type { Delivery, Job } from "../delivery/model.ts";
import { uses } from "./actions.ts";
import { MAIN_ONLY, outputOf, RUNNER } from "./settings.ts";
import { checkout, gate, HEADER, matrixVariable, type Step, setupTool, stateBucket } from "./steps.ts";
import {
  concurrency,
  environmentMatrix,
  fetchArtifacts,
  frame,
  jobOf,
  keep,
  keepRescue,
  signIn,
  triggers,
} from "./workflow.ts";

const FROM_THIS_REPOSITORY =
  "(github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository)";

/** Text of the workflow. */
export function infraWorkflow(delivery: Delivery): string {
  const { environments, infra } = delivery;
  const applies = environments.map((environment, index) => [
    `apply-${environment.id}`,
    applyJob(delivery, environment, environments.slice(0, index)),
  ]);
  return printYaml(
    {
      name: infra.name,
      on: triggers(delivery, infra),
      permissions: {},
      concurrency: concurrency(infra),
      jobs: {
        changes: changesJob(jobOf(infra, "check").paths),
        check: checkJob(delivery, jobOf(infra, "check")),
        plan: planJob(delivery, jobOf(infra, "plan")),
        comment: commentJob(delivery, jobOf(infra, "review")),
        ...Object.fromEntries(applies),
        gate: gate("infra", ["changes", "check", "plan", "comment"]),
      },
    },
    HEADER,
  );
}

function changesJob(paths: readonly string[]): YamlValue {
  // "infra/**" is a folder, everything else one file.
  const pattern = paths
    .map((path) => (path.endsWith("/**") ? path.slice(0, -2) : `${path}$`).replaceAll(".", "\\."))
    .join("|");
  return above(
    "Path filters of a whole workflow would leave a required check waiting for ever; a job can be skipped.",
    {
      name: "Find changes",
      "runs-on": RUNNER,
      "timeout-minutes": 5,
      permissions: { contents: "read" },
      outputs: { infra: "${{ steps.changes.outputs.infra }}" },
      steps: [
        checkout(2),
        {
          id: "changes",
          name: "Compare with the target branch",
          env: { EVENT: "${{ github.event_name }}" },
          run: `set -euo pipefail
# Main is always planned: an earlier run may have failed before it applied.
infra=true
if [ "$EVENT" = pull_request ]; then
  git diff --name-only HEAD^1 HEAD > changed.txt
  grep -qE '^(${pattern})' changed.txt || infra=false
fi
echo "infra=$infra" >> "$GITHUB_OUTPUT"
`,
        },
      ],
    },
  );
}

/** One step for each check, so that the page of the run says which one failed. */
const CHECKS: Readonly<Record<string, string>> = {
  format: "Format",
  validate: "Validate every root",
  test: "Test the stack",
  scan: "Scan the configuration",
};

function checkJob({ tool, scripts }: Delivery, job: Job): YamlValue {
  return above("Needs no credential, so it also runs for pull requests from forks.", {
    name: job.title,
    needs: ["changes"],
    if: "needs.changes.outputs.infra == 'true'",
    ...frame(job),
    steps: [
      checkout(),
      setupTool(tool),
      ...job.run.map(([script, check = ""]) => ({
        name: CHECKS[check] ?? check,
        run: `${scripts}/${script} ${check}`,
      })),
    ],
  });
}

function planJob({ environments, region, scripts, tool }: Delivery, job: Job): YamlValue {
  const outputs = environments.flatMap((environment) =>
    ["changes", "digest"].map((name) => outputOf(name, environment)),
  );
  const [first] = environments;
  return {
    name: "Plan ${{ matrix.environment }}",
    needs: ["changes", ...job.needs],
    // A plan runs code of the pull request: never with credentials for a stranger's.
    if: `needs.changes.outputs.infra == 'true' && ${FROM_THIS_REPOSITORY} && github.event_name != 'merge_group'`,
    ...frame(job),
    strategy: environmentMatrix(environments),
    // Each leg sets the outputs of its own environment only.
    outputs: Object.fromEntries(outputs.map((name) => [name, `\${{ steps.plan.outputs.${name} }}`])),
    steps: [
      checkout(),
      setupTool(tool),
      signIn(job, region),
      {
        id: "plan",
        name: "Plan",
        env: {
          TARGET: "${{ matrix.environment }}",
          STATE_BUCKET: `\${{ ${matrixVariable("TF_STATE_BUCKET")} }}`,
          PLAN_PASSPHRASE: "${{ secrets.PLAN_PASSPHRASE }}",
        },
        run: `${scripts}/plan.sh "$TARGET"`,
      },
      ...(first === undefined ? [] : job.keeps.map((artifact) => keep(artifact, first))),
    ],
  };
}

function commentJob({ scripts }: Delivery, job: Job): YamlValue {
  return above(
    "Writes to the pull request, and so holds no cloud credential. On main it shows the review to those who approve.",
    {
      name: job.title,
      needs: ["plan"],
      if: "!cancelled() && needs.plan.result != 'skipped'",
      ...frame(job),
      steps: [
        checkout(2),
        fetchArtifacts("Fetch the summaries", "summary-*"),
        // Without a seal a pull request keeps no plans: then there are none to fetch.
        fetchArtifacts("Fetch the plans", "plan-*"),
        {
          name: "Review, and write or update the one comment",
          env: {
            SCM_TOKEN: "${{ github.token }}",
            ...job.variables,
            PLAN_PASSPHRASE: "${{ secrets.PLAN_PASSPHRASE }}",
            SCAFFOLD_PACKAGE: "${{ vars.SCAFFOLD_PACKAGE }}",
            SCAFFOLD_INTEGRITY: "${{ vars.SCAFFOLD_INTEGRITY }}",
            REVIEW_FAIL_ON: "${{ vars.REVIEW_FAIL_ON }}",
          },
          run: `${scripts}/comment.sh`,
        },
      ],
    },
  );
}

/** True when that environment stands as the plan wants it: applied just now, or skipped because nothing was to be done. A skip that follows from another's failure does not count. */
function isDone(environment: Environment): string {
  const result = `needs.apply-${environment.id}.result`;
  const unchanged = `needs.plan.outputs.${outputOf("changes", environment)} == 'false'`;
  return `(${result} == 'success' || (${result} == 'skipped' && ${unchanged}))`;
}

function applyJob(delivery: Delivery, environment: Environment, earlier: readonly Environment[]): YamlValue {
  const job = jobOf(delivery.infra, "apply", environment);
  const changed = `needs.plan.outputs.${outputOf("changes", environment)} == 'true'`;
  const conditions = [
    "!cancelled()",
    MAIN_ONLY,
    "needs.plan.result == 'success'",
    changed,
    // All of them: after a failure the next environment is skipped, and the one behind it would only see that skip.
    ...earlier.map(isDone),
  ];
  return {
    name: job.title,
    // The review comes first, so that it can be read before the approval; that it could be made is no condition.
    needs: ["plan", "comment", ...earlier.map(({ id }) => `apply-${id}`)],
    if: conditions.join(" && "),
    ...frame(job),
    steps: applySteps(delivery, job, environment),
  };
}

function applySteps({ region, scripts, tool }: Delivery, job: Job, environment: Environment): Step[] {
  return [
    checkout(),
    setupTool(tool),
    {
      name: "Fetch the plan that was approved",
      uses: uses("downloadArtifact"),
      with: { name: `plan-${environment.id}`, path: "plan-output" },
    },
    {
      id: "tip",
      name: "Ask where main is now",
      env: { GH_TOKEN: "${{ github.token }}" },
      run: `${scripts}/tip.sh >> "$GITHUB_OUTPUT"`,
    },
    signIn(job, region),
    {
      name: "Apply",
      env: {
        TARGET: environment.id,
        STATE_BUCKET: stateBucket(environment),
        DIGEST: `\${{ needs.plan.outputs.${outputOf("digest", environment)} }}`,
        TIP: "${{ steps.tip.outputs.sha }}",
        PLAN_PASSPHRASE: "${{ secrets.PLAN_PASSPHRASE }}",
      },
      run: `${scripts}/apply.sh "$TARGET"`,
    },
    ...keepRescue(job),
  ];
}
