"""What a retailer reads: the file of a customer and of a vehicle (P4)."""

from collections.abc import Iterator

from msgspec import Struct

from emulator.cloud.accounts import Account, Pairing
from emulator.cloud.activation import ServiceStatus
from emulator.cloud.bills import Bill
from emulator.cloud.cloud import Cloud
from emulator.cloud.features import features
from emulator.cloud.subscriptions import PLANS, PlanName
from emulator.cloud.vehicles import Vehicle


class CarRow(Struct, frozen=True):
    """A car of a customer."""

    vin: str
    brand: str
    model: str
    nickname: str | None
    role: str


class CustomerFile(Struct, frozen=True):
    """A customer: who, which cars, what was charged."""

    email: str
    first_name: str
    last_name: str
    country: str
    cars: list[CarRow]
    bills: list[Bill]


class UserRow(Struct, frozen=True):
    """A user of a vehicle."""

    email: str
    name: str
    role: str
    enrolled_at: float


class PlanRow(Struct, frozen=True):
    """A plan of a vehicle: what it brings, its state, its end."""

    plan: PlanName
    features: list[str]
    ended: bool
    ends_at: float
    renews: bool
    cancelled: bool


class BillRow(Struct, frozen=True):
    """A bill of a vehicle, and the address of who paid it."""

    email: str | None
    bill: Bill


class VehicleFile(Struct, frozen=True):
    """A vehicle: what it is, its users, its services, what was charged for it."""

    vin: str
    brand: str
    model: str
    year: int
    grade: str
    country: str
    zone: str
    delivered_on: str
    status: ServiceStatus
    activation_failed: bool
    users: list[UserRow]
    plans: list[PlanRow]
    bills: list[BillRow]


def customer(cloud: Cloud, account: Account) -> CustomerFile:
    """Return the file of a customer."""
    return CustomerFile(
        account.email,
        account.first_name,
        account.last_name,
        account.country,
        [_car(cloud, vin, pairing) for vin, pairing in account.cars.items()],
        cloud.store.till.bills.of_user(account.user_id),
    )


def vehicle(cloud: Cloud, record: Vehicle) -> VehicleFile:
    """Return the file of a vehicle."""
    model, activation = cloud.vehicles.model(record), cloud.activations.of(record.vin)
    return VehicleFile(
        vin=record.vin,
        brand=model.brand,
        model=model.platform.model_name,
        year=model.year,
        grade=model.grade,
        country=record.country,
        zone=record.zone,
        delivered_on=record.delivered_on,
        status=activation.status,
        activation_failed=activation.failed,
        users=list(_users(cloud, record.vin)),
        plans=list(_plans(cloud, record)),
        bills=list(_bills(cloud, record.vin)),
    )


def _car(cloud: Cloud, vin: str, pairing: Pairing) -> CarRow:
    record = cloud.vehicles.documents[vin]
    model = cloud.vehicles.model(record)
    name = model.platform.model_name
    return CarRow(vin, model.brand, name, record.nickname, pairing.role.value)


def _users(cloud: Cloud, vin: str) -> Iterator[UserRow]:
    accounts = cloud.accounts.documents
    for user_id in accounts:
        account = accounts[user_id]
        pairing = account.cars.get(vin)
        if pairing is not None:
            name = f"{account.first_name} {account.last_name}"
            at = pairing.enrolled_at
            yield UserRow(account.email, name, pairing.role.value, at)


def _plans(cloud: Cloud, record: Vehicle) -> Iterator[PlanRow]:
    now, platform = cloud.clock.now, cloud.vehicles.model(record).platform
    for name, plan in cloud.subscriptions.of(record, now).items():
        if not PLANS[name].isdisjoint(platform.services):
            yield PlanRow(
                name,
                features(name, platform),
                plan.has_ended(now),
                plan.ends_at,
                plan.renews,
                plan.cancelled,
            )


def _bills(cloud: Cloud, vin: str) -> Iterator[BillRow]:
    for user_id, bill in cloud.store.till.bills.of_vehicle(vin):
        account = cloud.accounts.documents.get(user_id)
        yield BillRow(account.email if account else None, bill)
