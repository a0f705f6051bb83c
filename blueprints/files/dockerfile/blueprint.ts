// In: an architecture. Out: Dockerfile and .dockerignore of every image that it builds. Never writes application code: that is the skeleton's.
import type { Architecture, Service, Site } from "../../../src/architecture/model.ts";
import type { FileBlueprint } from "../../../src/render/blueprint.ts";
import type { GeneratedFile } from "../../../src/render/file-set.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import { effectivePackageManager, imageBuilders } from "../../service-images.ts";
import dockerignore from "./dockerignore.ejs";
import go from "./go.ejs";
import javaGradle from "./java-gradle.ejs";
import javaMaven from "./java-maven.ejs";
import next from "./next.ejs";
import nginx from "./nginx.ejs";
import node from "./node.ejs";
import php from "./php.ejs";
import pythonPip from "./python-pip.ejs";
import pythonUv from "./python-uv.ejs";
import site from "./site.ejs";
import { ignoredPaths, serviceView, siteView, type View } from "./view.ts";

function templateOf(service: Service): string {
  const manager = effectivePackageManager(service);
  switch (service.runtime) {
    case "node":
      return service.framework === "next" ? next : node;
    case "python":
      return manager === "pip" ? pythonPip : pythonUv;
    case "go":
      return go;
    case "java":
      return manager === "gradle" ? javaGradle : javaMaven;
    default:
      return php;
  }
}

function file(part: Service | Site, name: string, template: string, view: View): GeneratedFile {
  return {
    path: `services/${part.id}/${name}`,
    content: renderTemplate(template, view),
    ownership: "managed",
    blueprint: "dockerfile",
    because: [...new Set(part.because.map(({ decision, pointer }) => pointer ?? decision))],
  };
}

/** Images of services and sites: multi-stage, without root, ready for a read-only root file system, clean under hadolint. */
export const dockerfile: FileBlueprint = {
  name: "dockerfile",
  appliesTo: (architecture: Architecture) => imageBuilders(architecture).length + architecture.sites.length > 0,
  render: ({ architecture }) => [
    ...imageBuilders(architecture).flatMap((service) => [
      file(service, "Dockerfile", templateOf(service), serviceView(service)),
      file(service, ".dockerignore", dockerignore, ignoredPaths(service.runtime)),
    ]),
    ...architecture.sites.flatMap((part) => [
      file(part, "Dockerfile", site, siteView(part)),
      file(part, "nginx.conf", nginx, siteView(part)),
      file(part, ".dockerignore", dockerignore, ignoredPaths("site")),
    ]),
  ],
};
