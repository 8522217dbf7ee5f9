"""Which car of the signed-in user a call is about."""

from typing import NamedTuple

from emulator.cloud.accounts import Account, Pairing, Role
from emulator.cloud.errors import RefusedError
from emulator.cloud.vehicles import Vehicle
from emulator.console.calls import Ask
from emulator.console.errors import ControlError

from .session import account_of


class OwnCar(NamedTuple):
    """A car of who is signed in."""

    account: Account
    vehicle: Vehicle
    pairing: Pairing


def own_car(ask: Ask) -> OwnCar:
    """Return the car named in the path; raises ControlError (401, 403, 404)."""
    account, vin = account_of(ask), ask.car.vin
    try:
        paired = ask.world.cloud.paired(account.user_id, vin)
    except RefusedError as err:
        text = "this car is not on the account"
        raise ControlError(403, err.reason.value, text, "vin") from err
    return OwnCar(account, *paired)


def owners_car(ask: Ask) -> OwnCar:
    """Return the car named in the path, as its owner alone may ask; raises as above."""
    own = own_car(ask)
    if own.pairing.role is not Role.OWNER:
        raise ControlError(403, "owner_only", "the owner alone may do this")
    return own
