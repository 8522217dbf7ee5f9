"""What the cloud knows of a car: its last word on each block, with the car's time."""

from msgspec import Struct
from msgspec.structs import replace

from emulator.tcu.report import (
    Battery,
    Block,
    Cabin,
    Cockpit,
    Engine,
    EngineState,
    Health,
    Location,
    Locks,
    Monitoring,
    Opening,
    Pressure,
    Report,
    Warning,
)

__all__ = [
    "BLOCKS",
    "Battery",
    "Block",
    "Cabin",
    "Cache",
    "Cockpit",
    "Dated",
    "Engine",
    "EngineState",
    "Health",
    "Location",
    "Locks",
    "Monitoring",
    "Opening",
    "Pressure",
    "Warning",
    "merge",
]

BLOCKS: tuple[Block, ...] = Block.__value__.__args__


class Dated[T](Struct, frozen=True):
    """A block, true at the car's time `at`."""

    at: float
    value: T


class Cache(Struct, frozen=True):
    """Everything a car has told; None what it never told.

    `battery_before` is the battery as of the report before, for `Answer.BEHIND`.
    """

    heard_at: float | None = None
    privacy: bool = False
    cockpit: Dated[Cockpit] | None = None
    location: Dated[Location] | None = None
    locks: Dated[Locks] | None = None
    battery: Dated[Battery] | None = None
    battery_before: Dated[Battery] | None = None
    cabin: Dated[Cabin] | None = None
    engine: Dated[Engine] | None = None
    health: Dated[Health] | None = None
    pressure: Dated[Pressure] | None = None
    monitoring: Dated[Monitoring] | None = None


def merge(cache: Cache, report: Report) -> Cache:
    """Take over what a report says; an older one never replaces a newer."""
    news: dict[str, object] = {
        block: Dated(report.at, value)
        for block in BLOCKS
        if (value := getattr(report, block)) is not None
        and _is_newer(report.at, getattr(cache, block))
    }
    if "battery" in news:
        news["battery_before"] = cache.battery or news["battery"]
    if cache.heard_at is None or report.at >= cache.heard_at:
        news |= {"heard_at": report.at, "privacy": report.privacy}
    return replace(cache, **news)


def _is_newer(at: float, known: Dated[object] | None) -> bool:
    return known is None or at >= known.at
