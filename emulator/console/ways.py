"""Control calls on ways to drive: the recorded ones, and the one a car is on."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from aiohttp import web
from msgspec import Meta, Struct

from emulator import drives, tracks
from emulator.datafile import DataError
from emulator.own_routes import NAME
from emulator.tcu.deeds import Refused
from emulator.tcu.route import Point, Route
from emulator.tracks import Driven

from .calls import Ask, Call, delete, get, post
from .errors import ControlError
from .shown import shown


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


class NewWay(Struct, frozen=True, forbid_unknown_fields=True):
    """A drive that was recorded elsewhere, as GPX or as CSV (`time,lat,lon`)."""

    name: Annotated[str, Meta(pattern=NAME)]
    gpx: str | None = None
    csv: str | None = None


class DriveRow(Struct, frozen=True):
    """A drive that a car has ended; times ISO, km."""

    number: int
    began_at: float
    ended_at: float
    length_km: float


class DriveRows(Struct, frozen=True):
    """The last drives of a car, the oldest first."""

    drives: list[DriveRow]


async def _list(ask: Ask) -> Ways:
    return _ways(ask)


def _ways(ask: Ask) -> Ways:
    known = {name: drives.load(name) for name in drives.names()}
    known |= ask.world.routes.routes
    return Ways([_way(name, route) for name, route in known.items()])


async def _add(ask: Ask) -> Ways:
    way: NewWay = ask.body
    try:
        ask.world.routes.put(way.name, _read(way))
    except Refused as err:
        raise ControlError(409, err.code, err.message, err.field) from err
    await ask.world.persist()
    return _ways(ask)


def _read(way: NewWay) -> Route:
    try:
        match way:
            case NewWay(_, str(text), None):
                return tracks.read_gpx(text)
            case NewWay(_, None, str(text)):
                return tracks.read_csv(text)
    except DataError as err:
        field = "gpx" if way.csv is None else "csv"
        raise ControlError(400, "invalid_route", str(err), field) from err
    raise ControlError(400, "invalid", "gpx or csv, one of them")


async def _remove(ask: Ask) -> Ways:
    try:
        ask.world.routes.remove(ask.request.match_info["name"])
    except KeyError as err:
        text = "no such route of this world"
        raise ControlError(404, "unknown_route", text, "name") from err
    await ask.world.persist()
    return _ways(ask)


async def _driven(ask: Ask) -> dict[str, Any]:
    rows = [
        DriveRow(number, one.began_at, one.ended_at, one.route.length_km)
        for number, one in enumerate(ask.world.tracks.of(ask.car.vin), 1)
    ]
    return shown(DriveRows(rows))


async def _file(ask: Ask) -> web.Response:
    """Give a drive as a file, the last one as `last`."""
    driven = ask.world.tracks.of(ask.car.vin)
    number, kind = ask.request.match_info["number"], ask.request.match_info["kind"]
    at = len(driven) if number == "last" else int(number) if number.isdecimal() else 0
    if not 1 <= at <= len(driven) or kind not in _FILES:
        raise ControlError(404, "unknown_drive", "there is no such drive", "number")
    media_type, write = _FILES[kind]
    return web.Response(text=write(driven[at - 1]), content_type=media_type)


def _way(name: str, route: Route) -> Way:
    return Way(name, route.length_km, route.duration_s, route.points)


async def _show(ask: Ask) -> Underway:
    motion = ask.car.state.motion
    return Underway(motion.route.points if motion else ())


_FILES: Final[Mapping[str, tuple[str, Callable[[Driven], str]]]] = {
    "gpx": ("application/gpx+xml", tracks.as_gpx),
    "csv": ("text/csv", tracks.as_csv),
}

CALLS: tuple[Call, ...] = (
    post("routes", "Take in a recorded drive, GPX or CSV", _add, NewWay, Ways),
    delete("routes/{name}", "Forget a route of this world", _remove, Ways),
    get("vehicles/{vin}/drives", "What a car drove of late", _driven, DriveRows),
    get("vehicles/{vin}/drives/{number}.{kind}", "A drive as gpx or csv file", _file),
    get("routes", "Recorded drives, by name", _list, Ways),
    get("vehicles/{vin}/route", "Where a drive leads that goes on", _show, Underway),
)
