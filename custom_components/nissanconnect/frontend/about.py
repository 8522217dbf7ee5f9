"""What the card is told of a car that no state carries; never where it is."""

from datetime import datetime
from typing import Any

from homeassistant.util import dt as dt_util

from ..api.commands import Command, Unlock
from ..api.errors import ResourceError
from ..coordinator import VehicleCoordinator
from ..picture.paint import paint
from ..reasons import reason
from ..remote.entity import EACH, name


def about(vehicle: VehicleCoordinator) -> dict[str, Any]:
    """Return it as JSON types.

    `commands` are those that the car has, each with why it cannot be given now;
    `trouble` is why the cloud gave nothing last, both as keys under `exceptions`;
    `ahead_s` is how far its clock, and so the car's, is ahead of ours.
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
    why = rights.hindrance(command)
    if why is None and isinstance(command, Unlock) and not rights.may_unlock:
        return {"asks_code": False, "hindrance": "unlocking_not_allowed"}
    return {
        "asks_code": rights.asks_code(command),
        "hindrance": None if why is None else why.value,
    }


def _trouble(vehicle: VehicleCoordinator) -> str | None:
    error = vehicle.held_by or vehicle.failure
    # What one part of the car's data is refused with is no silence of the cloud.
    partial = isinstance(error, ResourceError) and not vehicle.denied
    return None if error is None or partial else reason(type(error))


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else dt_util.as_utc(moment).isoformat()
