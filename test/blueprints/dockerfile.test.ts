// In: every kind of image. Out: proof that the Dockerfiles hold what linters, orchestrators and two builders ask of them.
import { DockerfileParser } from "dockerfile-ast";
import { describe, expect, it } from "vitest";
import { supportsImage } from "../../blueprints/service-images.ts";
import { everything } from "../helpers/architectures.ts";
import { checkConsistency, imageFacts } from "../helpers/consistency.ts";
import { texts } from "./image-files.ts";
import { imageVariants, serviceLike } from "./image-variants.ts";

const files = texts(imageVariants());
const dockerfiles = [...files].filter(([path]) => path.endsWith("/Dockerfile"));

describe("every Dockerfile", () => {
  it.each(dockerfiles)(
    "%s runs without root, in exec form, with a health command or none on purpose",
    (_path, text) => {
      const facts = imageFacts(text);
      expect(facts.user).toMatch(/^([1-9]\d*):\1$/);
      expect(text).toMatch(/^HEALTHCHECK /m);
      for (const port of facts.ports) expect(Number(port)).toBeGreaterThanOrEqual(1024);
    },
  );

  it.each(dockerfiles)("%s mounts at absolute places, and no builder has to fetch a frontend", (_path, text) => {
    for (const [, target] of text.matchAll(/target=([^,\s]+)/g)) expect(target).toMatch(/^\//);
    expect(text).not.toMatch(/^# *syntax=/m);
    expect(text).not.toContain("<<");
    expect(text).not.toMatch(/--(link|parents|exclude)|@sha256:|:latest\b/);
  });

  it.each(dockerfiles)("%s names its stages, and every FROM has a version", (_path, text) => {
    const parsed = DockerfileParser.parse(text);
    const stages = parsed.getFROMs().map((from) => from.getBuildStage());
    expect(stages).toContain("runtime");
    expect(new Set(stages).size).toBe(stages.length);
    for (const from of parsed.getFROMs()) {
      const image = from.getImage() ?? "";
      expect(stages.includes(image) || image.includes(":"), image).toBe(true);
    }
  });

  // https://github.com/dependabot/dependabot-core/blob/54c10285aafe229d2e8e2708c1c716d6a0a534f8/docker/lib/dependabot/docker/file_parser.rb#L19
  it.each(dockerfiles)("%s names images as Dependabot reads them", (_path, text) => {
    const name = "[a-z\\d]+(?:(?:[._]|__|-*)[a-z\\d]+)*";
    const line = new RegExp(
      `^FROM\\s+(?:--platform=\\S+\\s+)?(?:[\\w-]+(?:\\.[\\w-]+)+(?::\\d+)?/)?${name}(?:/${name})*(?::(?<tag>\\w[\\w.-]{0,127}))?(?:\\s+AS\\s+(?<stage>[\\w-]+))?$`,
    );
    const lines = text.split("\n").filter((one) => one.startsWith("FROM "));
    const stages = lines.map((one) => line.exec(one)?.groups?.["stage"]);
    for (const one of lines) {
      const read = line.exec(one)?.groups;
      const [, from = ""] = /^FROM (?:--\S+ )?(\S+)/.exec(one) ?? [];
      if (!stages.includes(from)) expect(read?.["tag"], one).toMatch(/\d|^nonroot$/);
    }
  });

  it.each(dockerfiles)("%s has no name that secret scanners take for a secret", (_path, text) => {
    for (const [, name = ""] of text.matchAll(/^(?:ARG|ENV|\s{4,})\s*([A-Z_]+)=/gm))
      expect(name).not.toMatch(/API_?KEY|PASSWORD|PRIVATE|SECRET|TOKEN|USERNAME/);
  });

  it.each(dockerfiles)("%s copies nothing that its .dockerignore leaves out", (path, text) => {
    const ignored = new Set(files.get(path.replace("Dockerfile", ".dockerignore"))?.split("\n"));
    for (const [, sources = ""] of text.matchAll(/^COPY ((?!--)[^\n]+) \S+$/gm))
      for (const source of sources.split(" ")) expect(ignored.has(source), source).toBe(false);
  });
});

it("of Next outlives the load balancer's connections and writes to no read-only folder", () => {
  const text = files.get("services/next/Dockerfile") ?? "";
  expect(text).toContain("KEEP_ALIVE_TIMEOUT=65000");
  expect(text).toContain("ln -s /tmp .next/cache");
});

describe("the start command", () => {
  it.each([
    ["express-npm", ["node", "--enable-source-maps", "dist/main.js"]],
    ["next", ["node", "server.js"]],
    ["fastapi-uv", ["python", "-m", "app"]],
    ["flask", ["gunicorn", "--config", "gunicorn.conf.py", "app.wsgi:application"]],
    ["monolith", ["gunicorn", "--config", "gunicorn.conf.py", "app.wsgi:application"]],
    ["celery", ["celery", "--app", "app", "worker", "--loglevel", "INFO"]],
    ["go-worker", ["/app/server"]],
    ["spring", ["java", "-jar", "/app/app.jar"]],
    ["laravel", ["frankenphp", "php-server", "--listen", "0.0.0.0:8080", "--root", "/app/public"]],
  ])("of %s is the process itself", (id, command) => {
    expect(imageFacts(files.get(`services/${id}/Dockerfile`) ?? "").command).toEqual(command);
  });

  it("of a Celery clock is beat, never a second worker", () => {
    const base = everything();
    const [model] = base.services;
    if (model === undefined) throw new Error("no service");
    const beat = serviceLike({
      id: "clock",
      runtime: "python",
      framework: "celery",
      packageManager: "uv",
      version: "3.13",
      kind: "worker",
      scaling: { ...model.scaling, singleton: true },
    });
    const text = texts({ ...base, services: [beat], sites: [] }).get("services/clock/Dockerfile") ?? "";
    expect(imageFacts(text).command.slice(0, 4)).toEqual(["celery", "--app", "app", "beat"]);
  });
});

it("versions that are no versions never reach a FROM line", () => {
  const base = everything();
  const bad = serviceLike({
    id: "bad",
    runtime: "node",
    framework: "none",
    packageManager: "npm",
    version: "24 AS x\nRUN id",
  });
  expect(() => texts({ ...base, services: [bad] })).toThrow("not a version");
});

it("runtimes without an image are said to have none", () => {
  const ruby = serviceLike({ id: "r", runtime: "ruby", framework: "rails", packageManager: "none", version: "4.0" });
  expect(supportsImage(ruby)).toBe(false);
  expect([...texts({ ...everything(), services: [ruby], sites: [] }).keys()]).not.toContain("services/r/Dockerfile");
});

describe("one service record", () => {
  it.each([
    ["the sample", everything()],
    ["every image", imageVariants()],
  ])("feeds Dockerfile and compose of %s alike", (_name, architecture) => {
    expect(checkConsistency(texts(architecture), architecture)).toEqual([]);
  });

  it("is defended by a check that sees a drift in either file", () => {
    const architecture = everything();
    const drifted = new Map(texts(architecture));
    const edit = (path: string, from: string, to: string): void => {
      const text = drifted.get(path) ?? "";
      expect(text).toContain(from);
      drifted.set(path, text.replace(from, to));
    };
    edit("services/orders/Dockerfile", "EXPOSE 8080", "EXPOSE 8081");
    edit("services/storefront/Dockerfile", "USER 10001:10001", "USER 1000:1000");
    edit("compose.yaml", "DATABASE_HOST:", "DB_HOST:");
    expect(checkConsistency(drifted, architecture).map((problem) => problem.split(": ")[0])).toEqual([
      "services/storefront/Dockerfile USER",
      "services/orders/Dockerfile EXPOSE",
      "compose.yaml orders-migrate variables",
    ]);
  });
});
