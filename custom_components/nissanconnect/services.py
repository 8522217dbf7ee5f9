"""The actions: commands for one car that wait for their end and tell it."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.const import ATTR_DEVICE_ID, ATTR_TEMPERATURE
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv, service
import voluptuous as vol

from .api.commands import (
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
from .const import DOMAIN
from .coordinator import AccountCoordinator, VehicleCoordinator
from .device import vin_of
from .remote_rights import ACTIONS, refusal

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
_CAR: Final[dict[Any, Any]] = {
    vol.Required(ATTR_DEVICE_ID): cv.string,
    vol.Optional(ATTR_SECURITY_CODE): cv.string,
}
_LOCKING: Final = {
    **_CAR,
    vol.Optional(ATTR_TARGET, default=LockTarget.DOORS_AND_HATCH): vol.Coerce(
        LockTarget
    ),
}
_STARTING: Final = {
    **_CAR,
    vol.Optional(ATTR_DOUBLE, default=False): cv.boolean,
    vol.Optional(ATTR_TEMPERATURE): vol.All(
        vol.Coerce(float), vol.Range(min=16, max=30), _halves
    ),
    **{vol.Optional(part): _LEVEL for part in _CABIN},
}
_SIGNALLING: Final = {
    **_CAR,
    vol.Optional(ATTR_TARGET, default=SignalTarget.HORN_AND_LIGHTS): vol.Coerce(
        SignalTarget
    ),
    vol.Optional(ATTR_DURATION, default=5): vol.All(
        vol.Coerce(int), vol.Range(min=1, max=30)
    ),
}

type Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Action:
    """What an action takes besides the car, and the command it makes of that."""

    kind: type[Command]
    schema: dict[Any, Any]
    command: Callable[[VehicleCoordinator, Data], Command]


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


_ACTIONS: Final = (
    _Action(Lock, _LOCKING, lambda _, data: Lock(data[ATTR_TARGET])),
    _Action(Unlock, _LOCKING, lambda _, data: Unlock(data[ATTR_TARGET])),
    _Action(StartEngine, _STARTING, _start),
    _Action(StopEngine, _CAR, lambda *_: StopEngine()),
    _Action(
        Signal,
        _SIGNALLING,
        lambda _, data: Signal(data[ATTR_TARGET], data[ATTR_DURATION]),
    ),
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Offer the actions; they are checked when they are called."""
    for action in _ACTIONS:
        hass.services.async_register(
            DOMAIN,
            ACTIONS[action.kind],
            _handler(action),
            schema=vol.Schema(action.schema),
            supports_response=SupportsResponse.OPTIONAL,
        )


def _handler(
    action: _Action,
) -> Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]:
    async def handle(call: ServiceCall) -> ServiceResponse:
        """Send the command to the car and wait for its end; raises if not done."""
        vehicle = _vehicle(call)
        command = action.command(vehicle, call.data)
        code = call.data.get(ATTR_SECURITY_CODE)
        result = await vehicle.remote.async_send(command, code)
        return {"outcome": result.outcome.value}

    return handle


def _vehicle(call: ServiceCall) -> VehicleCoordinator:
    """Return the car of the device; raises ServiceValidationError if there is none."""
    device, entry = service.async_get_device_and_config_entry(
        call.hass, DOMAIN, call.data[ATTR_DEVICE_ID], include_child_devices=False
    )
    account: AccountCoordinator = entry.runtime_data
    vehicle = account.vehicles.get(vin_of(device.identifiers) or "")
    if vehicle is None:
        raise refusal("vehicle_unknown")
    return vehicle
