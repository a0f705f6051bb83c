// In: an architecture. Out: compose.yaml and the configuration of its queue stand-in, printed from typed objects. Never a template.
import type { Architecture } from "../../../src/architecture/model.ts";
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import { printYaml } from "../../../src/render/yaml.ts";
import { QUEUE_FILE, queueFile } from "./stand-ins.ts";
import { composeView, runnable } from "./view.ts";

/** What the reader must know before the first `docker compose up`. Slugs only. */
function headerOf(architecture: Architecture): string {
  const lines = [
    "The same system on a laptop: docker compose up --build --wait",
    "Ports are bound to 127.0.0.1; each can be moved by <NAME>_HOST_PORT in the shell or in .env.",
    `Every password here is "local-only" unless you set it. Nothing of this file goes to the cloud.`,
  ];
  const jobs = runnable(architecture).filter(({ kind }) => kind === "scheduled");
  if (jobs.length > 0)
    lines.push(`Scheduled jobs run by hand: ${jobs.map(({ id }) => `docker compose run --rm ${id}`).join(", ")}`);
  if (architecture.buckets.length > 0)
    lines.push("S3 clients must use path-style addresses here (forcePathStyle, addressing_style: path).");
  if (architecture.topics.length + architecture.buses.length > 0) {
    const names = [...architecture.topics, ...architecture.buses].map(({ id }) => id).join(", ");
    lines.push(
      `No stand-in for SNS and EventBridge (${names}): publish behind an interface, or point AWS_ENDPOINT_URL_SNS and AWS_ENDPOINT_URL_EVENTBRIDGE to an emulator.`,
    );
  }
  if (architecture.email)
    lines.push(
      "Mail: SMTP on port 1025 of the mail service, read it on port 18025. There is no stand-in for the API of SES.",
    );
  const missing = architecture.services.filter((service) => !runnable(architecture).includes(service));
  if (missing.length > 0)
    lines.push(`Not here, because scaffold writes no image for them: ${missing.map(({ id }) => id).join(", ")}`);
  return lines.join("\n");
}

/** The text of compose.yaml. */
export function composeFile(architecture: Architecture): string {
  return printYaml(composeView(architecture), headerOf(architecture), "on lines");
}

export const compose: FileBlueprint = {
  name: "compose",
  appliesTo: (architecture) => runnable(architecture).length + architecture.sites.length > 0,
  render: ({ architecture }) => [
    {
      path: "compose.yaml",
      content: composeFile(architecture),
      ownership: "managed",
      blueprint: "compose",
      because: ["services", "databases", "cache", "queues", "objectStorage"],
    },
    ...(architecture.queues.length === 0
      ? []
      : [
          {
            path: QUEUE_FILE,
            content: queueFile(architecture),
            ownership: "managed" as const,
            blueprint: "compose",
            because: ["queues"],
          },
        ]),
  ],
};
