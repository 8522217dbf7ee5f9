# Chromium for the browser tests. Sourced.

have_browser() { command -v chromium >/dev/null; }

install_browser() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "the browser tests need Chromium." "Install it so that 'chromium' is on the PATH (Debian: apt install chromium)."
  fi
  step "Installing Debian's chromium"
  quietly "$CACHE/logs/chromium.log" apt-get update &&
    DEBIAN_FRONTEND=noninteractive quietly "$CACHE/logs/chromium.log" apt-get install --yes --no-install-recommends chromium ||
    fail "Chromium could not be installed." "$(tail -n 5 "$CACHE/logs/chromium.log")"
}
