"""Fixes that no car can have, and those that look like it (F75, need 17)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.nissanconnect.api.models import Location
from custom_components.nissanconnect.api.place import Doubt, distance_km, doubted

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATITUDES = st.floats(-89, 89)
LONGITUDES = st.floats(-180, 180)


def fix(latitude: float, longitude: float, hours: float = 0) -> Location:
    """Return a position some hours after noon."""
    at = NOON + timedelta(hours=hours)
    return Location(latitude=latitude, longitude=longitude, reported_at=at)


def test_the_way_from_paris_to_london() -> None:
    far = distance_km(fix(48.8566, 2.3522), fix(51.5074, -0.1278))
    assert far == pytest.approx(343.6, abs=1)


def test_no_place_is_nowhere() -> None:
    nowhere = Location(reported_at=NOON)
    assert distance_km(nowhere, fix(1, 1)) is None
    assert distance_km(fix(1, 1), nowhere) is None
    assert doubted(nowhere, fix(1, 1), None, NOON) is None


@pytest.mark.parametrize(
    ("degrees", "hours", "jump"),
    [
        (0.04, 0.02, False),  # 4 km: a tunnel
        (0.2, 1 / 12, False),  # 22 km in 5 minutes is 250 km/h
        (0.5, 1 / 12, True),  # 55 km in 5 minutes
        (2, 1, False),  # 222 km in an hour
        (5, 1, True),
        (4, 30, False),  # 445 km since yesterday
        (6, 30, True),  # 667 km since yesterday: perhaps, but told twice
    ],
)
def test_F75_how_far_a_car_comes(degrees: float, hours: float, jump: bool) -> None:
    doubt = doubted(fix(10, 10), fix(10 + degrees, 10, hours), None, NOON)
    assert (doubt is not None) is jump


def test_F75_a_second_later_fix_confirms() -> None:
    """A ferry: the first one at the new place is doubted."""
    old, ferry = fix(43.3, 5.4), fix(36.8, 3.0, 20)
    doubt = doubted(old, ferry, None, NOON)
    assert doubt == Doubt(ferry, NOON)
    assert doubted(old, ferry, doubt, NOON + timedelta(minutes=5)) == doubt
    assert doubted(old, fix(36.81, 3.01, 20.1), doubt, NOON) is None
    assert "36.8" not in repr(doubt)


def test_F75_what_is_told_for_an_hour_is_believed() -> None:
    """A car that parked there says no more."""
    old, new = fix(40, 0), fix(46, 0, 200)
    doubt = doubted(old, new, None, NOON)
    assert doubted(old, new, doubt, NOON + timedelta(minutes=59)) == doubt
    assert doubted(old, new, doubt, NOON + timedelta(minutes=60)) is None


def test_F75_another_jump_confirms_nothing() -> None:
    """Drift goes here and there."""
    old, away = fix(13, 100), fix(5, 90, 1.1)
    doubt = doubted(old, fix(20, 100, 1), None, NOON)
    later = NOON + timedelta(hours=2)
    assert doubted(old, away, doubt, later) == Doubt(away, later)


def test_the_first_fix_is_believed() -> None:
    assert doubted(None, fix(0.5, 170), None, NOON) is None


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.floats(0.1, 1000))
def test_no_place_is_lost_for_ever(
    north: float, east: float, south: float, west: float, hours: float
) -> None:
    """Told twice it is believed, wherever it is."""
    old, first = fix(north, east), fix(south, west, hours)
    doubt = doubted(old, first, None, NOON)
    again = fix(south, west, hours + 1)
    assert doubt is None or doubted(old, again, doubt, NOON) is None


@given(LATITUDES, LONGITUDES, st.floats(0, 1000))
def test_a_car_that_stays_never_jumps(north: float, east: float, hours: float) -> None:
    assert doubted(fix(north, east), fix(north, east, hours), None, NOON) is None
