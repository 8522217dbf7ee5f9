"""A car whose services are deactivated (E8)."""

from emulator.tcu.alerts import SpeedAlert
from emulator.tcu.deeds import (
    Break,
    BreakIn,
    Drive,
    IgnitionOff,
    IgnitionOn,
    LockWithKey,
    RadioChange,
    Repair,
)
from emulator.tcu.report import Warning
from tests.emulator.tcu.cars import START, Yard, yard
from tests.emulator.tcu.watching import breached, keys, noticed, want, watching

AT_60 = SpeedAlert(alert_id="sixty", limit_kmh=60)
WAY = ((13.75, 100.5), (13.95, 100.5))


def set_service(it: Yard, *, active: bool) -> None:
    """Activate or deactivate the car now."""
    it.car.set_service(it.clock.now, active=active)


async def test_E8_a_deactivated_car_reports_nothing_new() -> None:
    it = yard()
    set_service(it, active=False)
    assert not it.look().service
    assert not it.look().reachable
    it.do(Drive(WAY, speed_kmh=60))
    await it.after(600)
    it.do(IgnitionOff())
    it.do(LockWithKey())
    it.car.wake(it.clock.now)
    it.car.ask(it.clock.now, frozenset({"cockpit"}))
    await it.after(3600)
    assert it.told() == []
    assert not it.look().unsent


async def test_E8_an_activated_car_says_so_and_its_trips_rested() -> None:
    it = yard()
    set_service(it, active=False)
    it.do(Drive(WAY, speed_kmh=60))
    await it.after(600)
    it.do(IgnitionOff())
    set_service(it, active=True)
    (report,) = it.told()
    assert report.at == START + 600
    assert report.cockpit == it.look().cockpit
    assert report.trips == ()
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    assert [len(report.trips) for report in it.told()] == [0, 1]


async def test_E8_alerts_rest_while_it_is_deactivated() -> None:
    it = watching(AT_60)
    set_service(it, active=False)
    it.do(Drive(WAY, speed_kmh=80))
    await it.after(60)
    assert breached(it) == set()
    set_service(it, active=True)
    assert [(n.key, n.at - START) for n in noticed(it)] == [("speed.infringement", 60)]
    set_service(it, active=False)
    it.do(IgnitionOff())
    await it.after(60)
    assert keys(it) == []
    set_service(it, active=True)
    assert [(n.key, n.at - START) for n in noticed(it)] == [("speed.recovery", 120)]


def test_E8_no_theft_and_no_warning_is_told_then_or_later() -> None:
    it = yard()
    set_service(it, active=False)
    it.do(BreakIn())
    assert it.look().alarm
    it.do(IgnitionOn())
    it.do(Break(Warning.BRAKE))
    it.do(Repair(Warning.BRAKE))
    for _ in range(2):
        it.do(IgnitionOff())
        it.do(IgnitionOn())
    set_service(it, active=True)
    assert keys(it) == []


async def test_E8_wanted_alerts_are_pending_until_it_is_active() -> None:
    it = yard()
    set_service(it, active=False)
    want(it, AT_60)
    await it.after(3600)
    assert it.car.next_due() is None
    assert it.look().monitoring_pending is not None
    set_service(it, active=True)
    assert it.look().monitoring.in_force.alerts == (AT_60,)


async def test_E8_what_was_kept_before_is_told_after() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    set_service(it, active=False)
    it.do(RadioChange(coverage=True))
    assert it.told() == []
    await it.after(60)
    set_service(it, active=True)
    (report,) = it.told()
    assert report.at == START + 60
    assert len(report.trips) == 1


def test_to_set_what_is_set_changes_nothing() -> None:
    it = yard()
    set_service(it, active=True)
    assert it.told() == []
    assert it.look().asleep
