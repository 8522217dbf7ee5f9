"""Which services are paid for, and until when; the plan belongs to the VIN (P1, P3)."""

from collections.abc import Mapping
from datetime import date, datetime, time
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


class Plan(Struct, frozen=True):
    """A plan: the end of the period that is paid (world time), and what comes then."""

    ends_at: float
    renews: bool

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
        first = Plan(_year_after(_delivered_at(vehicle), vehicle), renews=True)
        return {
            name: _current(known.plans.get(name, first), vehicle, now) for name in PLANS
        }

    def ended(self, vehicle: Vehicle, now: float) -> frozenset[int]:
        """Return the services that are paid for no more."""
        plans = self.of(vehicle, now)
        return frozenset().union(
            *(PLANS[name] for name, plan in plans.items() if plan.has_ended(now))
        )


def _current(plan: Plan, vehicle: Vehicle, now: float) -> Plan:
    ends_at = plan.ends_at
    while plan.renews and ends_at <= now:
        ends_at = _year_after(ends_at, vehicle)
    return replace(plan, ends_at=ends_at)


def _delivered_at(vehicle: Vehicle) -> float:
    day = date.fromisoformat(vehicle.delivered_on)
    return datetime.combine(day, time(), vehicle.tzinfo).timestamp()


def _year_after(moment: float, vehicle: Vehicle) -> float:
    """Return the same moment of the next year, by the car's calendar."""
    at = datetime.fromtimestamp(moment, vehicle.tzinfo)
    is_leap_day = (at.month, at.day) == (2, 29)
    day = 28 if is_leap_day else at.day
    return at.replace(year=at.year + 1, day=day).timestamp()
