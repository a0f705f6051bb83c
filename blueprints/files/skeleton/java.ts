// In: a Java service. Out: the files of its skeleton, for Maven or Gradle, Spring Boot or the plain platform. Never free text.
import type { Service } from "../../../src/architecture/model.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import { effectivePackageManager } from "../../service-images.ts";
import plainGradle from "./java/plain.build.gradle.kts.ejs";
import plainHealthTest from "./java/plain.HealthTest.java.ejs";
import plainJob from "./java/plain.Job.java.ejs";
import plainMain from "./java/plain.Main.java.ejs";
import plainPom from "./java/plain.pom.xml.ejs";
import plainWorker from "./java/plain.Worker.java.ejs";
import plainWorkerTest from "./java/plain.WorkerTest.java.ejs";
import settings from "./java/settings.gradle.kts.ejs";
import springApplication from "./java/spring.Application.java.ejs";
import springApplicationTest from "./java/spring.ApplicationTest.java.ejs";
import springConfig from "./java/spring.application.yaml.ejs";
import jobConfig from "./java/spring.application-job.yaml.ejs";
import workerConfig from "./java/spring.application-worker.yaml.ejs";
import springGradle from "./java/spring.build.gradle.kts.ejs";
import springController from "./java/spring.HealthController.java.ejs";
import springHealthTest from "./java/spring.HealthTest.java.ejs";
import springJob from "./java/spring.Job.java.ejs";
import springPom from "./java/spring.pom.xml.ejs";
import springWorker from "./java/spring.Worker.java.ejs";
import { commonView, rolesIn, type SkeletonFile, serves, type View } from "./view.ts";

const MAIN = "src/main/java/app";
const TEST = "src/test/java/app";

/** An application in the package `app` that the build leaves as `app.jar`. */
export function javaSkeleton(service: Service, roles: readonly Service[]): SkeletonFile[] {
  const spring = service.framework === "spring-boot";
  const gradle = effectivePackageManager(service) === "gradle";
  const starter = serves(service) ? "spring-boot-starter-webmvc" : "spring-boot-starter";
  const view = { ...commonView(service), version: service.version, starter };
  const texts = {
    ...(gradle
      ? { "build.gradle.kts": spring ? springGradle : plainGradle, "settings.gradle.kts": settings }
      : { "pom.xml": spring ? springPom : plainPom }),
    ...(spring ? springFiles(service) : plainFiles(service)),
  };
  const main = Object.entries(texts).map(([path, text]) => ({
    path,
    content: renderTemplate(text, { ...view, ...NO_PROFILE }),
  }));
  return [...main, ...(spring && serves(service) ? profiles(roles, view) : [])];
}

const NO_PROFILE = { profile: "", profileImport: "" };

/** Other roles of a web image are Spring profiles: `java -jar app.jar --spring.profiles.active=worker`. */
function profiles(roles: readonly Service[], view: View): SkeletonFile[] {
  const active = rolesIn(
    roles.map(({ command }) => command),
    /--spring\.profiles\.active=(worker|job)\b/,
  );
  return active.flatMap((name) => {
    const profile = {
      ...view,
      profile: `@Profile(${JSON.stringify(name)})\n`,
      profileImport: "\nimport org.springframework.context.annotation.Profile;",
    };
    const worker = name === "worker";
    return [
      {
        path: `${MAIN}/${worker ? "Worker" : "Job"}.java`,
        content: renderTemplate(worker ? springWorker : springJob, profile),
      },
      { path: `src/main/resources/application-${name}.yaml`, content: worker ? workerConfig : jobConfig },
    ];
  });
}

function springFiles(service: Service): Readonly<Record<string, string>> {
  const common = {
    [`${MAIN}/Application.java`]: springApplication,
    "src/main/resources/application.yaml": springConfig,
  };
  if (serves(service))
    return {
      ...common,
      [`${MAIN}/HealthController.java`]: springController,
      [`${TEST}/HealthTest.java`]: springHealthTest,
    };
  const work =
    service.kind === "worker" ? { [`${MAIN}/Worker.java`]: springWorker } : { [`${MAIN}/Job.java`]: springJob };
  return { ...common, ...work, [`${TEST}/ApplicationTest.java`]: springApplicationTest };
}

function plainFiles(service: Service): Readonly<Record<string, string>> {
  if (serves(service)) return { [`${MAIN}/Main.java`]: plainMain, [`${TEST}/HealthTest.java`]: plainHealthTest };
  return {
    [`${MAIN}/Main.java`]: service.kind === "worker" ? plainWorker : plainJob,
    [`${TEST}/WorkerTest.java`]: plainWorkerTest,
  };
}
