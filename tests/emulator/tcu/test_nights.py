"""Trips over midnight and in the nights on which clocks change (D2)."""

from datetime import date, datetime

import pytest

from emulator import persona
from emulator.cloud.trips import Sums, Trips
from emulator.tcu.deeds import Drive, IgnitionOff
from emulator.tcu.route import distance_km
from tests.emulator.tcu.cars import VIN, yard

WAY = ((48.8, 2.3), (48.9, 2.3), (48.8, 2.3), (48.9, 2.3))
WAY_KM = 3 * distance_km(*WAY[:2])


async def drive(model: str, begin: str, end: str) -> list[tuple[date, Sums]]:
    """Drive between two times by the clock of the car's zone; return its days."""
    it, zone = yard(model), persona.load(model).tzinfo
    began_at, ended_at = (
        datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()
        for text in (begin, end)
    )
    await it.after(began_at - it.clock.now)
    it.do(Drive(WAY, speed_kmh=WAY_KM / (ended_at - began_at) * 3600))
    await it.after(ended_at - began_at)
    it.do(IgnitionOff())
    trips = Trips(set())
    for report in it.told():
        trips.add(VIN, report.trips, zone)
    return list(trips.days(VIN, date(2026, 1, 1), date(2027, 12, 31)))


@pytest.mark.parametrize(
    ("model", "begin", "end", "day"),
    [
        ("almera", "2026-03-07T23:40", "2026-03-08T00:40", "2026-03-07"),
        ("leaf_ze1", "2026-03-07T23:40", "2026-03-08T00:40", "2026-03-07"),
        ("almera", "2026-12-31T23:40", "2027-01-01T00:40", "2026-12-31"),
        ("qx60", "2026-10-31T23:40", "2026-11-01T00:40", "2026-10-31"),
        # A clock that shows two hours more has gone on by one.
        ("leaf_ze1", "2026-03-29T01:30", "2026-03-29T03:30", "2026-03-29"),
        ("qx60", "2026-03-08T01:30", "2026-03-08T03:30", "2026-03-08"),
        ("leaf_ze1", "2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25"),
    ],
)
async def test_D2_a_trip_is_whole_and_on_the_day_it_began(
    model: str, begin: str, end: str, day: str
) -> None:
    [(found, sums)] = await drive(model, begin, end)
    assert found.isoformat() == day
    assert sums.trips == 1
    assert sums.driving_s == pytest.approx(3600)
    assert sums.distance_km == pytest.approx(WAY_KM)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2026-03-28T23:00", "2026-03-29T04:00", 4),
        ("2026-10-24T23:00", "2026-10-25T04:00", 6),
    ],
)
async def test_D2_over_midnight_in_a_night_on_which_clocks_change(
    begin: str, end: str, hours: float
) -> None:
    [(found, sums)] = await drive("qashqai_e_power", begin, end)
    assert found.isoformat() == begin[:10]
    assert sums.driving_s == pytest.approx(hours * 3600)
