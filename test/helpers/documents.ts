// In: an architecture and a small resource graph. Out: the documents that are written of them, by path. Never writes.
import { architectureDoc } from "../../blueprints/files/architecture-doc/blueprint.ts";
import { ciGithub } from "../../blueprints/files/ci-github/blueprint.ts";
import { controls } from "../../blueprints/files/controls/blueprint.ts";
import { decisionsDoc } from "../../blueprints/files/decisions-doc/blueprint.ts";
import { readme } from "../../blueprints/files/readme/blueprint.ts";
import { repository } from "../../blueprints/files/repository/blueprint.ts";
import { runbook } from "../../blueprints/files/runbook/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { toFileSet } from "../../src/render/file-set.ts";
import type { GraphBlock, ResourceGraph } from "../../src/render/graph.ts";
import { someDecisions } from "./decisions.ts";

const BLUEPRINTS = [readme, architectureDoc, decisionsDoc, runbook, controls, repository, ciGithub];

export function resource(type: string, name: string, file: string, more: Partial<GraphBlock> = {}): GraphBlock {
  const body = { attributes: [], blocks: [] };
  return {
    kind: "resource",
    labels: [type, name],
    file,
    body,
    because: [],
    comment: undefined,
    skips: [],
    ...more,
  };
}

export function someGraph(reason = "Log buckets of load balancers cannot use a key of their own"): ResourceGraph {
  const skips = [{ check: "CKV_AWS_145", reason }];
  return {
    blocks: [
      resource("aws_db_instance", "main", "database"),
      resource("aws_s3_bucket", "logs", "storage", { skips }),
      resource("aws_s3_bucket", "more_logs", "storage", { skips }),
      resource("aws_cloudwatch_metric_alarm", "jobs_dead_letters", "observability", {
        body: { attributes: [["alarm_description", reason]], blocks: [] },
      }),
    ],
    variables: [],
    providerAliases: [],
  };
}

export function render(architecture: Architecture, text?: string): Map<string, string> {
  const input = { architecture, decisions: someDecisions(text, text), graph: someGraph(text), files: [] };
  const files = BLUEPRINTS.filter((one) => one.appliesTo(architecture)).flatMap((one) => one.render(input));
  return new Map([...toFileSet(files).values()].map(({ path, content }) => [path, content]));
}

export function documentOf(files: Map<string, string>, path: string): string {
  const found = files.get(path);
  if (found === undefined) throw new Error(`${path} was not written`);
  return found;
}
