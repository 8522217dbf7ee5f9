"""The store's till: what a plan costs, who pays for it, and the bill (P1, P2)."""

from typing import Final, NamedTuple

from emulator.clock import Clock

from .bills import Bill, Bills, Charge
from .cards import Card
from .catalogue import CATALOGUE, Offer
from .documents import DocumentKey
from .errors import StoreError
from .subscriptions import PlanName, Subscriptions, months_after
from .vehicles import Vehicle, Vehicles
from .wallets import Wallets

MOST_AHEAD_MONTHS: Final = 36


class Sale(NamedTuple):
    """Months of a plan for a user's car; `automatic` if it renews itself."""

    user_id: str
    vehicle: Vehicle
    plan: PlanName
    months: int
    card_id: str | None
    automatic: bool = False


class Till:
    """Takes money, in a manner of speaking."""

    def __init__(
        self,
        clock: Clock,
        vehicles: Vehicles,
        subscriptions: Subscriptions,
        changed: set[DocumentKey],
    ) -> None:
        """Start without customers."""
        self.wallets = Wallets(clock, changed)
        self.bills = Bills(changed)
        self._clock = clock
        self._vehicles = vehicles
        self.subscriptions = subscriptions

    def offers(self, vehicle: Vehicle) -> dict[PlanName, tuple[Offer, ...]]:
        """Return what can be bought for a car (P1)."""
        return CATALOGUE.of(vehicle, self._vehicles.model(vehicle))

    def check(self, sale: Sale) -> tuple[Offer, Card | None]:
        """Return the offer, and the card that pays if it must; raises StoreError."""
        offer = self._offer(sale)
        if offer.is_free:
            return offer, None
        card = self.wallets.paying(sale.user_id, sale.card_id)
        if self.wallets.of(sale.user_id).address is None:
            raise StoreError("address_needed", "a billing address is needed", "address")
        return offer, card

    def take(self, sale: Sale) -> tuple[float, Bill | None]:
        """Charge; return the new end of the plan and the bill (none for what is free).

        What still runs goes on from its end. Raises StoreError.
        """
        offer, card = self.check(sale)
        begins_at, ends_at = self._period(sale)
        if card is None:
            return ends_at, None
        charge = Charge(
            vin=sale.vehicle.vin,
            plan=sale.plan,
            months=offer.months,
            price=offer.price,
            currency=CATALOGUE.currencies[sale.vehicle.country],
            begins_at=begins_at,
            ends_at=ends_at,
            brand=card.brand,
            last_four=card.last_four,
            automatic=sale.automatic,
        )
        return ends_at, self.bills.add(sale.user_id, self._clock.now, charge)

    def _offer(self, sale: Sale) -> Offer:
        for offer in self.offers(sale.vehicle).get(sale.plan, ()):
            if offer.months == sale.months:
                return offer
        raise StoreError("not_sold", "this is not sold for this car", "plan")

    def _period(self, sale: Sale) -> tuple[float, float]:
        now, zone = self._clock.now, sale.vehicle.tzinfo
        known = self.subscriptions.of(sale.vehicle, now)[sale.plan]
        begins_at = max(now, known.ends_at)
        ends_at = months_after(begins_at, sale.months, zone)
        if ends_at > months_after(now, MOST_AHEAD_MONTHS, zone):
            text = f"no more than {MOST_AHEAD_MONTHS} months are paid ahead"
            raise StoreError("paid_ahead", text, "months")
        return begins_at, ends_at
