// Codes of resolving decisions into an architecture. Data only.

export const architectureCodes = {
  ARCH_UNSUPPORTED_CLOUD: {
    title: "This cloud is not supported yet",
    cause: "scaffold builds systems on AWS; the answers decide another cloud.",
    fix: 'Set decisions.cloud to "aws" if the system should be built there.',
  },
  ARCH_UNSUPPORTED_COMPUTE: {
    title: "This kind of compute is not supported yet",
    cause: "scaffold builds container services on ECS Fargate and static sites; the answers decide something else.",
    fix: "Override decisions.compute, or the compute of the service under decisions.services.",
  },
  ARCH_UNSUPPORTED_STORE: {
    title: "This data store is not supported yet",
    cause: "The answers decide a database or cache that has no blueprint.",
    fix: "Override decisions.databases or decisions.cache without it, and add the store by hand beside the generated stack.",
  },
  ARCH_UNSUPPORTED_MESSAGING: {
    title: "This messaging service is not supported yet",
    cause: "The answers decide messaging other than SQS, SNS and EventBridge.",
    fix: "Override decisions.queues.",
  },
  ARCH_UNSUPPORTED_IAC: {
    title: "This infrastructure-as-code tool is not supported yet",
    cause: "scaffold writes HCL for Terraform and OpenTofu; the answers decide another tool.",
    fix: 'Set decisions.iac to "terraform" or "opentofu".',
  },
  ARCH_UNSUPPORTED_MULTI_REGION: {
    title: "Running in several regions is not supported yet",
    cause: "The answers decide that the system runs in more than one region.",
    fix: "Set decisions.multiRegion to false; copies of backups in a second region are built where asked.",
  },
  ARCH_UNSUPPORTED_REGION: {
    title: "The region is not one of AWS",
    cause: "The first region decided is not an AWS region code.",
    fix: "Set decisions.regions.",
  },
  ARCH_NOT_BUILT: {
    title: "Something that the answers decide is not built",
    cause: "It is recognised, and the stack is right without it, but it stays work for a person.",
    fix: "Add it by hand, or say in the answers that it is somebody else's.",
  },
  ARCH_NO_IMAGE: {
    title: "No Dockerfile for this runtime yet",
    cause: "The service gets its place in the stack and in the pipeline, but not an image definition.",
    fix: "Put a Dockerfile into the service's folder.",
  },
  ARCH_ADMISSION: {
    title: "Not everybody may connect",
    cause: "The answers say who may reach a service, or that nobody outside may.",
    fix: "Write the address ranges into the answers, or into `admitted` of each environment.",
  },
  ARCH_RESIDENCY: {
    title: "Something lies outside of where data has to stay",
    cause:
      "The answers say that data may not leave a country, and a part of the stack is in another one or all over the world.",
    fix: "Have it approved, or take the part out of the answers.",
  },
  ARCH_NO_WORKLOAD: {
    title: "Nothing to run",
    cause: "No service of the answers is application code in a container or a static site.",
    fix: "Describe at least one service with its language, or override its kind under decisions.services.",
  },
  ARCH_TOO_MANY_SERVICES: {
    title: "More services than the stack can hold",
    cause: "A load balancer has a limit of rules, and one stack a limit of workloads.",
    fix: "Split the system into several answers files, or put a gateway in front.",
  },
  ARCH_IMPOSSIBLE: {
    title: "A value that nothing can have",
    cause: "The answers state something that AWS has never offered, most likely a slip of the pen.",
    fix: "Write what is meant; the message names what comes nearest.",
  },
  ARCH_ASSUMED: {
    title: "An assumption was made",
    cause: "The answers leave something open that the stack must know.",
    fix: "Say it in the answers, or override it.",
  },
  ARCH_SKELETON_VERSION: {
    title: "A skeleton has another version of the framework",
    cause:
      "The answers name a version of a framework, and the small service that a new folder gets is made with another.",
    fix: "Build on the one that the skeleton has, or put the named one into its manifest before you begin.",
  },
  ARCH_VERSION_ENDS: {
    title: "A version is at the end of its support",
    cause: "The engine or runtime that the answers name stops getting fixes.",
    fix: "Plan the upgrade, or name a newer version.",
  },
} as const;
