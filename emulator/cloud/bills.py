"""What users were charged for their plans (P2, P4)."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from .cards import Brand
from .documents import Collection, DocumentKey
from .subscriptions import PlanName

_KEPT: Final = 200


class Charge(Struct, frozen=True):
    """What is paid: months of a car's plan and their price, with which card.

    The months begin at `begins_at`; `automatic` is what the clock charged.
    """

    vin: str
    plan: PlanName
    months: int
    price: float
    currency: str
    begins_at: float
    ends_at: float
    brand: Brand
    last_four: str
    automatic: bool


class Bill(Struct, frozen=True):
    """A charge with its number and world time."""

    number: str
    at: float
    charge: Charge


class UsersBills(Struct, frozen=True):
    """A user's bills, oldest first; `count` is how many there ever were."""

    bills: tuple[Bill, ...] = ()
    count: int = 0


class Bills:
    """The bills of all users; the latest 200 of each are kept."""

    def __init__(self, changed: set[DocumentKey]) -> None:
        """Start without bills."""
        self.documents = Collection("bills", UsersBills, changed)

    def add(self, user_id: str, at: float, charge: Charge) -> Bill:
        """Write a bill."""
        known = self.documents.get(user_id) or UsersBills()
        count = known.count + 1
        bill = Bill(f"{user_id[:6].upper()}-{count:04}", at, charge)
        bills = (*known.bills, bill)[-_KEPT:]
        self.documents[user_id] = UsersBills(bills, count)
        return bill

    def of_user(self, user_id: str) -> list[Bill]:
        """Return a user's bills, newest first."""
        known = self.documents.get(user_id) or UsersBills()
        return list(reversed(known.bills))

    def of_vehicle(self, vin: str) -> Iterator[tuple[str, Bill]]:
        """Give the bills of a car with whose they are: a user's newest first."""
        for user_id in self.documents:
            for bill in self.of_user(user_id):
                if bill.charge.vin == vin:
                    yield user_id, bill
