"""The curfew, in the car's zone (M7)."""

from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

from msgspec.structs import replace
import pytest

from emulator.tcu.alerts import CurfewAlert, Weekday
from emulator.tcu.deeds import IgnitionOff, IgnitionOn, RadioChange, Refuel, ReplaceTcu
from emulator.tcu.orders import StartEngine
from emulator.tcu.outcome import Done
from tests.emulator.tcu.cars import Yard
from tests.emulator.tcu.owners import owner
from tests.emulator.tcu.watching import breached, keys, noticed, want, watching

HOUR = 3600.0
DAILY: frozenset[Weekday] = frozenset(get_args(Weekday.__value__))
NIGHT = CurfewAlert(alert_id="night", start=22 * 60, end=6 * 60, days=DAILY)
BANGKOK = ZoneInfo("Asia/Bangkok")
PARIS = ZoneInfo("Europe/Paris")


async def until(it: Yard, text: str, zone: ZoneInfo = BANGKOK) -> None:
    """Move on to a time in a zone."""
    at = datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()
    await it.after(at - it.clock.now)


def told(it: Yard, zone: ZoneInfo = BANGKOK) -> list[tuple[str, str]]:
    """Return what was noticed, and when by a zone's clock."""
    return [
        (
            notice.key.removeprefix("curfew."),
            f"{datetime.fromtimestamp(notice.at, zone):%d. %H:%M}",
        )
        for notice in noticed(it)
    ]


async def test_M7_ignition_on_within_begins_and_off_ends_a_breach() -> None:
    it = watching(NIGHT)
    await until(it, "2026-03-02T23:30")
    it.do(IgnitionOn())
    assert breached(it) == {"night"}
    await until(it, "2026-03-03T00:10")
    it.do(IgnitionOff())
    assert told(it) == [("infringement", "02. 23:30"), ("recovery", "03. 00:10")]


async def test_M7_the_curfew_begins_and_ends_during_a_drive() -> None:
    it = watching(NIGHT)
    it.do(IgnitionOn())
    await it.after(48 * HOUR)
    assert told(it) == [
        ("infringement", "02. 22:00"),
        ("recovery", "03. 06:00"),
        ("infringement", "03. 22:00"),
        ("recovery", "04. 06:00"),
    ]


async def test_M7_the_end_belongs_to_the_day_the_begin_to_the_curfew() -> None:
    it = watching(NIGHT)
    await until(it, "2026-03-03T06:00")
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    assert keys(it) == []
    await until(it, "2026-03-03T22:00")
    it.do(IgnitionOn())
    assert keys(it) == ["curfew.infringement"]


@pytest.mark.parametrize(
    ("at", "breach"),
    [
        ("2026-03-06T23:00", True),
        ("2026-03-07T05:00", True),
        ("2026-03-07T23:00", False),
        ("2026-03-06T05:00", False),
    ],
)
async def test_M7_it_belongs_to_the_weekday_on_which_it_begins(
    at: str, breach: bool
) -> None:
    it = watching(replace(NIGHT, days=frozenset({"friday"})))
    await until(it, at)
    it.do(IgnitionOn())
    assert (keys(it) == ["curfew.infringement"]) == breach


async def test_M7_a_weekly_curfew_is_found_a_week_ahead() -> None:
    # The second of March is a Monday; at 8 o'clock this curfew has just ended.
    it = watching(replace(NIGHT, start=420, end=480, days=frozenset({"monday"})))
    it.do(IgnitionOn())
    for _ in range(8):
        it.do(Refuel(30))
        await it.after(24 * HOUR)
    assert told(it) == [("infringement", "09. 07:00"), ("recovery", "09. 08:00")]


async def test_M7_a_curfew_of_whole_days_is_one_breach() -> None:
    days: frozenset[Weekday] = frozenset({"saturday", "sunday"})
    it = watching(replace(NIGHT, start=0, end=0, days=days))
    await until(it, "2026-03-06T20:00")
    it.do(IgnitionOn())
    await until(it, "2026-03-09T01:00")
    assert told(it) == [("infringement", "07. 00:00"), ("recovery", "09. 00:00")]


@pytest.mark.parametrize(
    "alert", [replace(NIGHT, days=frozenset()), replace(NIGHT, enabled=False)]
)
async def test_M7_without_days_or_switched_off_there_is_none(
    alert: CurfewAlert,
) -> None:
    it = watching(alert)
    it.do(IgnitionOn())
    await it.after(48 * HOUR)
    assert keys(it) == []


async def test_M7_a_remote_start_is_no_use_of_the_car() -> None:
    people = owner("kicks_e_power")
    it = people.it
    want(it, replace(NIGHT, start=0, end=0))
    assert people.send(StartEngine(), None) == Done()
    await it.after(HOUR)
    assert keys(it) == []


async def test_M7_it_is_by_the_clock_of_the_cars_zone() -> None:
    it = watching(NIGHT, model="leaf_ze1")
    await until(it, "2026-03-02T12:00", PARIS)
    it.do(IgnitionOn())
    await it.after(20 * HOUR)
    assert told(it, PARIS) == [("infringement", "02. 22:00"), ("recovery", "03. 06:00")]


async def test_M7_the_night_that_lacks_an_hour() -> None:
    it = watching(NIGHT, model="leaf_ze1")
    await until(it, "2026-03-28T21:00", PARIS)
    it.do(IgnitionOn())
    await it.after(12 * HOUR)
    begin, end = noticed(it)
    assert end.at - begin.at == 7 * HOUR


async def test_M7_the_night_that_has_an_hour_twice() -> None:
    it = watching(NIGHT, model="leaf_ze1")
    await until(it, "2026-10-24T21:00", PARIS)
    it.do(IgnitionOn())
    await it.after(12 * HOUR)
    begin, end = noticed(it)
    assert end.at - begin.at == 9 * HOUR


async def test_M7_a_curfew_in_the_hour_that_is_missing_or_there_twice() -> None:
    it = watching(replace(NIGHT, start=135, end=165), model="leaf_ze1")
    await until(it, "2026-03-29T00:00", PARIS)
    it.do(IgnitionOn())
    await it.after(12 * HOUR)
    assert told(it, PARIS) == [("infringement", "29. 03:15"), ("recovery", "29. 03:45")]
    it.do(IgnitionOff())
    await until(it, "2026-10-25T00:00", PARIS)
    it.do(IgnitionOn())
    await it.after(12 * HOUR)
    begin, end = noticed(it)
    assert end.at - begin.at == 1.5 * HOUR


async def test_M7_a_parked_car_has_no_moment_of_its_own() -> None:
    it = watching(NIGHT)
    assert it.car.next_due() is None
    await it.after(365 * 24 * HOUR)
    assert it.told() == []


async def test_M7_a_breach_that_a_broken_tcu_slept_through_ends_when_it_works() -> None:
    it = watching(NIGHT)
    await until(it, "2026-03-02T23:00")
    it.do(IgnitionOn())
    it.do(RadioChange(tcu=False))
    it.do(IgnitionOff())
    await it.after(24 * HOUR)
    assert keys(it) == ["curfew.infringement"]
    it.do(RadioChange(tcu=True))
    assert told(it) == [("recovery", "03. 23:00")]


async def test_M7_a_new_tcu_knows_of_no_breach() -> None:
    it = watching(NIGHT)
    await until(it, "2026-03-02T23:00")
    it.do(IgnitionOn())
    it.told()
    it.do(ReplaceTcu())
    assert breached(it) == set()
    it.do(IgnitionOff())
    await it.after(HOUR)
    assert keys(it) == []
