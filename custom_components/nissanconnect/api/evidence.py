"""What the car's own reports say about a command, where its status is in doubt.

Neither a COMPLETED nor a CANCELLED of the cloud is the last word on a lock or an engine
(F87, protocol 5.2). A report counts for a command only if it is newer; an engine's
often has no time, so there a change counts, against a look just before the command.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from .commands import (
    Command,
    Lock,
    LockTarget,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    StopEngine,
    Unlock,
)
from .models import ChargeState, EngineState
from .resources import ResourceKey
from .snapshot import Reading, VehicleSnapshot

type Agreement = Callable[[Any, VehicleSnapshot], bool | None]


class Evidence(NamedTuple):
    """How a command's effect is seen.

    `agrees` tells whether the state is the one that was asked for, None if it cannot
    be told. With `belies` a state that stays otherwise outweighs a COMPLETED; other
    states are known to lag (protocol 4.5). `undated` states count by their change.
    """

    keys: tuple[ResourceKey, ...]
    agrees: Agreement
    belies: bool = False
    undated: bool = False


def _value[T](reading: Reading[T]) -> T | None:
    """Return what a reading says now; after an error it says nothing (F68)."""
    return reading.value if reading.error is None else None


def _locked(snapshot: VehicleSnapshot) -> bool | None:
    value = _value(snapshot.lock_status)
    return None if value is None else value.locked


def _lock_agrees(command: Lock | Unlock, snapshot: VehicleSnapshot) -> bool | None:
    """Compare; of a single door the central state says something only if it agrees."""
    locked = _locked(snapshot)
    if locked is None:
        return None
    agrees = locked is isinstance(command, Lock)
    whole = command.target is LockTarget.DOORS_AND_HATCH
    return agrees if whole or agrees else None


def _engine(snapshot: VehicleSnapshot) -> EngineState | None:
    res_state, hvac = _value(snapshot.res_state), _value(snapshot.hvac_status)
    if res_state is not None and res_state.state is not None:
        return res_state.state
    return None if hvac is None else hvac.engine


def _start_agrees(command: StartEngine, snapshot: VehicleSnapshot) -> bool | None:
    match _engine(snapshot):
        case None | EngineState.UNAVAILABLE | EngineState.RUNNING_BY_KEY:
            return None  # somebody may have taken over (R4)
        case state:
            return state is EngineState.RUNNING_REMOTELY


def _stop_agrees(command: StopEngine, snapshot: VehicleSnapshot) -> bool | None:
    match _engine(snapshot):
        case None | EngineState.UNAVAILABLE:
            return None
        case state:
            return state is not EngineState.RUNNING_REMOTELY


def _climate_agrees(
    command: StartClimate | StopClimate, snapshot: VehicleSnapshot
) -> bool | None:
    value = _value(snapshot.hvac_status)
    if value is None or value.on is None:
        return None
    return value.on is isinstance(command, StartClimate)


def _charging_agrees(
    command: StartCharging | StopCharging, snapshot: VehicleSnapshot
) -> bool | None:
    value = _value(snapshot.battery_status)
    if value is None or value.charge is None:
        return None
    return (value.charge is ChargeState.CHARGING) is isinstance(command, StartCharging)


_LOCK = Evidence(keys=(ResourceKey.LOCK_STATUS,), agrees=_lock_agrees, belies=True)
_CLIMATE = Evidence(keys=(ResourceKey.HVAC_STATUS,), agrees=_climate_agrees)
_CHARGING = Evidence(keys=(ResourceKey.BATTERY_STATUS,), agrees=_charging_agrees)
_ENGINE_KEYS = (ResourceKey.RES_STATE, ResourceKey.HVAC_STATUS)

_EVIDENCE: Mapping[type[Command], Evidence] = {
    Lock: _LOCK,
    Unlock: _LOCK,
    StartEngine: Evidence(
        keys=_ENGINE_KEYS, agrees=_start_agrees, belies=True, undated=True
    ),
    StopEngine: Evidence(
        keys=_ENGINE_KEYS, agrees=_stop_agrees, belies=True, undated=True
    ),
    StartClimate: _CLIMATE,
    StopClimate: _CLIMATE,
    StartCharging: _CHARGING,
    StopCharging: _CHARGING,
}


def evidence(command: Command) -> Evidence | None:
    """Return how a command's effect is seen; None if nothing tells of it."""
    return _EVIDENCE.get(type(command))


def shows(
    command: Command, before: VehicleSnapshot, after: VehicleSnapshot, since: datetime
) -> bool:
    """Whether the car's reports show that a command was carried out.

    `before` was seen before the command, `since` is the server's time at which it went
    out.
    """
    seen = evidence(command)
    if seen is None or seen.agrees(command, after) is not True:
        return False
    if seen.undated:
        return seen.agrees(command, before) is False or _prolonged(before, after)
    reported_at = after.reading(seen.keys[0]).reported_at
    # The car tells whole seconds.
    return reported_at is not None and reported_at >= since.replace(microsecond=0)


def _prolonged(before: VehicleSnapshot, after: VehicleSnapshot) -> bool:
    """Whether a remote run has got more time (R5)."""
    old, new = _value(before.res_state), _value(after.res_state)
    if old is None or new is None:
        return False
    if old.seconds_left is None or new.seconds_left is None:
        return False
    return new.seconds_left > old.seconds_left
