"""The store: plans are bought, renewed by the clock, and cancelled (P2, P3)."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from emulator.clock import Clock

from . import store_mails
from .accounts import Accounts, Role
from .bills import Bill
from .catalogue import Months
from .errors import StoreError
from .mailbox import Mailbox
from .subscriptions import Plan, PlanName, Renewal
from .till import Sale, Till
from .vehicles import Vehicle, Vehicles

type CardId = Annotated[str, Meta(max_length=20)] | None


class Purchase(Struct, frozen=True, forbid_unknown_fields=True):
    """What is bought: a plan for some months, and whether it is to renew itself."""

    plan: PlanName
    months: Months
    card_id: CardId = None
    renews: bool = False
    terms_accepted: bool = False


class Store:
    """Sells plans for cars to their owners; the clock charges for what renews."""

    def __init__(
        self,
        clock: Clock,
        till: Till,
        accounts: Accounts,
        vehicles: Vehicles,
        mailbox: Mailbox,
    ) -> None:
        """Sell through a till."""
        self.till = till
        self._clock = clock
        self._accounts = accounts
        self._vehicles = vehicles
        self._subscriptions = till.subscriptions
        self._mailbox = mailbox

    def subscribe(
        self, user_id: str, vehicle: Vehicle, wish: Purchase
    ) -> tuple[Plan, Bill | None]:
        """Sell a plan; return it and its bill (none if free). Raises StoreError."""
        if not wish.terms_accepted:
            raise StoreError("terms", "the terms must be accepted", "terms_accepted")
        renewal = Renewal(user_id, wish.card_id, wish.months)
        ends_at, bill = self._sell(vehicle, wish.plan, renewal)
        plan = Plan(ends_at, wish.renews, renewal if wish.renews else None)
        self._keep(vehicle, wish.plan, plan)
        return plan, bill

    def renew(self, vehicle: Vehicle, name: PlanName, renewal: Renewal) -> Plan:
        """Let a plan renew itself when it ends; raises StoreError."""
        plan = self._running(vehicle, name)
        self.till.check(_sale(vehicle, name, renewal))
        renews = replace(plan, renews=True, renewal=renewal, cancelled=False)
        self._keep(vehicle, name, renews)
        return renews

    def let_end(self, vehicle: Vehicle, name: PlanName) -> Plan:
        """Let a plan end with what is paid; raises StoreError."""
        ends = replace(self._running(vehicle, name), renews=False, renewal=None)
        self._keep(vehicle, name, ends)
        return ends

    def cancel(self, user_id: str, vehicle: Vehicle, name: PlanName) -> Plan:
        """Cancel a plan, which runs to the end of what is paid (P3)."""
        plan = replace(self.let_end(vehicle, name), cancelled=True)
        self._keep(vehicle, name, plan)
        account = self._accounts.documents[user_id]
        letter = store_mails.cancelled(account, vehicle, name, plan.ends_at)
        self._mailbox.send(account.email, letter)
        return plan

    def forget(self, user_id: str) -> None:
        """Erase what a user paid with, and his bills (E5)."""
        self.till.wallets.documents.pop(user_id)
        self.till.bills.documents.pop(user_id)

    def forget_user(self, vin: str, user_id: str) -> None:
        """Charge a user no more for a car that he has no more; its plans run on."""
        for name, plan in self._subscriptions.renewals(vin).items():
            if plan.renewal is not None and plan.renewal.user_id == user_id:
                ends = replace(plan, renews=False, renewal=None)
                self._subscriptions.set(vin, name, ends)

    def resume(self, vin: str) -> None:
        """Charge for a car's plans when they end."""
        if self._subscriptions.renewals(vin):
            self._clock.add(_Cashier(self, vin))

    def next_due(self, vin: str) -> float | None:
        """Return when the next plan of a car is charged for."""
        renewals = self._subscriptions.renewals(vin).values()
        return min((plan.ends_at for plan in renewals), default=None)

    def charge(self, vin: str, now: float) -> None:
        """Renew the plans of a car that end now, or let them end."""
        vehicle = self._vehicles.documents[vin]
        for name, plan in self._subscriptions.renewals(vin).items():
            if plan.ends_at <= now and plan.renewal is not None:
                self._charge(vehicle, name, plan, plan.renewal)

    def _charge(
        self, vehicle: Vehicle, name: PlanName, plan: Plan, renewal: Renewal
    ) -> None:
        """Charge whoever said so, if the car is still his; else the plan is over."""
        ended = replace(plan, renews=False, renewal=None)
        self._subscriptions.set(vehicle.vin, name, ended)
        if not self._owns(renewal.user_id, vehicle.vin):
            return
        try:
            ends_at, _ = self._sell(vehicle, name, renewal, automatic=True)
        except StoreError as err:
            account = self._accounts.documents[renewal.user_id]
            letter = store_mails.not_renewed(account, vehicle, name, err)
            self._mailbox.send(account.email, letter)
        else:
            self._subscriptions.set(vehicle.vin, name, replace(plan, ends_at=ends_at))

    def _sell(
        self,
        vehicle: Vehicle,
        name: PlanName,
        renewal: Renewal,
        *,
        automatic: bool = False,
    ) -> tuple[float, Bill | None]:
        """Return the new end of a plan and the bill, which is mailed."""
        sale = _sale(vehicle, name, renewal, automatic=automatic)
        ends_at, bill = self.till.take(sale)
        if bill is not None:
            account = self._accounts.documents[renewal.user_id]
            letter = store_mails.receipt(account, vehicle, bill)
            self._mailbox.send(account.email, letter)
        return ends_at, bill

    def _running(self, vehicle: Vehicle, name: PlanName) -> Plan:
        """Return a plan that has not ended; raises StoreError."""
        now = self._clock.now
        plan = self._subscriptions.of(vehicle, now)[name]
        if plan.has_ended(now):
            raise StoreError("ended", "this has ended; subscribe anew", "plan")
        return plan

    def _owns(self, user_id: str, vin: str) -> bool:
        account = self._accounts.documents.get(user_id)
        pairing = account.cars.get(vin) if account else None
        return pairing is not None and pairing.role is Role.OWNER and not pairing.sold

    def _keep(self, vehicle: Vehicle, name: PlanName, plan: Plan) -> None:
        self._subscriptions.set(vehicle.vin, name, plan)
        self.resume(vehicle.vin)


class _Cashier:
    """One car's plans on the clock."""

    def __init__(self, store: Store, vin: str) -> None:
        self._store = store
        self._vin = vin
        self.key = f"store/{vin}"

    def next_due(self) -> float | None:
        return self._store.next_due(self._vin)

    def advance_to(self, now: float) -> None:
        self._store.charge(self._vin, now)


def _sale(
    vehicle: Vehicle, name: PlanName, renewal: Renewal, *, automatic: bool = False
) -> Sale:
    user_id, card_id = renewal.user_id, renewal.card_id
    return Sale(user_id, vehicle, name, renewal.months, card_id, automatic)
