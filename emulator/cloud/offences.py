"""Offences: how often alerts were breached of late, also since removed ones (M4)."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from emulator.tcu.report import Notice, NoticeKey

from .documents import Collection, DocumentKey

DAYS: Final = 30
_SPAN_S = DAYS * 86_400.0
INFRINGEMENTS: Final[tuple[NoticeKey, ...]] = (
    "speed.infringement",
    "curfew.infringement",
    "zone.infringement",
)


class Offence(Struct, frozen=True):
    """One breach's begin, in world time."""

    at: float
    key: NoticeKey


class Record(Struct, frozen=True):
    """A car's offences."""

    offences: tuple[Offence, ...] = ()


class Offences:
    """The offences of all cars in the last 30 days, rolling."""

    def __init__(self, changed: set[DocumentKey]) -> None:
        """Start without any."""
        self.documents = Collection("offences", Record, changed)

    def add(self, vin: str, now: float, notices: Iterable[Notice]) -> None:
        """Count what a car tells; each breach once, when it begins."""
        new = [Offence(one.at, one.key) for one in notices if one.key in INFRINGEMENTS]
        if new:
            known = self.since(vin, now, 0.0)
            self.documents[vin] = Record((*known, *new))

    def forget(self, vin: str) -> None:
        """Erase a car's offences (E9)."""
        self.documents.pop(vin)

    def since(self, vin: str, now: float, enrolled_at: float) -> tuple[Offence, ...]:
        """Return those of the last 30 days, since the car is somebody's."""
        record = self.documents.get(vin) or Record()
        after = max(now - _SPAN_S, enrolled_at)
        return tuple(one for one in record.offences if after < one.at)
