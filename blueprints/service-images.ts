// In: services and sites of an architecture. Out: which images are built, by whom, and with which package manager. Never renders.
import type { Architecture, PackageManager, Service, Site } from "../src/architecture/model.ts";

const IMAGE_RUNTIMES: readonly string[] = ["node", "python", "go", "java", "php"];

/** Whether scaffold can write an image for this service. Ruby, .NET, Rust and Elixir cannot be built yet: the caller must refuse them with a diagnostic. */
export function supportsImage(service: Service): boolean {
  return IMAGE_RUNTIMES.includes(service.runtime);
}

/** Services that build an image of their own, in the architecture's order. */
export function imageBuilders(architecture: Architecture): Service[] {
  return architecture.services.filter((service) => service.image === service.id && supportsImage(service));
}

/** All roles that run the image of `service`, itself first. */
export function imageRoles(architecture: Architecture, service: Service): Service[] {
  return [service, ...architecture.services.filter(({ id, image }) => image === service.id && id !== service.id)];
}

/**
 * Package manager whose manifest and lockfile the folder holds. Managers without a template of their own map to the nearest that has one:
 * yarn to npm, poetry to uv, anything unfitting to the runtime's first.
 */
export function effectivePackageManager(part: Pick<Service, "runtime" | "packageManager"> | Site): PackageManager {
  const runtime = "runtime" in part ? part.runtime : "node";
  switch (runtime) {
    case "node":
      return part.packageManager === "pnpm" ? "pnpm" : "npm";
    case "python":
      return part.packageManager === "pip" ? "pip" : "uv";
    case "java":
      return part.packageManager === "gradle" ? "gradle" : "maven";
    default:
      return part.packageManager;
  }
}

/** Port of a site's container on a laptop. */
export const SITE_PORT = 8080;

/** User and group of nginx-unprivileged. */
export const SITE_UID = 101;

/** Health path of a site's container. */
export const SITE_HEALTH_PATH = "/healthz";

/** Health command of a site's container: busybox is part of the image. */
export const SITE_HEALTH_COMMAND: readonly string[] = [
  "CMD",
  "wget",
  "-q",
  "-O",
  "/dev/null",
  `http://127.0.0.1:${SITE_PORT}${SITE_HEALTH_PATH}`,
];
