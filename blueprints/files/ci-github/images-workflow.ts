// In: an architecture. Out: .github/workflows/images.yml: build, test and scan what changed without any credential, then carry the very same bytes through the environments. Never rebuilds between staging and prod.
import type { Architecture, Environment } from "../../../src/architecture/model.ts";
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { uses } from "./actions.ts";
import {
  IMAGE_PLATFORM,
  IMAGE_RUNNER,
  imageIds,
  inRolloutOrder,
  MAIN_ONLY,
  RUNNER,
  SCRIPTS,
  toolOf,
} from "./settings.ts";
import { awsCredentials, checkout, gate, HEADER, type Step, setupTool, stateBucket } from "./steps.ts";

const HAS_TEST_STAGE = `if grep -Eiq '^FROM .+ AS test *$' "services/$PART/Dockerfile"; then
  echo "test=true" >> "$GITHUB_OUTPUT"
fi
`;

/** Text of the workflow. */
export function imagesWorkflow(architecture: Architecture): string {
  const environments = inRolloutOrder(architecture.environments);
  const images = imageIds(architecture);
  const sites = architecture.sites.map(({ id }) => id);
  const builds = [...(images.length > 0 ? ["image"] : []), ...(sites.length > 0 ? ["site"] : [])];
  const releases = environments.map((environment, index) => [
    `release-${environment.id}`,
    releaseJob(architecture, environment, environments[index - 1], builds),
  ]);
  return printYaml(
    {
      name: "images",
      on: {
        pull_request: { branches: ["main"] },
        merge_group: { types: ["checks_requested"] },
        push: { branches: ["main"] },
        workflow_dispatch: {},
      },
      permissions: {},
      concurrency: {
        group: "images-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
      },
      jobs: {
        changes: changesJob(images, sites),
        ...(images.length > 0 ? { image: imageJob() } : {}),
        ...(sites.length > 0 ? { site: siteJob(architecture) } : {}),
        ...Object.fromEntries(releases),
        gate: gate("images", ["changes", ...builds]),
      },
    },
    HEADER,
  );
}

function changesJob(images: readonly string[], sites: readonly string[]): YamlValue {
  return {
    name: "Find changes",
    "runs-on": RUNNER,
    "timeout-minutes": 5,
    permissions: { contents: "read", actions: above("To find the last run that succeeded.", "read") },
    outputs: Object.fromEntries(["images", "sites"].map((name) => [name, `\${{ steps.changes.outputs.${name} }}`])),
    steps: [
      checkout(0),
      {
        id: "changes",
        name: "Compare with what was released last",
        env: {
          EVENT: "${{ github.event_name }}",
          GH_TOKEN: "${{ github.token }}",
          IMAGES: images.join(" "),
          SITES: sites.join(" "),
        },
        run: `${SCRIPTS}/changed-parts.sh >> "$GITHUB_OUTPUT"`,
      },
    ],
  };
}

function buildJob(kind: "image" | "site", title: string, steps: readonly Step[]): YamlValue {
  return above("Runs code of the branch and of its dependencies: no credential is within reach.", {
    name: `${title} \${{ matrix.part }}`,
    needs: ["changes"],
    if: `needs.changes.outputs.${kind}s != '[]'`,
    "runs-on": kind === "image" ? IMAGE_RUNNER : RUNNER,
    "timeout-minutes": 45,
    permissions: { contents: "read" },
    strategy: {
      "fail-fast": false,
      matrix: { part: `\${{ fromJSON(needs.changes.outputs.${kind}s) }}` },
    },
    env: { PART: "${{ matrix.part }}" },
    steps: [
      checkout(),
      {
        name: "Lint the Dockerfile",
        uses: uses("hadolint"),
        with: { dockerfile: "services/${{ matrix.part }}/Dockerfile", config: ".hadolint.yaml" },
      },
      { name: "Set up BuildKit", uses: uses("setupBuildx") },
      { id: "stages", name: "Look for a test stage", run: HAS_TEST_STAGE },
      {
        name: "Test",
        if: "steps.stages.outputs.test == 'true'",
        uses: uses("buildPush"),
        with: { ...buildInputs(), target: "test", outputs: "type=cacheonly" },
      },
      ...steps,
    ],
  });
}

function buildInputs(): Step {
  return {
    context: "services/${{ matrix.part }}",
    "cache-from": "type=gha,scope=${{ matrix.part }}",
    provenance: false,
  };
}

function imageJob(): YamlValue {
  const arguments_ =
    "VERSION=${{ github.sha }}\nREVISION=${{ github.sha }}\nSOURCE=${{ github.server_url }}/${{ github.repository }}\n";
  const inputs = { ...buildInputs(), platforms: IMAGE_PLATFORM, "build-args": arguments_ };
  return buildJob("image", "Build", [
    {
      name: "Build",
      uses: uses("buildPush"),
      with: {
        ...inputs,
        tags: "localhost/${{ matrix.part }}:scan",
        load: true,
        "cache-to": "type=gha,scope=${{ matrix.part }},mode=max,ignore-error=true",
      },
    },
    {
      name: "Scan",
      uses: uses("scan"),
      with: {
        image: "localhost/${{ matrix.part }}:scan",
        "fail-build": true,
        "severity-cutoff": "high",
        "only-fixed": above("A finding that nobody can fix yet must not stop every release.", true),
        "output-format": "table",
        "output-file": "scan.txt",
      },
    },
    {
      name: "Show what the scan found",
      if: "!cancelled()",
      run: `if [ -s scan.txt ]; then
  { echo "### $PART"; echo '\`\`\`text'; head -c 100000 scan.txt; echo '\`\`\`'; } >> "$GITHUB_STEP_SUMMARY"
fi
`,
    },
    {
      name: "Pack with bill of materials and provenance",
      if: MAIN_ONLY,
      uses: uses("buildPush"),
      with: above("The same layers out of the builder's cache; attestations need an archive of their own.", {
        ...inputs,
        outputs: "type=oci,dest=image.tar",
        provenance: "mode=max",
        sbom: true,
      }),
    },
    {
      name: "Make sure that it is what was scanned",
      if: MAIN_ONLY,
      run: `${SCRIPTS}/same-layers.sh "localhost/$PART:scan" image.tar`,
    },
    keep("image", "image.tar"),
  ]);
}

function siteJob(architecture: Architecture): YamlValue {
  const folders = Object.fromEntries(architecture.sites.map(({ id, buildFolder }) => [id, buildFolder]));
  return buildJob("site", "Build site", [
    {
      name: "Build",
      uses: uses("buildPush"),
      with: {
        ...buildInputs(),
        target: "build",
        tags: "localhost/${{ matrix.part }}:build",
        load: true,
        "cache-to": "type=gha,scope=${{ matrix.part }},mode=max,ignore-error=true",
      },
    },
    {
      name: "Take the files out",
      env: { FOLDERS: JSON.stringify(folders) },
      run: `set -euo pipefail
folder=$(jq -er --arg part "$PART" '.[$part]' <<< "$FOLDERS")
container=$(docker create "localhost/$PART:build")
docker cp "$container:/app/$folder" site
test -f site/index.html
`,
    },
    keep("site", "site"),
  ]);
}

function keep(kind: "image" | "site", path: string): Step {
  return {
    name: "Keep for the release",
    if: MAIN_ONLY,
    uses: uses("uploadArtifact"),
    with: {
      name: `${kind}-\${{ matrix.part }}`,
      path,
      "if-no-files-found": "error",
      "retention-days": 7,
      ...(kind === "image" ? { "compression-level": 0 } : { "include-hidden-files": true }),
    },
  };
}

function releaseJob(
  architecture: Architecture,
  environment: Environment,
  before: Environment | undefined,
  builds: readonly string[],
): YamlValue {
  const needs = ["changes", ...builds, ...(before === undefined ? [] : [`release-${before.id}`])];
  const changed = builds.map((kind) => `needs.changes.outputs.${kind}s != '[]'`).join(" || ");
  const released = before === undefined ? "" : ` && needs.release-${before.id}.result == 'success'`;
  return {
    name: `Release to ${environment.id}`,
    needs,
    // A release that waited too long is cancelled, which is no failure: only a success of the environment before counts.
    if: `!cancelled() && !failure() && ${MAIN_ONLY} && needs.changes.result == 'success' && (${changed})${released}`,
    "runs-on": RUNNER,
    "timeout-minutes": 90,
    environment: { name: environment.id },
    permissions: { contents: "read", "id-token": "write" },
    concurrency: above("Shared with the infra workflow: one change of an environment at a time.", {
      group: `deploy-${environment.id}`,
      "cancel-in-progress": false,
    }),
    steps: [
      checkout(),
      setupTool(toolOf(architecture)),
      {
        name: "Fetch what was built",
        uses: uses("downloadArtifact"),
        with: { pattern: "{image,site}-*", path: "parts" },
      },
      awsCredentials("vars.AWS_APPLY_ROLE_ARN", architecture.region),
      {
        name: "Release",
        env: {
          TARGET: environment.id,
          STATE_BUCKET: stateBucket(environment),
        },
        run: `${SCRIPTS}/release.sh "$TARGET" parts`,
      },
    ],
  };
}
