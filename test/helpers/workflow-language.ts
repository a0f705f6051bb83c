// In: the text of a workflow. Out: what GitHub's own language service says about it. Never reaches the network: actions are described by the table below.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

interface Finding {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

interface ActionReference {
  readonly owner: string;
  readonly name: string;
}

interface LanguageService {
  validate(
    document: unknown,
    config: {
      readonly actionsMetadataProvider: {
        fetchActionMetadata(action: ActionReference): Promise<{ readonly inputs: Record<string, object> } | undefined>;
      };
    },
  ): Promise<Finding[]>;
  TextDocument: { create(uri: string, language: string, version: number, text: string): unknown };
}

/** Inputs of the pinned releases, read from their action.yml; only those that matter to us. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  "actions/checkout": ["persist-credentials", "fetch-depth", "ref", "repository", "token", "path"],
  "actions/upload-artifact": [
    "name",
    "path",
    "if-no-files-found",
    "retention-days",
    "compression-level",
    "overwrite",
    "include-hidden-files",
    "archive",
  ],
  "actions/download-artifact": [
    "name",
    "artifact-ids",
    "path",
    "pattern",
    "merge-multiple",
    "github-token",
    "repository",
    "run-id",
    "skip-decompress",
    "digest-mismatch",
  ],
  "hashicorp/setup-terraform": ["terraform_version", "terraform_wrapper"],
  "opentofu/setup-opentofu": [
    "tofu_version",
    "tofu_version_file",
    "tofu_wrapper",
    "cache",
    "github_token",
    "checksums",
  ],
  "aws-actions/configure-aws-credentials": [
    "role-to-assume",
    "aws-region",
    "mask-aws-account-id",
    "role-session-name",
    "role-duration-seconds",
    "allowed-account-ids",
  ],
  "docker/setup-buildx-action": ["version", "driver", "driver-opts", "buildkitd-flags", "install", "cache-binary"],
  "docker/build-push-action": [
    "build-args",
    "cache-from",
    "cache-to",
    "context",
    "file",
    "labels",
    "load",
    "no-cache",
    "outputs",
    "platforms",
    "provenance",
    "pull",
    "push",
    "sbom",
    "secrets",
    "tags",
    "target",
  ],
  "hadolint/hadolint-action": ["dockerfile", "config", "recursive", "failure-threshold", "no-fail", "format", "ignore"],
  "anchore/scan-action": [
    "image",
    "path",
    "sbom",
    "fail-build",
    "output-format",
    "output-file",
    "severity-cutoff",
    "only-fixed",
    "add-cpes-if-none",
    "by-cve",
    "grype-version",
    "vex",
    "config",
    "cache-db",
  ],
};

let loaded: Promise<LanguageService> | undefined;

/** The package imports JSON without saying so, which Node refuses: it works only bundled. */
async function load(): Promise<LanguageService> {
  const folder = await mkdtemp(join(tmpdir(), "workflow-language-"));
  try {
    const outfile = join(folder, "service.mjs");
    await build({
      stdin: {
        contents:
          'export { validate } from "@actions/languageservice"; export { TextDocument } from "vscode-languageserver-textdocument";',
        resolveDir: fileURLToPath(new URL("../..", import.meta.url)),
      },
      bundle: true,
      format: "esm",
      platform: "node",
      outfile,
      logLevel: "error",
    });
    return (await import(pathToFileURL(outfile).href)) as LanguageService;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Findings as "line: message"; an empty list is a valid workflow. */
export async function checkWorkflow(path: string, text: string): Promise<string[]> {
  loaded ??= load();
  const { validate, TextDocument } = await loaded;
  const document = TextDocument.create(`file:///${path}`, "yaml", 1, text);
  const findings = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ owner, name }) => {
        const inputs = INPUTS[`${owner}/${name}`];
        return inputs && { inputs: Object.fromEntries(inputs.map((input) => [input, {}])) };
      },
    },
  });
  return findings.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}
