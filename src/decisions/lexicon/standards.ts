// In: nothing. Out: what every output has anyway, with the words by which people ask for it. Data: a text that asks for one of these has its effect without deciding anything.
import { compileLexicon } from "../text/lexicon.ts";

/** Standard → what stands in every output because of it, for the report. */
export const STANDARDS: Readonly<Record<string, string>> = {
  tls: "TLS on every public name, HTTP only redirects",
  "encryption-at-rest": "every store is encrypted with keys of its own",
  "load-balancer": "an application load balancer with path rules and health checks",
  images: "a Dockerfile and a private image repository for every service",
  autoscaling: "every service scales between its minimum and maximum",
  "self-healing": "failed tasks are replaced, failed deployments roll back",
  "health-checks": "health checks in the image, the task and the load balancer",
  "database-standby": "the database fails over to its standby where there is one",
  "remote-state": "state in a locked, versioned bucket, one per environment",
  accounts: "every environment has its own settings and roles and may be an account of its own",
  "restore-tests": "restores are tested on a schedule where there is a backup plan",
  approval: "production is applied only after an approval, from the plan that was approved",
  "dead-letters": "every queue has a dead-letter queue with an alarm",
  "short-lived-credentials": "the pipeline signs in over OIDC and keeps no key",
  "least-privilege": "every service has a role of its own that follows its dependencies",
  "private-network": "tasks and stores live in private subnets behind security groups",
  "service-discovery": "services find each other by name",
  "settings-in-environment": "settings reach the services as environment variables, secrets by reference",
  alarms: "alarms and a dashboard for every part, sent to one topic",
  "structured-logs": "the skeletons write one JSON object a line",
  "code-review": "changes are planned on the pull request",
  "infrastructure-drift": "drift is looked for on a schedule",
};

/** "A restore is rehearsed twice a year", "we practise restoring": one thing said in many ways. */
const REHEARSED = ["rehearsed", "tested", "practised", "practiced", "drilled", "exercised", "verified", "tried"];
const RESTORES = [
  ...["restore", "restores", "restoring", "recovery", "backup", "backups"].flatMap((what) =>
    ["is", "are", "gets", "get", "must be", "shall be", "should be"].flatMap((verb) =>
      REHEARSED.map((done) => `${what} ${verb} ${done}`),
    ),
  ),
  ...["rehearse", "test", "practise", "practice", "verify"].flatMap((verb) =>
    ["restore", "restores", "a restore", "the restore", "restoring"].map((what) => `${verb} ${what}`),
  ),
  ...["rehearsal", "rehearsals", "testing", "drill", "drills", "exercises"].map((what) => `restore ${what}`),
];

export const standardTerms = compileLexicon("standard", {
  tls: "tls|https|ssl|encryption in transit|encrypted in transit|in transit|tls everywhere|https only|hsts",
  "encryption-at-rest":
    "at rest|encryption at rest|encrypted at rest|kms|kms keys|kms key|customer managed keys|cmk|aes 256|encrypted storage|encrypted volumes|encrypted disks",
  "load-balancer":
    "load balancer|application load balancer|alb|path rules|path based routing|path routing|host based routing|load balancing|load balanced|round robin|least outstanding requests",
  images:
    "docker|dockerfile|docker images|container images|ecr|container registry|multi stage builds|multi stage|containers|containerized|containerised|distroless",
  autoscaling:
    "autoscaling|auto scaling|autoscale|autoscales|horizontal scaling|scale horizontally|scales horizontally|horizontal|scale out|scales out|target tracking|scale on cpu|scales on cpu",
  "self-healing":
    "replaces unhealthy tasks|unhealthy tasks|task replacement|self healing|restarts tasks|restarted automatically|rolling deployment|rolling deployments|rolling update|rolling updates|deployment circuit breaker|automatic rollback|rollback",
  "health-checks":
    "health check|health checks|healthcheck|liveness|readiness|liveness probe|readiness probe|health endpoint",
  "database-standby":
    "automatic failover|rds failover|multi az failover|database failover|standby takes over|failover to standby|failover to the standby",
  "remote-state":
    "remote state|s3 backend|state in s3|state bucket|terraform state|state per environment|state locking|state lock|state file",
  accounts:
    "account per environment|accounts per environment|separate accounts|own account|account each|separate aws accounts|aws organizations",
  "restore-tests": ["restore test|restore tests|test restores|restore exercise", ...RESTORES].join("|"),
  approval: "manual approval|approval|approvals|approved|approver|approvers|sign off|protected environment|gated",
  "dead-letters": "dead letter queue|dead letter queues|dlq|dlqs|dead letters|dead letter",
  "short-lived-credentials":
    "oidc role|oidc federation|github oidc|workload identity|short lived credentials|no long lived keys|temporary credentials",
  "least-privilege":
    "least privilege|iam role per service|iam roles per service|task role|task roles|iam roles|iam role",
  "private-network":
    "private subnet|private subnets|security group|security groups|vpc|isolated subnets|network isolation|private network",
  "service-discovery": "service discovery|service connect|cloud map|internal dns",
  "settings-in-environment":
    "environment variables|environment variable|env vars|env variables|12 factor|twelve factor|env files",
  alarms: "alarm|alarms|alert|alerts|alerting|dashboard|dashboards|paging",
  "structured-logs":
    "structured logs|structured logging|json logs|json logging|centralized logs|centralised logs|centralized logging",
  "code-review":
    "pull request|pull requests|pull request review|code review|reviewed|merge request|merge requests|trunk based|gitops",
  "infrastructure-drift": "drift|drift detection|drift check",
});
