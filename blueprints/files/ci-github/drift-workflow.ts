// In: an architecture. Out: .github/workflows/drift.yml: on working days, does reality still match main? One issue says so and closes itself. Never changes infrastructure.
import type { Architecture } from "../../../src/architecture/model.ts";
import { printYaml } from "../../../src/render/yaml.ts";
import { upperSnake } from "../../../src/shared/names.ts";
import { uses } from "./actions.ts";
import { inRolloutOrder, RUNNER, SCRIPTS, toolOf } from "./settings.ts";
import { awsCredentials, checkout, HEADER, matrixVariable, setupTool } from "./steps.ts";

/** Text of the workflow. */
export function driftWorkflow(architecture: Architecture): string {
  const environments = inRolloutOrder(architecture.environments);
  return printYaml(
    {
      name: "drift",
      on: { schedule: [{ cron: "17 5 * * 1-5" }], workflow_dispatch: {} },
      permissions: {},
      concurrency: { group: "drift", "cancel-in-progress": false },
      jobs: {
        plan: {
          name: "Compare ${{ matrix.environment }}",
          if: "github.ref == 'refs/heads/main'",
          "runs-on": RUNNER,
          "timeout-minutes": 30,
          permissions: { contents: "read", "id-token": "write" },
          strategy: {
            "fail-fast": false,
            matrix: { include: environments.map(({ id }) => ({ environment: id, suffix: upperSnake(id) })) },
          },
          steps: [
            checkout(),
            setupTool(toolOf(architecture)),
            awsCredentials(matrixVariable("AWS_PLAN_ROLE_ARN"), architecture.region),
            {
              name: "Plan",
              env: {
                TARGET: "${{ matrix.environment }}",
                STATE_BUCKET: `\${{ ${matrixVariable("TF_STATE_BUCKET")} }}`,
                LOCK: "false",
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
                "retention-days": 7,
              },
            },
          ],
        },
        report: {
          name: "Report",
          needs: ["plan"],
          if: "!cancelled() && needs.plan.result != 'skipped'",
          "runs-on": RUNNER,
          "timeout-minutes": 5,
          permissions: { contents: "read", issues: "write" },
          steps: [
            checkout(),
            {
              name: "Fetch the summaries",
              uses: uses("downloadArtifact"),
              with: { pattern: "summary-*", path: "summaries" },
            },
            {
              name: "Open, update or close the one issue",
              env: {
                GH_TOKEN: "${{ github.token }}",
                ENVIRONMENTS: environments.map(({ id }) => id).join(" "),
              },
              run: `${SCRIPTS}/drift-issue.sh summaries`,
            },
          ],
        },
      },
    },
    HEADER,
  );
}
