// In: a service. Out: the command that its own image starts with. Never a shell, never a package manager: the process itself gets the signals.
import type { Service } from "../../../src/architecture/model.ts";

/** Start command of the image that `service` builds, as an exec-form array. Health, port and signals are handled by the skeleton's entry of the same name. */
export function startCommand(service: Service): readonly string[] {
  switch (service.runtime) {
    case "node":
      return service.framework === "next" ? ["node", "server.js"] : ["node", "--enable-source-maps", "dist/main.js"];
    case "python":
      return pythonCommand(service);
    case "go":
      return ["/app/server"];
    case "java":
      return ["java", "-jar", "/app/app.jar"];
    case "php":
      return service.kind === "web" || service.kind === "api"
        ? ["frankenphp", "php-server", "--listen", `0.0.0.0:${service.port ?? 8080}`, "--root", "/app/public"]
        : ["php", "/app/bin/worker.php"];
    default:
      return [];
  }
}

function pythonCommand(service: Service): readonly string[] {
  if (service.command.length > 0) return service.command;
  const serves = service.kind === "web" || service.kind === "api";
  // A clock of its own image: it must be the only one, and its state goes where a read-only root lets it write.
  if (service.framework === "celery" && service.scaling.singleton)
    return ["celery", "--app", "app", "beat", "--loglevel", "INFO", "--schedule", "/tmp/celerybeat-schedule"];
  if (service.framework === "celery") return ["celery", "--app", "app", "worker", "--loglevel", "INFO"];
  if (serves && (service.framework === "django" || service.framework === "flask"))
    return ["gunicorn", "--config", "gunicorn.conf.py", "app.wsgi:application"];
  return ["python", "-m", "app"];
}
