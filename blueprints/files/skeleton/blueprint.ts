// In: an architecture. Out: a tiny application that runs, for every image, written once and only where the service's folder is new. Never a managed file.
import type { Architecture, Service } from "../../../src/architecture/model.ts";
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import type { GeneratedFile } from "../../../src/render/file-set.ts";
import { imageBuilders, imageRoles } from "../../service-images.ts";
import { goSkeleton } from "./go.ts";
import { javaSkeleton } from "./java.ts";
import { nodeSkeleton } from "./node.ts";
import { phpSkeleton } from "./php.ts";
import { pythonSkeleton } from "./python.ts";
import { siteSkeleton } from "./site.ts";
import type { SkeletonFile } from "./view.ts";

function filesOf(service: Service, architecture: Architecture): SkeletonFile[] {
  const roles = imageRoles(architecture, service);
  switch (service.runtime) {
    case "node":
      return nodeSkeleton(service, roles, architecture.project.id);
    case "python":
      return pythonSkeleton(service, roles, architecture);
    case "go":
      return goSkeleton(service, roles);
    case "java":
      return javaSkeleton(service, roles);
    default:
      return phpSkeleton(service, roles);
  }
}

function seeds(id: string, because: readonly string[], files: readonly SkeletonFile[]): GeneratedFile[] {
  return files.map(({ path, content }) => ({
    path: `services/${id}/${path}`,
    content,
    ownership: "seed",
    onlyInNewFolder: `services/${id}`,
    blueprint: "skeleton",
    because,
  }));
}

/** Skeletons: manifest with a real lockfile, entry with health route, graceful stop, one JSON log line at start, a test. */
export const skeleton: FileBlueprint = {
  name: "skeleton",
  appliesTo: (architecture: Architecture) => imageBuilders(architecture).length + architecture.sites.length > 0,
  render: ({ architecture }) => [
    ...imageBuilders(architecture).flatMap((service) =>
      seeds(service.id, ["services[].runtime"], filesOf(service, architecture)),
    ),
    ...architecture.sites.flatMap((site) =>
      seeds(site.id, ["services[].runtime"], siteSkeleton(site, architecture.project.id)),
    ),
  ],
};
