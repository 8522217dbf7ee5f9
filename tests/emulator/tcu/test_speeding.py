"""Limits of speed (M4, M5)."""

import pytest

from emulator.tcu.alerts import SpeedAlert
from emulator.tcu.deeds import (
    Drive,
    Follow,
    IgnitionOff,
    IgnitionOn,
    RadioChange,
    StopDriving,
)
from emulator.tcu.route import Route, distance_km
from tests.emulator.tcu.cars import START, resumed, yard
from tests.emulator.tcu.watching import breached, keys, noticed, want, watching

AT_60 = SpeedAlert(alert_id="sixty", limit_kmh=60)
AT_90 = SpeedAlert(alert_id="ninety", limit_kmh=90)
OFF_30 = SpeedAlert(alert_id="off", limit_kmh=30, enabled=False)
WAY = ((13.75, 100.5), (13.95, 100.5))


def drive_at(*speeds: float) -> Follow:
    """Return a drive northward, a minute at each speed (km/h)."""
    points, offsets = [(13.75, 100.5)], [0.0]
    a_degree = distance_km((13.0, 100.5), (14.0, 100.5))
    for kmh in speeds:
        points.append((points[-1][0] + kmh / 60 / a_degree, 100.5))
        offsets.append(offsets[-1] + 60)
    return Follow(Route(tuple(points), tuple(offsets)))


async def test_M4_a_breach_begins_and_ends_once_at_its_moments() -> None:
    it = watching(AT_60)
    it.do(drive_at(50, 70, 100, 65, 40, 50))
    await it.after(70)
    assert breached(it) == {"sixty"}
    await it.after(3600)
    begin, end = noticed(it)
    assert (begin.key, begin.at) == ("speed.infringement", START + 60)
    assert (end.key, end.at) == ("speed.recovery", START + 240)
    assert begin.alert == end.alert == AT_60
    assert breached(it) == set()


async def test_M4_each_limit_that_is_passed_counts() -> None:
    it = watching(AT_60, AT_90, OFF_30)
    it.do(drive_at(50, 100, 70, 30))
    await it.after(3600)
    told = [(notice.key, notice.at - START, notice.alert) for notice in noticed(it)]
    assert told == [
        ("speed.infringement", 60, AT_60),
        ("speed.infringement", 60, AT_90),
        ("speed.recovery", 120, AT_90),
        ("speed.recovery", 180, AT_60),
    ]


async def test_M4_around_the_limit_a_breach_goes_on() -> None:
    it = watching(AT_60)
    it.do(drive_at(61, 59, 61, 56, 61, 54.9, 59, 61))
    await it.after(600)
    assert [notice.at - START for notice in noticed(it)] == [0, 300, 420, 480]


@pytest.mark.parametrize("kmh", [20, 59, 60])
async def test_M4_as_fast_as_allowed_is_no_breach(kmh: float) -> None:
    it = watching(AT_60)
    it.do(Drive(WAY, speed_kmh=kmh))
    await it.after(7200)
    assert keys(it) == []


async def test_M4_a_stop_ends_it() -> None:
    it = watching(AT_60)
    it.do(Drive(WAY, speed_kmh=80))
    assert breached(it) == {"sixty"}
    await it.after(100)
    it.do(StopDriving())
    assert [notice.at - START for notice in noticed(it)] == [0, 100]


async def test_M4_ignition_off_and_arrival_end_it() -> None:
    it = watching(AT_60)
    it.do(Drive(WAY, speed_kmh=80))
    await it.after(100)
    it.do(IgnitionOff())
    it.do(Drive(WAY, speed_kmh=80))
    await it.after(7200)
    assert keys(it) == ["speed.infringement", "speed.recovery"] * 2


async def test_M3_a_pending_limit_is_not_watched_and_the_old_one_still_is() -> None:
    it = watching(AT_90)
    it.do(IgnitionOn())
    want(it, AT_60)
    it.do(drive_at(70, 100, 50))
    await it.after(600)
    assert [notice.alert for notice in noticed(it)] == [AT_90, AT_90]


async def test_M5_a_limit_does_not_slow_the_car() -> None:
    watched, free = watching(AT_60), yard()
    for it in (watched, free):
        it.do(Drive(WAY, speed_kmh=80))
        await it.after(600)
    assert watched.look().speed_kmh == free.look().speed_kmh
    assert watched.look().position == free.look().position


async def test_N2_without_coverage_it_is_kept_with_its_time() -> None:
    it = watching(AT_60)
    it.do(RadioChange(coverage=False))
    it.do(drive_at(50, 70, 50))
    await it.after(600)
    it.do(IgnitionOff())
    assert keys(it) == []
    it.do(RadioChange(coverage=True))
    (report,) = it.told()
    assert report.at == START + 600
    assert [notice.at - START for notice in report.notices] == [60, 120]
    assert len(report.trips) == 1


async def test_a_broken_tcu_notices_nothing_until_it_works() -> None:
    it = watching(AT_60)
    it.do(RadioChange(tcu=False))
    it.do(Drive(WAY, speed_kmh=80))
    await it.after(100)
    assert breached(it) == set()
    it.do(RadioChange(tcu=True))
    assert [(n.key, n.at - START) for n in noticed(it)] == [("speed.infringement", 100)]


async def test_after_a_restart_a_breach_is_still_told_once() -> None:
    it = watching(AT_60)
    it.do(drive_at(50, 70, 50))
    await it.after(90)
    assert keys(it) == ["speed.infringement"]
    again = resumed(it.car.state, "almera", it.clock.now)
    await again.after(600)
    assert keys(again) == ["speed.recovery"]
