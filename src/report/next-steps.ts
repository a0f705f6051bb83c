// In: what a run wrote. Out: what a person has to do now, which no pipeline does. Pure text; nothing when nothing is to be done.
import type { Change, ChangeSet } from "../write/change-set.ts";
import { MANIFEST_PATH } from "../write/layout.ts";
import type { InfraOutcome } from "./outcome.ts";
import { plain } from "./paint.ts";

const BOOTSTRAP = "infra/bootstrap/";

export function printNextSteps({ out, staged, settled }: InfraOutcome, { changes, operations }: ChangeSet): string {
  const isFirst = operations.some(({ path, before }) => path === MANIFEST_PATH && before === undefined);
  const written = changes.filter(({ before, after }) => before !== after);
  const git = staged.length === 0 ? "" : " Git has the files as unmerged until then.";
  const steps = [
    ...(changes.some(({ verb }) => verb === "conflict")
      ? [
          `scaffold conflicts list --out ${plain(out)}; choose with scaffold conflicts resolve, or edit the files.${git}`,
        ]
      : []),
    ...(settled.length === 0
      ? []
      : [
          `in Git: git add ${settled.map((path) => plain(out === "." ? path : `${out}/${path}`)).join(" ")}, which you settled by hand`,
        ]),
    ...(isFirst
      ? [
          `read ${plain(out)}/README.md, it starts with the first steps`,
          `read ${plain(out)}/docs/decisions.md, it lists every assumption`,
          "commit the folder; edit answers or files and run the command again at any time",
        ]
      : [...newEnvironments(changes), ...goneEnvironments(changes), ...bootstrapAgain(written)]),
  ];
  const [only] = steps;
  if (only === undefined) return "";
  if (steps.length === 1) return `\nNext: ${only}\n`;
  return `\nNext:\n${steps.map((step, index) => `  ${index + 1}. ${step}\n`).join("")}`;
}

/** The bootstrap makes the roles that the pipelines run with, so no pipeline applies it. */
function bootstrapAgain(written: readonly Change[]): string[] {
  const files = written
    .map(({ path }) => path)
    .filter((path) => path.startsWith(BOOTSTRAP) && /\.(tf|tfvars)$/.test(path));
  if (files.length === 0) return [];
  const names = files.map((path) => plain(path.slice(BOOTSTRAP.length))).join(", ");
  return [
    `infra/bootstrap changed (${names}): apply it again by hand, with the rights of an administrator of each account, before the next pipeline run`,
  ];
}

/** An environment is new when its tfvars are: its account stands in no answer. */
function newEnvironments(changes: readonly Change[]): string[] {
  return changes.flatMap(({ path, verb }) => {
    const id = /^infra\/environments\/([^/]+)\/\1\.auto\.tfvars$/.exec(path)?.[1];
    if (id === undefined || verb !== "create") return [];
    return [
      `environment ${plain(id)} is new: fill in account_id and what else is empty in ${plain(path)}, and make the environment ${plain(id)} with its approvals in the CI; README.md says how`,
    ];
  });
}

/** Its folder goes, its resources do not. */
function goneEnvironments(changes: readonly Change[]): string[] {
  return changes.flatMap(({ path, after }) => {
    const id = /^infra\/environments\/([^/]+)\/main\.tf$/.exec(path)?.[1];
    if (id === undefined || after !== undefined) return [];
    return [
      `environment ${plain(id)} is gone from the output; if it was not destroyed before, it still runs: docs/runbook.md says how to take it down`,
    ];
  });
}
