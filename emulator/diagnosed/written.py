"""Personas made of diagnostics, as the files that people go on writing."""

from collections.abc import Iterator
from pathlib import Path
import time

import msgspec
import yaml

from emulator.datafile import DataError

from .diagnostics import Diagnostics, DiagnosticsError
from .making import persona_of

_HEAD = """\
# Made of the diagnostics of a real car. Its answers stand in `recorded`; what follows
# them where the car knows better, and how, docs/personas.md tells. Not in diagnostics,
# so made up: home, the equipment that nothing was told of.
"""


def personas(file: Path) -> Iterator[str]:
    """Give a persona in YAML for each car of a file; raises DataError."""
    try:
        cars = msgspec.json.decode(file.read_bytes(), type=Diagnostics).checked()
    except OSError as err:
        raise DataError(f"{file.name}: {err.strerror}") from err
    except (msgspec.DecodeError, DiagnosticsError, RecursionError) as err:
        raise DataError(f"{file.name}: {err}") from err
    for car in cars:
        told = msgspec.to_builtins(persona_of(car, time.time()), order="deterministic")
        yield _HEAD + yaml.safe_dump(told, sort_keys=False, allow_unicode=True)
