"""Doors, locks and keys: a person's hands at the car."""

import pytest

from emulator import persona
from emulator.tcu.deeds import (
    BreakIn,
    Close,
    HazardLights,
    IgnitionOff,
    IgnitionOn,
    KeyInside,
    LockWithKey,
    Open,
    Refused,
    Tow,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from emulator.tcu.route import distance_km
from tests.emulator.tcu.cars import HOME, ODOMETER_KM, START, yard


@pytest.mark.parametrize("model", persona.names())
@pytest.mark.parametrize("opening", list(Opening))
def test_open_is_a_persons_hand_and_never_refused(model: str, opening: Opening) -> None:
    it = yard(model)
    it.do(Open(opening))
    assert list(it.look().open) == [opening]
    (report,) = it.told()
    assert report.locks is not None
    assert report.locks.open == {opening} & it.car.equipment.openings
    it.do(Close(opening))
    assert not it.look().open


def test_an_opened_locked_car_stays_armed() -> None:
    it = yard()
    it.do(Open(Opening.REAR_LEFT))
    assert it.look().locked
    assert it.car.state.armed


def test_a_door_opened_from_inside_unlocks() -> None:
    it = yard()
    it.do(IgnitionOn())
    assert it.look().locked
    assert not it.car.state.armed
    it.do(IgnitionOff())
    it.do(Open(Opening.FRONT_RIGHT))
    assert not it.look().locked


async def test_lock_and_unlock_with_the_key() -> None:
    it = yard()
    it.do(UnlockWithKey())
    assert not it.look().locked
    await it.after(60)
    it.do(LockWithKey())
    assert it.look().locked
    assert it.look().locked_at == START + 60


async def test_locking_from_outside_arms_again_after_a_drive() -> None:
    it = yard()
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    await it.after(5)
    it.do(LockWithKey())
    assert it.car.state.armed
    assert it.look().locked_at == START + 5


def test_a_car_with_an_open_door_is_not_locked() -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(Open(Opening.HATCH))
    with pytest.raises(Refused) as refusal:
        it.do(LockWithKey())
    assert refusal.value.code == "door_open"
    assert "hatch" in refusal.value.message
    assert not it.look().locked


def test_an_open_hood_does_not_keep_a_car_from_being_locked() -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(Open(Opening.HOOD))
    it.do(LockWithKey())
    assert it.look().locked


def test_the_key_that_locks_is_outside() -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(KeyInside(inside=True))
    assert it.look().key_inside
    it.do(LockWithKey())
    assert not it.look().key_inside


@pytest.mark.parametrize(
    ("model", "door"),
    [("almera", Opening.FRONT_RIGHT), ("leaf_ze1", Opening.FRONT_LEFT)],
)
def test_a_break_in_opens_the_drivers_door_of_a_car_that_stays_locked(
    model: str, door: Opening
) -> None:
    it = yard(model)
    it.do(BreakIn())
    assert it.look().locked
    assert it.look().open == (door,)
    assert len(it.told()) == 1


def test_a_tow_moves_the_car_without_ignition_and_odometer() -> None:
    it = yard()
    it.do(Tow())
    place = it.look().position
    way = distance_km(
        (HOME.latitude, HOME.longitude), (place.latitude, place.longitude)
    )
    assert way == pytest.approx(0.5)
    assert it.look().cockpit.odometer_km == ODOMETER_KM
    it.do(IgnitionOn())
    with pytest.raises(Refused) as refusal:
        it.do(Tow())
    assert refusal.value.code == "ignition_on"


def test_hazard_lights() -> None:
    it = yard()
    it.do(HazardLights(on=True))
    assert it.look().hazard_lights
