// In: nothing. Out: the one table of actions that workflows may use, each pinned to a commit. Never a tag: tags can be moved (CVE-2026-33634).
import { trailing, type YamlValue } from "../../../src/render/yaml.ts";

interface PinnedAction {
  readonly repository: string;
  readonly commit: string;
  readonly version: string;
}

/** Commits of the releases of August 2026, read from the tags. Dependabot moves commit and comment together. */
export const ACTIONS = {
  checkout: {
    repository: "actions/checkout",
    commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
    version: "v7.0.1",
  },
  uploadArtifact: {
    repository: "actions/upload-artifact",
    commit: "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
    version: "v7.0.0",
  },
  downloadArtifact: {
    repository: "actions/download-artifact",
    commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
    version: "v8.0.1",
  },
  setupTerraform: {
    repository: "hashicorp/setup-terraform",
    commit: "dfe3c3f87815947d99a8997f908cb6525fc44e9e",
    version: "v4.0.1",
  },
  setupOpentofu: {
    repository: "opentofu/setup-opentofu",
    commit: "a1320f892987e89d278cc92dc5adc984fb93aca4",
    version: "v2.0.2",
  },
  awsCredentials: {
    repository: "aws-actions/configure-aws-credentials",
    commit: "e6de054238d6b7531b4efff3b6587d9aade6a06c",
    version: "v6.2.3",
  },
  setupBuildx: {
    repository: "docker/setup-buildx-action",
    commit: "37fe631027851001ddb9b187196cc803df7f5f0e",
    version: "v4.3.0",
  },
  buildPush: {
    repository: "docker/build-push-action",
    commit: "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a",
    version: "v7.3.0",
  },
  // Grype. The other well-known scanner's action had 76 of its 77 tags replaced in March 2026.
  scan: {
    repository: "anchore/scan-action",
    commit: "e1165082ffb1fe366ebaf02d8526e7c4989ea9d2",
    version: "v7.4.0",
  },
  hadolint: {
    repository: "hadolint/hadolint-action",
    commit: "2332a7b74a6de0dda2e2221d575162eba76ba5e5",
    version: "v3.3.0",
  },
} as const satisfies Record<string, PinnedAction>;

export type ActionName = keyof typeof ACTIONS;

/** Value of `uses:` with the version as the comment that Dependabot keeps up to date. */
export function uses(name: ActionName): YamlValue {
  const action = ACTIONS[name];
  return trailing(`${action.repository}@${action.commit}`, action.version);
}
