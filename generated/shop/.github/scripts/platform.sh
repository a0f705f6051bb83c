# shellcheck shell=bash disable=SC2034
# platform.sh: what GitHub Actions calls things, in the words of the other scripts. Sourced; harmless on a laptop.

REQUEST=''
if [[ ${GITHUB_REF:-} =~ ^refs/pull/([0-9]+)/ ]]; then REQUEST=${BASH_REMATCH[1]}; fi
# The workflow keeps forks away from every credential by itself.
FORK=''
HEAD_SHA=$(git rev-parse HEAD)
# What is checked out for a pull request is its merge; people know its head.
if [ -n "$REQUEST" ]; then HEAD_SHA=$(jq -r .pull_request.head.sha "$GITHUB_EVENT_PATH"); fi
# What the change is made to: the first parent of that merge, or the commit before on main. Empty where only one commit was fetched.
BASE=$(git rev-parse -q --verify HEAD^1 2> /dev/null || true)
RUN_URL="${GITHUB_SERVER_URL:-}/${GITHUB_REPOSITORY:-}/actions/runs/${GITHUB_RUN_ID:-}"
RUN_KEY="${GITHUB_RUN_ID:-0}-${GITHUB_RUN_ATTEMPT:-0}"
SCM_REPOSITORY=${GITHUB_REPOSITORY:-}
SCM_AUTHOR='github-actions[bot]'
# Artifacts live for a day at least, and whoever can read the repository can read them: no stranger of a private one.
SEAL=optional
TELLS=yes

# show <file> <name>: Markdown on the page of the run.
show() {
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$1" >> "$GITHUB_STEP_SUMMARY"; fi
}
# tell <name> <value>: an output of the step; the workflow hands it on.
tell() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "$1=$2" >> "$GITHUB_OUTPUT"; fi
}
# told <name>: the workflow puts what was told into the environment by itself.
told() { :; }

# With these a step could sign in once more. The step that signs in is another one, and has done so before.
unset ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL
# tip_of_main: asked by a step of its own, before the job signs in: the token of the code host and the credentials of AWS never meet.
tip_of_main() { printf '%s' "${TIP:-}"; }
