// In: an architecture and its delivery process. Out: .github/workflows/images.yml: build, test and scan what changed without any credential, then carry the very same bytes through the environments. Never rebuilds between staging and prod.
import type { Architecture } from "../../../src/architecture/model.ts";
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import type { Delivery, Job, Pipeline } from "../delivery/model.ts";
import { IMAGE_PLATFORM, imageIds } from "../delivery/settings.ts";
import { uses } from "./actions.ts";
import { IMAGE_RUNNER, MAIN_ONLY, RUNNER } from "./settings.ts";
import { checkout, gate, HEADER, type Step, setupTool, stateBucket } from "./steps.ts";
import { concurrency, frame, jobOf, keepRescue, signIn, triggers } from "./workflow.ts";

const HAS_TEST_STAGE = `if grep -Eiq '^FROM .+ AS test *$' "services/$PART/Dockerfile"; then
  echo "test=true" >> "$GITHUB_OUTPUT"
fi
`;

/** Text of the workflow. */
export function imagesWorkflow(architecture: Architecture, delivery: Delivery, pipeline: Pipeline): string {
  const images = imageIds(architecture);
  const sites = architecture.sites.map(({ id }) => id);
  const builds = [...(images.length > 0 ? ["image"] : []), ...(sites.length > 0 ? ["site"] : [])];
  const build = jobOf(pipeline, "build");
  const releases = delivery.environments.map((environment, index) => [
    `release-${environment.id}`,
    releaseJob(delivery, jobOf(pipeline, "release", environment), index, builds),
  ]);
  return printYaml(
    {
      name: pipeline.name,
      on: triggers(delivery, pipeline),
      permissions: {},
      concurrency: concurrency(pipeline),
      jobs: {
        changes: changesJob(delivery, images, sites),
        ...(images.length > 0 ? { image: imageJob(delivery, build) } : {}),
        ...(sites.length > 0 ? { site: siteJob(architecture, build) } : {}),
        ...Object.fromEntries(releases),
        gate: gate("images", ["changes", ...builds]),
      },
    },
    HEADER,
  );
}

function changesJob({ scripts }: Delivery, images: readonly string[], sites: readonly string[]): YamlValue {
  return {
    name: "Find changes",
    "runs-on": RUNNER,
    "timeout-minutes": 5,
    permissions: { contents: "read", actions: above("To find the last run that succeeded.", "read") },
    outputs: Object.fromEntries(
      ["images", "sites", "parts"].map((name) => [name, `\${{ steps.changes.outputs.${name} }}`]),
    ),
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
        run: `${scripts}/changed-parts.sh >> "$GITHUB_OUTPUT"`,
      },
    ],
  };
}

/** One job whose matrix GitHub fills in at run time, for all parts of a kind: they differ in their name only. */
function buildJob(job: Job, kind: "image" | "site", title: string, steps: readonly Step[]): YamlValue {
  return above("Runs code of the branch and of its dependencies: no credential is within reach.", {
    name: `${title} \${{ matrix.part }}`,
    needs: ["changes"],
    if: `needs.changes.outputs.${kind}s != '[]'`,
    ...frame(job),
    "runs-on": kind === "image" ? IMAGE_RUNNER : RUNNER,
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

function imageJob({ scripts }: Delivery, job: Job): YamlValue {
  const arguments_ =
    "VERSION=${{ github.sha }}\nREVISION=${{ github.sha }}\nSOURCE=${{ github.server_url }}/${{ github.repository }}\n";
  const inputs = { ...buildInputs(), platforms: IMAGE_PLATFORM, "build-args": arguments_ };
  return buildJob(job, "image", "Build", [
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
    { name: "Make room for the archive", if: MAIN_ONLY, run: 'mkdir -p "parts/image-$PART"' },
    {
      name: "Pack with bill of materials and provenance",
      if: MAIN_ONLY,
      uses: uses("buildPush"),
      with: above("The same layers out of the builder's cache; attestations need an archive of their own.", {
        ...inputs,
        outputs: "type=oci,dest=parts/image-${{ matrix.part }}/image.tar",
        provenance: "mode=max",
        sbom: true,
      }),
    },
    {
      name: "Make sure that it is what was scanned",
      if: MAIN_ONLY,
      run: `${scripts}/same-layers.sh "localhost/$PART:scan" "parts/image-$PART/image.tar"`,
    },
    keep("image"),
  ]);
}

function siteJob(architecture: Architecture, job: Job): YamlValue {
  const folders = Object.fromEntries(architecture.sites.map(({ id, buildFolder }) => [id, buildFolder]));
  return buildJob(job, "site", "Build site", [
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
mkdir parts
docker cp "$container:/app/$folder" "parts/site-$PART"
test -f "parts/site-$PART/index.html"
`,
    },
    keep("site"),
  ]);
}

/** The folder of the part lies in the artifact: one that is fetched alone is unpacked without a folder of its name. https://github.com/actions/download-artifact/issues/419 */
function keep(kind: "image" | "site"): Step {
  return {
    name: "Keep for the release",
    if: MAIN_ONLY,
    uses: uses("uploadArtifact"),
    with: {
      name: `${kind}-\${{ matrix.part }}`,
      path: "parts",
      "if-no-files-found": "error",
      "retention-days": 7,
      ...(kind === "image" ? { "compression-level": 0 } : { "include-hidden-files": true }),
    },
  };
}

function releaseJob(delivery: Delivery, job: Job, index: number, builds: readonly string[]): YamlValue {
  const { environments, region, scripts, tool } = delivery;
  const environment = environments[index];
  const before = environments[index - 1];
  if (environment === undefined) throw new Error("a release without an environment");
  const needs = ["changes", ...builds, ...(before === undefined ? [] : [`release-${before.id}`])];
  const changed = builds.map((kind) => `needs.changes.outputs.${kind}s != '[]'`).join(" || ");
  const released = before === undefined ? "" : ` && needs.release-${before.id}.result == 'success'`;
  return {
    name: job.title,
    needs,
    // A release that waited too long is cancelled, which is no failure: only a success of the environment before counts.
    if: `!cancelled() && !failure() && ${MAIN_ONLY} && needs.changes.result == 'success' && (${changed})${released}`,
    ...frame(job, "Shared with the infra workflow: one change of an environment at a time."),
    steps: [
      // Whole histories: whether what is out is newer is found by comparing commits.
      checkout(0),
      setupTool(tool),
      {
        name: "Fetch what was built",
        uses: uses("downloadArtifact"),
        with: { pattern: "{image,site}-*", path: "parts", "merge-multiple": true },
      },
      signIn(job, region),
      {
        name: "Release",
        env: {
          TARGET: environment.id,
          PARTS: above(
            "A pattern that finds nothing is no error: the script looks for each.",
            "${{ needs.changes.outputs.parts }}",
          ),
          STATE_BUCKET: stateBucket(environment),
          PLAN_PASSPHRASE: "${{ secrets.PLAN_PASSPHRASE }}",
        },
        run: `# shellcheck disable=SC2086 # a list of slugs
${scripts}/release.sh "$TARGET" parts $PARTS
`,
      },
      ...keepRescue(job),
    ],
  };
}
