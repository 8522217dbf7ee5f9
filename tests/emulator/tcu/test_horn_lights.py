"""Horn and lights (R3)."""

import pytest

from emulator.tcu.deeds import (
    BreakIn,
    Close,
    Deed,
    IgnitionOff,
    IgnitionOn,
    LockWithKey,
    Open,
    UnlockWithKey,
)
from emulator.tcu.orders import Signal, SignalTarget, StartEngine, StopSignal
from emulator.tcu.outcome import Done, NotDone, Refusal
from emulator.tcu.report import Opening
from tests.emulator.tcu.cars import START
from tests.emulator.tcu.owners import Owner, owner

MINUTE = 60
FLASH = Signal("lights", 5)


def too_early(allowed_at: float | None = None) -> NotDone:
    """Return the refusal of R3."""
    return NotDone(Refusal.TOO_EARLY, allowed_at=allowed_at)


async def left(it: Owner, *, lock_after_s: float = 0) -> None:
    """Drive up: ignition OFF now, locked a while later."""
    it.it.do(UnlockWithKey())
    it.it.do(IgnitionOn())
    it.it.do(IgnitionOff())
    await it.it.after(lock_after_s)
    it.it.do(LockWithKey())


@pytest.mark.parametrize("target", ["horn", "lights", "horn_lights"])
async def test_R3_a_signal_lasts_for_its_duration(target: SignalTarget) -> None:
    it = owner("almera")
    assert it.send(Signal(target, 5), None) == Done()
    signal = it.it.look().signal
    assert signal is not None
    assert (signal.target, signal.until) == (target, START + 5)
    assert (await it.it.after(4.9)).signal is not None
    assert (await it.it.after(0.1)).signal is None
    assert it.it.told() == []


async def test_R3_not_four_but_six_minutes_after_ignition_off_and_locking() -> None:
    it = owner("almera")
    await left(it)
    await it.it.after(4 * MINUTE)
    assert it.send(FLASH, None) == too_early(START + 5 * MINUTE)
    assert it.it.look().signal is None
    await it.it.after(2 * MINUTE)
    assert it.send(FLASH, None) == Done()


async def test_R3_from_exactly_five_minutes_after_the_later_of_off_and_locked() -> None:
    it = owner("almera")
    await left(it, lock_after_s=120)
    await it.it.after(5 * MINUTE - 1)
    assert it.send(FLASH, None) == too_early(START + 7 * MINUTE)
    await it.it.after(1)
    assert it.send(FLASH, None) == Done()


async def test_R3_from_ignition_off_if_that_is_later() -> None:
    it = owner("almera")
    it.it.do(IgnitionOn())
    await it.it.after(100)
    it.it.do(IgnitionOff())
    assert it.it.look().locked
    assert it.send(FLASH, None) == too_early(START + 100 + 5 * MINUTE)


async def test_R3_unlocking_starts_that_over() -> None:
    it = owner("almera")
    it.it.do(UnlockWithKey())
    assert it.send(FLASH, None) == too_early()
    await it.it.after(30)
    it.it.do(LockWithKey())
    assert it.send(FLASH, None) == too_early(START + 30 + 5 * MINUTE)


@pytest.mark.parametrize("deed", [Open(Opening.HATCH), BreakIn()])
async def test_R3_opening_a_locked_car_starts_that_over(deed: Open | BreakIn) -> None:
    it = owner("leaf_ze1")
    door = deed.door if isinstance(deed, Open) else Opening.FRONT_LEFT
    it.it.do(deed)
    await it.it.after(30)
    assert it.send(FLASH, None) == NotDone(Refusal.DOOR_OPEN, doors=(door,))
    it.it.do(Close(door))
    assert it.it.look().locked
    assert it.send(FLASH, None) == too_early(START + 30 + 5 * MINUTE)


async def test_R3_the_hood_does_not_count() -> None:
    it = owner("almera")
    it.it.do(Open(Opening.HOOD))
    assert it.send(FLASH, None) == Done()
    it.it.do(Close(Opening.HOOD))
    assert it.send(FLASH, None) == Done()


async def test_R3_a_remote_start_in_between_does_not_start_it_over() -> None:
    it = owner("kicks_e_power")
    await left(it)
    await it.it.after(2 * MINUTE)
    assert it.send(StartEngine(), None) == Done()
    await it.it.after(3 * MINUTE)
    assert it.it.look().engine == "remote"
    assert it.send(FLASH, None) == Done()


def test_R3_not_with_the_ignition_on() -> None:
    it = owner("almera")
    it.it.do(IgnitionOn())
    assert it.send(FLASH, None) == NotDone(Refusal.IGNITION_ON)


async def test_R3_stop_ends_a_signal_and_is_never_refused() -> None:
    it = owner("almera")
    it.send(Signal("horn_lights", 30), None)
    assert it.send(StopSignal(), None) == Done()
    assert it.it.look().signal is None
    assert it.send(StopSignal(), None) == Done()
    assert it.it.look().signal is None


async def test_R3_a_second_signal_takes_the_place_of_the_first() -> None:
    it = owner("almera")
    it.send(Signal("horn", 30), None)
    await it.it.after(10)
    it.send(Signal("lights", 5), None)
    signal = it.it.look().signal
    assert signal is not None
    assert (signal.target, signal.until) == ("lights", START + 15)


def test_the_key_ends_a_signal() -> None:
    it = owner("almera")
    it.send(Signal("horn", 30), None)
    deed: Deed = IgnitionOn()
    it.it.do(deed)
    assert it.it.look().signal is None
