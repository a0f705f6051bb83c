// In: a Go service with its roles. Out: the files of its skeleton, standard library only. Never free text.
import type { Service } from "../../../src/architecture/model.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import goMod from "./go/go.mod.ejs";
import heartbeat from "./go/heartbeat.go.ejs";
import heartbeatTest from "./go/heartbeat_test.go.ejs";
import job from "./go/job.go.ejs";
import log from "./go/log.go.ejs";
import logTest from "./go/log_test.go.ejs";
import main from "./go/main.go.ejs";
import noHealth from "./go/nohealth.go.ejs";
import server from "./go/server.go.ejs";
import serverTest from "./go/server_test.go.ejs";
import worker from "./go/worker.go.ejs";
import { commonView, rolesIn, type SkeletonFile, serves } from "./view.ts";

const HEALTH = "\t\terr = checkHealth()";
/** The task definition of a worker names the file to look at. */
const HEALTH_OF_BOTH = `\t\tif len(os.Args) > 2 {
\t\t\terr = checkHeartbeat(os.Args[2:])
\t\t} else {
${HEALTH.replace("\t\t", "\t\t\t")}
\t\t}`;

/** One program with subcommands: `run` (also without any), `healthcheck`, and one per role that starts `/app/server <role>`: workers loop, all others run to their end. */
export function goSkeleton(service: Service, roles: readonly Service[]): SkeletonFile[] {
  const pattern = /^(?:\/app\/|\.\/)?server ([a-z][a-z0-9-]*)\b/;
  const named = roles.flatMap((role) => [
    ...rolesIn([role.command], pattern).map((name) => ({ name, loops: role.kind === "worker" })),
    ...rolesIn([role.migrationCommand], pattern).map((name) => ({ name, loops: false })),
  ]);
  const cases = new Map(
    named.filter(({ name }) => name !== "run" && name !== "healthcheck").map((role) => [role.name, role]),
  );
  const lines = [...cases.values()].map(({ name, loops }) => {
    const text = JSON.stringify(name);
    return `\n\tcase ${text}:\n\t\t${loops ? "err = runWorker(logger)" : `logger.Info("finished", "job", ${text})`}`;
  });
  const loops = [...cases.values()].some((role) => role.loops);
  const view = {
    ...commonView(service),
    version: service.version,
    roleCases: lines.join(""),
    healthCase: loops || service.kind === "worker" ? HEALTH_OF_BOTH : HEALTH,
    runName: service.kind === "worker" && !loops ? "run" : "runWorker",
  };
  const texts = { "go.mod": goMod, "main.go": main, "log.go": log, "log_test.go": logTest, ...entry(service, loops) };
  return Object.entries(texts).map(([path, text]) => ({ path, content: renderTemplate(text, view) }));
}

function entry(service: Service, loops: boolean): Readonly<Record<string, string>> {
  const looping = { "worker.go": worker, "heartbeat.go": heartbeat, "heartbeat_test.go": heartbeatTest };
  const extra = loops ? looping : {};
  if (serves(service)) return { ...extra, "server.go": server, "server_test.go": serverTest };
  if (service.kind === "worker" && !loops) return { ...looping, "health.go": noHealth };
  return { ...extra, "job.go": job, "health.go": noHealth };
}
