"""The retailer's calls: look up, relaunch an activation (P4)."""

from typing import Any

from emulator.cloud.addresses import fold
from emulator.cloud.vehicles import Vehicle
from emulator.console.calls import Ask, Call, get, post
from emulator.console.errors import ControlError
from emulator.console.shown import shown

from . import files
from .files import CustomerFile, VehicleFile


async def _customer(ask: Ask) -> dict[str, Any]:
    email = ask.request.query.get("email", "")
    account = ask.world.cloud.accounts.documents.find(fold(email))
    if account is None:
        text = "nobody has an account with this address"
        raise ControlError(404, "unknown_account", text, "email")
    return shown(files.customer(ask.world.cloud, account))


async def _vehicle(ask: Ask) -> dict[str, Any]:
    return shown(files.vehicle(ask.world.cloud, record_of(ask)))


async def _relaunch(ask: Ask) -> dict[str, Any]:
    """Begin an activation that failed anew; others need no retailer."""
    cloud, record = ask.world.cloud, record_of(ask)
    if not cloud.activations.of(record.vin).failed:
        text = "no activation of this car has failed"
        raise ControlError(409, "not_failed", text)
    cloud.activations.activate(record.vin)
    return shown(files.vehicle(cloud, record))


def record_of(ask: Ask) -> Vehicle:
    """Return the record of the car named in the path; raises ControlError."""
    return ask.world.cloud.vehicles.documents[ask.car.vin]


CALLS: tuple[Call, ...] = (
    get("customers", "A customer's file", _customer, CustomerFile, query=("email",)),
    get("vehicles/{vin}", "A vehicle's file", _vehicle, VehicleFile),
    post(
        "vehicles/{vin}/activation",
        "Relaunch a failed activation",
        _relaunch,
        None,
        VehicleFile,
    ),
)
