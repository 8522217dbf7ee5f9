"""The owner's calls on the store: what is sold for a car, plans, bills (P1 to P3)."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from emulator.cloud.accounts import Role
from emulator.cloud.bills import Bill
from emulator.cloud.catalogue import CATALOGUE, Months, Offer
from emulator.cloud.features import features
from emulator.cloud.store import CardId, Purchase
from emulator.cloud.subscriptions import PLANS, Plan, PlanName, Renewal
from emulator.console.calls import Ask, Call, delete, get, post, put
from emulator.console.errors import ControlError
from emulator.console.shown import shown

from .own_cars import OwnCar, own_car, owners_car
from .session import account_of
from .told import refusals_told


class PlanOnSale(Struct, frozen=True):
    """A plan of a car: what it brings, what it costs, and until when it runs.

    `months` and `card_id` are what renews it, if the caller pays.
    """

    plan: PlanName
    features: list[str]
    offers: tuple[Offer, ...]
    ended: bool
    ends_at: float
    renews: bool
    cancelled: bool
    months: int | None
    card_id: str | None


class Shop(Struct, frozen=True):
    """What there is for a car; the owner alone may buy. No currency: no store."""

    country: str
    currency: str | None
    year: int
    grade: str
    zone: str
    may_buy: bool
    plans: list[PlanOnSale]


class Sold(Struct, frozen=True):
    """A plan that was bought, and its bill unless it was free."""

    plan: PlanOnSale
    bill: Bill | None


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a plan is to renew itself, by what, and for how long each time."""

    renews: bool
    months: Months = 1
    card_id: CardId = None


class BillRows(Struct, frozen=True):
    """A user's bills, newest first."""

    bills: list[Bill]


async def _show(ask: Ask) -> dict[str, Any]:
    own = own_car(ask)
    vehicle, model = own.vehicle, ask.world.cloud.vehicles.model(own.vehicle)
    shop = Shop(
        country=vehicle.country,
        currency=CATALOGUE.currencies.get(vehicle.country),
        year=model.year,
        grade=model.grade,
        zone=vehicle.zone,
        may_buy=own.pairing.role is Role.OWNER,
        plans=list(_plans(ask, own)),
    )
    return shown(shop)


async def _subscribe(ask: Ask) -> dict[str, Any]:
    own, wish = owners_car(ask), ask.body
    user_id = own.account.user_id
    with refusals_told():
        _, bill = ask.world.cloud.store.subscribe(user_id, own.vehicle, wish)
    return shown(Sold(_plan(ask, own, wish.plan), bill))


async def _set_renewal(ask: Ask) -> dict[str, Any]:
    own, name, wish = owners_car(ask), _named(ask), ask.body
    store = ask.world.cloud.store
    with refusals_told():
        if wish.renews:
            renewal = Renewal(own.account.user_id, wish.card_id, wish.months)
            store.renew(own.vehicle, name, renewal)
        else:
            store.let_end(own.vehicle, name)
    return shown(_plan(ask, own, name))


async def _cancel(ask: Ask) -> dict[str, Any]:
    own, name = owners_car(ask), _named(ask)
    with refusals_told():
        ask.world.cloud.store.cancel(own.account.user_id, own.vehicle, name)
    return shown(_plan(ask, own, name))


async def _bills(ask: Ask) -> dict[str, Any]:
    bills = ask.world.cloud.store.till.bills.of_user(account_of(ask).user_id)
    return shown(BillRows(bills))


def _plans(ask: Ask, own: OwnCar) -> Iterator[PlanOnSale]:
    services = ask.world.cloud.vehicles.model(own.vehicle).platform.services
    for name, needed in PLANS.items():
        if not needed.isdisjoint(services):
            yield _plan(ask, own, name)


def _plan(ask: Ask, own: OwnCar, name: PlanName) -> PlanOnSale:
    cloud, vehicle = ask.world.cloud, own.vehicle
    plan = cloud.subscriptions.of(vehicle, cloud.clock.now)[name]
    renewal = _own_renewal(plan, own.account.user_id)
    return PlanOnSale(
        plan=name,
        features=features(name, cloud.vehicles.model(vehicle).platform),
        offers=cloud.store.till.offers(vehicle).get(name, ()),
        ended=plan.has_ended(cloud.clock.now),
        ends_at=plan.ends_at,
        renews=plan.renews,
        cancelled=plan.cancelled,
        months=renewal.months if renewal else None,
        card_id=renewal.card_id if renewal else None,
    )


def _own_renewal(plan: Plan, user_id: str) -> Renewal | None:
    renewal = plan.renewal
    return renewal if renewal and renewal.user_id == user_id else None


def _named(ask: Ask) -> PlanName:
    """Return the plan named in the path; raises ControlError."""
    named = ask.request.match_info["plan"]
    for name in PLANS:
        if name == named:
            return name
    raise ControlError(404, "unknown_plan", "there is no such plan", "plan")


_CAR = "store/cars/{vin}"
_PLAN = f"{_CAR}/plans/{{plan}}"

CALLS: tuple[Call, ...] = (
    get(_CAR, "What is sold for a car, and its plans", _show, Shop),
    post(f"{_CAR}/plans", "Subscribe to a plan", _subscribe, Purchase, Sold),
    put(f"{_PLAN}/renewal", "Let it renew itself", _set_renewal, Wish, PlanOnSale),
    delete(_PLAN, "Cancel; it runs to its end", _cancel, PlanOnSale),
    get("store/bills", "The user's bills, newest first", _bills, BillRows),
)
