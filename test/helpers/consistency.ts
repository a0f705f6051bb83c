// In: generated files and the architecture they come from. Out: every place where Dockerfile, compose and service record disagree. Never changes anything.
import { DockerfileParser, type Instruction } from "dockerfile-ast";
import { parse } from "yaml";
import { LOCAL_ONLY_VARIABLES } from "../../blueprints/files/compose/view.ts";
import { healthCommand } from "../../blueprints/service-commands.ts";
import { imageBuilders } from "../../blueprints/service-images.ts";
import type { Architecture, Service } from "../../src/architecture/model.ts";

interface ComposeService {
  readonly build?: { readonly context: string };
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService | undefined>>;
}

/** Facts of a built image that other files must agree with. Only the last stage counts. */
export function imageFacts(dockerfile: string): { user: string; ports: string[]; health: string[]; command: string[] } {
  const all = DockerfileParser.parse(dockerfile).getInstructions();
  const start = all.findLastIndex((instruction) => instruction.getKeyword() === "FROM");
  const last = (keyword: string): Instruction | undefined =>
    all.slice(start).findLast((instruction) => instruction.getKeyword() === keyword);
  const health = last("HEALTHCHECK")?.getArgumentsContent() ?? "NONE";
  return {
    user: last("USER")?.getArgumentsContent() ?? "",
    ports:
      last("EXPOSE")
        ?.getArguments()
        .map((argument) => argument.getValue()) ?? [],
    health: health === "NONE" ? [] : strings(health.slice(health.indexOf("CMD") + 3)),
    command: strings(last("CMD")?.getArgumentsContent() ?? "[]"),
  };
}

/** Exec form is JSON: anything else is a shell form, which no image of ours has. */
function strings(text: string): string[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    throw new Error(`no exec form: ${text}`);
  return value;
}

/** One sentence per disagreement; empty when all artefacts agree. `files` maps paths of the output to their text. */
export function checkConsistency(files: ReadonlyMap<string, string>, architecture: Architecture): string[] {
  const compose: Compose = parse(files.get("compose.yaml") ?? "services: {}");
  const problems: string[] = [];
  const same = (place: string, actual: unknown, expected: unknown): void => {
    const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (left !== right) problems.push(`${place}: ${left} instead of ${right}`);
  };
  for (const service of imageBuilders(architecture)) {
    const path = `services/${service.id}/Dockerfile`;
    const text = files.get(path);
    if (text === undefined) {
      problems.push(`${path}: missing`);
      continue;
    }
    const facts = imageFacts(text);
    same(`${path} USER`, facts.user, `${service.uid}:${service.uid}`);
    same(`${path} EXPOSE`, facts.ports, service.port === undefined ? [] : [String(service.port)]);
    same(`${path} HEALTHCHECK`, facts.health, healthCommand(service).slice(1));
  }
  for (const service of architecture.services) checkCompose(service, compose, same);
  return problems;
}

function checkCompose(
  service: Service,
  compose: Compose,
  same: (place: string, actual: unknown, expected: unknown) => void,
): void {
  const place = `compose.yaml ${service.id}`;
  const entry = compose.services[service.id];
  same(`${place} exists`, entry !== undefined, true);
  if (entry === undefined) return;
  same(`${place} image`, entry.build?.context, `./services/${service.image}`);
  same(`${place} user`, entry.user, `${service.uid}:${service.uid}`);
  same(`${place} stop time`, entry.stop_grace_period, `${service.stopTimeoutSeconds}s`);
  same(`${place} command`, (entry.command ?? []).map(unescaped), service.command);
  same(`${place} health`, (entry.healthcheck?.test ?? []).map(unescaped), healthCommand(service));
  const ports = (entry.ports ?? []).map((port) => Number(port.split(":").at(-1)));
  same(`${place} ports`, ports, service.public && service.port !== undefined ? [service.port] : []);
  sameVariables(place, entry, service, same);
  if (service.migrationCommand.length === 0) return;
  const migration = compose.services[`${service.id}-migrate`];
  same(`${place}-migrate command`, (migration?.command ?? []).map(unescaped), service.migrationCommand);
  sameVariables(`${place}-migrate`, migration ?? {}, service, same);
}

function sameVariables(
  place: string,
  entry: ComposeService,
  service: Service,
  same: (place: string, actual: unknown, expected: unknown) => void,
): void {
  const cloud = (names: readonly string[]) => names.filter((name) => !LOCAL_ONLY_VARIABLES.includes(name)).sort();
  const expected = [...service.environment, ...service.secrets].map(({ name }) => name);
  same(`${place} variables`, cloud(Object.keys(entry.environment ?? {})), cloud(expected));
}

function unescaped(text: string): string {
  return text.replaceAll("$$", "$");
}
