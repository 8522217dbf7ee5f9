"""What the store writes: receipts, cancellations, failed renewals (P2, P3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from .bills import Bill
from .mailbox import Letter
from .subscriptions import PlanName
from .vehicles import Vehicle

_NAMES: Final[Mapping[PlanName, str]] = {
    "remote": "Remote control",
    "alerts": "Monitoring alerts",
    "theft": "Theft alert",
}


def paid(vehicle: Vehicle, bill: Bill) -> Letter:
    """Return the receipt of a bill."""
    charge = bill.charge
    name, car = _NAMES[charge.plan], _car(vehicle)
    first, last = _day(vehicle, charge.begins_at), _day(vehicle, charge.ends_at)
    text = (
        f"Bill {bill.number}: {name} for {car}, from {first} to {last}.\n"
        f"{charge.price:.2f} {charge.currency} were charged to your {charge.brand}"
        f" card that ends in {charge.last_four}."
    )
    return Letter(f"Your receipt: {name}", text)


def will_end(vehicle: Vehicle, plan: PlanName, ends_at: float) -> Letter:
    """Return the confirmation of a cancelled plan."""
    name, day = _NAMES[plan], _day(vehicle, ends_at)
    text = (
        f"{name} for {_car(vehicle)} is cancelled. It works until {day}; nothing more"
        " will be charged."
    )
    return Letter(f"Cancelled: {name}", text)


def not_renewed(vehicle: Vehicle, plan: PlanName, why: str) -> Letter:
    """Return what is said of a plan that ended because nobody could be charged."""
    name = _NAMES[plan]
    text = (
        f"{name} for {_car(vehicle)} has ended: {why}. Change the payment method in"
        " the store and subscribe again."
    )
    return Letter(f"Not renewed: {name}", text)


def _car(vehicle: Vehicle) -> str:
    return vehicle.nickname or vehicle.vin


def _day(vehicle: Vehicle, moment: float) -> str:
    return datetime.fromtimestamp(moment, vehicle.tzinfo).date().isoformat()
