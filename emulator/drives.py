"""Recorded drives (GPX) by name, and routes made of points.

Nothing of this reaches into a car: what a person calls a route becomes the points and
times that a car follows.
"""

from collections.abc import Mapping
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

from . import tracks
from .datafile import DataError
from .tcu.deeds import Drive, Follow, Refused
from .tcu.route import Point, Route, distance_km

DRIVES = Path(__file__).parent / "drives"
USUAL_SPEED_KMH = 50.0


def names() -> list[str]:
    """Return the names of all shipped drives."""
    return sorted(path.stem for path in DRIVES.glob("*.gpx"))


@cache
def load(name: str) -> Route:
    """Return a shipped drive; raises DataError. Reads a file the first time."""
    if name not in names():
        raise DataError(f"no route {name!r}; there are {', '.join(names())}")
    return read(DRIVES / f"{name}.gpx")


def read(path: Path) -> Route:
    """Read a GPX file whose track points have times; raises DataError."""
    try:
        return tracks.read_gpx(path.read_text("utf-8"))
    except OSError as err:
        raise DataError(f"{path.name}: {err.strerror}") from err
    except (DataError, UnicodeDecodeError) as err:
        raise DataError(f"{path.name}: {err}") from err


def resolve(deed: Drive, own: Mapping[str, Route] | None = None) -> Follow:
    """Return what a car can do of it: the drive with its route, shipped or `own`.

    Raises Refused for a route that there is not. The first use of a name reads a file.
    """
    if deed.route == ():
        raise Refused("empty_route", "a route needs at least one point", "route")
    return Follow(_route(deed.route, deed.speed_kmh, own or {}))


def at_speed(points: tuple[Point, ...], speed_kmh: float) -> Route:
    """Return the route along `points` at one speed."""
    legs = (distance_km(a, b) / speed_kmh * 3600 for a, b in pairwise(points))
    return Route(points, tuple(accumulate(legs, initial=0.0)))


def _route(
    wanted: str | tuple[Point, ...], speed_kmh: float | None, own: Mapping[str, Route]
) -> Route:
    if not isinstance(wanted, str):
        return at_speed(wanted, speed_kmh or USUAL_SPEED_KMH)
    try:
        route = own[wanted] if wanted in own else load(wanted)
    except DataError as err:
        raise Refused("unknown_route", str(err), "route") from err
    return at_speed(route.points, speed_kmh) if speed_kmh else route
