// In: nothing. Out: the types of the delivery process: what happens, in which order, with whose rights. The same for every vendor. Never a word of a vendor's syntax.
import type { Environment, Id } from "../../../src/architecture/model.ts";
import type { Tool } from "./settings.ts";

/** What a pipeline runs for: a pull or merge request, a change of main (or a person's click), the clock. */
export type Occasion = "request" | "main" | "schedule";

/** Whose rights a job borrows, for minutes. `plan` reads; `apply` writes to its one environment. */
export interface Identity {
  readonly role: "plan" | "apply";
  readonly environment: Id;
}

/** Files that a job hands to later ones. `confidential` holds values in clear text (unless sealed): keep it short and from as few eyes as the vendor can. */
export interface Artifact {
  readonly name: string;
  /** Folder or file below the root of the repository. */
  readonly path: string;
  readonly days: number;
  readonly confidential: boolean;
  /** Kept when the job failed, and for people only: no later job reads it. */
  readonly onFailure?: true;
}

export type Task = "check" | "plan" | "review" | "apply" | "build" | "release" | "report";

/** One job. Every word in it is ours or a slug: safe as a word of a shell and as a key of every format. */
export interface Job {
  /** Unique within its pipeline. */
  readonly id: string;
  readonly task: Task;
  readonly title: string;
  readonly on: readonly Occasion[];
  /** Ids of jobs that must have succeeded. */
  readonly needs: readonly string[];
  /** Undefined: no cloud credential is within reach. */
  readonly identity: Identity | undefined;
  /** May run for a request from a stranger's copy of the repository. A job with an identity never may. */
  readonly forks: boolean;
  /** A person of this environment says yes after what the job needs is done, and before it starts. */
  readonly approval: Id | undefined;
  /** Jobs of one lock never run at the same time, in whatever pipeline, and are never cancelled. */
  readonly lock: string | undefined;
  /** Holds the token that writes to requests and issues. Never together with an identity. */
  readonly publishes: boolean;
  /** Ids of the jobs whose artifacts it reads. */
  readonly takes: readonly string[];
  readonly keeps: readonly Artifact[];
  /** Scripts of the scripts folder with their arguments, in order. */
  readonly run: readonly (readonly [script: string, ...words: string[]])[];
  /** Fixed values for the scripts. */
  readonly variables: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** A request that touches none of these needs no such job; empty: always. */
  readonly paths: readonly string[];
  /** Builds images: needs Docker, and best a machine of the images' own kind. */
  readonly docker: boolean;
}

export interface Pipeline {
  readonly name: "infra" | "images" | "drift";
  readonly jobs: readonly Job[];
}

/** The whole process of one system. */
export interface Delivery {
  readonly project: Id;
  readonly region: string;
  readonly tool: Tool;
  /** Folder of the scripts in the output. */
  readonly scripts: string;
  /** In the order in which changes reach them. */
  readonly environments: readonly Environment[];
  readonly infra: Pipeline;
  /** Undefined when the system builds nothing. */
  readonly images: Pipeline | undefined;
  readonly drift: Pipeline;
  /** Minutes and hours (UTC) of the drift check on working days. */
  readonly schedule: { readonly minute: number; readonly hour: number };
  /** The same for the rebuild of all images, on Mondays: what stands still gets the patches of its base, and is scanned for what became known since. */
  readonly rebuild: { readonly minute: number; readonly hour: number };
}
