// In: the databases of an architecture. Out: what a destroy leaves of them, and how it stays readable. Never a command that deletes a snapshot.
import type { Architecture } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import { ENGINES } from "../../stacks/database/engines.ts";

/** Goes on behind the third step, which the lines below are indented for. A key that waits for its deletion opens nothing any more: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
export function lastSnapshots({ databases, region }: Architecture): string {
  if (databases.length === 0) return "";
  const kinds = [...new Set(databases.map(({ engine }) => (ENGINES[engine].cluster ? "cluster" : "instance")))];
  const lines = [
    `Databases leave a last snapshot behind (its name ends in ${code("-final")}): delete it when nobody asks for it any more. If an earlier one of that name is still there, the second destroy stops at it: copy it under another name (${code("aws rds copy-db-snapshot")}, ${code("copy-db-cluster-snapshot")}), delete it, and start again.`,
    "**The same destroy schedules the keys for deletion.** From then on nobody can read the snapshot and the automated backups that stay, and in 30 days nobody ever again. To keep a snapshot, copy it to a key that stays; to keep the automated backups as well, leave the key of the data enabled for as long:",
    ...kinds.map((kind) => fence("bash", keep(kind, region))),
  ];
  return ` ${lines.join("\n\n").replace(/\n(?=.)/g, "\n   ")}`;
}

function keep(kind: "cluster" | "instance", region: string): string {
  const name = kind === "cluster" ? "db-cluster-snapshot" : "db-snapshot";
  return `LAST="<name of the snapshot>-final"
KEY=$(aws rds describe-${name}s --region ${region} --${name}-identifier "$LAST" --query '*[0].KmsKeyId' --output text)
aws kms cancel-key-deletion --region ${region} --key-id "$KEY"
aws kms enable-key --region ${region} --key-id "$KEY"
aws rds copy-${name} --region ${region} --source-${name}-identifier "$LAST" --target-${name}-identifier "$LAST-kept" --kms-key-id "<a key that stays>"
aws rds wait ${name}-available --region ${region} --${name}-identifier "$LAST-kept"
aws kms schedule-key-deletion --region ${region} --key-id "$KEY" --pending-window-in-days 30   # unless the automated backups are to stay`;
}
