"""Control calls on ways to drive: the recorded ones, and the one a car is on."""

from msgspec import Struct

from emulator import drives
from emulator.tcu.route import Point, Route

from .calls import Ask, Call, get


class Way(Struct, frozen=True):
    """A recorded drive: km, seconds, and its points in degrees."""

    route: str
    length_km: float
    duration_s: float
    points: tuple[Point, ...]


class Ways(Struct, frozen=True):
    """All recorded drives, by name."""

    routes: list[Way]


class Underway(Struct, frozen=True):
    """The points of the drive that goes on; none while there is no drive."""

    points: tuple[Point, ...]


async def _list(ask: Ask) -> Ways:
    return Ways([_way(name, drives.load(name)) for name in drives.names()])


def _way(name: str, route: Route) -> Way:
    return Way(name, route.length_km, route.duration_s, route.points)


async def _show(ask: Ask) -> Underway:
    motion = ask.car.state.motion
    return Underway(motion.route.points if motion else ())


CALLS: tuple[Call, ...] = (
    get("routes", "Recorded drives, by name", _list, Ways),
    get("vehicles/{vin}/route", "Where a drive leads that goes on", _show, Underway),
)
