// In: every kind of skeleton. Out: proof that manifests and lockfiles belong together, roles have an entry, and nothing of this machine is inside.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { everything } from "../helpers/architectures.ts";
import { imageFiles, texts } from "./image-files.ts";
import { imageVariants, serviceLike } from "./image-variants.ts";

const files = texts(imageVariants());
const ending = (name: string): [string, string][] => [...files].filter(([path]) => path.endsWith(`/${name}`));
const manifestOf = (path: string) => JSON.parse(files.get(path.replace(/[^/]+$/, "package.json")) ?? "{}");

interface NpmLock {
  readonly name: string;
  readonly packages: Record<
    string,
    { name?: string; dependencies?: object; devDependencies?: object; optionalDependencies?: object; resolved?: string }
  >;
}

/** Folder that Node would resolve `name` to from the package in `folder`. */
function resolved(lock: NpmLock, folder: string, name: string): boolean {
  const parts = folder.split("/node_modules/");
  for (let depth = parts.length; depth >= 0; depth--) {
    const prefix = parts.slice(0, depth).join("/node_modules/");
    if (`${prefix === "" ? "" : `${prefix}/`}node_modules/${name}` in lock.packages) return true;
  }
  return false;
}

describe("lockfiles", () => {
  it.each(ending("package-lock.json"))("%s belongs to its manifest and is closed, as npm ci demands", (path, text) => {
    const lock: NpmLock = JSON.parse(text);
    const manifest = manifestOf(path);
    const root = lock.packages[""];
    expect(lock.name).toBe(manifest.name);
    expect(root?.dependencies).toEqual(manifest.dependencies);
    expect(root?.devDependencies).toEqual(manifest.devDependencies);
    for (const [folder, entry] of Object.entries(lock.packages)) {
      if (folder !== "") expect(entry.resolved).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
        expect(resolved(lock, folder, name), `${folder} needs ${name}`).toBe(true);
    }
  });

  it.each(ending("pnpm-lock.yaml"))("%s belongs to its manifest", (path, text) => {
    const root = parse(text).importers["."];
    const manifest = manifestOf(path);
    const specifiers = (part: Record<string, { specifier: string }> | undefined) =>
      part === undefined
        ? undefined
        : Object.fromEntries(Object.entries(part).map(([name, { specifier }]) => [name, specifier]));
    expect(specifiers(root.dependencies)).toEqual(manifest.dependencies);
    expect(specifiers(root.devDependencies)).toEqual(manifest.devDependencies);
  });

  it.each(ending("uv.lock"))("%s holds what pyproject.toml asks for, closed, from the public index", (path, text) => {
    const names = [...text.matchAll(/^name = "([^"]+)"/gm)].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)].sort());
    for (const [, name] of text.matchAll(/^ {4}\{ name = "([^"]+)"/gm)) expect(names).toContain(name);
    const project = files.get(path.replace("uv.lock", "pyproject.toml")) ?? "";
    const wanted = [...project.matchAll(/^ {4}"([a-z0-9-]+)/gm)].map(([, name]) => name);
    const root = /name = "app"[\s\S]*?(?=\n\[\[package\]\]|$)/.exec(text)?.[0] ?? "";
    expect(
      [...root.matchAll(/name = "([^"]+)"(?:, extras = \[[^\]]*\])?, specifier/g)].map(([, name]) => name),
    ).toEqual(wanted);
    for (const [, host] of text.matchAll(/https:\/\/([^/"]+)/g))
      expect(["pypi.org", "files.pythonhosted.org"]).toContain(host);
  });

  it("of pip has a hash for every line, and nothing that the service does not use", () => {
    const text = files.get("services/fastapi-pip/requirements.txt") ?? "";
    const names = [...text.matchAll(/^([a-z0-9-]+)==/gm)].map(([, name]) => name);
    expect(names).toContain("fastapi");
    expect(names).toContain("uvicorn");
    expect(names).not.toContain("django");
    expect(text.match(/^\S+==[^\n]*\\\n {4}--hash=sha256:[0-9a-f]{64}/gm)).toHaveLength(names.length);
  });

  it("of Django follow the engine and the roles: a driver and Celery only where something uses them", () => {
    const monolith = files.get("services/monolith/uv.lock") ?? "";
    for (const name of ["django", "celery", "psycopg-binary", "redis"]) expect(monolith).toContain(`name = "${name}"`);
    expect(monolith).not.toContain('name = "pymysql"');
    const base = everything();
    const [database] = base.databases;
    if (database === undefined) throw new Error("no database");
    const shop = serviceLike({
      id: "shop",
      runtime: "python",
      framework: "django",
      packageManager: "uv",
      version: "3.13",
      edges: [{ to: "database", id: "main" }],
    });
    const mysql = texts({
      ...base,
      services: [shop],
      sites: [],
      databases: [{ ...database, engine: "mysql", version: "8.4" }],
    });
    expect(mysql.get("services/shop/uv.lock")).toContain('name = "pymysql"');
    expect(mysql.get("services/shop/uv.lock")).not.toContain('name = "celery"');
    expect(mysql.get("services/shop/app/settings.py")).toContain("install_as_MySQLdb()");
  });
});

describe("every skeleton", () => {
  it("is a seed for a new folder, without a path of any machine", () => {
    for (const [path, file] of imageFiles(imageVariants())) {
      if (file.blueprint !== "skeleton") continue;
      expect(file.ownership).toBe("seed");
      expect(file.onlyInNewFolder).toBe(path.split("/").slice(0, 2).join("/"));
      expect(file.content).not.toMatch(/\/(root|home|tmp\/[a-z]+|work)\/[A-Za-z]|<%|localhost:\d{4}\/simple/);
    }
  });

  it("has a test", () => {
    const folders = [
      ...new Set([...files.keys()].filter((path) => path.startsWith("services/")).map((path) => path.split("/")[1])),
    ];
    for (const id of folders) {
      if (id === "php-worker") continue;
      expect(
        [...files.keys()].some((path) => path.startsWith(`services/${id}/`) && /test|Test/.test(path)),
        id,
      ).toBe(true);
    }
  });

  it("answers on the health path of the record", () => {
    expect(files.get("services/spring/src/main/java/app/HealthController.java")).toContain(
      '@GetMapping("/actuator/health")',
    );
    expect(files.get("services/next/src/app/healthz/route.ts")).toContain("GET()");
    expect(files.get("services/go-api/server.go")).toContain('healthPath = "/healthz"');
  });

  it("has an entry for every role that starts its image", () => {
    expect(files.get("services/express-npm/src/worker.ts")).toContain("while (!stopping");
    expect(files.get("services/express-npm/src/migrate.ts")).toContain("finished");
    expect(files.get("services/fastapi-uv/app/migrate.py")).toContain("def main()");
    expect(files.get("services/monolith/app/management/commands/send_report.py")).toContain("BaseCommand");
    expect(files.get("services/go-api/main.go")).toContain('case "worker":\n\t\terr = runWorker(logger)');
    expect(files.get("services/go-api/main.go")).toContain('case "job":');
    expect(files.get("services/laravel/artisan")).toContain("queue:work");
    expect(files.get("services/spring/src/main/java/app/Worker.java")).toContain('@Profile("worker")');
  });

  it("says by a file that its loop turns, in every language, and leaves what it has not begun at the end", () => {
    for (const path of [
      "services/node-worker/src/main.ts",
      "services/express-npm/src/worker.ts",
      "services/python-worker/app/__main__.py",
      "services/go-worker/worker.go",
      "services/go-api/worker.go",
      "services/java-worker/src/main/java/app/Main.java",
      "services/spring/src/main/java/app/Worker.java",
    ]) {
      const text = files.get(path) ?? "";
      const loop = /while|for ctx\.Err/.exec(text)?.index ?? -1;
      // Before anything is taken, before each message, and a look at the signal in between.
      expect(text.slice(loop, loop + 500).match(/\bbeat\(\)/g)?.length, path).toBe(2);
      expect(text.slice(loop), path).toMatch(/break/);
    }
    for (const path of ["services/go-worker/heartbeat.go", "services/monolith/app/celery.py"])
      expect(files.get(path), path).toContain('"/tmp/heartbeat"');
    expect(files.get("services/go-api/main.go")).toContain("checkHeartbeat(os.Args[2:])");
    expect([...files.keys()]).not.toContain("services/go-job/heartbeat.go");
  });

  it("obeys LOG_LEVEL, which every service is given", () => {
    for (const path of ["node-worker/src/log.ts", "python-worker/app/log.py", "go-api/log.go"])
      expect(files.get(`services/${path}`), path).toContain('"LOG_LEVEL"');
    expect(files.get("services/spring/src/main/resources/application.yaml")).toContain("${LOG_LEVEL:info}");
  });

  it("of FastAPI believes only neighbours about where a request came from", () => {
    const text = files.get("services/fastapi-uv/app/__main__.py") ?? "";
    expect(text).not.toContain('forwarded_allow_ips="*"');
    expect(text).toContain("10.0.0.0/8");
  });

  it("of Django signs with the key of the record, and serves nothing without it", () => {
    const base = imageVariants();
    const key = { name: "APP_SIGNING_KEY", source: { from: "secret", id: "signing-key" } } as const;
    const services = base.services.map((service) =>
      service.id === "monolith" ? { ...service, secrets: [key] } : service,
    );
    const signing = texts({ ...base, services });
    const settings = signing.get("services/monolith/app/settings.py") ?? "";
    const server = signing.get("services/monolith/app/wsgi.py") ?? "";
    expect(settings).toContain('os.environ.get("APP_SIGNING_KEY", "")');
    expect(settings).toContain('if key in ("", "unset"):');
    expect(server).toContain("APP_SIGNING_KEY is not filled in");
    for (const setting of ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"])
      expect(settings).toContain(`${setting} = not LOCAL`);
  });

  it("of Django obeys DATABASE_TLS, and checks the name when it has the authorities", () => {
    const settings = files.get("services/monolith/app/settings.py") ?? "";
    expect(settings).toContain('if os.environ.get("DATABASE_TLS") != "true":');
    expect(settings).toContain('{"sslmode": "verify-full", "sslrootcert": authorities}');
    expect(settings).toContain('{"sslmode": "require"}');
  });

  it("of Celery kills no task after half a minute", () => {
    const text = files.get("services/monolith/app/celery.py") ?? "";
    expect(text).not.toMatch(/^ *task_(soft_)?time_limit=/m);
    expect(text).toContain("task_acks_late=True");
  });

  it("of Celery gives tasks back before the platform kills it", () => {
    const text = files.get("services/monolith/app/celery.py") ?? "";
    const stop = Number(/kills it after (\d+) seconds/.exec(text)?.[1]);
    const drain = Number(/worker_soft_shutdown_timeout=(\d+)/.exec(text)?.[1]);
    expect(drain).toBeGreaterThan(0);
    expect(drain).toBeLessThan(stop);
    expect(text).toContain("signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGQUIT))");
  });

  it("of Django shares its cache between processes where there is a server for it", () => {
    const settings = files.get("services/monolith/app/settings.py") ?? "";
    expect(settings).toContain('"django.core.cache.backends.redis.RedisCache"');
    expect(settings).toContain('if "CACHE_HOST" in os.environ');
    const base = imageVariants();
    const bare = texts({
      ...base,
      services: base.services.map((service) => (service.id === "monolith" ? { ...service, edges: [] } : service)),
    });
    expect(bare.get("services/monolith/app/settings.py")).not.toContain("CACHES");
  });

  it("of Django notices a dead connection, binds values at the server and refuses foreign host names", () => {
    const settings = files.get("services/monolith/app/settings.py") ?? "";
    for (const option of ["keepalives_idle", "tcp_user_timeout", "server_side_binding"])
      expect(settings).toContain(`"${option}":`);
    expect(settings).toContain('os.environ.get("ALLOWED_HOSTS", "*" if LOCAL else "")');
  });

  it("takes its broker from the variables of the record", () => {
    const text = files.get("services/monolith/app/celery.py") ?? "";
    for (const name of ["CACHE_HOST", "CACHE_PORT", "CACHE_PASSWORD", "CACHE_TLS"])
      expect(text).toContain(`os.environ.get("${name}"`);
  });
});

it("a health path that is no path never becomes code", () => {
  const evil = serviceLike({
    id: "evil",
    runtime: "node",
    framework: "express",
    packageManager: "npm",
    version: "24",
    health: { path: '/x"); process.exit(1); ("', intervalSeconds: 15, timeoutSeconds: 5, retries: 3, startSeconds: 5 },
  });
  expect(() => texts({ ...everything(), services: [evil], sites: [] })).toThrow("not a health path");
});

it("free text of the answers reaches no file of an image", () => {
  const mark = 'zz"; DROP `x` ${y} <%= z %> \n# {{ w }}';
  const base = imageVariants();
  const hostile = {
    ...base,
    project: { ...base.project, title: mark },
    services: base.services.map((service) => ({ ...service, name: mark, purpose: mark, technology: mark })),
    sites: base.sites.map((site) => ({ ...site, name: mark, purpose: mark, technology: mark })),
  };
  expect(texts(hostile)).toEqual(files);
});
