// Codes of resolving decisions into an architecture. Data only.

export const architectureCodes = {
  ARCH_UNSUPPORTED_COMPUTE: { title: "This kind of compute is not supported yet", cause: "The answers put a service on something that scaffold cannot build yet.", fix: "Override the compute of the service under decisions." },
} as const;
