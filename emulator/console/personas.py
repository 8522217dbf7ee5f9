"""Control calls on personas: a car made of the diagnostics of a real one."""

from typing import Any

from aiohttp import hdrs

from emulator.cloud.accounts import Account
from emulator.cloud.addresses import fold
from emulator.diagnosed import making
from emulator.diagnosed.diagnostics import Diagnostics, DiagnosticsError

from .calls import Ask, Call
from .errors import ControlError
from .shown import shown
from .vehicles import Vehicles, owners, vehicle


async def _import(ask: Ask) -> dict[str, Any]:
    world, told = ask.world, ask.body
    account = _account(ask)
    world.clock.settle()
    try:
        numbers = making.add(world, told.checked(), account)
    except DiagnosticsError as err:
        raise ControlError(400, "invalid_diagnostics", str(err)) from err
    made = [world.cars[number] for number in numbers]
    return {
        "vehicles": [
            shown(vehicle(world, car, owners(world, car.vin))) for car in made
        ],
        "found": len(made),
    }


def _account(ask: Ask) -> Account | None:
    """Return who gets the car: the one named, else the first; raises ControlError."""
    accounts = ask.world.cloud.accounts.documents
    named = ask.request.query.get("account")
    if named is None:
        return next(map(accounts.__getitem__, accounts), None)
    found = accounts.find(fold(named))
    if found is None:
        raise ControlError(404, "unknown_account", "no such account", "account")
    return found


CALLS: tuple[Call, ...] = (
    Call(
        hdrs.METH_POST,
        "personas/import",
        "Cars that answer as those of redacted diagnostics did",
        _import,
        Diagnostics,
        Vehicles,
        query=("account",),
    ),
)
