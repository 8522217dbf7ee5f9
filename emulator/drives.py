"""Recorded drives (GPX) by name, and routes made of points.

Nothing of this reaches into a car: what a person calls a route becomes the points and
times that a car follows.
"""

from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import gpxpy
from gpxpy.gpx import GPXException, GPXTrackPoint

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
        with path.open(encoding="utf-8") as file:
            return _recorded(gpxpy.parse(file).walk(only_points=True))
    except OSError as err:
        raise DataError(f"{path.name}: {err.strerror}") from err
    except (GPXException, ValueError) as err:
        raise DataError(f"{path.name}: {' '.join(str(err).split())}") from err


def resolve(deed: Drive) -> Follow:
    """Return what a car can do of it: the drive with its route.

    Raises Refused for a route that there is not. The first use of a name reads a file.
    """
    if deed.route == ():
        raise Refused("empty_route", "a route needs at least one point", "route")
    return Follow(_route(deed.route, deed.speed_kmh))


def at_speed(points: tuple[Point, ...], speed_kmh: float) -> Route:
    """Return the route along `points` at one speed."""
    legs = (distance_km(a, b) / speed_kmh * 3600 for a, b in pairwise(points))
    return Route(points, tuple(accumulate(legs, initial=0.0)))


def _recorded(track: Iterable[GPXTrackPoint]) -> Route:
    """Return the route of a recorded track; ValueError for times that cannot be."""
    steps = list(track)
    times = [step.time.timestamp() for step in steps if step.time]
    if not steps or len(times) != len(steps):
        raise ValueError("a drive needs track points, each with a time")
    if any(a.time == b.time and _spot(a) != _spot(b) for a, b in pairwise(steps)):
        raise ValueError("two places at one time")
    points = tuple(map(_spot, steps))
    return Route(points, tuple(time - times[0] for time in times))


def _route(wanted: str | tuple[Point, ...], speed_kmh: float | None) -> Route:
    if not isinstance(wanted, str):
        return at_speed(wanted, speed_kmh or USUAL_SPEED_KMH)
    try:
        route = load(wanted)
    except DataError as err:
        raise Refused("unknown_route", str(err), "route") from err
    return at_speed(route.points, speed_kmh) if speed_kmh else route


def _spot(step: GPXTrackPoint) -> Point:
    return step.latitude, step.longitude
