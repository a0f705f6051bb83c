// In: every file blueprint. Out: the one list of them. The trace comes last: it speaks of the others' files.
import type { FileBlueprint } from "../../src/render/blueprint.ts";
import { architectureDoc } from "./architecture-doc/blueprint.ts";
import { ciAzure } from "./ci-azure/blueprint.ts";
import { ciBitbucket } from "./ci-bitbucket/blueprint.ts";
import { ciBuildkite } from "./ci-buildkite/blueprint.ts";
import { ciCircleci } from "./ci-circleci/blueprint.ts";
import { ciGithub } from "./ci-github/blueprint.ts";
import { ciGitlab } from "./ci-gitlab/blueprint.ts";
import { ciJenkins } from "./ci-jenkins/blueprint.ts";
import { compose } from "./compose/blueprint.ts";
import { controls } from "./controls/blueprint.ts";
import { decisionsDoc } from "./decisions-doc/blueprint.ts";
import { dockerfile } from "./dockerfile/blueprint.ts";
import { readme } from "./readme/blueprint.ts";
import { repository } from "./repository/blueprint.ts";
import { runbook } from "./runbook/blueprint.ts";
import { skeleton } from "./skeleton/blueprint.ts";
import { trace } from "./trace/blueprint.ts";

export const fileBlueprints: readonly FileBlueprint[] = [
  readme,
  dockerfile,
  skeleton,
  compose,
  ciGithub,
  ciGitlab,
  ciCircleci,
  ciBitbucket,
  ciAzure,
  ciJenkins,
  ciBuildkite,
  repository,
  architectureDoc,
  decisionsDoc,
  runbook,
  controls,
  trace,
];
