// In: the delivery process. Out: .github/workflows/drift.yml: on working days, does reality still match main? One issue per environment says so and closes itself. Never changes infrastructure.
import { printYaml } from "../../../src/render/yaml.ts";
import type { Delivery } from "../delivery/model.ts";
import { checkout, HEADER, matrixVariable, setupTool } from "./steps.ts";
import { concurrency, environmentMatrix, fetchArtifacts, frame, jobOf, keep, signIn, triggers } from "./workflow.ts";

/** Text of the workflow. */
export function driftWorkflow(delivery: Delivery): string {
  const { drift, environments, region, scripts, tool } = delivery;
  const plan = jobOf(drift, "plan");
  const report = jobOf(drift, "report");
  const [first] = environments;
  return printYaml(
    {
      name: drift.name,
      on: triggers(delivery, drift),
      permissions: {},
      concurrency: concurrency(drift),
      jobs: {
        plan: {
          name: "Compare ${{ matrix.environment }}",
          if: "github.ref == 'refs/heads/main'",
          ...frame(plan),
          strategy: environmentMatrix(environments),
          steps: [
            checkout(),
            setupTool(tool),
            signIn(plan, region),
            {
              name: "Plan",
              env: {
                TARGET: "${{ matrix.environment }}",
                STATE_BUCKET: `\${{ ${matrixVariable("TF_STATE_BUCKET")} }}`,
                ...plan.variables,
              },
              run: `${scripts}/plan.sh "$TARGET"`,
            },
            ...(first === undefined ? [] : plan.keeps.map((artifact) => keep(artifact, first))),
          ],
        },
        report: {
          name: report.title,
          needs: ["plan"],
          if: "!cancelled() && needs.plan.result != 'skipped'",
          ...frame(report),
          steps: [
            checkout(),
            fetchArtifacts("Fetch the summaries", "summary-*"),
            {
              name: "Open, update or close the issue of each environment",
              env: { SCM_TOKEN: "${{ github.token }}", ...report.variables },
              run: `${scripts}/drift-issue.sh`,
            },
          ],
        },
      },
    },
    HEADER,
  );
}
