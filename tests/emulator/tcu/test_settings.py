"""When a car takes over what its owner wants watched (M3)."""

from emulator.tcu.alerts import Alert, MonitorSettings, SpeedAlert
from emulator.tcu.deeds import (
    IgnitionOff,
    IgnitionOn,
    RadioChange,
    ReplaceTcu,
    SetBattery12v,
)
from emulator.tcu.orders import StartEngine
from emulator.tcu.outcome import Done
from tests.emulator.tcu.cars import START, Yard, yard
from tests.emulator.tcu.owners import owner
from tests.emulator.tcu.watching import want

AT_80 = SpeedAlert(alert_id="a", limit_kmh=80)
AT_110 = SpeedAlert(alert_id="b", limit_kmh=110)


def in_force(it: Yard) -> tuple[Alert, ...]:
    """Return what the car watches."""
    return it.look().monitoring.in_force.alerts


def told_in_force(it: Yard) -> list[tuple[Alert, ...]]:
    """Return what the car told that it watches, since this was asked last."""
    reports = it.told()
    return [
        report.monitoring.in_force.alerts for report in reports if report.monitoring
    ]


def test_M3_ten_minutes_off_also_count_from_before_the_change() -> None:
    it = yard()
    want(it, AT_80)
    assert in_force(it) == (AT_80,)
    assert it.look().monitoring_pending is None
    assert told_in_force(it) == [(AT_80,)]


async def test_M3_until_ten_minutes_off_the_old_setting_is_in_force() -> None:
    it = yard()
    want(it, AT_80)
    it.do(IgnitionOn())
    want(it, AT_80, AT_110)
    await it.after(3600)
    it.do(IgnitionOff())
    it.told()
    await it.after(599)
    assert in_force(it) == (AT_80,)
    assert it.look().monitoring_pending == MonitorSettings((AT_80, AT_110))
    assert it.told() == []
    await it.after(1)
    assert in_force(it) == (AT_80, AT_110)
    (report,) = it.told()
    assert report.at == START + 3600 + 600
    assert report.monitoring is not None
    assert report.monitoring.in_force == MonitorSettings((AT_80, AT_110))


async def test_M3_ignition_on_starts_the_ten_minutes_over() -> None:
    it = yard()
    it.do(IgnitionOn())
    want(it, AT_80)
    it.do(IgnitionOff())
    await it.after(500)
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    await it.after(599)
    assert in_force(it) == ()
    await it.after(1)
    assert in_force(it) == (AT_80,)


async def test_M3_a_remote_start_is_no_ignition() -> None:
    people = owner("kicks_e_power")
    it = people.it
    assert people.send(StartEngine(), None) == Done()
    want(it, AT_80)
    assert in_force(it) == (AT_80,)


async def test_M3_without_coverage_it_waits_until_the_car_can_be_reached() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    want(it, AT_80)
    assert it.car.next_due() is None
    await it.after(7200)
    assert in_force(it) == ()
    assert it.look().monitoring_pending is not None
    it.do(RadioChange(coverage=True))
    assert in_force(it) == (AT_80,)
    assert [report.at for report in it.told()] == [START + 7200]


async def test_M3_a_flat_12_v_battery_makes_it_wait() -> None:
    it = yard()
    it.do(SetBattery12v(10))
    want(it, AT_80)
    await it.after(3600)
    assert in_force(it) == ()
    it.do(SetBattery12v(12.5))
    assert in_force(it) == (AT_80,)


async def test_M3_the_last_wish_counts_and_a_wish_taken_back_is_none() -> None:
    it = yard()
    want(it, AT_80)
    it.do(IgnitionOn())
    want(it)
    want(it, AT_110)
    assert it.look().monitoring_pending == MonitorSettings((AT_110,))
    want(it, AT_80)
    assert it.look().monitoring_pending is None
    it.do(IgnitionOff())
    it.told()
    await it.after(3600)
    assert in_force(it) == (AT_80,)
    assert it.told() == []


async def test_M3_a_new_tcu_must_take_everything_over_again() -> None:
    it = yard()
    want(it, AT_80)
    it.do(IgnitionOn())
    it.do(ReplaceTcu())
    assert in_force(it) == ()
    assert it.look().monitoring_pending == MonitorSettings((AT_80,))
    it.do(IgnitionOff())
    await it.after(600)
    assert in_force(it) == (AT_80,)


async def test_a_parked_car_that_watches_costs_nothing() -> None:
    it = yard()
    want(it, AT_80)
    assert it.car.next_due() is None
