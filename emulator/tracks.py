"""Drives as files: GPX and CSV read and written, and what the cars drove of late."""

from collections import deque
from collections.abc import Iterator
import csv
from datetime import UTC, datetime
from io import StringIO
from itertools import pairwise

import gpxpy
from gpxpy.gpx import (
    GPX,
    GPXException,
    GPXTrack,
    GPXTrackPoint,
    GPXTrackSegment,
)
from msgspec import Struct

from . import moments
from .datafile import DataError
from .tcu.deeds import MAX_ROUTE_POINTS
from .tcu.route import Point, Route
from .tcu.state import Motion

_KEPT = 500
_COLUMNS = ("time", "lat", "lon")
_LATITUDE, _LONGITUDE = 90.0, 180.0


class Driven(Struct, frozen=True):
    """What a car drove: from world time `began_at` along a route to its last point."""

    vin: str
    began_at: float
    route: Route

    @property
    def ended_at(self) -> float:
        """World time at the last point."""
        return self.began_at + self.route.duration_s


class Tracks:
    """The last drives of all cars; they are not in the state file."""

    def __init__(self) -> None:
        """Start without drives."""
        self._driven: deque[Driven] = deque(maxlen=_KEPT)
        self._going: dict[str, Motion] = {}

    def look(self, vin: str, motion: Motion | None, now: float) -> None:
        """See at each of a car's events how it moves from then on."""
        before = self._going.get(vin)
        if before is not None and before != motion:
            route = _cut(before.route, now - before.began_at)
            self._driven.append(Driven(vin, before.began_at, route))
            del self._going[vin]
        if motion is not None:
            self._going[vin] = motion

    def of(self, vin: str | None = None) -> list[Driven]:
        """Return the drives of a car or of all, the oldest first."""
        return [one for one in self._driven if vin in (None, one.vin)]


def read_gpx(text: str) -> Route:
    """Read a GPX file whose track points have times; raises DataError."""
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
        raise DataError("GPX: declarations of documents and entities are not taken")
    try:
        points = gpxpy.parse(text).walk(only_points=True)
        return _timed([(_moment(one), one.latitude, one.longitude) for one in points])
    except (GPXException, ValueError) as err:
        raise DataError(f"GPX: {' '.join(str(err).split())}") from err


def read_csv(text: str) -> Route:
    """Read lines of `time,lat,lon` below such a header; raises DataError.

    Times are ISO times or seconds. Other columns, as a speed, are left alone.
    """
    rows = csv.DictReader(StringIO(text), skipinitialspace=True)
    if not {*_COLUMNS} <= {*(rows.fieldnames or ())}:
        raise DataError(f"CSV: line 1 must name the columns {', '.join(_COLUMNS)}")
    try:
        return _timed([_row(row) for row in rows])
    except (csv.Error, ValueError) as err:
        raise DataError(f"CSV: line {rows.line_num}: {err}") from err


def as_gpx(driven: Driven) -> str:
    """Write a drive as a GPX file."""
    document, track, segment = GPX(), GPXTrack(), GPXTrackSegment()
    document.tracks.append(track)
    track.segments.append(segment)
    segment.points.extend(
        GPXTrackPoint(north, east, time=datetime.fromtimestamp(at, UTC))
        for at, (north, east), _ in _steps(driven)
    )
    return str(document.to_xml())


def as_csv(driven: Driven) -> str:
    """Write a drive as lines of time (ISO), degrees and km/h."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*_COLUMNS, "speed"))
    for at, (north, east), kmh in _steps(driven):
        writer.writerow((moments.iso(at), north, east, f"{kmh:.1f}"))
    return out.getvalue()


def _steps(driven: Driven) -> Iterator[tuple[float, Point, float]]:
    route = driven.route
    for offset, point, kmh in zip(
        route.offsets_s, route.points, route.speeds_kmh, strict=True
    ):
        yield driven.began_at + offset, point, kmh


def _timed(rows: list[tuple[float, float, float]]) -> Route:
    """Return the route of times and degrees; ValueError for what cannot be."""
    if not rows:
        raise ValueError("a drive needs points, each with a time")
    if len(rows) > MAX_ROUTE_POINTS:
        raise ValueError(f"more than {MAX_ROUTE_POINTS} points")
    if not all(_on_earth(north, east) for _, north, east in rows):
        raise ValueError("a point that is not on earth")
    if any(a[0] == b[0] and a[1:] != b[1:] for a, b in pairwise(rows)):
        raise ValueError("two places at one time")
    began = rows[0][0]
    points = tuple((north, east) for _, north, east in rows)
    return Route(points, tuple(at - began for at, _, _ in rows))


def _on_earth(north: float, east: float) -> bool:
    return -_LATITUDE <= north <= _LATITUDE and -_LONGITUDE <= east <= _LONGITUDE


def _moment(point: GPXTrackPoint) -> float:
    if point.time is None:
        raise ValueError("a drive needs track points, each with a time")
    return point.time.timestamp()


def _row(row: dict[str, str]) -> tuple[float, float, float]:
    time, north, east = (row[name] or "" for name in _COLUMNS)
    try:
        at = float(time)
    except ValueError:
        at = moments.parse(time)
    return at, float(north), float(east)


def _cut(route: Route, offset_s: float) -> Route:
    """Return the part of a route that is driven after some seconds."""
    if offset_s >= route.duration_s:
        return route
    kept = [n for n, at in enumerate(route.offsets_s) if at < offset_s] or [0]
    last = route.place_at(max(0.0, offset_s), 0.0)
    points = tuple(route.points[n] for n in kept)
    offsets = tuple(route.offsets_s[n] for n in kept)
    if offset_s <= offsets[-1]:
        return Route(points, offsets)
    end = (last.latitude, last.longitude)
    return Route((*points, end), (*offsets, offset_s))
