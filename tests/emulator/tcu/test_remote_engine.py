"""The engine, started from afar (R4, R5)."""

from datetime import UTC

from msgspec.structs import replace
import pytest

from emulator import persona
from emulator.tcu import state
from emulator.tcu.car import Car
from emulator.tcu.deeds import (
    BreakIn,
    Deed,
    Drive,
    HazardLights,
    IgnitionOff,
    IgnitionOn,
    Open,
    RadioChange,
    Refused,
    Shift,
    StopDriving,
    UnlockWithKey,
)
from emulator.tcu.equipment import Tank
from emulator.tcu.orders import StartEngine, StopEngine
from emulator.tcu.outcome import Done, NotDone, Refusal
from emulator.tcu.parking import parked
from emulator.tcu.report import EngineState, Opening
from tests.emulator.tcu.cars import HOME, SEED, START, VIN, Yard, resumed
from tests.emulator.tcu.owners import Owner, owner

MINUTE = 60
LITRES_AN_HOUR = 0.3
LIMIT = NotDone(Refusal.START_LIMIT)


def kicks(level_pct: float = 60) -> Owner:
    """Return the owner of a car that starts without a code."""
    return owner("kicks_e_power", level_pct)


def start(it: Owner, *, double: bool = False) -> Done | NotDone:
    """Start the engine."""
    return it.send(StartEngine(double=double), None)


def stop(it: Owner) -> Done | NotDone:
    """Stop it."""
    return it.send(StopEngine(), None)


async def test_R4_engine_stops_after_ten_minutes() -> None:
    it = kicks()
    assert start(it) == Done()
    truth = it.it.look()
    assert truth.engine is EngineState.REMOTE
    assert truth.remote_run is not None
    assert truth.remote_run.until == START + 10 * MINUTE
    assert truth.remote_started_at == START
    assert not truth.ignition
    assert (await it.it.after(10 * MINUTE - 1)).engine is EngineState.REMOTE
    truth = await it.it.after(1)
    assert truth.engine is EngineState.OFF
    assert truth.remote_run is None


async def test_R4_the_car_tells_start_and_end_and_when_it_will_end() -> None:
    it = kicks()
    start(it)
    await it.it.after(11 * MINUTE)
    first, last = it.it.told()
    assert first.engine is not None
    assert first.engine.state is EngineState.REMOTE
    assert first.engine.remote_until == START + 10 * MINUTE
    assert last.at == START + 10 * MINUTE
    assert last.engine is not None
    assert last.engine.state is EngineState.OFF
    assert last.engine.remote_until is None


async def test_R4_stop_early() -> None:
    it = kicks()
    start(it)
    await it.it.after(180)
    it.it.told()
    assert stop(it) == Done()
    assert it.it.look().engine is EngineState.OFF
    (report,) = it.it.told()
    assert report.engine is not None
    assert report.engine.state is EngineState.OFF
    assert it.it.car.next_due() is None


def test_R4_there_is_nothing_to_stop() -> None:
    assert stop(kicks()) == NotDone(Refusal.NOT_RUNNING)


async def test_R4_commands_by_key_win() -> None:
    it = kicks()
    it.it.do(IgnitionOn())
    assert start(it) == NotDone(Refusal.IGNITION_ON)
    assert stop(it) == NotDone(Refusal.IGNITION_ON)
    assert it.it.look().engine is EngineState.KEY


async def test_R4_ignition_on_ends_a_remote_run_and_the_engine_stays_on() -> None:
    it = kicks()
    start(it)
    await it.it.after(60)
    it.it.do(IgnitionOn())
    truth = it.it.look()
    assert truth.engine is EngineState.KEY
    assert truth.remote_run is None
    assert (await it.it.after(20 * MINUTE)).engine is EngineState.KEY
    it.it.do(IgnitionOff())
    assert it.it.look().engine is EngineState.OFF


async def test_R4_a_remote_start_is_no_trip_and_no_ignition() -> None:
    it = kicks()
    before = it.it.look()
    start(it)
    await it.it.after(60)
    assert it.it.look().trip is None
    await it.it.after(10 * MINUTE)
    truth = it.it.look()
    assert truth.ignition_at == before.ignition_at
    assert truth.locked
    assert truth.cockpit.odometer_km == before.cockpit.odometer_km
    assert all(report.trips == () for report in it.it.told())


async def test_R4_it_burns_fuel_and_a_trip_after_it_begins_with_what_is_left() -> None:
    it = kicks()
    before = it.it.energy
    start(it)
    await it.it.after(10 * MINUTE)
    assert before - it.it.energy == pytest.approx(LITRES_AN_HOUR / 6)
    start(it)
    await it.it.after(5 * MINUTE)
    it.it.do(IgnitionOn())
    it.it.do(IgnitionOff())
    (trip,) = it.it.told()[-1].trips
    assert trip.fuel_l == 0
    await it.it.after(3600)
    assert before - it.it.energy == pytest.approx(LITRES_AN_HOUR / 4)


async def test_R4_a_running_car_is_awake_and_charges_its_12_v_battery() -> None:
    it = kicks()
    for _ in range(50):
        it.it.car.wake(it.it.clock.now)
        await it.it.after(10 * MINUTE)
    volts = it.it.look().battery_12v_v
    start(it, double=True)
    truth = await it.it.after(19 * MINUTE)
    assert not truth.asleep
    assert truth.battery_12v_v > volts
    await it.it.after(1 * MINUTE)
    assert (await it.it.after(10 * MINUTE)).asleep


async def test_R4_without_coverage_it_stops_all_the_same_and_tells_later() -> None:
    it = kicks()
    start(it)
    it.it.told()
    it.it.do(RadioChange(coverage=False))
    assert (await it.it.after(15 * MINUTE)).engine is EngineState.OFF
    assert it.it.told() == []
    it.it.do(RadioChange(coverage=True))
    (report,) = it.it.told()
    assert report.at == START + 10 * MINUTE


async def test_R4_a_run_ends_when_the_tank_is_empty_and_the_car_tells() -> None:
    thirsty = replace(
        persona.load("kicks_e_power").equipment,
        energy=Tank(capacity_l=1, consumption_l_per_100km=5, idle_l_per_h=6),
    )
    begin = parked(thirsty, since=START - 60, place=HOME, odometer_km=10, level_pct=50)
    it = Owner(Yard(Car(VIN, thirsty, begin, seed=SEED, zone=UTC)))
    assert start(it) == Done()
    it.it.told()
    truth = await it.it.after(5 * MINUTE)
    assert it.it.energy == 0
    assert truth.engine is EngineState.OFF
    assert truth.remote_run is None
    (report,) = it.it.told()
    assert report.at == START + 5 * MINUTE


async def test_R4_a_run_survives_a_restart() -> None:
    it = kicks()
    start(it)
    kept = state.load(state.dump(it.it.car.state))
    again = resumed(kept, "kicks_e_power", START)
    assert (await again.after(9 * MINUTE)).engine is EngineState.REMOTE
    assert (await again.after(1 * MINUTE)).engine is EngineState.OFF


async def test_R5_a_second_start_while_running_adds_ten_minutes_and_counts() -> None:
    it = kicks()
    start(it)
    await it.it.after(5 * MINUTE)
    assert start(it) == Done()
    run = it.it.look().remote_run
    assert run is not None
    assert run.until == START + 20 * MINUTE
    assert start(it) == LIMIT
    assert (await it.it.after(14 * MINUTE)).engine is EngineState.REMOTE
    assert (await it.it.after(1 * MINUTE)).engine is EngineState.OFF
    assert start(it) == LIMIT


async def test_R5_two_starts_in_a_row_then_by_hand() -> None:
    it = kicks()
    start(it)
    await it.it.after(20 * MINUTE)
    assert start(it) == Done()
    await it.it.after(20 * MINUTE)
    assert start(it) == LIMIT
    assert it.it.look().engine is EngineState.OFF
    await it.it.after(24 * 60 * MINUTE)
    assert start(it) == LIMIT
    it.it.do(IgnitionOn())
    assert it.it.look().remote_starts == 0
    it.it.do(IgnitionOff())
    assert start(it) == Done()
    assert start(it) == Done()


async def test_R5_a_start_counts_however_short_it_was() -> None:
    it = kicks()
    for _ in range(2):
        start(it)
        await it.it.after(1)
        stop(it)
    assert it.it.look().remote_starts == 2
    assert start(it) == LIMIT


async def test_R5_refused_starts_do_not_count() -> None:
    it = kicks()
    it.it.do(HazardLights(on=True))
    for _ in range(3):
        assert start(it) == NotDone(Refusal.HAZARD_LIGHTS_ON)
    assert it.it.look().remote_starts == 0
    assert it.it.look().remote_started_at is None
    it.it.do(HazardLights(on=False))
    assert start(it) == Done()


async def test_R5_a_double_start_is_two_starts_and_twenty_minutes() -> None:
    it = kicks()
    assert start(it, double=True) == Done()
    run = it.it.look().remote_run
    assert run is not None
    assert run.until == START + 20 * MINUTE
    assert it.it.look().remote_starts == 2
    assert start(it) == LIMIT


def test_R5_no_double_start_after_a_start() -> None:
    it = kicks()
    start(it)
    assert start(it, double=True) == LIMIT
    assert it.it.look().remote_starts == 1


def test_R5_a_remote_start_does_not_give_starts_back() -> None:
    it = kicks()
    start(it)
    it.it.do(UnlockWithKey())
    it.it.do(Open(Opening.FRONT_LEFT))
    assert it.it.look().remote_starts == 1


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (Open(Opening.HOOD), Refusal.HOOD_OPEN),
        (HazardLights(on=True), Refusal.HAZARD_LIGHTS_ON),
        (Shift("N"), Refusal.NOT_IN_PARK),
        (BreakIn(), Refusal.ALARM_SOUNDING),
    ],
)
def test_what_stands_in_the_way_of_a_start(deed: Deed, refusal: Refusal) -> None:
    it = kicks()
    it.it.do(deed)
    assert start(it) == NotDone(refusal)
    assert it.it.look().engine is EngineState.OFF


def test_a_nearly_empty_tank_stands_in_the_way_of_a_start() -> None:
    assert start(kicks(9.9)) == NotDone(Refusal.FUEL_LOW)
    assert start(kicks(10.1)) == Done()


def test_gears() -> None:
    it = kicks()
    assert it.it.look().gear == "P"
    it.it.do(Shift("N"))
    assert it.it.look().gear == "N"
    it.it.do(Drive("bangkok"))
    assert it.it.look().gear == "D"
    with pytest.raises(Refused) as refused:
        it.it.do(Shift("N"))
    assert refused.value.code == "driving"
    it.it.do(StopDriving())
    assert it.it.look().gear == "P"
