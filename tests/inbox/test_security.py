"""How a car was left, from the states of its entities."""

from collections.abc import Mapping

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import State
import pytest

from custom_components.nissanconnect.automation.security import (
    is_left_unlocked,
    is_locked,
    stands_open,
)

YARD = State("zone.yard", "0", {"latitude": 13.75, "longitude": 100.5, "radius": 50})
TRACKER = "device_tracker.position"
LEFT = {
    "lock.doors": "unlocked",
    "binary_sensor.door_rear_left": STATE_OFF,
    "binary_sensor.engine_running": STATE_OFF,
}


def car(states: Mapping[str, str], latitude: float | None = None) -> dict[str, State]:
    """Return a car of these states, by platform and key, and its tracker."""
    known = {key: State(key, state) for key, state in states.items()}
    if latitude is not None:
        place = {"latitude": latitude, "longitude": 100.5}
        known[TRACKER] = State(TRACKER, "not_home", place)
    return known


@pytest.mark.parametrize(
    ("state", "locked"),
    [(STATE_OFF, True), (STATE_ON, False), (STATE_UNKNOWN, None)],
)
def test_a_car_that_is_not_locked_from_here(state: str, locked: bool | None) -> None:
    """Its sensor of class lock is on when unlocked."""
    assert is_locked(car({"binary_sensor.doors_locked": state})) is locked


def test_what_stands_open() -> None:
    """Doors, hatch, hood and sunroof; nothing else that is on."""
    assert stands_open(car({"binary_sensor.sunroof": STATE_ON}))
    assert not stands_open(car({"binary_sensor.plugged_in": STATE_ON}))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"lock.doors": "locked"}, False),
        ({"binary_sensor.hatch": STATE_ON}, False),
        ({"binary_sensor.engine_running": STATE_ON}, False),
        ({"lock.doors": STATE_UNKNOWN}, None),
        ({"binary_sensor.door_rear_left": STATE_UNAVAILABLE}, None),
        ({"sensor.odometer": STATE_UNAVAILABLE}, True),
    ],
)
def test_left_unlocked(changed: dict[str, str], expected: bool | None) -> None:
    assert is_left_unlocked(car({**LEFT, **changed}), []) is expected


def test_a_car_without_a_lock_is_not_left_unlocked() -> None:
    """Nor one whose entities are gone for now."""
    assert is_left_unlocked(car({"binary_sensor.hatch": STATE_OFF}), []) is False


@pytest.mark.parametrize(
    ("latitude", "expected"), [(13.75, False), (13.76, True), (None, True)]
)
def test_left_unlocked_outside(latitude: float | None, expected: bool) -> None:
    """A car that never says where it is is outside."""
    assert is_left_unlocked(car(LEFT, latitude), [YARD]) is expected
