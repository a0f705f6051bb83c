# shellcheck shell=bash disable=SC2034
# platform.sh: what GitLab CI calls things, in the words of the other scripts. Sourced; harmless on a laptop.

REQUEST=${CI_MERGE_REQUEST_IID:-}
FORK=''
if [ "${CI_MERGE_REQUEST_SOURCE_PROJECT_ID:-same}" != "${CI_MERGE_REQUEST_PROJECT_ID:-same}" ]; then FORK=yes; fi
HEAD_SHA=${CI_COMMIT_SHA:-$(git rev-parse HEAD)}
# On main everything is built: the push before may have failed, and then what it brought was never released.
BASE=${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}
RUN_URL=${CI_PIPELINE_URL:-}
RUN_KEY="${CI_PIPELINE_ID:-0}-${CI_JOB_ID:-0}"
SOURCE_URL=${CI_PROJECT_URL:-}
SCM_API=${CI_API_V4_URL:-}
SCM_REPOSITORY=${CI_PROJECT_PATH:-}
# Artifacts of plans are for maintainers, and for a day.
SEAL=optional
TELLS=yes
# A protected variable: jobs of main see it and those of branches do not, so no branch opens a plan that will be applied.
if [ -n "${PLAN_PASSPHRASE_MAIN:-}" ] && [ -z "$REQUEST" ]; then export PLAN_PASSPHRASE=$PLAN_PASSPHRASE_MAIN; fi

# show <file> <name>: nothing to do, the artifacts of the job hold it.
show() { :; }
# tell <name> <value>: becomes a variable of the jobs that need this one.
tell() { echo "$1=$2" >> values.env; }
told() { printf '%s' "${!1:-}"; }
# identity_token <audience>: the job has a token for its own audience only.
identity_token() { printf '%s' "${AWS_ID_TOKEN:?the job asks for it under id_tokens}"; }
forget_identity() { unset AWS_ID_TOKEN; }
# tip_of_main: the commit that main is at.
tip_of_main() { GIT_TERMINAL_PROMPT=0 git ls-remote origin refs/heads/main | cut -f1; }
