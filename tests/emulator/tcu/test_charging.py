"""The traction battery on its cable."""

from hypothesis import given, strategies as st
import pytest

from emulator import persona
from emulator.tcu import charging
from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn, Plug, Unplug
from emulator.tcu.equipment import TractionBattery
from emulator.tcu.report import Battery
from tests.emulator.tcu.cars import START, Yard, yard


def leaf() -> TractionBattery:
    """Return a Leaf's battery."""
    battery = persona.load("leaf_ze1").equipment.battery
    assert battery is not None
    return battery


def battery_of(it: Yard) -> Battery:
    """Return what is true of a car's battery."""
    battery = it.look().battery
    assert battery is not None
    return battery


async def test_a_plugged_car_charges_until_it_is_full_and_says_so() -> None:
    it = yard("leaf_ze1", level_pct=40)
    it.do(Plug())
    began = battery_of(it)
    assert (began.plugged, began.charging, began.power_kw) == (True, True, 6.6)
    assert began.plugged_at == START
    await it.after(3600)
    assert battery_of(it).energy_kwh == pytest.approx(0.4 * 39 + 6.6)
    await it.after((began.minutes_to_full - 60) * 60 + 31)
    full = battery_of(it)
    assert (full.level_pct, full.plugged, full.charging) == (100, True, False)
    assert full.minutes_to_full == 0
    last = it.told()[-1].battery
    assert last is not None
    assert last.level_pct == 100
    assert it.car.next_due() is None


async def test_charging_rests_while_the_ignition_is_on() -> None:
    it = yard("leaf_ze1", level_pct=40)
    it.do(Plug())
    it.do(IgnitionOn())
    assert not battery_of(it).charging
    await it.after(600)
    assert battery_of(it).energy_kwh == pytest.approx(0.4 * 39 - 0.1)
    it.do(IgnitionOff())
    assert battery_of(it).charging


async def test_unplugging_ends_charging() -> None:
    it = yard("ariya", level_pct=40)
    it.do(Plug())
    await it.after(1800)
    it.do(Unplug())
    charged = battery_of(it)
    assert charged.energy_kwh == pytest.approx(0.4 * 87 + 11)
    assert charged.unplugged_at == START + 1800
    await it.after(7200)
    assert battery_of(it).energy_kwh == charged.energy_kwh
    assert [bool(report.battery) for report in it.told()] == [True, True]


async def test_a_cable_is_plugged_once_and_pulled_once() -> None:
    it = yard("leaf_ze1")
    it.do(Unplug())
    assert it.told() == []
    it.do(Plug())
    await it.after(60)
    it.told()
    it.do(Plug())
    assert it.told() == []
    assert battery_of(it).plugged_at == START


async def test_charge_is_followed_by_a_drive() -> None:
    it = yard("leaf_ze1", level_pct=99)
    it.do(Plug())
    await it.after(7200)
    it.do(Unplug())
    it.do(Drive("paris"))
    await it.after(1810)
    assert battery_of(it).level_pct == pytest.approx(100 - 20.309 * 0.155 / 39 * 100)


@given(pct=st.floats(0, 99.99), s=st.floats(0, 90_000), share=st.floats(0, 1))
def test_charging_in_two_steps_is_charging_in_one(
    pct: float, s: float, share: float
) -> None:
    battery = leaf()
    kwh = battery.capacity_kwh * pct / 100
    between = charging.charged_kwh(battery, kwh, s * share)
    in_two = charging.charged_kwh(battery, between, s - s * share)
    assert in_two == pytest.approx(charging.charged_kwh(battery, kwh, s))
    assert kwh <= between <= battery.capacity_kwh


@given(pct=st.floats(0, 99.99))
def test_the_time_to_full_is_kept(pct: float) -> None:
    battery = leaf()
    kwh = battery.capacity_kwh * pct / 100
    s = charging.seconds_to_full(battery, kwh)
    assert charging.charged_kwh(battery, kwh, s) == pytest.approx(battery.capacity_kwh)
    assert charging.charged_kwh(battery, kwh, s * 0.99) < battery.capacity_kwh
    assert 0 < charging.power_kw(battery, kwh) <= battery.charger_kw
