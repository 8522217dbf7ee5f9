"""What a world keeps of itself, and under which key."""

from typing import Protocol

import msgspec
from msgspec import Struct

from .storage import Key

FOUNDING: Key = ("world", "founding")
PACE: Key = ("world", "pace")
TIMELINE: Key = ("world", "timeline")
FAULTS: Key = ("world", "faults")
PERSONAS: Key = ("world", "personas")
ROUTES: Key = ("world", "routes")
SNAPSHOT = "snapshot"


class Founding(Struct, frozen=True):
    """What a world began with; never changes.

    `start` is world time, `fleet` the number of generated cars beside the scenario's,
    `part` which of how many parts of all that is here: (1, 1) is the whole.
    """

    seed: int
    start: float
    scenario: str
    fleet: int = 0
    part: tuple[int, int] = (1, 1)


class Pace(Struct, frozen=True):
    """The clock as it was at real time `real` (POSIX seconds)."""

    now: float
    speed: float
    held: bool
    real: float

    @property
    def is_real(self) -> bool:
        """Whether the world runs as the real one does."""
        return not self.held and self.speed == 1


class KeptCar(Struct, frozen=True):
    """A car in the state file."""

    persona: str
    state: msgspec.Raw


class Book(Protocol):
    """A part of the world that is kept as one document; `changed` until it is."""

    changed: bool

    def dump(self) -> bytes:
        """Return it as JSON."""

    def load(self, data: bytes) -> None:
        """Take back what `dump` returned; raises msgspec.DecodeError."""
