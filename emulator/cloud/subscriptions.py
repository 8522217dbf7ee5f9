"""Which services are paid for, and until when; the plan belongs to the VIN (P1, P3)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from .documents import Collection, DocumentKey
from .vehicles import Vehicle

type PlanName = Literal["remote", "alerts", "theft"]

# What is in none of them is free, without an end.
PLANS: Final[Mapping[PlanName, frozenset[int]]] = {
    "remote": frozenset({27, 96, 97, 299, 303, 366, 875, 876, 878, 880}),
    "alerts": frozenset({98, 281, 282}),
    "theft": frozenset({7, 87}),
}
_YEAR: Final = 12


class Renewal(Struct, frozen=True):
    """Who pays for the next period, with which card, and its length; none if free."""

    user_id: str
    card_id: str | None
    months: int


class Plan(Struct, frozen=True):
    """A plan: the end of the period that is paid (world time), and what comes then.

    One that renews without a `renewal` goes on for nothing, year by year. What was
    cancelled runs to its end.
    """

    ends_at: float
    renews: bool
    renewal: Renewal | None = None
    cancelled: bool = False

    def has_ended(self, now: float) -> bool:
        """Tell whether it is over."""
        return now >= self.ends_at


class Subscription(Struct, frozen=True):
    """What was set for a car; other plans are as they came with it."""

    plans: dict[PlanName, Plan] = field(default_factory=dict)


class Subscriptions:
    """The plans of all cars: free for 12 months from delivery, then year by year."""

    def __init__(self, changed: set[DocumentKey]) -> None:
        """Start with the plans that cars come with, which renew themselves."""
        self.documents = Collection("subscription", Subscription, changed)

    def set(self, vin: str, name: PlanName, plan: Plan) -> None:
        """Let a plan end some day, or go on from it year by year."""
        known = self.documents.get(vin) or Subscription()
        self.documents[vin] = replace(known, plans=known.plans | {name: plan})

    def of(self, vehicle: Vehicle, now: float) -> dict[PlanName, Plan]:
        """Return a car's plans, with the end of the period that runs now."""
        known = self.documents.get(vehicle.vin) or Subscription()
        first = Plan(_free_until(vehicle), renews=True)
        return {
            name: _current(known.plans.get(name, first), vehicle, now) for name in PLANS
        }

    def begin_free(self, vehicle: Vehicle) -> None:
        """Give a new car its free period, after which somebody must pay (P3)."""
        plan = Plan(_free_until(vehicle), renews=False)
        self.documents[vehicle.vin] = Subscription(dict.fromkeys(PLANS, plan))

    def renewals(self, vin: str) -> dict[PlanName, Plan]:
        """Return the plans of a car that somebody pays for when they end."""
        known = self.documents.get(vin) or Subscription()
        return {
            name: plan
            for name, plan in known.plans.items()
            if plan.renews and plan.renewal is not None
        }

    def ended(self, vehicle: Vehicle, now: float) -> frozenset[int]:
        """Return the services that are paid for no more."""
        plans = self.of(vehicle, now)
        return frozenset().union(
            *(PLANS[name] for name, plan in plans.items() if plan.has_ended(now))
        )


def months_after(moment: float, months: int, zone: tzinfo) -> float:
    """Return the same moment some months later, by the calendar of a zone."""
    at = datetime.fromtimestamp(moment, zone)
    years, month = divmod(at.month - 1 + months, _YEAR)
    year, month = at.year + years, month + 1
    day = min(at.day, monthrange(year, month)[1])
    return at.replace(year=year, month=month, day=day).timestamp()


def _current(plan: Plan, vehicle: Vehicle, now: float) -> Plan:
    """Let the years pass that nobody pays for; the store charges for others."""
    ends_at = plan.ends_at
    while plan.renews and plan.renewal is None and ends_at <= now:
        ends_at = months_after(ends_at, _YEAR, vehicle.tzinfo)
    return replace(plan, ends_at=ends_at)


def _free_until(vehicle: Vehicle) -> float:
    """Return the end of the 12 months from the delivery (P3)."""
    day = date.fromisoformat(vehicle.delivered_on)
    delivered_at = datetime.combine(day, time(), vehicle.tzinfo).timestamp()
    return months_after(delivered_at, _YEAR, vehicle.tzinfo)
