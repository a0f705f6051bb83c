// In: architectures. Out: proof that the workflows are valid, pinned, least-privileged and that nothing untrusted reaches a shell.
import { parse as parseShell } from "sh-syntax";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ACTIONS } from "../../blueprints/files/ci-github/actions.ts";
import { ciGithub } from "../../blueprints/files/ci-github/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import type { GeneratedFile } from "../../src/render/file-set.ts";
import { everything } from "../helpers/architectures.ts";
import { someDecisions } from "../helpers/decisions.ts";
import { checkWorkflow } from "../helpers/workflow-language.ts";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly environment?: { readonly name: string };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly steps: readonly Step[];
  readonly [key: string]: unknown;
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

function render(architecture: Architecture): Map<string, GeneratedFile> {
  const graph = { blocks: [], variables: [], providerAliases: [] };
  const files = ciGithub.render({ architecture, decisions: someDecisions(), graph, files: [] });
  return new Map(files.map((file) => [file.path, file]));
}

function workflowsOf(files: Map<string, GeneratedFile>): [path: string, text: string, workflow: Workflow][] {
  return [...files.values()]
    .filter(({ path }) => path.endsWith(".yml"))
    .map(({ path, content }) => [path, content, parse(content) as Workflow]);
}

const one = everything();
const single: Architecture = {
  ...one,
  iac: "opentofu",
  sites: [],
  environments: one.environments.slice(1),
  services: one.services.filter(({ id }) => id === "mailer"),
};
const sitesOnly: Architecture = { ...one, services: [] };
const three: Architecture = {
  ...one,
  environments: [...one.environments]
    .reverse()
    .concat({ ...one.environments[0], id: "dev-2", profile: "dev" } as never),
};
const VARIANTS: readonly [string, Architecture][] = [
  ["one of everything", one],
  ["one environment, OpenTofu, no site", single],
  ["sites only", sitesOnly],
  ["three environments", three],
];

describe.each(VARIANTS)("%s", (_, architecture) => {
  const files = render(architecture);
  const workflows = workflowsOf(files);

  it("passes GitHub's own language service", async () => {
    for (const [path, text] of workflows) expect([path, await checkWorkflow(path, text)]).toEqual([path, []]);
  });

  it("grants nothing at the top and only the known needs per job", () => {
    const allowed = new Set(["contents:read", "id-token:write", "pull-requests:write", "issues:write", "actions:read"]);
    for (const [path, , workflow] of workflows) {
      expect(workflow.permissions).toEqual({});
      for (const [name, job] of Object.entries(workflow.jobs)) {
        expect(job.permissions, `${path} ${name}`).toBeDefined();
        for (const [scope, level] of Object.entries(job.permissions ?? {}))
          expect(allowed.has(`${scope}:${level}`), `${path} ${name} ${scope}`).toBe(true);
      }
    }
  });

  it("limits the time of every job", () => {
    for (const [path, , workflow] of workflows)
      for (const [name, job] of Object.entries(workflow.jobs))
        expect(job["timeout-minutes"], `${path} ${name}`).toBeTypeOf("number");
  });

  it("uses pinned actions of the table only, with the version behind the commit", () => {
    const pins = new Map<string, string>(
      Object.values(ACTIONS).map(({ repository, commit, version }) => [`${repository}@${commit}`, version]),
    );
    for (const [path, text] of workflows)
      for (const [line, reference, version] of text.matchAll(/uses: (\S+)(?: # (\S+))?/g))
        expect(version, `${path} ${line}`).toBe(pins.get(reference ?? ""));
  });

  it("leaves no token behind after a checkout", () => {
    for (const [path, , workflow] of workflows)
      for (const { steps } of Object.values(workflow.jobs))
        for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")))
          expect(step.with?.["persist-credentials"], path).toBe(false);
  });

  it("puts no expression into a script and no credential beside code of a branch", () => {
    for (const [path, , workflow] of workflows)
      for (const [name, job] of Object.entries(workflow.jobs)) {
        for (const step of job.steps) expect(step.run ?? "", `${path} ${name}`).not.toContain("${{");
        const builds = job.steps.some(({ uses }) => uses?.startsWith("docker/"));
        if (builds) expect(job.permissions).toEqual({ contents: "read" });
      }
  });

  it("writes scripts that a shell can parse and that exist where they are called", async () => {
    const bodies = workflows.flatMap(([, , { jobs }]) =>
      Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => (run === undefined ? [] : [run]))),
    );
    const scripts = [...files.values()].filter(({ path }) => path.endsWith(".sh"));
    for (const body of [...bodies, ...scripts.map(({ content }) => content)])
      await expect(parseShell(body, { variant: 0 })).resolves.toBeDefined();
    const called = bodies.flatMap((body) =>
      [...body.matchAll(/\.github\/scripts\/[a-z-]+\.sh/g)].map(([path]) => path),
    );
    expect(called.length).toBeGreaterThan(0);
    for (const path of called) expect(files.get(path)?.executable, path).toBe(true);
    for (const { content, path } of scripts)
      for (const [, name] of content.matchAll(/\$scripts\/([a-z-]+\.sh)/g))
        if (name !== "publish-site.sh" || architecture.sites.length > 0)
          expect(files.has(`.github/scripts/${name}`), `${path} calls ${name}`).toBe(true);
  });
});

describe("infra.yml", () => {
  const infra = parse(render(three).get(".github/workflows/infra.yml")?.content ?? "") as Workflow;

  it("applies dev, then staging, then prod, each behind its own environment and never two at once", () => {
    expect(Object.keys(infra.jobs)).toEqual([
      "changes",
      "check",
      "plan",
      "comment",
      "apply-dev-2",
      "apply-staging",
      "apply-prod",
      "gate",
    ]);
    expect(infra.jobs["apply-prod"]?.needs).toEqual(["plan", "comment", "apply-dev-2", "apply-staging"]);
    expect(infra.jobs["apply-prod"]?.environment?.name).toBe("prod");
    expect(infra.jobs["apply-prod"]?.concurrency).toEqual({
      group: "deploy-prod",
      "cancel-in-progress": false,
      queue: "max",
    });
    for (const [job, changes] of [
      ["apply-dev-2", "changes_dev_2"],
      ["apply-staging", "changes_staging"],
    ])
      expect(infra.jobs["apply-prod"]?.if).toContain(
        `(needs.${job}.result == 'success' || (needs.${job}.result == 'skipped' && needs.plan.outputs.${changes} == 'false'))`,
      );
    expect(infra.jobs["apply-dev-2"]?.if).not.toContain("needs.apply-");
  });

  it("applies the plan that was approved: by its artifact and its digest", () => {
    const steps = infra.jobs["apply-prod"]?.steps ?? [];
    expect(steps.find(({ uses }) => uses?.startsWith("actions/download-artifact@"))?.with?.["name"]).toBe("plan-prod");
    const apply = steps.find(({ name }) => name === "Apply");
    expect(apply?.env?.["DIGEST"]).toBe("${{ needs.plan.outputs.digest_prod }}");
    expect(apply?.env?.["TIP"]).toBe("${{ steps.tip.outputs.sha }}");
    // The token that asks and the credentials never meet.
    const signIn = steps.findIndex(({ uses }) => uses?.startsWith("aws-actions/"));
    for (const [index, { env }] of steps.entries())
      if (env?.["GH_TOKEN"] !== undefined) expect(index).toBeLessThan(signIn);
    expect(steps[signIn]?.with?.["role-duration-seconds"]).toBe(7200);
    expect(steps.at(-1)).toMatchObject({ if: "failure()", with: { path: "plan-output/prod/rescue" } });
  });

  it("shows the review before anybody is asked, and asks also when it could not be made", () => {
    expect(infra.jobs["comment"]?.if).toBe("!cancelled() && needs.plan.result != 'skipped'");
    expect(infra.jobs["apply-prod"]?.if).not.toContain("needs.comment");
  });

  it("plans nothing with credentials for a fork", () => {
    expect(infra.jobs["plan"]?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  });

  it("lets the job that comments hold no cloud credential and the job that plans not comment", () => {
    expect(infra.jobs["comment"]?.permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(infra.jobs["plan"]?.permissions).toEqual({ contents: "read", "id-token": "write" });
  });
});

describe("images.yml", () => {
  it("builds on ARM and releases from staging to prod", () => {
    const images = parse(render(one).get(".github/workflows/images.yml")?.content ?? "") as Workflow;
    expect(images.jobs["image"]?.["runs-on"]).toBe("ubuntu-24.04-arm");
    expect(images.jobs["release-prod"]?.needs).toEqual(["changes", "image", "site", "release-staging"]);
    expect(images.jobs["release-prod"]?.if).toContain("needs.release-staging.result == 'success'");
  });

  it("keeps for the release only what has the layers that were scanned", () => {
    const images = parse(render(one).get(".github/workflows/images.yml")?.content ?? "") as Workflow;
    const steps = images.jobs["image"]?.steps ?? [];
    const names = steps.map(({ name }) => name);
    expect(names.slice(-3)).toEqual([
      "Pack with bill of materials and provenance",
      "Make sure that it is what was scanned",
      "Keep for the release",
    ]);
    expect(steps.at(-2)?.run).toBe(
      '.github/scripts/same-layers.sh "localhost/$PART:scan" "parts/image-$PART/image.tar"',
    );
  });

  it("reports a required check of another name than the infra workflow's", () => {
    const files = render(one);
    const gates = ["infra", "images"].map(
      (name) => (parse(files.get(`.github/workflows/${name}.yml`)?.content ?? "") as Workflow).jobs["gate"]?.["name"],
    );
    expect(gates).toEqual(["infra: all checks", "images: all checks"]);
  });

  it("is left out when nothing is built", () => {
    expect(render({ ...single, services: [] }).has(".github/workflows/images.yml")).toBe(false);
  });
});

it("speaks OpenTofu when the answers do", () => {
  const files = render(single);
  const all = [...files.values()].map(({ content }) => content).join("\n");
  expect(all).toContain("tofu -chdir=");
  expect(all).not.toMatch(/\bterraform (-chdir|fmt)/);
  expect(files.get(".github/workflows/infra.yml")?.content).toContain("tofu_wrapper: false");
});

it("writes no workflow for another system", () => {
  expect(ciGithub.appliesTo({ ...one, ci: "gitlab-ci" })).toBe(false);
});
