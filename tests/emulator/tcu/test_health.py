"""Warnings and tyres."""

import pytest

from emulator.tcu.deeds import (
    Break,
    Drive,
    IgnitionOff,
    IgnitionOn,
    RadioChange,
    Refused,
    Repair,
)
from emulator.tcu.report import Warning
from tests.emulator.tcu.cars import START, Yard, yard
from tests.emulator.tcu.watching import keys, noticed

WHEELS = ("front_left", "front_right", "rear_left", "rear_right")


def cycle(it: Yard) -> None:
    """Turn the ignition ON and OFF."""
    it.do(IgnitionOn())
    it.do(IgnitionOff())


def test_H1_a_car_monitors_what_it_is_equipped_for() -> None:
    it = yard("kicks_e_power")
    assert Warning.TIRE_PRESSURE not in it.look().warnings
    assert it.look().pressure is None
    for deed in (Break(Warning.TIRE_PRESSURE), Repair(Warning.TIRE_PRESSURE)):
        with pytest.raises(Refused) as refusal:
            it.do(deed)
        assert refusal.value.code == "not_equipped"
        assert refusal.value.field == "warning"


def test_H3_a_warning_disappears_at_the_second_ignition_on_after_the_repair() -> None:
    it = yard()
    it.do(Break(Warning.BRAKE))
    it.do(Break(Warning.ABS))
    cycle(it)
    cycle(it)
    it.do(Repair(Warning.BRAKE))
    cycle(it)
    assert it.look().warnings[Warning.BRAKE]
    it.do(IgnitionOn())
    assert not it.look().warnings[Warning.BRAKE]
    assert it.look().warnings[Warning.ABS]
    report = it.told()[-1]
    assert report.health is not None
    assert not report.health.lamps[Warning.BRAKE]


def test_H3_an_ignition_that_is_on_during_the_repair_does_not_count() -> None:
    it = yard()
    it.do(IgnitionOn())
    it.do(Break(Warning.ENGINE))
    it.do(Repair(Warning.ENGINE))
    it.do(IgnitionOff())
    cycle(it)
    assert it.look().warnings[Warning.ENGINE]
    cycle(it)
    assert not it.look().warnings[Warning.ENGINE]


def test_H3_what_breaks_again_after_the_repair_stays_lit() -> None:
    it = yard()
    it.do(Break(Warning.AIRBAG))
    it.do(Repair(Warning.AIRBAG))
    cycle(it)
    it.do(Break(Warning.AIRBAG))
    cycle(it)
    cycle(it)
    assert it.look().warnings[Warning.AIRBAG]


CHANGES = [
    (Warning.TIRE_PRESSURE, "wheel.alert", "wheel.recovery"),
    (Warning.BRAKE, "brake.alert", "brake.recovery"),
    (Warning.ABS, "abs.alert", "abs.recovery"),
    (Warning.AIRBAG, "airbag.alert", "airbag.recovery"),
    (Warning.ENGINE, "mil.lamp.on.request", "mil.lamp.off.request"),
    (Warning.OIL_PRESSURE, "oil.pressure.alert", "oil.pressure.recovery"),
]


@pytest.mark.parametrize(("warning", "appears", "clears"), CHANGES)
async def test_H4_a_warning_is_notified_when_it_appears_and_when_it_clears(
    warning: Warning, appears: str, clears: str
) -> None:
    it = yard()
    it.do(IgnitionOn())
    await it.after(30)
    it.do(Break(warning))
    assert [(notice.key, notice.at) for notice in noticed(it)] == [
        (appears, START + 30)
    ]
    it.do(IgnitionOff())
    cycle(it)
    it.do(Repair(warning))
    cycle(it)
    assert keys(it) == []
    it.do(IgnitionOn())
    assert keys(it) == [clears]
    it.do(IgnitionOff())
    cycle(it)
    assert keys(it) == []


def test_H4_what_breaks_while_parked_is_notified_at_ignition_on() -> None:
    it = yard()
    it.do(Break(Warning.ABS))
    assert keys(it) == []
    cycle(it)
    cycle(it)
    assert keys(it) == ["abs.alert"]


def test_H4_what_breaks_again_before_it_cleared_is_one_warning() -> None:
    it = yard()
    it.do(Break(Warning.BRAKE))
    cycle(it)
    it.do(Repair(Warning.BRAKE))
    cycle(it)
    it.do(Break(Warning.BRAKE))
    cycle(it)
    assert keys(it) == ["brake.alert"]
    it.do(Repair(Warning.BRAKE))
    cycle(it)
    cycle(it)
    assert keys(it) == ["brake.recovery"]


def test_H4_what_a_broken_tcu_did_not_tell_is_told_later_or_never() -> None:
    it = yard()
    it.do(RadioChange(tcu=False))
    it.do(Break(Warning.BRAKE))
    it.do(Break(Warning.ABS))
    cycle(it)
    it.do(Repair(Warning.ABS))
    cycle(it)
    it.do(RadioChange(tcu=True))
    cycle(it)
    assert keys(it) == ["brake.alert"]


def test_N2_warnings_without_coverage_are_kept() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    it.do(Break(Warning.BRAKE))
    cycle(it)
    it.do(Break(Warning.AIRBAG))
    cycle(it)
    it.do(RadioChange(coverage=True))
    assert keys(it) == ["brake.alert", "airbag.alert"]


def test_a_running_car_tells_a_warning_at_once_a_sleeping_one_at_ignition_on() -> None:
    it = yard()
    it.do(Break(Warning.ABS))
    assert it.told() == []
    it.do(IgnitionOn())
    it.do(Break(Warning.OIL_PRESSURE))
    first, second = (report.health for report in it.told())
    assert first is not None
    assert second is not None
    assert first.lamps[Warning.ABS]
    assert not first.lamps[Warning.OIL_PRESSURE]
    assert second.lamps[Warning.OIL_PRESSURE]


def test_a_tyre_that_lost_pressure_is_one_of_four_and_repaired_at_once() -> None:
    it = yard()
    it.do(Break(Warning.TIRE_PRESSURE))
    pressure = it.look().pressure
    assert pressure is not None
    (wheel,) = pressure.low
    bars = [getattr(pressure, f"{each}_bar") for each in WHEELS]
    assert [bar < 1.8 for bar in bars].count(True) == 1
    assert getattr(pressure, f"{wheel}_bar") == min(bars)
    it.do(Repair(Warning.TIRE_PRESSURE))
    mended = it.look().pressure
    assert mended is not None
    assert mended.low == frozenset()
    assert getattr(mended, f"{wheel}_bar") > 1.8
    assert it.look().warnings[Warning.TIRE_PRESSURE]


async def test_tyres_warm_up_on_a_drive_and_cool_down_after() -> None:
    it = yard()
    cold = it.look().pressure
    it.do(Drive("bangkok"))
    warm = (await it.after(1300)).pressure
    it.do(IgnitionOff())
    cooled = (await it.after(23 * 3600)).pressure
    assert cold is not None
    assert warm is not None
    assert cooled is not None
    assert warm.front_left_bar > cold.front_left_bar + 0.05
    assert cooled.front_left_bar == pytest.approx(cold.front_left_bar, abs=0.02)
