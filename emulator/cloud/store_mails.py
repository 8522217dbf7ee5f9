"""What the store writes: receipts, cancellations, failed renewals (P2, P3)."""

from datetime import datetime

from .accounts import Account
from .bills import Bill
from .errors import StoreError
from .mail_words import words_of, write
from .mailbox import Letter
from .subscriptions import PlanName
from .vehicles import Vehicle


def receipt(account: Account, vehicle: Vehicle, bill: Bill) -> Letter:
    """Return the receipt of a bill."""
    charge, words = bill.charge, words_of(account.country)
    return write(
        "receipt",
        account.country,
        number=bill.number,
        plan=words.plans[charge.plan],
        car=_car(vehicle),
        first=_day(account, vehicle, charge.begins_at),
        last=_day(account, vehicle, charge.ends_at),
        amount=words.manner.amount(charge.price, charge.currency),
        brand=charge.brand,
        last_four=charge.last_four,
    )


def cancelled(
    account: Account, vehicle: Vehicle, plan: PlanName, ends_at: float
) -> Letter:
    """Return the confirmation of a cancelled plan."""
    return write(
        "cancelled",
        account.country,
        plan=words_of(account.country).plans[plan],
        car=_car(vehicle),
        last=_day(account, vehicle, ends_at),
    )


def not_renewed(
    account: Account, vehicle: Vehicle, plan: PlanName, why: StoreError
) -> Letter:
    """Return what is said of a plan that ended because nobody could be charged."""
    words = words_of(account.country)
    return write(
        "not_renewed",
        account.country,
        plan=words.plans[plan],
        car=_car(vehicle),
        why=words.uncharged[why.code],
    )


def _car(vehicle: Vehicle) -> str:
    return vehicle.nickname or vehicle.vin


def _day(account: Account, vehicle: Vehicle, moment: float) -> str:
    day = datetime.fromtimestamp(moment, vehicle.tzinfo).date()
    return words_of(account.country).manner.day(day)
