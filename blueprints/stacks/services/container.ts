// In: one service and what was built for it. Out: its container definition and the volumes that it mounts, as plain data. Never privileged, never a writable root.
import type { Architecture, Service } from "../../../src/architecture/model.ts";
import { shortHash, slug } from "../../../src/shared/names.ts";
import { healthCommand, healthTiming } from "../../service-commands.ts";
import { literal } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { plainVariables, secretVariables } from "./environment.ts";
import { lookup } from "./statements.ts";

/** Fargate waits two minutes at most: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
const LONGEST_STOP = 120;

export interface ContainerProps {
  readonly service: Service;
  readonly image: string;
  readonly logGroupName: string;
  /** `task`: with port and health check; `job`: runs a command to its end. */
  readonly shape: "task" | "job";
  readonly command: readonly string[];
}

/** ECS.1, 3, 4, 5, 8; CKV_AWS_334–336. Bind mounts take owner and mode from the image's VOLUME of the same path: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html */
export function containerDefinition(props: ContainerProps, architecture: Architecture, parts: Parts) {
  const { service, shape } = props;
  const health = shape === "task" ? healthCheck(service) : undefined;
  const secrets = secretVariables(service, parts);
  return {
    name: service.id,
    image: props.image,
    essential: true,
    ...(props.command.length === 0 ? {} : { command: props.command.map(literal) }),
    user: `${service.uid}:${service.uid}`,
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { drop: ["ALL"] }, initProcessEnabled: true },
    stopTimeout: Math.min(service.stopTimeoutSeconds, LONGEST_STOP),
    ...(service.port === undefined || shape === "job"
      ? {}
      : {
          portMappings: [
            {
              name: service.id,
              containerPort: service.port,
              hostPort: service.port,
              protocol: "tcp",
              appProtocol: "http",
            },
          ],
        }),
    environment: plainVariables(service, architecture, parts),
    ...(secrets.length === 0 ? {} : { secrets }),
    mountPoints: mountsOf(service, architecture).map(({ volume, path }) => ({
      sourceVolume: volume,
      containerPath: literal(path),
      readOnly: false,
    })),
    ...(health === undefined ? {} : { healthCheck: health }),
    logConfiguration: logConfiguration(props.logGroupName, parts.get("foundation").region, service.id),
  };
}

/** Non-blocking: a slow log service must not stop the process that writes to it. */
export function logConfiguration(group: string, region: string, stream: string) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": group,
      "awslogs-region": region,
      "awslogs-stream-prefix": stream,
      mode: "non-blocking",
      "max-buffer-size": "25m",
    },
  };
}

/** ECS ignores the image's own HEALTHCHECK; bounds are those of the API. */
function healthCheck(service: Service) {
  const command = healthCommand(service);
  if (command.length === 0) return undefined;
  const health = healthTiming(service);
  const between = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high));
  return {
    command: command.map(literal),
    interval: between(5, health.intervalSeconds, 300),
    timeout: between(2, health.timeoutSeconds, 60),
    retries: between(1, health.retries, 10),
    startPeriod: between(0, health.startSeconds, 300),
  };
}

export interface Mount {
  readonly volume: string;
  readonly path: string;
  /** Set for a shared file system; scratch space otherwise. */
  readonly fileSystem?: string;
}

/** Scratch folders of the process and the file systems that it shares, with unique volume names. */
export function mountsOf(service: Service, architecture: Architecture): Mount[] {
  const scratch = service.writablePaths.map((path, _index, all) => {
    const name = slug(path, 40);
    const clash = all.some((other) => other !== path && slug(other, 40) === name);
    return { volume: clash ? `${name}-${shortHash(path)}` : name, path };
  });
  const shared = service.edges.flatMap((edge) => {
    if (edge.to !== "file-system") return [];
    const system = architecture.fileSystems.find(({ id }) => id === edge.id);
    return system === undefined ? [] : [{ volume: `efs-${edge.id}`, path: system.mountPath, fileSystem: edge.id }];
  });
  return [...scratch, ...shared];
}

/** Volumes of the task: scratch on the task's own encrypted disk, EFS with TLS and IAM (CKV_AWS_97, ECS.9). */
export function volumesOf(service: Service, architecture: Architecture, parts: Parts) {
  return mountsOf(service, architecture).map(({ volume, fileSystem }) => {
    if (fileSystem === undefined) return { name: volume };
    const system = lookup(parts.get("fileSystems"), fileSystem);
    return {
      name: volume,
      efsVolumeConfiguration: {
        fileSystemId: system.id,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: system.accessPointId, iam: "ENABLED" },
      },
    };
  });
}
