"""When a car tells, when it sleeps, and what it costs."""

import pytest

from emulator.tcu.deeds import (
    Close,
    Deed,
    Drive,
    IgnitionOff,
    IgnitionOn,
    LockWithKey,
    Open,
    Privacy,
    RadioChange,
    Refused,
    ReplaceTcu,
    SetBattery12v,
    SetOdometer,
    StopDriving,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from tests.emulator.tcu.cars import START, Yard, yard

AWAKE_S = 600


@pytest.mark.parametrize(
    "deed",
    [IgnitionOn(), Open(Opening.HATCH), UnlockWithKey(), Privacy(on=True)],
)
async def test_a_car_tells_everything_at_a_change(deed: Deed) -> None:
    it = yard()
    await it.after(77)
    it.do(deed)
    (report,) = it.told()
    assert report.at == START + 77
    assert None not in {report.cockpit, report.locks, report.cabin, report.engine}
    assert report.health is not None
    assert report.pressure is not None
    assert report.battery is None


async def test_a_car_tells_when_it_is_closed_locked_and_switched_off() -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(Open(Opening.HOOD))
    it.do(IgnitionOn())
    it.told()
    ending: list[Deed] = [IgnitionOff(), Close(Opening.HOOD), LockWithKey()]
    for deed in ending:
        it.do(deed)
        assert len(it.told()) == 1


async def test_a_driving_car_tells_every_few_minutes() -> None:
    it = yard()
    it.do(Drive("bangkok"))
    await it.after(600)
    assert [report.at - START for report in it.told()] == [0, 120, 240, 360, 480, 600]


async def test_a_sleeping_car_says_nothing_until_woken() -> None:
    it = yard()
    it.do(SetOdometer(40_000))
    it.car.ask(it.clock.now, frozenset({"location"}))
    assert it.told() == []
    it.car.wake(it.clock.now)
    assert not it.car.asleep(it.clock.now)
    assert it.told() == []
    it.car.ask(it.clock.now, frozenset({"location"}))
    (report,) = it.told()
    assert report.location is not None
    assert report.cockpit is None


async def test_a_car_falls_asleep_again() -> None:
    it = yard()
    it.car.wake(START)
    assert not (await it.after(AWAKE_S - 1)).asleep
    assert (await it.after(1)).asleep


async def test_a_car_with_ignition_on_is_awake_and_stays_so_for_a_while() -> None:
    it = yard()
    it.do(IgnitionOn())
    assert not (await it.after(7200)).asleep
    it.do(IgnitionOff())
    assert not (await it.after(AWAKE_S - 1)).asleep
    assert (await it.after(1)).asleep


async def test_wakes_cost_12_v_charge_and_the_engine_brings_it_back() -> None:
    it = yard()
    rested = yard()
    for _ in range(100):
        it.car.wake(it.clock.now)
        await it.after(AWAKE_S)
    await rested.after(100 * AWAKE_S)
    woken_v = it.look().battery_12v_v
    assert rested.look().battery_12v_v - woken_v > 0.3
    it.do(IgnitionOn())
    assert (await it.after(3600)).battery_12v_v > woken_v + 0.2


async def test_a_ten_minute_poll_empties_the_12_v_battery_in_days() -> None:
    it = yard()
    while it.look().reachable:
        it.car.wake(it.clock.now)
        await it.after(AWAKE_S)
    days = (it.clock.now - START) / 86_400
    assert 3 < days < 5
    with pytest.raises(Refused) as refusal:
        it.do(IgnitionOn())
    assert refusal.value.code == "battery_12v_flat"
    with pytest.raises(Refused):
        it.do(Drive("bangkok"))
    it.do(SetBattery12v(12.6))
    it.do(IgnitionOn())
    assert it.look().reachable


async def test_a_year_of_parking_alone_does_not_empty_the_12_v_battery() -> None:
    it = yard()
    assert (await it.after(365 * 86_400)).reachable


async def test_a_charged_12_v_battery_lets_out_what_was_kept() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    it.do(Open(Opening.HATCH))
    it.do(SetBattery12v(10))
    it.do(RadioChange(coverage=True))
    assert it.told() == []
    it.do(SetBattery12v(12.5))
    (report,) = it.told()
    assert report.at == START


async def test_without_coverage_a_car_is_neither_woken_nor_asked() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    assert not it.look().reachable
    it.car.wake(START)
    it.car.ask(START, frozenset({"locks"}))
    assert it.look().asleep
    it.do(RadioChange(coverage=True))
    assert it.told() == []


async def test_a_broken_tcu_keeps_nothing_and_a_new_one_knows_nothing() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    it.do(Open(Opening.HATCH))
    it.do(RadioChange(tcu=False, coverage=True))
    it.do(IgnitionOn())
    await it.after(600)
    it.do(IgnitionOff())
    assert it.told() == []
    it.do(ReplaceTcu())
    assert it.look().reachable
    assert it.told() == []
    it.do(Close(Opening.HATCH))
    (report,) = it.told()
    assert report.trips == ()


async def test_F2_without_gnss_a_report_has_no_location() -> None:
    it = yard()
    it.do(RadioChange(gnss=False))
    it.do(IgnitionOn())
    (report,) = it.told()
    assert report.location is None
    assert report.cockpit is not None


async def test_F2_privacy_mode_keeps_the_position_in_the_car() -> None:
    it = yard()
    it.do(Privacy(on=True))
    it.do(Drive("bangkok"))
    await it.after(400)
    reports = it.told()
    assert all(report.location is None and report.privacy for report in reports)
    it.do(Privacy(on=False))
    (report,) = it.told()
    assert report.location is not None
    assert report.location.fixed_at == START + 400
    assert not report.privacy


async def test_F2_the_last_position_before_gnss_was_lost_is_kept_without_coverage() -> (
    None
):
    it = yard()
    it.do(RadioChange(coverage=False))
    it.do(Drive("bangkok"))
    await it.after(130)
    it.do(RadioChange(gnss=False))
    await it.after(200)
    it.do(StopDriving())
    it.do(RadioChange(coverage=True))
    (report,) = it.told()
    assert report.at == START + 240
    assert report.location is not None
    assert report.location.fixed_at == START + 120


def test_radio_changes_only_what_is_named() -> None:
    it = yard()
    it.do(RadioChange(latency_s=(1, 2)))
    it.do(RadioChange(gnss=False))
    radio = it.car.radio
    assert (radio.coverage, radio.gnss, radio.tcu) == (True, False, True)
    assert radio.latency_s == (1, 2)


@pytest.mark.parametrize("at_once", [True, False])
async def test_time_never_goes_back_in_what_is_told(at_once: bool) -> None:
    it = yard()
    await many_things(it, 0 if at_once else 70)
    times = [report.at for report in it.told()]
    assert times == sorted(times)
    assert len(times) >= 5


async def many_things(it: Yard, pause_s: float) -> None:
    """Do what makes a car tell."""
    deeds: list[Deed] = [
        RadioChange(coverage=False),
        UnlockWithKey(),
        RadioChange(coverage=True),
        IgnitionOn(),
        Open(Opening.HATCH),
        Close(Opening.HATCH),
        IgnitionOff(),
    ]
    for deed in deeds:
        it.do(deed)
        await it.after(pause_s)
