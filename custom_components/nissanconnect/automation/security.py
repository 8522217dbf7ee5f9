"""How a car was left: locked, closed, running, and where."""

from collections.abc import Collection, Mapping
from typing import Final

from homeassistant.components.lock import LockState
from homeassistant.components.zone import in_zone
from homeassistant.const import (
    ATTR_LATITUDE,
    ATTR_LONGITUDE,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.core import State

# The one that shows its central locking; no car has both (R1).
LOCKS: Final = frozenset({"lock.doors", "binary_sensor.doors_locked"})
_LOCKED: Final[Mapping[str, Mapping[str, bool]]] = {
    # Home Assistant's lock class is on when unlocked.
    "binary_sensor.doors_locked": {STATE_OFF: True, STATE_ON: False},
    "lock.doors": {LockState.LOCKED: True, LockState.UNLOCKED: False},
}
_OPENINGS: Final = frozenset(
    f"binary_sensor.{key}"
    for key in (
        "door_driver",
        "door_front_left",
        "door_front_right",
        "door_passenger",
        "door_rear_left",
        "door_rear_right",
        "hatch",
        "hood",
        "sunroof",
    )
)
_ENGINE: Final = "binary_sensor.engine_running"
_TRACKER: Final = "device_tracker.position"


def is_locked(car: Mapping[str, State]) -> bool | None:
    """Whether it is locked; None if that is not known."""
    told = [states.get(car[key].state) for key, states in _LOCKED.items() if key in car]
    return next((locked for locked in told if locked is not None), None)


def stands_open(car: Mapping[str, State]) -> bool:
    """Whether something is known to be open."""
    return any(car[key].state == STATE_ON for key in _OPENINGS & car.keys())


def is_left_unlocked(car: Mapping[str, State], zones: Collection[State]) -> bool | None:
    """Whether it stands unlocked and closed outside the zones, its engine off.

    None while that cannot be known. A car that never says where it is is outside.
    """
    if LOCKS.isdisjoint(car):
        return False
    asked = LOCKS | _OPENINGS | {_ENGINE} | ({_TRACKER} if zones else set())
    locked = is_locked(car)
    if locked is None or _is_any_away(car, asked):
        return None
    runs = _ENGINE in car and car[_ENGINE].state == STATE_ON
    return not (locked or stands_open(car) or runs or _is_inside(car, zones))


def _is_any_away(car: Mapping[str, State], keys: frozenset[str]) -> bool:
    return any(car[key].state == STATE_UNAVAILABLE for key in keys & car.keys())


def _is_inside(car: Mapping[str, State], zones: Collection[State]) -> bool:
    tracker = car.get(_TRACKER)
    place = {} if tracker is None else tracker.attributes
    if ATTR_LATITUDE not in place:
        return False
    latitude, longitude = place[ATTR_LATITUDE], place[ATTR_LONGITUDE]
    return any(in_zone(zone, latitude, longitude) for zone in zones)
