"""Who leaves, and what is erased then: by unpairing, deleting, a PIN (E5, E9, P5).

The plan belongs to the VIN and stays with it.
"""

from . import account_mails
from .accounts import Account, Role
from .addresses import fold
from .cloud import Cloud


def unpair(cloud: Cloud, user_id: str, vin: str) -> None:
    """Take a car off an account for good (E9).

    With its owner all others leave, and its history is erased.
    """
    pairing = cloud.accounts.documents[user_id].cars[vin]
    if pairing.sold:
        cloud.accounts.unpair(user_id, vin)
        return
    _leave(cloud, user_id, vin)
    if pairing.role is Role.OWNER:
        _dismiss_all(cloud, vin)
        _erase(cloud, vin)


def dismiss(cloud: Cloud, user_id: str, vin: str) -> None:
    """Take a car off a second user's account, and tell him so."""
    account = cloud.accounts.documents[user_id]
    letter = account_mails.unpaired(account, cloud.vehicles.name(vin))
    _leave(cloud, user_id, vin)
    cloud.mailbox.send(account.email, letter)


def take_over(cloud: Cloud, vin: str) -> None:
    """Unpair a seller who never did, and tell him so (P5)."""
    name = cloud.vehicles.name(vin)
    for account, pairing in cloud.accounts.users_of(vin):
        if pairing.role is Role.OWNER:
            _leave(cloud, account.user_id, vin)
            letter = account_mails.taken_over(account, name)
            cloud.mailbox.send(account.email, letter)
    _dismiss_all(cloud, vin)
    _erase(cloud, vin)


def delete(cloud: Cloud, account: Account) -> None:
    """Erase a person, his cars' history and pairings; nothing can be retrieved (E5)."""
    user_id = account.user_id
    for vin in account.cars:
        unpair(cloud, user_id, vin)
    cloud.membership.forget(user_id)
    cloud.ownership.forget(user_id)
    cloud.store.forget(user_id)
    cloud.tokens.forget(user_id)
    cloud.accounts.tries.clear(fold(account.email))
    cloud.accounts.documents.pop(user_id)
    cloud.mailbox.send(account.email, account_mails.account_deleted(account))


def _dismiss_all(cloud: Cloud, vin: str) -> None:
    for account, _ in cloud.accounts.users_of(vin):
        dismiss(cloud, account.user_id, vin)


def _leave(cloud: Cloud, user_id: str, vin: str) -> None:
    cloud.accounts.unpair(user_id, vin)
    for book in (cloud.devices, cloud.preferences, cloud.store):
        book.forget_user(vin, user_id)
    cloud.cars[vin].forget_user(cloud.clock.now, user_id)


def _erase(cloud: Cloud, vin: str) -> None:
    """Forget all that was told of a car and wanted of it; its plan stays."""
    # First: the car says that it has heard, and that is to be forgotten as well.
    cloud.monitoring.forget(vin)
    cloud.caches.pop(vin)
    cloud.trips.forget(vin)
    cloud.inbox.forget(vin)
    cloud.offences.forget(vin)
    cloud.service.forget(vin)
    cloud.orders.forget(vin)
    cloud.vehicles.forget(vin)
