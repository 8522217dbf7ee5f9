"""A trip that has ended is an event, once: D1, D2."""

from datetime import timedelta

from homeassistant.core import State
from homeassistant.util import dt as dt_util
from msgspec.structs import replace
import pytest

from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn
from tests.keyfob import Keyfob

from .conftest import Report

POLL = 310
HALF_HOUR = 1_810
DAY = 86_400


async def test_D2_a_drive_is_told_within_one_look(
    car: Keyfob, told: list[State]
) -> None:
    """The odometer says so; the sensors show it at the same time."""
    began = car.world.now
    car.do(Drive(route="bangkok"))
    await car.world.advance(900)
    car.do(IgnitionOff())
    ended = car.world.now
    assert not told
    await car.world.advance(POLL)
    [trip] = told
    attributes = trip.attributes
    assert attributes["event_type"] == "trip_finished"
    assert attributes["trips"] == 1
    assert attributes["distance_km"] == pytest.approx(
        car.world.number("almera", "distance_today")
    )
    assert attributes["distance_km"] > 1
    assert attributes["duration_min"] == 15
    assert attributes["fuel_l"] > 0
    assert abs(attributes["started"] - began) < timedelta(minutes=1)
    assert abs(attributes["ended"] - ended) < timedelta(minutes=1)
    await car.world.advance(4 * 3600)
    assert len(told) == 1


async def test_D2_standing_with_the_ignition_on_is_a_trip(
    car: Keyfob, told: list[State]
) -> None:
    """The odometer says nothing; the next poll of trips does."""
    car.do(IgnitionOn())
    await car.world.advance(120)
    car.do(IgnitionOff())
    await car.world.advance(HALF_HOUR)
    [trip] = told
    assert trip.attributes["distance_km"] == 0
    assert trip.attributes["duration_min"] == 2


async def test_D2_what_was_there_before_is_not_told(
    car: Keyfob, told: list[State], report: Report
) -> None:
    """Only what is more than at the first look, and all of it at once."""
    report("2026-03-02T12:00:00+07:00", km=3)
    report("2026-03-02T12:30:00+07:00", km=4)
    await car.world.advance(HALF_HOUR)
    report("2026-03-02T13:20:00+07:00", 15, km=5)
    await car.world.advance(HALF_HOUR)
    assert [state.attributes["trips"] for state in told] == [2, 1]
    first, second = (state.attributes for state in told)
    assert first["distance_km"] == 7
    assert first["duration_min"] == 20
    assert second["distance_km"] == 5
    assert second["started"] == dt_util.parse_datetime("2026-03-02T13:20:00+07:00")
    assert second["ended"] == dt_util.parse_datetime("2026-03-02T13:35:00+07:00")


async def test_D2_over_midnight_it_is_counted_in_yesterday(
    car: Keyfob, told: list[State], report: Report
) -> None:
    """And told, though the day that is polled never has it."""
    await car.world.advance(11.2 * 3600)
    assert dt_util.now().day == 3
    report("2026-03-02T23:50:00+07:00", 18, km=9)
    await car.world.advance(HALF_HOUR)
    [trip] = told
    assert trip.attributes["distance_km"] == 9
    assert car.world.number("almera", "distance_today") == 0


async def test_D2_days_of_an_outage_are_told_apart(
    car: Keyfob, told: list[State], report: Report
) -> None:
    """Each day is an event of its own, though they come at once; none comes twice."""
    hass, entry = car.world.hass, car.entry
    assert await hass.config_entries.async_unload(entry.entry_id)
    await car.world.advance(2 * DAY)
    report("2026-03-02T20:00:00+07:00", km=1)
    report("2026-03-03T08:00:00+07:00", km=2)
    report("2026-03-04T08:00:00+07:00", km=3)
    await car.world.set_up(entry)
    await car.world.advance(60)
    assert [state.attributes["distance_km"] for state in told] == [1, 2, 3]
    assert len({state.state for state in told}) == 3
    await hass.config_entries.async_reload(entry.entry_id)
    await car.world.advance(HALF_HOUR)
    assert len(told) == 3


async def test_D2_a_day_that_shrinks_is_no_trip(
    car: Keyfob, told: list[State], report: Report
) -> None:
    """Nor does what comes back count from where it was."""
    report("2026-03-02T12:00:00+07:00")
    await car.world.advance(HALF_HOUR)
    trips = car.world.emulator.world.cloud.trips.documents
    for key in list(trips):
        trips.pop(key)
    await car.world.advance(HALF_HOUR)
    assert len(told) == 1


async def test_D3_the_day_of_enrolment_is_not_shown(
    car: Keyfob, told: list[State]
) -> None:
    """Neither in today, this month and this year, nor as a trip; the next day is."""
    account = car.world.account()
    vin = car.world.emulator.car("almera").vin
    paired = replace(account.cars[vin], enrolled_at=car.world.now.timestamp())
    car.world.change(cars={vin: paired})
    car.do(Drive(route="bangkok"))
    await car.world.advance(900)
    car.do(IgnitionOff())
    await car.world.advance(HALF_HOUR)
    assert car.world.number("almera", "odometer") > 31_875
    for period in ("today", "month", "year"):
        assert car.world.number("almera", f"trips_{period}") == 0
    assert told == []
    await car.world.advance(DAY)
    car.do(Drive(route="bangkok"))
    await car.world.advance(900)
    car.do(IgnitionOff())
    await car.world.advance(HALF_HOUR)
    for period in ("today", "month", "year"):
        assert car.world.number("almera", f"trips_{period}") == 1
    assert len(told) == 1
