// In: what each vendor says about itself. Out: the one table of them, by value of the decision `ci`.
import { azureGuide } from "../ci-azure/guide.ts";
import { bitbucketGuide } from "../ci-bitbucket/guide.ts";
import { buildkiteGuide } from "../ci-buildkite/guide.ts";
import { circleciGuide } from "../ci-circleci/guide.ts";
import { githubGuide } from "../ci-github/guide.ts";
import { gitlabGuide } from "../ci-gitlab/guide.ts";
import { jenkinsGuide } from "../ci-jenkins/guide.ts";
import type { Guide } from "./guide.ts";

const GUIDES: Readonly<Record<string, Guide>> = {
  "github-actions": githubGuide,
  "gitlab-ci": gitlabGuide,
  circleci: circleciGuide,
  bitbucket: bitbucketGuide,
  "azure-pipelines": azureGuide,
  jenkins: jenkinsGuide,
  buildkite: buildkiteGuide,
};

/** Every value of the decision has one; an unknown one is a mistake of ours. */
export function guideOf(ci: string): Guide {
  const guide = GUIDES[ci];
  if (guide === undefined) throw new Error(`no pipelines are written for ${ci}`);
  return guide;
}
