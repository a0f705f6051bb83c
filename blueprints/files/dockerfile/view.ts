// In: one service or site. Out: the names that the Dockerfile templates use, every value safe in a Dockerfile. Never free text: only slugs, numbers and our own words.
import type { PackageManager, Service, Site } from "../../../src/architecture/model.ts";
import { IMAGES, TOOLS } from "../../../src/architecture/versions.ts";
import { healthCommand, healthTiming } from "../../service-commands.ts";
import { effectivePackageManager, SITE_HEALTH_COMMAND, SITE_PORT, SITE_UID } from "../../service-images.ts";
import { startCommand } from "./start-command.ts";

export type View = Readonly<Record<string, string | number>>;

/** A version is the only value here that comes near free text: anything but digits and dots is a bug upstream. */
export function safeVersion(version: string): string {
  if (!/^\d+(\.\d+){0,2}$/.test(version)) throw new Error(`not a version: ${JSON.stringify(version)}`);
  return version;
}

interface NodeManager {
  readonly manifests: string;
  readonly setup: string;
  readonly cachePath: string;
  readonly install: string;
  readonly installProduction: string;
  readonly run: string;
}

const NODE_MANAGERS: Readonly<Record<"npm" | "pnpm", NodeManager>> = {
  npm: {
    manifests: "package.json package-lock.json",
    setup: "",
    cachePath: "/root/.npm",
    install: "npm ci --no-audit --no-fund",
    installProduction: "npm ci --omit=dev --no-audit --no-fund",
    run: "npm run",
  },
  pnpm: {
    manifests: "package.json pnpm-lock.yaml",
    // Images of Node 25 and later have no corepack: the version is pinned by npm.
    setup: `RUN npm install --global pnpm@${TOOLS.pnpm}\n`,
    cachePath: "/pnpm/store",
    install: "pnpm install --frozen-lockfile --store-dir /pnpm/store",
    installProduction: "pnpm install --frozen-lockfile --prod --store-dir /pnpm/store",
    run: "pnpm run",
  },
};

function nodeView(id: string, version: string, manager: PackageManager): View {
  const { run, setup, ...names } = NODE_MANAGERS[manager === "pnpm" ? "pnpm" : "npm"];
  return {
    id,
    ...names,
    version: safeVersion(version),
    suite: IMAGES.nodeSuite,
    managerSetup: setup,
    cacheId: `${manager}-${id}`,
    build: `${run} build`,
    test: `${run} test`,
  };
}

function probeLines(
  command: readonly string[],
  timing: { intervalSeconds: number; timeoutSeconds: number; startSeconds: number; retries: number },
  port: number | undefined,
): string {
  const expose = port === undefined ? "" : `EXPOSE ${port}\n`;
  const [, ...exec] = command;
  if (exec.length === 0) return `${expose}HEALTHCHECK NONE`;
  const { intervalSeconds, timeoutSeconds, startSeconds, retries } = timing;
  return (
    `${expose}HEALTHCHECK --interval=${intervalSeconds}s --timeout=${timeoutSeconds}s --start-period=${startSeconds}s --retries=${retries} \\\n` +
    `    CMD ${JSON.stringify(exec)}`
  );
}

const SPRING_EXTRACT = `FROM build AS layers
RUN java -Djarmode=tools -jar /tmp/app.jar extract --layers --destination /layers

`;

const SPRING_COPY = [
  "COPY --from=layers /layers/dependencies/ ./",
  "COPY --from=layers /layers/spring-boot-loader/ ./",
  "COPY --from=layers /layers/snapshot-dependencies/ ./",
  "COPY --from=layers /layers/application/ ./",
].join("\n");

/** View of a service's Dockerfile. */
export function serviceView(service: Service): View {
  const manager = effectivePackageManager(service);
  const common: View = {
    id: service.id,
    uid: service.uid,
    version: safeVersion(service.version),
    probe: probeLines(healthCommand(service), healthTiming(service), service.port),
    command: JSON.stringify(startCommand(service)),
  };
  switch (service.runtime) {
    case "node":
      return { ...common, ...nodeView(service.id, service.version, manager), port: service.port ?? SITE_PORT };
    case "python":
      return { ...common, suite: IMAGES.pythonSuite, uvVersion: TOOLS.uv, uvImage: IMAGES.uv };
    case "go":
      return { ...common, suite: IMAGES.goSuite, runtimeImage: IMAGES.goRuntime };
    case "java": {
      const spring = service.framework === "spring-boot";
      return {
        ...common,
        suite: IMAGES.javaSuite,
        toolVersion: manager === "gradle" ? TOOLS.gradle : TOOLS.maven,
        extractStage: spring ? SPRING_EXTRACT : "",
        copyApp: spring ? SPRING_COPY : "COPY --from=build /tmp/app.jar ./",
      };
    }
    case "php":
      return { ...common, frankenphp: IMAGES.frankenphp };
    default:
      throw new Error(`no image for ${service.runtime}`);
  }
}

/** View of a site's Dockerfile and nginx configuration. */
export function siteView(site: Site): View {
  if (!/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(site.buildFolder) || site.buildFolder.includes(".."))
    throw new Error(`not a folder: ${JSON.stringify(site.buildFolder)}`);
  const timing = { intervalSeconds: 15, timeoutSeconds: 5, startSeconds: 5, retries: 3 };
  return {
    ...nodeView(site.id, site.version, effectivePackageManager(site)),
    uid: SITE_UID,
    port: SITE_PORT,
    probe: probeLines(SITE_HEALTH_COMMAND, timing, SITE_PORT),
    nginxImage: IMAGES.nginx,
    buildFolder: site.buildFolder,
    fallback: site.singlePage ? "/index.html" : "=404",
  };
}

const IGNORES: Readonly<Record<string, readonly string[]>> = {
  node: ["**/node_modules", ".npmrc", "dist", ".next", "coverage"],
  site: ["**/node_modules", ".npmrc", "dist", "build", "coverage"],
  python: [
    "**/__pycache__",
    "**/*.pyc",
    ".venv",
    "venv",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    "htmlcov",
    ".coverage",
    "*.sqlite3",
    "pip.conf",
    ".netrc",
  ],
  go: ["bin", "vendor", "coverage.out", ".netrc"],
  java: ["target", "build", ".gradle", "settings.xml"],
  php: ["vendor", "node_modules", "auth.json", ".phpunit.cache", "tests"],
};

/** Lines of `.dockerignore` that belong to the language. */
export function ignoredPaths(runtime: string): View {
  return { specific: (IGNORES[runtime] ?? []).join("\n") };
}
