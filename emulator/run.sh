#!/bin/sh
# Serves a world that is kept in DATA. As an app of Home Assistant it is the one that the app's options ask for;
# otherwise the arguments are those of `serve`.
set -eu

data="${DATA:-/data}"
set -- --host 0.0.0.0 --allow-host "$(hostname)" "$@"
world=world

option() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$data/options.json" "$1"
}

names() {
  python3 -c 'import json, sys; print(*json.load(open(sys.argv[1]))["names"])' "$data/options.json"
}

if [ -f "$data/options.json" ]; then
  scenario="$(option scenario)" fleet="$(option fleet)"
  set -- "$@" --scenario "$scenario" --fleet "$fleet" --speed "$(option speed)"
  # Each choice has a world of its own: a kept one refuses to become another.
  world="$scenario-$fleet"
  for name in $(names); do
    set -- "$@" --allow-host "$name"
  done
fi

exec python3 -m emulator serve --state "$data/$world.sqlite" "$@"
