"""How a car comes onto an account: proven, or shared by its owner (E6, E7, P5)."""

from . import account_mails, departures
from .accounts import Account, Pairing, Role
from .activation import ServiceStatus
from .addresses import fold, is_address
from .cloud import Cloud
from .errors import AccountError
from .membership import link_is_void
from .tokens import Invited, Purpose, Token


def begin(cloud: Cloud, account: Account, vin: str, pin: str | None) -> None:
    """Begin to prove whose a car is; raises AccountError (E7).

    A retailer's PIN unpairs who has it still (P5).
    """
    user_id = account.user_id
    vehicle = cloud.ownership.find(user_id, vin, with_pin=pin is not None)
    cloud.ownership.begin(user_id, vehicle)
    if not cloud.accounts.users_of(vehicle.vin):
        return
    if pin is None or not cloud.registration_pins.redeem(vehicle.vin, pin.strip()):
        cloud.ownership.forget(user_id)
        raise AccountError("wrong_pin", "this PIN is wrong, used or too old", "pin")
    departures.take_over(cloud, vehicle.vin)


def prove(cloud: Cloud, account: Account, odometer_km: int) -> str:
    """Pair a car whose odometer was read, and return its VIN; raises AccountError."""
    vehicle = cloud.ownership.prove(account.user_id, odometer_km)
    vin = vehicle.vin
    cloud.accounts.pair(account.user_id, vin, at=cloud.clock.now, role=Role.OWNER)
    if cloud.activations.of(vin).status is ServiceStatus.DEACTIVATED:
        cloud.activations.activate(vin)
    letter = account_mails.paired(account, cloud.vehicles.name(vin))
    cloud.mailbox.send(account.email, letter)
    return vin


def invite(
    cloud: Cloud, owner: Account, vin: str, email: str, *, commands: bool
) -> None:
    """Invite a second user of a car; raises AccountError (P5)."""
    if not is_address(email):
        raise AccountError("no_address", "this is no e-mail address", "email")
    if fold(email) in {fold(user.email) for user, _ in cloud.accounts.users_of(vin)}:
        raise AccountError("is_user", "this is a user of the car already", "email")
    code = cloud.tokens.invite(owner.user_id, Invited(vin, commands))
    name = cloud.vehicles.name(vin)
    invited = cloud.accounts.documents.find(fold(email))
    letter = account_mails.invitation(owner, invited, name, code, commands=commands)
    cloud.mailbox.send(email.strip(), letter)


def accept(cloud: Cloud, account: Account, code: str) -> str:
    """Put a shared car on an account, and return its VIN; raises AccountError."""
    token = cloud.tokens.find(Purpose.INVITATION, code)
    invited = token.invited if token else None
    if token is None or invited is None or not _is_owner(cloud, token, invited):
        raise link_is_void()
    known = account.cars.get(invited.vin)
    if known is not None and not known.sold:
        text = "this car is on your account already"
        raise AccountError("already_yours", text)
    cloud.tokens.redeem(Purpose.INVITATION, code)
    pairing = Pairing(Role.STANDARD, cloud.clock.now, commands=invited.commands)
    cloud.accounts.share(account.user_id, invited.vin, pairing)
    return invited.vin


def _is_owner(cloud: Cloud, token: Token, invited: Invited) -> bool:
    """Tell whether who invited has the car still."""
    return any(
        account.user_id == token.user_id and pairing.role is Role.OWNER
        for account, pairing in cloud.accounts.users_of(invited.vin)
    )
