"""The automation blueprints, each run in Home Assistant against the emulator."""
