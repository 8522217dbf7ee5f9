"""When the alarm of a locked car sounds (T1, T2)."""

import pytest

from emulator.tcu.deeds import (
    BreakIn,
    Deed,
    IgnitionOff,
    IgnitionOn,
    LockWithKey,
    Open,
    Tow,
    UnlockWithKey,
)
from emulator.tcu.orders import StartEngine, Unlock
from emulator.tcu.report import Opening
from tests.emulator.tcu.cars import yard
from tests.emulator.tcu.owners import owner

THEFTS: list[Deed] = [BreakIn(), Tow(), Open(Opening.HATCH)]


@pytest.mark.parametrize("theft", THEFTS)
async def test_T1_it_sounds_for_half_an_hour(theft: Deed) -> None:
    it = yard()
    assert not it.look().alarm
    it.do(theft)
    assert it.look().alarm
    assert (await it.after(30 * 60 - 1)).alarm
    assert not (await it.after(1)).alarm


@pytest.mark.parametrize("by_key", [True, False])
async def test_T1_unlocking_by_key_or_command_ends_it(by_key: bool) -> None:
    it = owner("kicks_e_power")
    it.it.do(BreakIn())
    if by_key:
        it.it.do(UnlockWithKey())
    else:
        it.send(Unlock(), None)
    assert not it.it.look().alarm


@pytest.mark.parametrize("theft", THEFTS)
async def test_T2_not_within_a_minute_of_locking(theft: Deed) -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(LockWithKey())
    await it.after(59)
    it.do(theft)
    assert not it.look().alarm


async def test_T2_from_a_minute_after_locking() -> None:
    it = yard()
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    it.do(LockWithKey())
    await it.after(60)
    it.do(BreakIn())
    assert it.look().alarm
    assert it.look().locked


@pytest.mark.parametrize("theft", THEFTS)
async def test_T2_not_during_a_remote_run(theft: Deed) -> None:
    it = owner("kicks_e_power")
    it.send(StartEngine(), None)
    it.it.do(theft)
    assert not it.it.look().alarm


@pytest.mark.parametrize("theft", THEFTS)
def test_not_of_an_unlocked_car(theft: Deed) -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(theft)
    assert not it.look().alarm


def test_not_for_the_hood_nor_from_inside() -> None:
    it = yard()
    it.do(Open(Opening.HOOD))
    assert not it.look().alarm
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    it.do(Open(Opening.FRONT_LEFT))
    assert not it.look().alarm


async def test_a_second_disturbance_does_not_prolong_it() -> None:
    it = yard()
    it.do(BreakIn())
    await it.after(20 * 60)
    it.do(Tow())
    assert not (await it.after(10 * 60)).alarm
