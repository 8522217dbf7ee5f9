"""Locking and unlocking from afar (R1, R2)."""

import pytest

from emulator import persona
from emulator.tcu.deeds import (
    Close,
    IgnitionOff,
    IgnitionOn,
    KeyInside,
    LockWithKey,
    Open,
    UnlockWithKey,
)
from emulator.tcu.orders import Lock, LockTarget, Order, Unlock
from emulator.tcu.outcome import Done, NotDone, Refusal
from emulator.tcu.report import LOCKABLE, Opening
from tests.emulator.tcu.cars import START, Yard
from tests.emulator.tcu.owners import Owner, owner

DOORS = sorted(LOCKABLE)


def kicks() -> Owner:
    """Return the owner of a car without a security code."""
    return owner("kicks_e_power")


def armed(it: Owner) -> bool:
    """Return whether the car was locked from outside."""
    return it.it.car.state.armed


def told_locked(it: Yard) -> bool:
    """Return what the one report says that came."""
    (report,) = it.told()
    assert report.locks is not None
    return report.locks.locked


async def test_R1_unlock_and_lock_and_the_car_tells() -> None:
    it = owner()
    await it.it.after(60)
    assert it.order(Unlock()) == Done()
    assert not it.it.look().locked
    assert it.it.look().unlocked == tuple(DOORS)
    assert it.it.look().locked_at == START + 60
    assert not told_locked(it.it)
    await it.it.after(60)
    assert it.order(Lock()) == Done()
    assert it.it.look().locked
    assert it.it.car.state.armed
    assert it.it.look().locked_at == START + 120
    assert told_locked(it.it)


@pytest.mark.parametrize("order", [Lock(), Lock("hatch")])
def test_R1_to_lock_a_locked_car_is_done_and_no_news(order: Order) -> None:
    it = kicks()
    before = it.it.look().locked_at
    assert it.send(order, None) == Done()
    assert it.it.look().locked_at == before
    assert it.it.told() == []


def test_R1_to_unlock_an_unlocked_car_is_done_and_no_news() -> None:
    it = kicks()
    it.send(Unlock(), None)
    it.it.told()
    assert it.send(Unlock("hatch"), None) == Done()
    assert it.it.told() == []


def test_R1_an_order_keeps_a_car_awake() -> None:
    it = kicks()
    assert it.it.look().asleep
    it.send(Lock(), None)
    assert not it.it.look().asleep


@pytest.mark.parametrize(
    ("model", "target", "part"),
    [
        ("kicks_e_power", "driver_s_door", Opening.FRONT_RIGHT),
        ("leaf_ze1", "driver_s_door", Opening.FRONT_LEFT),
        ("kicks_e_power", "hatch", Opening.HATCH),
    ],
)
def test_R1_a_part_is_unlocked_alone_and_the_car_is_not_locked_then(
    model: str, target: LockTarget, part: Opening
) -> None:
    it = owner(model)
    assert it.send(Unlock(target), proof(it, Unlock(target))) == Done()
    assert it.it.look().unlocked == (part,)
    assert not told_locked(it.it)
    assert it.send(Lock(target), proof(it, Lock(target))) == Done()
    assert it.it.look().locked
    assert told_locked(it.it)


def test_R1_parts_add_up() -> None:
    it = kicks()
    it.send(Unlock("hatch"), None)
    it.send(Unlock("driver_s_door"), None)
    assert set(it.it.look().unlocked) == {Opening.HATCH, Opening.FRONT_RIGHT}
    it.send(Lock("hatch"), None)
    assert it.it.look().unlocked == (Opening.FRONT_RIGHT,)
    assert not it.it.look().locked
    it.it.do(UnlockWithKey())
    assert it.it.look().unlocked == tuple(DOORS)
    it.it.do(LockWithKey())
    assert it.it.look().locked


def test_R2_with_the_key_inside_the_car_refuses() -> None:
    it = kicks()
    it.it.do(UnlockWithKey())
    it.it.do(KeyInside(inside=True))
    it.it.told()
    assert it.send(Lock(), None) == NotDone(Refusal.KEY_INSIDE)
    assert not it.it.look().locked
    assert it.it.told() == []
    it.it.do(KeyInside(inside=False))
    assert it.send(Lock(), None) == Done()


@pytest.mark.parametrize("door", DOORS)
def test_R2_with_a_door_open_the_car_refuses_and_says_which(door: Opening) -> None:
    it = kicks()
    it.it.do(UnlockWithKey())
    it.it.do(Open(door))
    assert it.send(Lock(), None) == NotDone(Refusal.DOOR_OPEN, doors=(door,))
    assert not it.it.look().locked
    it.it.do(Close(door))
    assert it.send(Lock(), None) == Done()


def test_R2_all_open_doors_are_named() -> None:
    it = kicks()
    it.it.do(UnlockWithKey())
    for door in (Opening.REAR_LEFT, Opening.FRONT_LEFT, Opening.HOOD):
        it.it.do(Open(door))
    doors = (Opening.FRONT_LEFT, Opening.REAR_LEFT)
    assert it.send(Lock(), None) == NotDone(Refusal.DOOR_OPEN, doors=doors)


def test_R2_an_open_hood_or_another_part_does_not_count() -> None:
    it = kicks()
    it.it.do(UnlockWithKey())
    it.it.do(Open(Opening.HOOD))
    assert it.send(Lock(), None) == Done()
    it.it.do(UnlockWithKey())
    it.it.do(Open(Opening.FRONT_LEFT))
    assert it.send(Lock("hatch"), None) == Done()
    assert Opening.HATCH not in it.it.look().unlocked


@pytest.mark.parametrize("order", [Lock(), Unlock()])
def test_R2_the_key_in_the_ignition_wins(order: Order) -> None:
    it = kicks()
    it.it.do(IgnitionOn())
    assert it.send(order, None) == NotDone(Refusal.IGNITION_ON)
    assert it.it.look().locked


def test_a_lock_from_afar_arms_again_after_a_drive() -> None:
    it = kicks()
    it.it.do(IgnitionOn())
    it.it.do(IgnitionOff())
    assert not armed(it)
    it.it.told()
    assert it.send(Lock(), None) == Done()
    assert armed(it)
    assert told_locked(it.it)


def test_a_car_refuses_what_it_is_not_built_for() -> None:
    it = owner("ariya")
    assert it.send(Lock(), None) == NotDone(Refusal.NOT_EQUIPPED)
    assert persona.load("ariya").equipment.remote == {"climate", "charging"}


def proof(it: Owner, order: Order) -> str | None:
    """Return a proof where the car takes one."""
    return it.prove(order) if it.it.car.equipment.security != "none" else None
