"""A way to be driven: points with times, and what follows from them."""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Annotated

from msgspec import Meta, Struct

type Latitude = Annotated[float, Meta(ge=-90, le=90)]
type Longitude = Annotated[float, Meta(ge=-180, le=180)]
type Point = tuple[Latitude, Longitude]

EARTH_RADIUS_KM = 6371.0088


class Place(Struct, frozen=True):
    """Where a car stands and looks to: degrees, degrees clockwise from north."""

    latitude: float
    longitude: float
    heading_deg: float


class Route(Struct, frozen=True, dict=True):
    """Points with the seconds after departure at which each is reached.

    Raises ValueError unless there is a time for each, beginning at 0, never going back.
    """

    points: tuple[Point, ...]
    offsets_s: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be driven."""
        if not self.points or len(self.points) != len(self.offsets_s):
            raise ValueError("a route needs points, each with a time")
        if self.offsets_s[0] != 0 or any(b < a for a, b in pairwise(self.offsets_s)):
            raise ValueError("the times of a route begin at 0 and never go back")

    @cached_property
    def kilometres(self) -> tuple[float, ...]:
        """Way from the first point to each point."""
        legs = (distance_km(a, b) for a, b in pairwise(self.points))
        return tuple(accumulate(legs, initial=0.0))

    @cached_property
    def speeds_kmh(self) -> tuple[float, ...]:
        """Speed from each point on; a leg without time counts to the one behind it."""
        speeds = [0.0]
        for leg in range(len(self.points) - 2, -1, -1):
            way = self.kilometres[leg + 1] - self.kilometres[leg]
            s = self.offsets_s[leg + 1] - self.offsets_s[leg]
            speeds.append(way / s * 3600 if s else speeds[-1])
        return tuple(reversed(speeds))

    @property
    def length_km(self) -> float:
        """Way from the first to the last point."""
        return self.kilometres[-1]

    @property
    def duration_s(self) -> float:
        """Time from the first to the last point."""
        return self.offsets_s[-1]

    def km_at(self, offset_s: float) -> float:
        """Return the way driven after `offset_s` seconds."""
        leg, share = self._leg_at(offset_s)
        if leg == len(self.points) - 1:
            return self.length_km
        begin, end = self.kilometres[leg : leg + 2]
        return begin + (end - begin) * share

    def offset_at(self, km: float) -> float:
        """Return the seconds after which `km` (0 to `length_km`) are driven."""
        leg = bisect_right(self.kilometres, km) - 1
        if leg == len(self.points) - 1:
            return self.duration_s
        begin, end = self.kilometres[leg : leg + 2]
        start, stop = self.offsets_s[leg : leg + 2]
        return start + (stop - start) * (km - begin) / (end - begin)

    def speed_at(self, offset_s: float) -> float:
        """Return the speed in km/h; 0 before departure and from arrival on."""
        leg, _ = self._leg_at(offset_s)
        return self.speeds_kmh[leg]

    def place_at(self, offset_s: float, heading_deg: float) -> Place:
        """Return the place; `heading_deg` is kept while no leg gives another."""
        leg, share = self._leg_at(offset_s)
        latitude, longitude = self.points[leg]
        heading = self._heading(leg, heading_deg)
        if share:
            north, east = self.points[leg + 1]
            latitude += (north - latitude) * share
            longitude = _wrapped(longitude + _wrapped(east - longitude) * share)
        return Place(latitude, longitude, heading)

    def _leg_at(self, offset_s: float) -> tuple[int, float]:
        """Return the leg's number and the share of it that is driven."""
        leg = max(0, bisect_right(self.offsets_s, offset_s) - 1)
        if leg == len(self.points) - 1:
            return leg, 0.0
        start, stop = self.offsets_s[leg : leg + 2]
        return leg, max(0.0, offset_s - start) / (stop - start)

    def _heading(self, leg: int, otherwise: float) -> float:
        """Return the heading of the last leg up to `leg` that has a length."""
        for number in range(min(leg, len(self.points) - 2), -1, -1):
            if self.kilometres[number] != self.kilometres[number + 1]:
                return bearing_deg(self.points[number], self.points[number + 1])
        return otherwise


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance."""
    lat_a, lat_b = radians(a[0]), radians(b[0])
    north, east = lat_b - lat_a, radians(b[1] - a[1])
    half = sin(north / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def bearing_deg(a: Point, b: Point) -> float:
    """Return the heading from `a` to `b`, 0 to 360, clockwise from north."""
    lat_a, lat_b, east = radians(a[0]), radians(b[0]), radians(b[1] - a[1])
    x = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(east)
    return degrees(atan2(sin(east) * cos(lat_b), x)) % 360


def moved(place: Place, bearing: float, km: float) -> Place:
    """Return the place `km` away toward `bearing`, looking as before."""
    way, toward = km / EARTH_RADIUS_KM, radians(bearing)
    lat = radians(place.latitude)
    north = asin(sin(lat) * cos(way) + cos(lat) * sin(way) * cos(toward))
    east = atan2(sin(toward) * sin(way) * cos(lat), cos(way) - sin(lat) * sin(north))
    longitude = _wrapped(place.longitude + degrees(east))
    return Place(degrees(north), longitude, place.heading_deg)


def _wrapped(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
