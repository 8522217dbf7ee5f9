# The environment in .venv. Sourced.

VENV="$ROOT/.venv"
STAMP="$VENV/.complete"
REQUIREMENTS="$ROOT/requirements_test.txt"
CONSTRAINTS="$ROOT/constraints.txt"
COMPILED="pymicro-vad|pyspeex-noise"

recipe() { cat "$REQUIREMENTS" "$CONSTRAINTS" "$ROOT/scripts/setup" "$ROOT"/scripts/lib/*.sh | cksum; }

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
  rm -rf "$CACHE/logs"
  step "Looking for Python 3.14"
  python="$(find_python)" || fail_without_python
  uv="$(find_uv || find_uv pip_of_debian)" || fail_without_uv
  step "Python 3.14: $python"
  use_settings_of_pip
  make_venv "$uv" "$python"
  install_packages "$uv"
  recipe >"$STAMP"
  step "Ready: .venv"
}

# Without its stamp .venv was left half-finished: it is made anew.
make_venv() {
  if [ -f "$STAMP" ] && is_good_python "$VENV/bin/python"; then
    rm "$STAMP"
  else
    quietly "$CACHE/logs/venv.log" "$1" venv --clear --python "$2" "$VENV" ||
      fail "the environment .venv could not be made." "$(tail -n 5 "$CACHE/logs/venv.log")"
  fi
}

install_packages() {
  local wanted="$CACHE/requirements.txt"
  cp "$REQUIREMENTS" "$wanted"
  if ! command -v c++ >/dev/null; then
    step "No C++ compiler here: Home Assistant goes without its voice assistant"
    grep -vE "^($COMPILED)==" "$REQUIREMENTS" >"$wanted"
  fi
  step "Installing Home Assistant and the tools (180 packages, a minute or two)"
  CPATH="$DEBIAN_PREFIX/cpath${CPATH:+:$CPATH}" quietly "$CACHE/logs/packages.log" \
    "$1" pip install --python "$VENV/bin/python" --requirement "$wanted" --constraint "$CONSTRAINTS" ||
    fail "the packages could not be installed." "$(tail -n 5 "$CACHE/logs/packages.log")" \
      "" "Is the network there? Then run the same command again; it goes on where it stopped."
}

# uv does not read pip's settings; where these name an index or a certificate, they hold here too.
use_settings_of_pip() {
  local index certificate
  index="$(setting_of_pip index-url)"
  certificate="$(setting_of_pip cert)"
  [ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
  [ -z "$certificate" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$certificate}"
}

# `pip config list` names the environment (:env:) before the files, as it ranks them.
setting_of_pip() {
  { python3 -m pip config list 2>/dev/null || true; } |
    sed -n "s/^\(global\|install\|:env:\)\.$1='\(.*\)'\$/\2/p" | head -n 1
}

fail_without_python() {
  fail "Home Assistant needs Python 3.14.2 or newer, and none was found or could be fetched." \
    "Tried: python3.14 on the PATH, 'uv python install 3.14', and on Debian (amd64) the packages of its testing suite." \
    "$(what_was_said)" \
    "Without a network nothing can be fetched. Otherwise install it so that 'python3.14' is on the PATH" \
    "  (Fedora: dnf install python3.14; macOS: brew install python@3.14; anywhere: uv or pyenv)" \
    "and run the same command again."
}

fail_without_uv() {
  fail "uv is missing, and pip could not fetch it." \
    "$(what_was_said)" \
    "Install uv, or pip for python3 (Debian: apt install python3-pip), look to the network, and run this again."
}

what_was_said() {
  local log
  for log in "$CACHE"/logs/*.log; do
    [ ! -s "$log" ] || printf '  %s: %s\n' "$(basename "$log" .log)" "$(tail -n 1 "$log")"
  done
}
