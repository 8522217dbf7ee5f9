"""What the card is told of a car that no state carries; never where it is."""

from datetime import datetime
from typing import Any

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util

from ..api.commands import Command
from ..api.errors import ResourceError
from ..coordinator import VehicleCoordinator
from ..picture.paint import paint
from ..reasons import reason
from ..remote.entity import EACH, name
from ..remote.rights import RemoteRights


def about(vehicle: VehicleCoordinator) -> dict[str, Any]:
    """Return it as JSON types.

    `commands` are those that the car has, each with why it cannot be given now, as the
    websocket tells errors; `trouble` is why the cloud gave nothing last, as a key under
    `exceptions`; `ahead_s` is how far its clock, and so the car's, is ahead of ours.
    """
    rights, running = vehicle.remote.rights, vehicle.remote.running
    offered = filter(rights.offers, EACH)
    return {
        "paint": paint(vehicle.record.color),
        "electric": vehicle.record.electric,
        "commands": {name(command): _offer(vehicle, command) for command in offered},
        "running": None if running is None else name(running),
        "ahead_s": round((vehicle.server_now - dt_util.utcnow()).total_seconds()),
        "answered_at": _iso(vehicle.data.answered_at),
        "trouble": _trouble(vehicle),
    }


def _offer(vehicle: VehicleCoordinator, command: Command) -> dict[str, Any]:
    rights = vehicle.remote.rights
    return {
        "asks_code": rights.asks_code(command),
        "hindrance": _hindrance(rights, command),
    }


def _hindrance(rights: RemoteRights, command: Command) -> dict[str, Any] | None:
    """Return why it cannot be given now, before anybody types a code."""
    try:
        rights.check_rights(command)
        if rights.needs_code(command):
            rights.check_code_is_set_up()
            rights.check_code_is_wanted()
    except ServiceValidationError as refused:
        return explained(refused)
    return None


def explained(error: HomeAssistantError) -> dict[str, Any]:
    """Return what a browser needs to say it in its user's language."""
    return {
        "translation_domain": error.translation_domain,
        "translation_key": error.translation_key,
        "translation_placeholders": error.translation_placeholders,
    }


def _trouble(vehicle: VehicleCoordinator) -> str | None:
    error = vehicle.held_by or vehicle.failure
    # What one part of the car's data is refused with is no silence of the cloud.
    partial = isinstance(error, ResourceError) and not vehicle.denied
    return None if error is None or partial else reason(type(error))


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else dt_util.as_utc(moment).isoformat()
