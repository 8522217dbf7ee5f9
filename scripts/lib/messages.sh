# What the scripts say while they work. Sourced.

STARTED=$SECONDS

step() { printf '[%3d s] %s\n' "$((SECONDS - STARTED))" "$*" >&2; }

fail() {
  printf '\nscripts/setup cannot go on: %s\n' "$1" >&2
  shift
  printf '%s\n' "$@" | sed 's/^/  /' >&2
  exit 1
}

# quietly LOG COMMAND...: the command's words are only of interest if it fails.
quietly() {
  local log="$1"
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null
}
