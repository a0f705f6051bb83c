// In: pipeline files of every vendor. Out: their jobs in one form, read back from the text, to be compared with the model that they were written from. Never looks at the model.
import { parse } from "yaml";

/** What matters of a job, whoever runs it. */
export interface ReadJob {
  readonly id: string;
  /** Lines that call our scripts, in order. */
  readonly commands: readonly string[];
  /** Ids of jobs that must be done; undefined where the vendor's order says it without names. */
  readonly needs: readonly string[] | undefined;
  /** A person is asked before it starts. */
  readonly asked: boolean;
  readonly lock: string | undefined;
  /** A cloud credential is within reach. */
  readonly signsIn: boolean;
  /** The text that keeps requests from forks away from it. */
  readonly guard: string;
}

type Files = ReadonlyMap<string, string>;

const record = (value: unknown) => (value ?? {}) as Readonly<Record<string, unknown>>;
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const strings = (value: unknown) => list(value).map(String);
const ours = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith("ci/") && !line.startsWith("ci/need.sh"));
const without = (id: string, prefix: string) => (id.startsWith(prefix) ? id.slice(prefix.length) : id);

function yaml(files: Files, path: string): Readonly<Record<string, unknown>> {
  const text = files.get(path);
  if (text === undefined) throw new Error(`${path} was not written`);
  return record(parse(text));
}

/** The files of one vendor, by value of the decision `ci`. `titles` maps titles to ids for vendors that know titles only. */
export function readPipelines(
  ci: string,
  files: Files,
  project: string,
  titles: ReadonlyMap<string, string>,
): ReadJob[] {
  switch (ci) {
    case "gitlab-ci":
      return gitlab(yaml(files, ".gitlab-ci.yml"));
    case "circleci":
      return circleci(yaml(files, ".circleci/config.yml"), project);
    case "bitbucket":
      return bitbucket(yaml(files, "bitbucket-pipelines.yml"), titles);
    case "azure-pipelines":
      return [...files.keys()].filter((path) => path.startsWith(".azure/")).flatMap((path) => azure(yaml(files, path)));
    case "buildkite":
      return [...files.keys()]
        .filter((path) => path.startsWith(".buildkite/"))
        .flatMap((path) => buildkite(yaml(files, path), project));
    case "jenkins":
      return [...files]
        .filter(([path]) => path.endsWith("Jenkinsfile"))
        .flatMap(([, text]) => jenkins(text, project, titles));
    default:
      throw new Error(ci);
  }
}

function gitlab(file: Readonly<Record<string, unknown>>): ReadJob[] {
  return Object.entries(file).flatMap(([id, value]) => {
    const job = record(value);
    if (job["script"] === undefined) return [];
    const rules = list(job["rules"]).map(record);
    return [
      {
        id,
        commands: ours(strings(job["script"])),
        needs: list(job["needs"]).map((need) => String(record(need)["job"])),
        asked: rules.some(({ when }) => when === "manual"),
        lock: job["resource_group"] as string | undefined,
        signsIn: job["id_tokens"] !== undefined,
        guard: rules.map((rule) => String(rule["if"])).join("\n"),
      },
    ];
  });
}

function circleci(file: Readonly<Record<string, unknown>>, project: string): ReadJob[] {
  const entries = Object.values(record(file["workflows"])).flatMap((workflow) =>
    list(record(workflow)["jobs"]).flatMap((job) =>
      typeof job === "string"
        ? [[job, {}] as const]
        : Object.entries(record(job)).map(([id, body]) => [id, record(body)] as const),
    ),
  );
  return Object.entries(record(file["jobs"])).map(([id, value]) => {
    const uses = entries.filter(([name]) => name === id).map(([, body]) => record(body));
    const holds = entries
      .filter(([name, body]) => name === `approve-${id}` && record(body)["type"] === "approval")
      .map(([, body]) => record(body));
    const requires = [...holds, ...uses]
      .flatMap((one) => strings(one["requires"]))
      .filter((name) => name !== `approve-${id}`);
    const contexts = uses.flatMap((one) => strings(one["context"]));
    return {
      id,
      commands: ours(
        list(record(value)["steps"]).flatMap((step) =>
          String(record(record(step)["run"])["command"] ?? "").split("\n"),
        ),
      ),
      needs: [...new Set(requires)],
      asked: holds.length > 0 && uses.every((one) => strings(one["requires"]).join() === `approve-${id}`),
      lock: uses
        .map((one) => one["serial-group"] as string | undefined)
        .map((lock) => lock && without(lock, `${project}/`))[0],
      signsIn: contexts.some((name) => name !== `${project}-publish`),
      guard: contexts.join("\n"),
    };
  });
}

function bitbucket(file: Readonly<Record<string, unknown>>, titles: ReadonlyMap<string, string>): ReadJob[] {
  const pipelines = record(file["pipelines"]);
  const lists = ["pull-requests", "branches", "custom"].flatMap((kind) => Object.values(record(pipelines[kind])));
  const found = new Map<string, ReadJob>();
  const add = (value: unknown, deployment: string | undefined, asked: boolean): void => {
    const step = record(value);
    const id = titles.get(String(step["name"])) ?? String(step["name"]);
    found.set(id, {
      id,
      commands: ours(strings(step["script"])),
      needs: undefined,
      asked,
      lock: deployment && `deploy-${deployment}`,
      signsIn: step["oidc"] === true,
      guard: "",
    });
  };
  for (const item of lists.flatMap(list).map(record)) {
    if (item["step"] !== undefined) add(item["step"], undefined, false);
    for (const inner of list(record(item["parallel"])["steps"])) add(record(inner)["step"], undefined, false);
    const stage = record(item["stage"]);
    for (const inner of list(stage["steps"]))
      add(record(inner)["step"], stage["deployment"] as string | undefined, stage["trigger"] === "manual");
  }
  return [...found.values()];
}

function azure(file: Readonly<Record<string, unknown>>): ReadJob[] {
  const dashed = (name: string) => name.replaceAll("_", "-");
  return list(file["stages"]).map((value) => {
    const stage = record(value);
    const job = record(list(stage["jobs"])[0]);
    const steps = list(job["steps"] ?? record(record(record(job["strategy"])["runOnce"])["deploy"])["steps"]).map(
      record,
    );
    const scripts = steps.map((step) => String(step["bash"] ?? record(step["inputs"])["inlineScript"] ?? ""));
    return {
      id: dashed(String(stage["stage"])),
      commands: ours(scripts.flatMap((script) => script.split("\n"))),
      needs: strings(stage["dependsOn"]).map(dashed),
      asked: job["environment"] !== undefined,
      lock: stage["lockBehavior"] === "sequential" ? `deploy-${String(job["environment"])}` : undefined,
      signsIn: steps.some(({ task }) => task === "AWSShellScript@1"),
      guard: String(stage["condition"]),
    };
  });
}

function buildkite(file: Readonly<Record<string, unknown>>, project: string): ReadJob[] {
  const steps = list(file["steps"]).map(record);
  const blocks = new Map(steps.filter((step) => step["block"] !== undefined).map((step) => [step["key"], step]));
  return steps
    .filter((step) => step["block"] === undefined)
    .map((step) => {
      const id = String(step["key"]);
      const block = blocks.get(`approve-${id}`);
      const commands = ours(strings(step["command"]));
      const group = step["concurrency_group"] as string | undefined;
      return {
        id,
        commands,
        needs: strings(block === undefined ? step["depends_on"] : block["depends_on"]),
        asked: block !== undefined && strings(step["depends_on"]).join() === `approve-${id}`,
        lock: step["concurrency"] === 1 && group !== undefined ? without(group, `${project}/`) : undefined,
        signsIn: commands.some((line) => line.includes("as-role.sh")),
        guard: String(step["if"]),
      };
    });
}

/** The printer gives every block its own line: a stage ends where a line closes it at its own depth. */
function jenkins(text: string, project: string, titles: ReadonlyMap<string, string>): ReadJob[] {
  const lines = text.split("\n");
  const bodies = lines.flatMap((line, start) => {
    const [, space = "", title] = /^( *)stage\('([^']+)'\) \{$/.exec(line) ?? [];
    if (title === undefined) return [];
    const end = lines.findIndex((other, index) => index > start && other === `${space}}`);
    return [[title, lines.slice(start + 1, end).join("\n")] as const];
  });
  const asked = new Set(
    bodies.flatMap(([title, body]) => (body.includes("input(") ? [without(title, "Approve: ")] : [])),
  );
  return bodies
    .filter(([title, body]) => titles.has(title) && !body.includes("parallel {"))
    .map(([title, body]) => ({
      id: titles.get(title) ?? title,
      commands: [...new Set([...body.matchAll(/\bsh '([^']+)'/g)].map(([, line = ""]) => line))],
      needs: undefined,
      asked: asked.has(title),
      lock: /lock\(resource: '([^']+)'\)/.exec(body)?.[1]?.replace(`${project}-`, ""),
      signsIn: body.includes("'AWS_ID_TOKEN'"),
      guard: body,
    }));
}
