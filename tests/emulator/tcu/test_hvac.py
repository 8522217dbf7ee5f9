"""The climate of electric cars, from afar, and charging (protocol 5.3)."""

import pytest

from emulator.tcu.deeds import (
    Drive,
    IgnitionOff,
    IgnitionOn,
    Plug,
    RadioChange,
    Unplug,
)
from emulator.tcu.orders import (
    Order,
    StartCharging,
    StartClimate,
    StopCharging,
    StopClimate,
)
from emulator.tcu.outcome import Done, NotDone, Refusal
from emulator.tcu.report import EngineState
from emulator.tcu.truth import Truth
from tests.emulator.tcu.cars import START
from tests.emulator.tcu.owners import Owner, owner

MINUTE = 60
HOUR = 3600
IDLE_KW = 0.6


def leaf(level_pct: float = 60) -> Owner:
    """Return the owner of a Leaf."""
    return owner("leaf_ze1", level_pct)


def send(it: Owner, order: Order) -> Done | NotDone:
    """Send an order that wants no proof."""
    return it.send(order, None)


def charging(truth: Truth) -> bool:
    """Return whether the battery is being charged."""
    assert truth.battery is not None
    return truth.battery.charging


async def test_the_climate_brings_the_cabin_to_its_target_along_a_curve() -> None:
    it = leaf()
    hot = (await it.it.after(4 * HOUR)).cabin
    assert send(it, StartClimate(18)) == Done()
    truth = it.it.look()
    assert truth.cabin.hvac_on
    assert truth.cabin.target_c == 18
    assert truth.engine is EngineState.OFF
    assert not truth.asleep
    warm, cool = [(await it.it.after(300)).cabin.inside_c for _ in range(2)]
    assert hot.inside_c > warm > cool > 18
    assert hot.inside_c - warm > warm - cool


async def test_it_runs_a_quarter_of_an_hour_on_the_battery() -> None:
    it = leaf()
    before = it.it.energy
    send(it, StartClimate(20))
    assert (await it.it.after(15 * MINUTE - 1)).cabin.hvac_on
    truth = await it.it.after(1)
    assert not truth.cabin.hvac_on
    assert truth.climate_run is None
    assert truth.cabin.target_c == 22
    assert before - it.it.energy == pytest.approx(IDLE_KW / 4)
    first, last = it.it.told()
    assert first.cabin is not None
    assert first.cabin.hvac_on
    assert last.cabin is not None
    assert not last.cabin.hvac_on


async def test_it_runs_two_hours_on_the_cable_and_takes_nothing() -> None:
    it = leaf(100)
    it.it.do(Plug())
    before = it.it.energy
    send(it, StartClimate(20))
    assert (await it.it.after(2 * HOUR - 1)).cabin.hvac_on
    assert not (await it.it.after(1)).cabin.hvac_on
    assert it.it.energy == before


async def test_unplugged_it_runs_a_quarter_of_an_hour_more_at_most() -> None:
    it = leaf()
    it.it.do(Plug())
    send(it, StartClimate(20))
    await it.it.after(HOUR)
    it.it.do(Unplug())
    assert (await it.it.after(15 * MINUTE - 1)).cabin.hvac_on
    assert not (await it.it.after(1)).cabin.hvac_on


async def test_plugged_in_it_runs_two_hours_from_its_start() -> None:
    it = leaf()
    send(it, StartClimate(20))
    await it.it.after(10 * MINUTE)
    it.it.do(Plug())
    run = it.it.look().climate_run
    assert run is not None
    assert run.until == START + 2 * HOUR


async def test_a_start_again_changes_the_target_and_the_end() -> None:
    it = leaf()
    send(it, StartClimate(20))
    await it.it.after(10 * MINUTE)
    assert send(it, StartClimate(24)) == Done()
    run = it.it.look().climate_run
    assert run is not None
    assert (run.target_c, run.until) == (24, START + 25 * MINUTE)


async def test_stop() -> None:
    it = leaf()
    assert send(it, StopClimate()) == NotDone(Refusal.NOT_RUNNING)
    send(it, StartClimate(20))
    await it.it.after(60)
    it.it.told()
    assert send(it, StopClimate()) == Done()
    assert not it.it.look().cabin.hvac_on
    assert len(it.it.told()) == 1
    assert it.it.car.next_due() is None


async def test_the_key_takes_the_climate_over() -> None:
    it = leaf()
    send(it, StartClimate(26))
    it.it.do(IgnitionOn())
    assert it.it.look().climate_run is None
    assert it.it.look().cabin.target_c == 22
    assert send(it, StartClimate(20)) == NotDone(Refusal.IGNITION_ON)
    assert send(it, StopClimate()) == NotDone(Refusal.IGNITION_ON)
    it.it.do(IgnitionOff())
    assert not it.it.look().cabin.hvac_on


def test_a_low_battery_refuses_unless_plugged_in() -> None:
    it = leaf(14.9)
    assert send(it, StartClimate(20)) == NotDone(Refusal.BATTERY_LOW)
    it.it.do(Plug())
    assert send(it, StartClimate(20)) == Done()


async def test_a_battery_that_runs_empty_ends_the_climate() -> None:
    it = leaf(0.1)
    it.it.do(Plug())
    send(it, StartClimate(20))
    it.it.do(Unplug())
    it.it.told()
    truth = await it.it.after(10 * MINUTE)
    assert it.it.energy == 0
    assert truth.climate_run is None
    assert len(it.it.told()) == 1


async def test_a_start_can_be_planned_and_is_told() -> None:
    it = leaf()
    at = START + 3 * HOUR
    assert send(it, StartClimate(21, at)) == Done()
    (report,) = it.it.told()
    assert report.cabin is not None
    assert report.cabin.starts_at == at
    assert (await it.it.after(HOUR)).asleep
    truth = await it.it.after(2 * HOUR)
    assert truth.cabin.hvac_on
    assert truth.cabin.target_c == 21
    assert truth.cabin.starts_at is None
    (report,) = it.it.told()
    assert report.at == at


async def test_a_planned_start_can_be_stopped() -> None:
    it = leaf()
    send(it, StartClimate(21, START + HOUR))
    assert send(it, StopClimate()) == Done()
    report = it.it.told()[-1]
    assert report.cabin is not None
    assert report.cabin.starts_at is None
    assert not (await it.it.after(2 * HOUR)).cabin.hvac_on


async def test_a_planned_start_that_cannot_be_is_dropped_and_told() -> None:
    it = leaf()
    send(it, StartClimate(21, START + 600))
    it.it.do(Drive("paris"))
    await it.it.after(599)
    it.it.told()
    truth = await it.it.after(1)
    assert truth.climate_run is None
    cabins = [report.cabin for report in it.it.told()]
    assert cabins[-1] is not None
    assert cabins[-1].starts_at is None


def test_a_start_at_a_time_that_has_passed_on_the_way_is_now() -> None:
    it = leaf()
    assert send(it, StartClimate(21, START - 5)) == Done()
    assert it.it.look().cabin.hvac_on


async def test_a_car_without_coverage_starts_as_planned() -> None:
    it = leaf()
    send(it, StartClimate(21, START + 600))
    it.it.do(RadioChange(coverage=False))
    assert (await it.it.after(600)).cabin.hvac_on


async def test_charging_stops_and_goes_on() -> None:
    it = leaf()
    it.it.do(Plug())
    await it.it.after(600)
    it.it.told()
    assert send(it, StopCharging()) == Done()
    (report,) = it.it.told()
    assert report.battery is not None
    assert (report.battery.plugged, report.battery.charging) == (True, False)
    kwh = it.it.energy
    assert not charging(await it.it.after(HOUR))
    assert it.it.energy == kwh
    assert send(it, StopCharging()) == NotDone(Refusal.NOT_RUNNING)
    assert send(it, StartCharging()) == Done()
    assert charging(it.it.look())
    await it.it.after(HOUR)
    assert it.it.energy > kwh


async def test_to_charge_a_charging_car_is_done_and_no_news() -> None:
    it = leaf()
    it.it.do(Plug())
    it.it.told()
    assert send(it, StartCharging()) == Done()
    assert it.it.told() == []


def test_without_the_cable_nothing_charges() -> None:
    it = leaf()
    assert send(it, StartCharging()) == NotDone(Refusal.NOT_PLUGGED)
    assert send(it, StopCharging()) == NotDone(Refusal.NOT_PLUGGED)


async def test_a_full_battery_is_not_charged() -> None:
    it = leaf(99)
    it.it.do(Plug())
    await it.it.after(2 * HOUR)
    assert send(it, StartCharging()) == NotDone(Refusal.ALREADY_CHARGED)


async def test_charging_rests_while_the_ignition_is_on() -> None:
    it = leaf()
    it.it.do(Plug())
    it.it.do(IgnitionOn())
    assert send(it, StartCharging()) == NotDone(Refusal.IGNITION_ON)


def test_to_plug_in_anew_charges_again() -> None:
    it = leaf()
    it.it.do(Plug())
    send(it, StopCharging())
    it.it.do(Unplug())
    it.it.do(Plug())
    assert charging(it.it.look())
