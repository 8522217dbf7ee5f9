"""Fixes that no car can have: a place too far from the last one (F75, need 17)."""

from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Final

from .models import Location

_EARTH_KM: Final = 6371.0
# A car is not faster; fixes are a few km wrong in tunnels and garages.
_FASTEST_KMH: Final = 250.0
_SLACK_KM: Final = 5.0
# After a longer silence the next fix is not further than this, or told twice.
_LONGEST_SILENCE: Final = timedelta(hours=2)


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


def is_jump(old: Location | None, new: Location, doubted: Location | None) -> bool:
    """Whether a fix is too far from the last one to be believed yet.

    A later one near a fix that was doubted confirms it: ferries and trains carry cars.
    """
    if old is None or not _is_too_far(old, new):
        return False
    confirmed = doubted is not None and (
        _is_later(doubted, new) and not _is_too_far(doubted, new)
    )
    return not confirmed


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
