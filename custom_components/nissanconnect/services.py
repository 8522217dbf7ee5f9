"""The actions: registered at once, checked when they are called."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.helpers import config_validation as cv, service
import voluptuous as vol

from .alerts.actions import ACTIONS as ALERTS
from .const import DOMAIN
from .coordinator import AccountCoordinator, VehicleCoordinator
from .device import vin_of
from .inbox.actions import ACTIONS as INBOX
from .options import is_read_only
from .place.actions import ACTIONS as PLACE
from .reasons import refusal
from .remote.actions import ACTIONS as REMOTE
from .trips.actions import ACTIONS as TRIPS
from .vehicle_action import Data, VehicleAction

ACTIONS: Final[tuple[VehicleAction, ...]] = (
    *REMOTE,
    *INBOX,
    *ALERTS,
    *TRIPS,
    *PLACE,
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Offer the actions; each is of the car of one device."""
    for action in ACTIONS:
        hass.services.async_register(
            DOMAIN,
            action.name,
            _handler(action),
            schema=vol.Schema(
                {vol.Required(ATTR_DEVICE_ID): cv.string, **action.fields}
            ),
            supports_response=action.response,
        )


async def async_act(
    hass: HomeAssistant, action: VehicleAction, device_id: str, data: Data
) -> ServiceResponse:
    """Carry out an action on the car of a device; returns and raises as it does."""
    vehicle = vehicle_of(hass, device_id)
    if action.changes and is_read_only(vehicle.config_entry.options):
        raise refusal("read_only")
    return await action.handle(vehicle, data)


@callback
def vehicle_of(hass: HomeAssistant, device_id: str) -> VehicleCoordinator:
    """Return the car of the device; raises ServiceValidationError if there is none."""
    device, entry = service.async_get_device_and_config_entry(
        hass, DOMAIN, device_id, include_child_devices=False
    )
    account: AccountCoordinator = entry.runtime_data
    vehicle = account.vehicles.get(vin_of(device.identifiers) or "")
    if vehicle is None:
        raise refusal("vehicle_unknown")
    return vehicle


def _handler(
    action: VehicleAction,
) -> Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]:
    async def handle(call: ServiceCall) -> ServiceResponse:
        return await async_act(call.hass, action, call.data[ATTR_DEVICE_ID], call.data)

    return handle
