// In: a Python service with its roles. Out: the files of its skeleton. Never free text: slugs, numbers, variable names and our own words.
import type { Architecture, Service } from "../../../src/architecture/model.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import { effectivePackageManager } from "../../service-images.ts";
import {
  cacheSettings,
  type DatabaseFlavour,
  databaseFlavour,
  databaseSettings,
  secretKeyCheck,
  secretKeySetting,
} from "./django.ts";
import celeryApp from "./python/celery.py.ejs";
import celeryTest from "./python/celery.test.py.ejs";
import djangoCommand from "./python/django.command.py.ejs";
import djangoHealth from "./python/django.health.py.ejs";
import djangoManage from "./python/django.manage.py.ejs";
import djangoSettings from "./python/django.settings.py.ejs";
import djangoTest from "./python/django.test.py.ejs";
import djangoUrls from "./python/django.urls.py.ejs";
import djangoWsgi from "./python/django.wsgi.py.ejs";
import fastapiEntry from "./python/fastapi.dunder_main.py.ejs";
import fastapiMain from "./python/fastapi.main.py.ejs";
import fastapiTest from "./python/fastapi.test.py.ejs";
import flaskMain from "./python/flask.main.py.ejs";
import flaskTest from "./python/flask.test.py.ejs";
import flaskWsgi from "./python/flask.wsgi.py.ejs";
import gunicorn from "./python/gunicorn.conf.py.ejs";
import httpEntry from "./python/http.dunder_main.py.ejs";
import httpMain from "./python/http.main.py.ejs";
import httpTest from "./python/http.test.py.ejs";
import job from "./python/job.py.ejs";
import log from "./python/log.py.ejs";
import logTest from "./python/log.test.py.ejs";
import pyproject from "./python/pyproject.toml.ejs";
import requirementsText from "./python/requirements.txt.text";
import tasks from "./python/tasks.py.ejs";
import lockText from "./python/uv.lock.text";
import worker from "./python/worker.py.ejs";
import { type Feature, hashedRequirements, requirements, uvLock } from "./python-lock.ts";
import { commonView, rolesIn, type SkeletonFile, serves, type View } from "./view.ts";

type Texts = Readonly<Record<string, string>>;

const SERVERS: Readonly<Record<string, Texts>> = {
  fastapi: { "app/main.py": fastapiMain, "app/__main__.py": fastapiEntry, "tests/test_health.py": fastapiTest },
  flask: {
    "app/main.py": flaskMain,
    "app/wsgi.py": flaskWsgi,
    "gunicorn.conf.py": gunicorn,
    "tests/test_health.py": flaskTest,
  },
  none: { "app/main.py": httpMain, "app/__main__.py": httpEntry, "tests/test_health.py": httpTest },
};

const DJANGO: Texts = {
  "app/settings.py": djangoSettings,
  "app/health.py": djangoHealth,
  "app/urls.py": djangoUrls,
  "app/wsgi.py": djangoWsgi,
  "gunicorn.conf.py": gunicorn,
  "manage.py": djangoManage,
  "tests/test_health.py": djangoTest,
};

const CELERY: Texts = { "app/celery.py": celeryApp, "app/tasks.py": tasks, "tests/test_tasks.py": celeryTest };

const DJANGO_SETUP = `
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.settings")

`;

const isCelery = (service: Service): boolean => service.framework === "celery" || service.command[0] === "celery";

/** A runnable application in the package `app`; one more module per role that starts `python -m app.<role>` or `manage.py <command>`; one test or more. */
export function pythonSkeleton(
  service: Service,
  roles: readonly Service[],
  architecture: Architecture,
): SkeletonFile[] {
  const celery = roles.some(isCelery);
  const django = roles.some(({ framework }) => framework === "django");
  const flavour = databaseFlavour(service, architecture);
  const keyCheck = secretKeyCheck(roles);
  const view: View = {
    ...commonView(service),
    ...brokerNames(roles, architecture),
    ...workerSeconds(roles),
    roleText: JSON.stringify(service.id),
    djangoSetup: django ? DJANGO_SETUP : "",
    databases: databaseSettings(service, flavour),
    ...djangoCaches(service, architecture, brokerNames(roles, architecture)),
    secretKey: secretKeySetting(roles),
    secretKeyImports: keyCheck.imports,
    secretKeyOwnImports: keyCheck.ownImports,
    secretKeyCheck: keyCheck.check,
  };
  const texts: Texts = {
    ...(django ? DJANGO : serves(service) ? (SERVERS[service.framework] ?? SERVERS["none"]) : {}),
    ...(serves(service) || isCelery(service) ? {} : { "app/__main__.py": service.kind === "worker" ? worker : job }),
    ...(celery ? CELERY : {}),
    "app/log.py": log,
    "tests/test_log.py": logTest,
  };
  return [
    ...manifest(service, features(service, celery, django, flavour, reachesRedis(service, architecture))),
    { path: "app/__init__.py", content: celery ? INIT_WITH_CELERY : "" },
    { path: "tests/__init__.py", content: "" },
    ...Object.entries(texts).map(([path, text]) => ({ path, content: renderTemplate(text, view) })),
    ...roleModules(roles, view),
    ...(django ? managementCommands(roles, view) : []),
  ];
}

const INIT_WITH_CELERY = `from app.celery import app as celery_app

__all__ = ["celery_app"]
`;

function features(
  service: Service,
  celery: boolean,
  django: boolean,
  flavour: DatabaseFlavour,
  redis: boolean,
): Feature[] {
  const used: Feature[] = [];
  if (django) used.push("django");
  if (serves(service) && (service.framework === "fastapi" || service.framework === "flask"))
    used.push(service.framework);
  if (celery) used.push("celery");
  // Celery brings the client along.
  if (django && redis && !celery) used.push("redis");
  if (django && flavour !== "sqlite") used.push(flavour);
  return used;
}

function manifest(service: Service, used: readonly Feature[]): SkeletonFile[] {
  const lines = requirements(used);
  if (effectivePackageManager(service) === "pip")
    return [
      { path: "requirements.in", content: lines.map((line) => `${line}\n`).join("") },
      { path: "requirements.txt", content: hashedRequirements(requirementsText(), lockText(), used) },
    ];
  const list = lines.length === 0 ? "[]" : `[\n${lines.map((line) => `    ${JSON.stringify(line)},\n`).join("")}]`;
  return [
    { path: "pyproject.toml", content: renderTemplate(pyproject, { dependencies: list }) },
    { path: "uv.lock", content: uvLock(lockText(), used) },
  ];
}

/** Django's cache lies in the cache that the pages reach; Memcached has no client in the skeleton. */
function djangoCaches(service: Service, architecture: Architecture, names: View): View {
  if (!reachesRedis(service, architecture)) return { caches: "", cacheImports: "" };
  const text = (name: string) => String(names[name]);
  return {
    caches: cacheSettings({
      host: text("cacheHostText"),
      port: text("cachePortText"),
      password: text("cachePasswordText"),
      tls: text("cacheTlsText"),
    }),
    cacheImports: "from urllib.parse import quote\n",
  };
}

function reachesRedis({ edges }: Service, { caches }: Architecture): boolean {
  return edges.some(
    (edge) => edge.to === "cache" && caches.some(({ id, engine }) => id === edge.id && engine !== "memcached"),
  );
}

/** How long the workers of the image have until they are killed, and how much of it their tasks get; the rest is for giving tasks back. */
function workerSeconds(roles: readonly Service[]): View {
  const stop = (roles.find((role) => isCelery(role) && role.kind === "worker") ?? roles[0])?.stopTimeoutSeconds ?? 30;
  return { workerStopSeconds: stop, workerDrainSeconds: Math.max(5, stop - 20) };
}

/** Names of the variables that lead to the broker: of the cache that is one, else of the first. */
function brokerNames(roles: readonly Service[], architecture: Architecture): View {
  const role = roles.find(isCelery) ?? roles[0];
  const brokers = architecture.caches.filter(({ use }) => use !== "cache").map(({ id }) => id);
  const reached = (role?.edges ?? []).flatMap((edge) => (edge.to === "cache" ? [edge.id] : []));
  const id = reached.find((cache) => brokers.includes(cache)) ?? reached[0];
  const plain = (field: string) =>
    role?.environment.find(({ source }) => source.from === "cache" && source.id === id && source.field === field)?.name;
  const host = plain("host") ?? "CACHE_HOST";
  const secret = role?.secrets.find(({ source }) => source.from === "cache" && source.id === id)?.name;
  return {
    cacheHostText: JSON.stringify(host),
    cachePortText: JSON.stringify(plain("port") ?? "CACHE_PORT"),
    cachePasswordText: JSON.stringify(secret ?? "CACHE_PASSWORD"),
    cacheTlsText: JSON.stringify(plain("tls") ?? host.replace(/_HOST$/, "_TLS")),
  };
}

function roleModules(roles: readonly Service[], view: View): SkeletonFile[] {
  const pattern = /^python3? -m app\.([a-z][a-z0-9_]*)\b/;
  const taken = ["main", "log", "celery", "tasks", "settings", "health", "urls", "wsgi"];
  return roles.flatMap((role) => {
    const migration = rolesIn([role.migrationCommand], pattern)[0];
    return rolesIn([role.command, role.migrationCommand], pattern)
      .filter((name) => !taken.includes(name))
      .map((name) => ({
        path: `app/${name}.py`,
        content: renderTemplate(role.kind === "worker" && name !== migration ? worker : job, {
          ...view,
          ...commonView(role),
          roleText: JSON.stringify(name),
        }),
      }));
  });
}

function managementCommands(roles: readonly Service[], view: View): SkeletonFile[] {
  const pattern = /^python3? manage\.py ([a-z][a-z0-9_]*)\b/;
  const own = ["migrate", "runserver", "collectstatic", "clearsessions", "check", "shell"];
  const names = rolesIn(
    roles.flatMap(({ command, migrationCommand }) => [command, migrationCommand]),
    pattern,
  ).filter((name) => !own.includes(name));
  if (names.length === 0) return [];
  return [
    { path: "app/management/__init__.py", content: "" },
    { path: "app/management/commands/__init__.py", content: "" },
    ...names.map((name) => ({
      path: `app/management/commands/${name}.py`,
      content: renderTemplate(djangoCommand, { ...view, roleText: JSON.stringify(name) }),
    })),
  ];
}
