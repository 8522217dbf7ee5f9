# Everything the scripts share. Sourced, with ROOT set.

CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/nissanconnect"
. "$ROOT/scripts/lib/messages.sh"
. "$ROOT/scripts/lib/interpreter.sh"
. "$ROOT/scripts/lib/packages.sh"
. "$ROOT/scripts/lib/browser.sh"
