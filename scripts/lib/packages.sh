# The environment in .venv. Sourced.

VENV="$ROOT/.venv"
STAMP="$VENV/.complete"
REQUIREMENTS="$ROOT/requirements_test.txt"

recipe() { cat "$REQUIREMENTS" "$ROOT/scripts/setup" "$ROOT"/scripts/lib/*.sh | cksum; }

environment_is_current() {
  [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(recipe)" ] && is_good_python "$VENV/bin/python"
}

# one_at_a_time COMMAND: two scripts started together do not build into each other.
one_at_a_time() {
  mkdir -p "$CACHE"
  if command -v flock >/dev/null; then
    exec 9>"$CACHE/setup.lock"
    flock --nonblock 9 || { step "Waiting for another scripts/setup" && flock 9; }
    environment_is_current && return
  fi
  "$@"
}

make_environment() {
  local python uv
  step "Looking for Python 3.14"
  python="$(find_python)" || fail_without_python
  uv="$(find_uv || find_uv pip_of_debian)" || fail_without_uv
  step "Python 3.14: $python"
  use_index_of_pip
  rm -f "$STAMP"
  is_good_python "$VENV/bin/python" || quietly "$CACHE/logs/venv.log" "$uv" venv --clear --python "$python" "$VENV" ||
    fail "the environment .venv could not be made." "See $CACHE/logs/venv.log"
  install_packages "$uv"
  recipe >"$STAMP"
  step "Ready: .venv"
}

install_packages() {
  local uv="$1" wanted="$CACHE/requirements.txt"
  step "Installing Home Assistant and the tools (about 180 packages, a minute or two)"
  cp "$REQUIREMENTS" "$wanted"
  if ! command -v c++ >/dev/null; then
    grep -vE '^(pymicro-vad|pyspeex-noise)==' "$REQUIREMENTS" >"$wanted"
    step "No C++ compiler: voice assistance of Home Assistant is left out"
  fi
  CPATH="$DEBIAN_PREFIX/cpath${CPATH:+:$CPATH}" quietly "$CACHE/logs/packages.log" \
    "$uv" pip install --python "$VENV/bin/python" --requirement "$wanted" ||
    fail "the packages could not be installed. The last lines of $CACHE/logs/packages.log:" \
      "$(tail -n 5 "$CACHE/logs/packages.log")" "Is the network there? Then run the same command again."
}

# uv does not read pip's settings; where these name an index, it is the one to use.
use_index_of_pip() {
  local index
  index="$(python3 -m pip config list 2>/dev/null | sed -n "s/^[^ ]*\.index-url='\(.*\)'$/\1/p" | tail -n 1)" || return 0
  [ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
}

fail_without_python() {
  fail "Home Assistant needs Python 3.14.2 or newer, and none could be found or fetched." \
    "Install it so that 'python3.14' is on the PATH (from your system's packages, python.org or pyenv)," \
    "or check the network: uv and Debian's packages were tried. What they said: $CACHE/logs"
}

fail_without_uv() {
  fail "uv is missing and pip could not fetch it." \
    "Install uv, or pip for python3 (Debian: apt install python3-pip), or check the network." \
    "What was said: $CACHE/logs/uv.log"
}
