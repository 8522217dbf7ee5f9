"""Actions that give a command, wait for its end and tell it."""

from collections.abc import Callable
from typing import Any, Final

from homeassistant.const import ATTR_TEMPERATURE
from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..api.commands import (
    CabinWish,
    Command,
    Lock,
    LockTarget,
    Signal,
    SignalTarget,
    StartEngine,
    StopEngine,
    Unlock,
)
from ..coordinator import VehicleCoordinator
from ..reasons import refusal
from ..vehicle_action import Data, VehicleAction
from .rights import ACTIONS as NAMES

ATTR_SECURITY_CODE: Final = "security_code"
ATTR_TARGET: Final = "target"
ATTR_DURATION: Final = "duration"
ATTR_DOUBLE: Final = "double"
ATTR_LEFT_SEAT: Final = "left_seat"
ATTR_RIGHT_SEAT: Final = "right_seat"
ATTR_FRONT_DEFROST: Final = "front_defrost"
ATTR_REAR_DEFROST: Final = "rear_defrost"


def _halves(temperature: float) -> float:
    if temperature * 2 % 1:
        raise vol.Invalid("whole and half degrees only")
    return temperature


_LEVEL: Final = vol.All(vol.Coerce(int), vol.Range(min=0, max=2))
_CABIN: Final = (ATTR_LEFT_SEAT, ATTR_RIGHT_SEAT, ATTR_FRONT_DEFROST, ATTR_REAR_DEFROST)
_CODE: Final[dict[Any, Any]] = {vol.Optional(ATTR_SECURITY_CODE): cv.string}
_LOCKING: Final = {
    **_CODE,
    vol.Optional(ATTR_TARGET, default=LockTarget.DOORS_AND_HATCH): vol.Coerce(
        LockTarget
    ),
}
_STARTING: Final = {
    **_CODE,
    vol.Optional(ATTR_DOUBLE, default=False): cv.boolean,
    vol.Optional(ATTR_TEMPERATURE): vol.All(
        vol.Coerce(float), vol.Range(min=16, max=30), _halves
    ),
    **{vol.Optional(part): _LEVEL for part in _CABIN},
}
_SIGNALLING: Final = {
    **_CODE,
    vol.Optional(ATTR_TARGET, default=SignalTarget.HORN_AND_LIGHTS): vol.Coerce(
        SignalTarget
    ),
    vol.Optional(ATTR_DURATION, default=5): vol.All(
        vol.Coerce(int), vol.Range(min=1, max=30)
    ),
}


def _start(vehicle: VehicleCoordinator, data: Data) -> StartEngine:
    """Return the start with the cabin as it is wished, where the car takes that."""
    levels = {part: data[part] for part in _CABIN if part in data}
    if ATTR_TEMPERATURE not in data:
        if levels:
            raise refusal("cabin_without_temperature")
        return StartEngine(double=data[ATTR_DOUBLE])
    if not vehicle.remote.rights.takes_cabin_wish:
        raise refusal("cabin_not_taken")
    wish = CabinWish(temperature_c=data[ATTR_TEMPERATURE], **levels)
    return StartEngine(wish, double=data[ATTR_DOUBLE])


def _action(
    kind: type[Command],
    fields: dict[Any, Any],
    command: Callable[[VehicleCoordinator, Data], Command],
) -> VehicleAction:
    async def give(vehicle: VehicleCoordinator, data: Data) -> ServiceResponse:
        """Send the command to the car and wait for its end; raises if not done."""
        code = data.get(ATTR_SECURITY_CODE)
        result = await vehicle.remote.async_send(command(vehicle, data), code)
        return {"outcome": result.outcome.value}

    return VehicleAction(
        name=NAMES[kind], fields=fields, handle=give, response=SupportsResponse.OPTIONAL
    )


ACTIONS: Final = (
    _action(Lock, _LOCKING, lambda _, data: Lock(data[ATTR_TARGET])),
    _action(Unlock, _LOCKING, lambda _, data: Unlock(data[ATTR_TARGET])),
    _action(StartEngine, _STARTING, _start),
    _action(StopEngine, _CODE, lambda *_: StopEngine()),
    _action(
        Signal,
        _SIGNALLING,
        lambda _, data: Signal(data[ATTR_TARGET], data[ATTR_DURATION]),
    ),
)
