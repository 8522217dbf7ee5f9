# Chromium for the browser tests, and what Playwright's driver needs. Sourced.

have_browser() {
  command -v chromium >/dev/null && "$VENV/bin/python" -m playwright --version >/dev/null 2>&1
}

install_browser() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "the browser tests need Chromium and libatomic." \
      "Install them so that 'chromium' is on the PATH (Debian: apt install chromium libatomic1)."
  fi
  step "Installing Debian's chromium"
  quietly "$CACHE/logs/chromium.log" apt_install_browser ||
    fail "Chromium could not be installed." "$(tail -n 5 "$CACHE/logs/chromium.log")"
  have_browser ||
    fail "Chromium is installed, but the tests cannot drive it." "See: .venv/bin/python -m playwright --version"
}

apt_install_browser() {
  apt-get update &&
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium libatomic1
}
