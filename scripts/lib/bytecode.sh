# Keeps what Python compiles, also where it is told not to litter folders: else each process that
# a test starts compiles all that it imports. Sourced.

if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
  unset PYTHONDONTWRITEBYTECODE
  export PYTHONPYCACHEPREFIX="${XDG_CACHE_HOME:-$HOME/.cache}/nissanconnect/bytecode"
fi
