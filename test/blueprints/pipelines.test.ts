// In: architectures and every vendor of pipelines. Out: proof that each vendor's files say what the one model says, that rights stay apart, and that no free text reaches them.
import fc from "fast-check";
import { parse as parseShell } from "sh-syntax";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { commandsOf } from "../../blueprints/files/delivery/commands.ts";
import { deliveryOf } from "../../blueprints/files/delivery/delivery.ts";
import { guideOf } from "../../blueprints/files/delivery/guides.ts";
import type { Job } from "../../blueprints/files/delivery/model.ts";
import { readme } from "../../blueprints/files/readme/blueprint.ts";
import { fileBlueprints } from "../../blueprints/files/registry.ts";
import { bootstrapRegistry } from "../../blueprints/stacks/bootstrap/blueprint.ts";
import { CI } from "../../src/answers/override-values.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { bootstrapFiles } from "../../src/render/bootstrap-files.ts";
import type { GeneratedFile } from "../../src/render/file-set.ts";
import { synthesize } from "../../src/render/synth.ts";
import { everything } from "../helpers/architectures.ts";
import { someDecisions } from "../helpers/decisions.ts";
import { type ReadJob, readPipelines } from "../helpers/pipelines.ts";

const VENDORS = CI.filter((ci) => ci !== "github-actions");
const graph = { blocks: [], variables: [], providerAliases: [] };

function render(architecture: Architecture): GeneratedFile[] {
  const input = { architecture, decisions: someDecisions(), graph, files: [] };
  return fileBlueprints
    .filter((one) => one.name.startsWith("ci-") && one.appliesTo(architecture))
    .flatMap((one) => one.render(input));
}

const textsOf = (files: readonly GeneratedFile[]) => new Map(files.map(({ path, content }) => [path, content]));
const one = everything();
const VARIANTS: readonly [string, Omit<Architecture, "ci">][] = [
  ["one of everything", one],
  [
    "one environment, OpenTofu, one worker",
    {
      ...one,
      iac: "opentofu",
      sites: [],
      environments: one.environments.slice(1),
      services: one.services.filter(({ id }) => id === "mailer"),
    },
  ],
  ["nothing to build", { ...one, services: [], sites: [] }],
];

describe("the delivery process", () => {
  const { infra, images, drift } = deliveryOf(one);
  const jobs = [infra, images, drift].flatMap((pipeline) => pipeline?.jobs ?? []);

  it("keeps rights apart: no job has an identity and a token, an identity and code of strangers, or a write without approval and lock", () => {
    for (const job of jobs) {
      expect(job.identity !== undefined && job.publishes, job.id).toBe(false);
      expect(job.identity !== undefined && job.forks, job.id).toBe(false);
      expect(job.docker && job.identity !== undefined, job.id).toBe(false);
      const writes = job.identity?.role === "apply";
      expect([job.approval !== undefined, job.lock !== undefined, job.on.join() === "main"], job.id).toEqual([
        writes,
        writes,
        writes,
      ]);
      if (writes)
        expect([job.approval, job.lock]).toEqual([job.identity?.environment, `deploy-${job.identity?.environment}`]);
    }
  });

  it("keeps plans for a day, and applies only after the plan and its review", () => {
    const kept = jobs
      .filter(({ task }) => task === "plan")
      .flatMap(({ keeps }) => keeps.filter((one) => one.confidential));
    expect(kept.map(({ days }) => days)).toEqual([1, 1]);
    for (const job of jobs.filter(({ task }) => task === "apply"))
      expect(job.needs).toEqual(expect.arrayContaining([`plan-${job.identity?.environment}`, "review"]));
  });

  it("takes only what an earlier job keeps", () => {
    for (const pipeline of [infra, images, drift])
      for (const [index, job] of (pipeline?.jobs ?? []).entries())
        for (const id of [...job.needs, ...job.takes])
          expect(
            pipeline?.jobs.slice(0, index).map((other) => other.id),
            `${job.id} needs ${id}`,
          ).toContain(id);
  });

  it("refuses a word that a shell would read as more than a word", () => {
    const [job] = infra.jobs;
    const wrong = { ...(job as Job), run: [["check.sh", "a; b"]] } as Job;
    expect(() => commandsOf(deliveryOf(one), wrong)).toThrow("no plain word");
  });
});

describe("the files that decide about a plan", () => {
  it("bring about a check and a plan where they change, whoever runs the pipelines", () => {
    const files: Readonly<Record<string, string>> = {
      "github-actions": ".github/workflows/infra.yml",
      "gitlab-ci": ".gitlab-ci.yml",
      circleci: ".circleci/**",
      bitbucket: "bitbucket-pipelines.yml",
      "azure-pipelines": ".azure/**",
      jenkins: "ci/**",
      buildkite: ".buildkite/**",
    };
    for (const ci of CI) {
      const { infra } = deliveryOf({ ...one, ci });
      for (const { paths, on, id } of infra.jobs.filter((job) => job.on.includes("request")))
        expect([id, on, paths]).toEqual([
          id,
          on,
          expect.arrayContaining(["infra/**", ".tool-versions", ".checkov.yaml", files[ci]]),
        ]);
    }
  });
});

describe("GitLab's pipeline", () => {
  const text = textsOf(render({ ...one, ci: "gitlab-ci" })).get(".gitlab-ci.yml") ?? "";
  const file = parse(text) as Readonly<Record<string, Record<string, unknown>>>;

  it("exists for every merge request, whatever it touches", () => {
    expect(file["gate"]).toMatchObject({ rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }], needs: [] });
    expect(file["gate"]).not.toHaveProperty("id_tokens");
  });

  it("asks for a token that one role takes", () => {
    for (const [id, job] of Object.entries(file)) {
      if (job["id_tokens"] === undefined) continue;
      const role = /^(plan|compare)-/.test(id) ? "plan" : `apply-${id.replace(/^(apply|release)-|-alone$/g, "")}`;
      expect(job["id_tokens"], id).toEqual({ AWS_ID_TOKEN: { aud: `shop-${role}` } });
    }
  });

  it("can change production alone, with the same approval and the same lock", () => {
    for (const task of ["apply", "release"]) {
      const [job, alone] = [file[`${task}-prod`] ?? {}, file[`${task}-prod-alone`] ?? {}];
      const { needs, rules, ...rest } = alone;
      expect(job).toMatchObject(rest);
      expect(JSON.stringify(job["needs"])).toContain(`${task}-staging`);
      expect(JSON.stringify(needs)).not.toContain(`${task}-staging`);
      expect(rules).toEqual([expect.objectContaining({ when: "manual", allow_failure: true })]);
      expect(file).not.toHaveProperty(`${task}-staging-alone`);
    }
  });

  it("does not promise that the token is out of reach of branches", () => {
    expect(text).not.toContain("no job that runs code of a branch sees it");
  });
});

describe.each(VENDORS)("%s", (ci) => {
  describe.each(VARIANTS)("%s", (_, over) => {
    const architecture: Architecture = { ...over, ci };
    const files = render(architecture);
    const texts = textsOf(files);
    const delivery = deliveryOf(architecture);
    const jobs = [delivery.infra, delivery.images, delivery.drift].flatMap((pipeline) => pipeline?.jobs ?? []);
    const titles = new Map(jobs.map(({ id, title }) => [title, id]));
    const read = readPipelines(ci, texts, delivery.project, titles);
    // GitLab's own: the job that every merge request has, and the same changes without the environments before. Looked at below.
    const found = new Map(read.filter(({ id }) => id !== "gate" && !id.endsWith("-alone")).map((job) => [job.id, job]));

    it("runs the jobs of the model, with their scripts, their order, their locks and their rights, and no other", () => {
      expect([...found.keys()].sort()).toEqual(jobs.map(({ id }) => id).sort());
      for (const job of jobs) {
        const actual = found.get(job.id) as ReadJob;
        expect(actual.commands, job.id).toEqual(commandsOf(delivery, job));
        expect([actual.asked, actual.lock, actual.signsIn], job.id).toEqual([
          job.approval !== undefined,
          job.lock,
          job.identity !== undefined,
        ]);
        if (actual.needs !== undefined)
          expect([...actual.needs], job.id).toEqual(expect.arrayContaining([...job.needs]));
      }
    });

    it("keeps requests from forks away from every identity", () => {
      const guards: Readonly<Record<string, string>> = {
        "gitlab-ci": "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID",
        // Contexts are not for builds of forks.
        circleci: `${delivery.project}-plan`,
        "azure-pipelines": "ne(variables['System.PullRequest.IsFork'], 'True')",
        jenkins: "env.CHANGE_FORK == null",
        buildkite: "build.pull_request.repository.fork != true",
        // Run in the fork, where there is no token of ours.
        bitbucket: "",
      };
      for (const job of jobs.filter(({ identity, on }) => identity !== undefined && on.includes("request")))
        expect(found.get(job.id)?.guard, job.id).toContain(guards[ci]);
      expect(texts.get("ci/as-role.sh")).toContain('if [ -n "$FORK" ]; then');
      expect(texts.get("ci/platform.sh")).toMatch(/^ *FORK=/m);
    });

    it("keeps what a failed apply could not write, and only then", () => {
      const [path] =
        [...texts].find(([name]) => /gitlab-ci|circleci|bitbucket-p|infra\.(yml|Jenkinsfile)/.test(name)) ?? [];
      const text = texts.get(path ?? "") ?? "";
      const marks: Readonly<Record<string, string>> = {
        "gitlab-ci": "when: on_failure",
        circleci: "path: plan-output/prod/rescue",
        bitbucket: "capture-on: failed",
        "azure-pipelines": "condition: failed()",
        jenkins: "archiveArtifacts(artifacts: 'plan-output/prod/rescue/sealed'",
        buildkite: "plan-output/prod/rescue/**/*",
      };
      expect(text).toContain("plan-output/prod/rescue");
      expect(text).toContain(marks[ci]);
    });

    it("has nothing in its files that the vendor would put a value into, but for what is ours", () => {
      // Buildkite's agent puts variables into the text before it is read.
      for (const [path, text] of texts) if (path.startsWith(".buildkite/")) expect(text, path).not.toContain("$");
      // Azure and CircleCI read expressions in scripts as well: only names of theirs stand in there.
      for (const [path, text] of texts)
        if (path.startsWith(".azure/") || path.startsWith(".circleci/"))
          for (const [expression] of text.matchAll(/\$\([^)]*\)|\$\{\{.*?\}\}|<<.*?>>/g))
            expect(expression, path).toMatch(
              /^(\$\((System\.DefaultWorkingDirectory|System\.AccessToken|PLAN_PASSPHRASE)\)|<< pipeline\.[a-z_.]+ >>)$/,
            );
    });

    it("writes scripts that a shell can parse, that may be run, and that exist where they are called", async () => {
      const scripts = files.filter(({ path }) => path.endsWith(".sh"));
      expect(scripts.length).toBeGreaterThan(12);
      for (const { path, content, executable } of scripts) {
        await expect(parseShell(content, { variant: 0 }), path).resolves.toBeDefined();
        expect(executable, path).toBe(true);
        for (const [, name] of content.matchAll(/\$scripts\/([a-z-]+\.sh)/g))
          if (name !== "publish-site.sh" || architecture.sites.length > 0)
            expect(texts.has(`ci/${name}`), `${path} calls ${name}`).toBe(true);
      }
      for (const { commands } of read)
        for (const line of commands)
          for (const word of line.split(" ").filter((part) => part.endsWith(".sh")))
            expect(texts.has(word), line).toBe(true);
    });

    it("names every word that the other scripts read in platform.sh", () => {
      const platform = texts.get("ci/platform.sh") ?? "";
      for (const name of [
        "REQUEST",
        "FORK",
        "HEAD_SHA",
        "BASE",
        "RUN_URL",
        "RUN_KEY",
        "SOURCE_URL",
        "SEAL",
        "TELLS",
        "SCM_REPOSITORY",
      ])
        expect(platform, name).toMatch(new RegExp(`^ *${name}=`, "m"));
      for (const name of ["show", "tell", "told", "identity_token", "forget_identity", "tip_of_main"])
        expect(platform, name).toMatch(new RegExp(`^${name}\\(\\)`, "m"));
    });
  });

  it("has an identity provider and roles that trust nobody until people say whom", () => {
    const architecture: Architecture = { ...one, ci };
    const bootstrap = synthesize(architecture, bootstrapRegistry);
    const provider = bootstrap.blocks.filter(({ labels }) => labels[0] === "aws_iam_openid_connect_provider");
    expect(provider).toHaveLength(1);
    const written = textsOf(bootstrapFiles(architecture, bootstrap, "x"));
    const values = written.get("x/bootstrap.auto.tfvars") ?? "";
    const declared = (written.get("x/variables.tf") ?? "").split(/^(?=variable )/m).filter((text) => text !== "");
    const needed = declared.filter((text) => !/^ {2}default /m.test(text));
    expect(needed.length).toBeGreaterThan(0);
    for (const text of needed) {
      const name = /^variable "(\w+)"/.exec(text)?.[1] ?? "";
      // A backslash of the expression is two in a string of HCL.
      const form = new RegExp((/regex\("([^"]+)"/.exec(text)?.[1] ?? "no form").replaceAll("\\\\", "\\"));
      const value = new RegExp(`^${name} = "(.*)"$`, "m").exec(values)?.[1];
      if (value !== undefined) expect(value, name).toMatch(form);
      else expect(values, name).toMatch(new RegExp(`^${name} = \\{$`, "m"));
    }
    expect(values).not.toContain("*");
  });

  it("is told in the README with everything that the pipelines read", () => {
    const architecture: Architecture = { ...one, ci };
    const text = readme.render({ architecture, decisions: someDecisions(), graph, files: [] })[0]?.content ?? "";
    expect(text).toContain(`Tell ${guideOf(ci).title} about them`);
    for (const name of ["TF_STATE_BUCKET", "PLAN_PASSPHRASE", "SCAFFOLD_PACKAGE", "SCAFFOLD_INTEGRITY"])
      expect(text, name).toContain(name);
    for (const { id } of one.environments)
      expect(text).toMatch(new RegExp(`AWS_APPLY_ROLE_ARN_${id.toUpperCase()}|aws-apply-${id}`));
  });

  it("is the same to the byte whatever people write", () => {
    const architecture: Architecture = { ...one, ci };
    const plain = JSON.stringify(render(architecture));
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), (text) => {
        const hostile: Architecture = {
          ...architecture,
          project: { ...one.project, title: text },
          services: one.services.map((service) => ({ ...service, name: text, purpose: text, technology: text })),
          sites: one.sites.map((site) => ({ ...site, name: text, purpose: text, technology: text })),
          externals: one.externals.map((external) => ({ ...external, name: text })),
        };
        expect(JSON.stringify(render(hostile))).toBe(plain);
      }),
      { numRuns: 15 },
    );
  });
});
