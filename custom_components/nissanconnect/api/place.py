"""Fixes that no car can have: a place too far from the last one (F75, need 17)."""

from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple, override

from .discretion import discreet
from .models import Location

_EARTH_KM: Final = 6371.0
# A car is not faster; fixes are a few km wrong in tunnels and garages.
_FASTEST_KMH: Final = 250.0
_SLACK_KM: Final = 5.0
# After a longer silence the next fix is not further than this, or confirmed.
_LONGEST_SILENCE: Final = timedelta(hours=2)
_TOLD_FOR: Final = timedelta(hours=1)


def distance_km(one: Location, other: Location) -> float | None:
    """Return how far two places are apart; None if one of them is none."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


class Doubt(NamedTuple):
    """A fix that is not believed yet, and since when it is told (our time)."""

    fix: Location
    since: datetime

    @override
    def __repr__(self) -> str:
        return discreet(self, "fix")


def doubted(
    old: Location | None, new: Location, before: Doubt | None, now: datetime
) -> Doubt | None:
    """Return the doubt about a fix that is too far from the last one; None if believed.

    What was doubted is confirmed by a later report near it (ferries and trains carry
    cars), or by being told for an hour: a car that is parked says no more.
    """
    if old is None or not _is_too_far(old, new):
        return None
    if before is None or _is_too_far(before.fix, new):
        return Doubt(new, now)
    confirmed = _is_later(before.fix, new) or now - before.since >= _TOLD_FOR
    return None if confirmed else before


def _is_too_far(old: Location, new: Location) -> bool:
    far_km = distance_km(old, new)
    if far_km is None or old.reported_at is None or new.reported_at is None:
        return False
    silence = min(max(new.reported_at - old.reported_at, timedelta()), _LONGEST_SILENCE)
    return far_km > _SLACK_KM + _FASTEST_KMH * silence / timedelta(hours=1)


def _is_later(one: Location, other: Location) -> bool:
    if one.reported_at is None or other.reported_at is None:
        return False
    return other.reported_at > one.reported_at
