// In: an architecture. Out: .github/workflows/infra.yml: check and plan on pull requests; plan, approve and apply that very plan on main. Never applies what nobody could read.
import type { Architecture, Environment } from "../../../src/architecture/model.ts";
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { upperSnake } from "../../../src/shared/names.ts";
import { uses } from "./actions.ts";
import {
  inRolloutOrder,
  MAIN_ONLY,
  outputOf,
  PIPELINE_TOOLS,
  RUNNER,
  SCRIPTS,
  terraformRoots,
  toolOf,
} from "./settings.ts";
import { awsCredentials, checkout, gate, HEADER, matrixVariable, type Step, setupTool, stateBucket } from "./steps.ts";

const FROM_THIS_REPOSITORY =
  "(github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository)";

/** Text of the workflow. */
export function infraWorkflow(architecture: Architecture): string {
  const environments = inRolloutOrder(architecture.environments);
  const applies = environments.map((environment, index) => [
    `apply-${environment.id}`,
    applyJob(architecture, environment, environments.slice(0, index)),
  ]);
  return printYaml(
    {
      name: "infra",
      on: {
        pull_request: { branches: ["main"] },
        merge_group: { types: ["checks_requested"] },
        push: { branches: ["main"] },
        workflow_dispatch: {},
      },
      permissions: {},
      concurrency: {
        group: "infra-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
      },
      jobs: {
        changes: changesJob(),
        check: checkJob(architecture),
        plan: planJob(architecture, environments),
        comment: commentJob(environments),
        ...Object.fromEntries(applies),
        gate: gate("infra", ["changes", "check", "plan", "comment"]),
      },
    },
    HEADER,
  );
}

function changesJob(): YamlValue {
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
  grep -qE '^(infra/|\\.github/workflows/infra\\.yml$|\\.github/scripts/)' changed.txt || infra=false
fi
echo "infra=$infra" >> "$GITHUB_OUTPUT"
`,
        },
      ],
    },
  );
}

function checkJob(architecture: Architecture): YamlValue {
  const tool = toolOf(architecture);
  const roots = terraformRoots(architecture)
    .filter((root) => root !== "infra/stack")
    .join(" ");
  return above("Needs no credential, so it also runs for pull requests from forks.", {
    name: "Format, validate, test, scan",
    needs: ["changes"],
    if: "needs.changes.outputs.infra == 'true'",
    "runs-on": RUNNER,
    "timeout-minutes": 20,
    permissions: { contents: "read" },
    env: { ROOTS: roots, TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
    steps: [
      checkout(),
      setupTool(tool),
      { name: "Format", run: `${tool.command} fmt -check -recursive -diff infra` },
      {
        name: "Validate every root",
        run: `set -euo pipefail
for root in $ROOTS; do
  echo "::group::$root"
  ${tool.command} -chdir="$root" init -backend=false -no-color
  ${tool.command} -chdir="$root" validate -no-color
  echo "::endgroup::"
done
`,
      },
      // The module itself is no root: it takes its providers from the environments, which validated it.
      {
        name: "Test the stack",
        run: `set -euo pipefail
${tool.command} -chdir=infra/stack init -backend=false -no-color
${tool.command} -chdir=infra/stack test -no-color
`,
      },
      {
        name: "Scan the configuration",
        run: `pipx run --spec "checkov==${PIPELINE_TOOLS.checkov}" checkov --config-file .checkov.yaml`,
      },
    ],
  });
}

function planJob(architecture: Architecture, environments: readonly Environment[]): YamlValue {
  const outputs = environments.flatMap((environment) =>
    ["changes", "digest"].map((name) => outputOf(name, environment)),
  );
  return {
    name: "Plan ${{ matrix.environment }}",
    needs: ["changes", "check"],
    // A plan runs code of the pull request: never with credentials for a stranger's.
    if: `needs.changes.outputs.infra == 'true' && ${FROM_THIS_REPOSITORY} && github.event_name != 'merge_group'`,
    "runs-on": RUNNER,
    "timeout-minutes": 30,
    permissions: { contents: "read", "id-token": above("For the role of this job, which reads only.", "write") },
    strategy: {
      "fail-fast": false,
      matrix: { include: environments.map(({ id }) => ({ environment: id, suffix: upperSnake(id) })) },
    },
    // Each leg sets the outputs of its own environment only.
    outputs: Object.fromEntries(outputs.map((name) => [name, `\${{ steps.plan.outputs.${name} }}`])),
    steps: [
      checkout(),
      setupTool(toolOf(architecture)),
      awsCredentials(matrixVariable("AWS_PLAN_ROLE_ARN"), architecture.region),
      {
        id: "plan",
        name: "Plan",
        env: {
          TARGET: "${{ matrix.environment }}",
          STATE_BUCKET: `\${{ ${matrixVariable("TF_STATE_BUCKET")} }}`,
          LOCK: above(
            "A pull request must not hold up an apply; a saved plan that the state has left behind is refused anyway.",
            "${{ github.event_name == 'pull_request' && 'false' || 'true' }}",
          ),
        },
        run: `${SCRIPTS}/plan.sh "$TARGET"`,
      },
      {
        name: "Keep the summary",
        if: "!cancelled()",
        uses: uses("uploadArtifact"),
        with: {
          name: "summary-${{ matrix.environment }}",
          path: "plan-output/${{ matrix.environment }}/comment.md",
          "if-no-files-found": "ignore",
          "retention-days": 1,
        },
      },
      {
        name: "Keep the plan for the apply",
        if: MAIN_ONLY,
        uses: uses("uploadArtifact"),
        with: above(
          "A saved plan holds values in clear text, and everybody who can read the repository can fetch it: one day is the shortest that there is. Approve within it, or run the workflow again.",
          {
            name: "plan-${{ matrix.environment }}",
            path: "plan-output/${{ matrix.environment }}/saved",
            "if-no-files-found": "error",
            "retention-days": 1,
          },
        ),
      },
    ],
  };
}

function commentJob(environments: readonly Environment[]): YamlValue {
  return above("Writes to the pull request, and so holds no cloud credential.", {
    name: "Comment",
    needs: ["plan"],
    if: "!cancelled() && github.event_name == 'pull_request' && needs.plan.result != 'skipped'",
    "runs-on": RUNNER,
    "timeout-minutes": 5,
    permissions: { contents: "read", "pull-requests": "write" },
    steps: [
      checkout(),
      {
        name: "Fetch the summaries",
        uses: uses("downloadArtifact"),
        with: { pattern: "summary-*", path: "summaries" },
      },
      {
        name: "Write or update the one comment",
        env: {
          GH_TOKEN: "${{ github.token }}",
          PULL_REQUEST: "${{ github.event.pull_request.number }}",
          HEAD_SHA: "${{ github.event.pull_request.head.sha }}",
          ENVIRONMENTS: environments.map(({ id }) => id).join(" "),
        },
        run: `${SCRIPTS}/comment.sh summaries`,
      },
    ],
  });
}

/** True when that environment stands as the plan wants it: applied just now, or skipped because nothing was to be done. A skip that follows from another's failure does not count. */
function isDone(environment: Environment): string {
  const result = `needs.apply-${environment.id}.result`;
  const unchanged = `needs.plan.outputs.${outputOf("changes", environment)} == 'false'`;
  return `(${result} == 'success' || (${result} == 'skipped' && ${unchanged}))`;
}

function applyJob(architecture: Architecture, environment: Environment, earlier: readonly Environment[]): YamlValue {
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
    name: `Apply ${environment.id}`,
    needs: ["plan", ...earlier.map(({ id }) => `apply-${id}`)],
    if: conditions.join(" && "),
    "runs-on": RUNNER,
    "timeout-minutes": 120,
    // Its required reviewers are the approval; only jobs of this environment can take the apply role.
    environment: above("Required reviewers of this environment are the approval; the role below trusts nothing else.", {
      name: environment.id,
    }),
    permissions: { contents: "read", "id-token": "write" },
    concurrency: { group: `deploy-${environment.id}`, "cancel-in-progress": false },
    steps: applySteps(architecture, environment),
  };
}

function applySteps(architecture: Architecture, environment: Environment): Step[] {
  return [
    checkout(),
    setupTool(toolOf(architecture)),
    {
      name: "Fetch the plan that was approved",
      uses: uses("downloadArtifact"),
      with: { name: `plan-${environment.id}`, path: `plan-output/${environment.id}/saved` },
    },
    awsCredentials("vars.AWS_APPLY_ROLE_ARN", architecture.region),
    {
      name: "Apply",
      env: {
        TARGET: environment.id,
        STATE_BUCKET: stateBucket(environment),
        DIGEST: `\${{ needs.plan.outputs.${outputOf("digest", environment)} }}`,
      },
      run: `${SCRIPTS}/apply.sh "$TARGET"`,
    },
  ];
}
