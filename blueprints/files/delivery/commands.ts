// In: a job of the delivery process. Out: the command lines that do it, for vendors that run a shell. Never an expression of a vendor: every word is ours or a slug.
import type { Delivery, Job } from "./model.ts";

/** Only these characters: nothing that a shell, a YAML reader or Groovy takes for anything but text. */
const WORD = /^[A-Za-z0-9._/-]+$/;

/** One line for each script; with an identity through as-role.sh, so that nothing else of the job sees the credentials. */
export function commandsOf({ scripts }: Delivery, job: Job): string[] {
  return job.run.map(([script, ...words]) => {
    const role =
      job.identity === undefined ? [] : [`${scripts}/as-role.sh`, job.identity.role, job.identity.environment];
    return [...role, `${scripts}/${script}`, ...words].map(checked).join(" ");
  });
}

function checked(word: string): string {
  if (!WORD.test(word)) throw new Error(`${JSON.stringify(word)} is no plain word of a command`);
  return word;
}

/** Jobs that run for an occasion. */
export function jobsOn(jobs: readonly Job[], occasion: Job["on"][number]): Job[] {
  return jobs.filter(({ on }) => on.includes(occasion));
}

export const WRITTEN = "Written by scaffold from the answers; your edits are kept when it is written again.";
/** Everything else is installed by need.sh. The suffix pins Debian's release; Renovate moves the rest. */
export const JOB_IMAGE = "debian:trixie-slim";
/** The reviewer is a program for Node. */
export const REVIEW_IMAGE = "node:24-trixie-slim";
