"""What the card asks for by websocket: an action on a car, and what is known of one.

An action goes this way, not by `call_service`, for the recorder keeps each such call
with all that it was given: the security code.
"""

from functools import partial
from typing import Any, Final

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components import websocket_api
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import (
    ERR_HOME_ASSISTANT_ERROR,
    ERR_SERVICE_VALIDATION_ERROR,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.helpers import entity_registry as er
import voluptuous as vol

from ..const import DOMAIN
from ..coordinator import VehicleCoordinator
from ..reasons import refusal
from ..services import ACTIONS, async_act, vehicle_of
from ..vehicle_action import VehicleAction
from .about import about, explained

_ACTIONS: Final = {action.name: action for action in ACTIONS}


@callback
def async_setup_commands(hass: HomeAssistant) -> None:
    """Offer them, whether or not an account is loaded."""
    websocket_api.async_register_command(hass, websocket_act)
    websocket_api.async_register_command(hass, websocket_vehicle)


@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/act",
        vol.Required("device_id"): str,
        vol.Required("action"): vol.In(_ACTIONS),
        vol.Optional("data", default=dict): dict,
    }
)
@websocket_api.async_response
async def websocket_act(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Carry out one of the actions and send its answer, or the reason why not."""
    action = _ACTIONS[msg["action"]]
    policy = POLICY_CONTROL if action.changes else POLICY_READ
    _check_permission(hass, connection, msg["device_id"], policy)
    try:
        data = _checked(action, msg["data"])
        answer = await async_act(hass, action, msg["device_id"], data)
    except HomeAssistantError as error:
        _send_reason(connection, msg["id"], error)
    else:
        connection.send_result(msg["id"], answer)


@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/vehicle",
        vol.Required("device_id"): str,
    }
)
@callback
def websocket_vehicle(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Tell what no state carries, now and when it has changed."""
    _check_permission(hass, connection, msg["device_id"], POLICY_READ)
    try:
        vehicle = vehicle_of(hass, msg["device_id"])
    except ServiceValidationError as error:
        _send_reason(connection, msg["id"], error)
        return
    told: dict[str, Any] = {}
    tell = partial(_tell, connection, msg["id"], vehicle, told)
    connection.subscriptions[msg["id"]] = vehicle.async_add_listener(tell)
    connection.send_result(msg["id"])
    tell()


@callback
def _tell(
    connection: ActiveConnection,
    message_id: int,
    vehicle: VehicleCoordinator,
    told: dict[str, Any],
) -> None:
    """Send it, unless it is what was `told` last."""
    if (now := about(vehicle)) != told:
        told.update(now)
        connection.send_event(message_id, now)


def _checked(action: VehicleAction, data: dict[str, Any]) -> dict[str, Any]:
    """Return what an action takes; what is wrong is not told: it may be a code."""
    try:
        checked: dict[str, Any] = vol.Schema(action.fields)(data)
    except vol.Invalid:
        raise refusal("action_not_understood") from None
    return checked


def _check_permission(
    hass: HomeAssistant, connection: ActiveConnection, device_id: str, policy: str
) -> None:
    """Raise Unauthorized unless the user has this right to all the car's entities."""
    permissions = connection.user.permissions
    if permissions.access_all_entities(policy):
        return
    rows = er.async_entries_for_device(er.async_get(hass), device_id)
    if not rows or not all(permissions.check_entity(r.entity_id, policy) for r in rows):
        raise Unauthorized


def _send_reason(
    connection: ActiveConnection, message_id: int, error: HomeAssistantError
) -> None:
    """Send an error as its translation; a refusal is no fault to be logged."""
    by_caller = isinstance(error, ServiceValidationError)
    connection.send_error(
        message_id,
        ERR_SERVICE_VALIDATION_ERROR if by_caller else ERR_HOME_ASSISTANT_ERROR,
        str(error),
        **explained(error),
    )
