"""Sums of trips: D1, D2."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from emulator.cloud.trips import Trips
from emulator.tcu.report import Trip

ZONE = ZoneInfo("Europe/Paris")
EVER = (date(2000, 1, 1), date(2100, 1, 1))


def _trip(began: datetime, minutes: float = 10, km: float = 5) -> Trip:
    at = began.timestamp()
    return Trip(at, at + minutes * 60, km, 0.5, 0.0, 0.0)


def _trips(*trips: Trip) -> Trips:
    kept = Trips(set())
    kept.add("VIN", trips, ZONE)
    return kept


@pytest.mark.parametrize(
    ("began", "day"),
    [
        # Both nights on which the clocks change, and a year's end.
        ("2026-03-28T22:59:00", date(2026, 3, 28)),
        ("2026-03-28T23:00:00", date(2026, 3, 29)),
        ("2026-03-29T21:59:00", date(2026, 3, 29)),
        ("2026-03-29T22:00:00", date(2026, 3, 30)),
        ("2026-10-24T22:00:00", date(2026, 10, 25)),
        ("2026-10-25T22:59:00", date(2026, 10, 25)),
        ("2026-10-25T23:00:00", date(2026, 10, 26)),
        ("2026-12-31T23:00:00", date(2027, 1, 1)),
    ],
)
def test_D2_the_day_is_that_of_the_cars_zone(began: str, day: date) -> None:
    trips = _trips(_trip(datetime.fromisoformat(began).replace(tzinfo=UTC)))
    assert [found for found, _ in trips.days("VIN", *EVER)] == [day]


def test_D1_a_day_has_number_distance_and_time() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=ZONE)
    trips = _trips(_trip(noon), _trip(noon.replace(hour=8), 20, 7))
    [(_, sums)] = trips.days("VIN", date(2026, 3, 2), date(2026, 3, 2))
    assert (sums.trips, sums.distance_km, sums.driving_s) == (2, 12, 1800)
    assert sums.first_start == noon.replace(hour=8).timestamp()
    assert sums.last_end == noon.timestamp() + 600
    assert sums.fuel_l == 1.0


def test_a_car_has_its_own_trips() -> None:
    trips = _trips(_trip(datetime(2026, 3, 2, 12, tzinfo=ZONE)))
    assert not list(trips.days("ANOTHER", *EVER))


@given(
    st.lists(
        st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
        max_size=20,
    ),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
)
def test_no_trip_is_lost_doubled_or_out_of_order(
    moments: list[datetime], first: date, last: date
) -> None:
    trips = _trips(*(_trip(moment.replace(tzinfo=ZONE)) for moment in moments))
    found = list(trips.days("VIN", first, last))
    days = [day for day, _ in found]
    assert days == sorted(set(days))
    wanted = [moment for moment in moments if first <= _day(moment) <= last]
    assert sum(sums.trips for _, sums in found) == len(wanted)


def _day(moment: datetime) -> date:
    """Return the day of a wall time, as it is after a round trip through UTC."""
    at = moment.replace(tzinfo=ZONE).timestamp()
    return datetime.fromtimestamp(at, ZONE).date()
