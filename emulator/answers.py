"""What a client would read of a car now, as a document that asserts point into."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from .cloud.cloud import Cloud
from .cloud.monitoring import Shown
from .cloud.platform import Resource, Version
from .cloud.vehicles import Vehicle
from .cloud.view import View
from .services.bodies import BODIES
from .services.errors import WireError
from .services.resources import attributes

_YEAR: Final = timedelta(days=365)
_VERSIONS: Final[tuple[Version, ...]] = ("v3", "v2", "v1")


def answers(cloud: Cloud, vin: str) -> dict[str, Any]:
    """Return the resources of a car, each in its newest version that answers.

    What is refused is `{"refused": STATUS}`. Beside them stand `accounts` (who has the
    car, as what), `alerts` by name, `plans`, `service`, `status` (E8)
    and the year's `trips`.
    """
    vehicle = cloud.vehicles.documents[vin]
    view = cloud.view(vehicle)
    resources = {
        name: _resource(view, name) for name in dict.fromkeys(n for n, _ in BODIES)
    }
    told: dict[str, Any] = msgspec.to_builtins(resources)
    return told | _others(cloud, vehicle)


def _others(cloud: Cloud, vehicle: Vehicle) -> dict[str, Any]:
    vin, now = vehicle.vin, cloud.clock.now
    shown = cloud.monitoring.shown(vin, cloud.monitored(vin))
    plans = cloud.subscriptions.of(vehicle, now)
    service = cloud.service.documents.get(vin)
    return {
        "accounts": dict(_accounts(cloud, vin)),
        "alerts": {one.name or one.alert.alert_id: _alert(one) for one in shown},
        "plans": {
            name: "ended" if plan.has_ended(now) else "paid"
            for name, plan in plans.items()
        },
        "service": None if service is None else msgspec.to_builtins(service),
        "status": str(cloud.activations.of(vin).status),
        "trips": _trips(cloud, vehicle),
    }


def _resource(view: View, name: Resource) -> dict[str, Any]:
    refused = None
    for version in _VERSIONS:
        if (name, version) in BODIES:
            try:
                return attributes(view, name, version)
            except WireError as err:
                refused = refused or int(err.status)
    return {"refused": refused}


def _accounts(cloud: Cloud, vin: str) -> Iterator[tuple[str, str]]:
    documents = cloud.accounts.documents
    for account in map(documents.__getitem__, documents):
        pairing = account.cars.get(vin)
        if pairing is not None:
            yield account.email, "sold" if pairing.sold else str(pairing.role)


def _trips(cloud: Cloud, vehicle: Vehicle) -> dict[str, float]:
    """Sum up all trips of a year to today (D1)."""
    today = datetime.fromtimestamp(cloud.clock.now, vehicle.tzinfo).date()
    days = list(cloud.trips.days(vehicle.vin, today - _YEAR, today))
    return {
        "days": len(days),
        "trips": sum(sums.trips for _, sums in days),
        "distance_km": sum(sums.distance_km for _, sums in days),
        "fuel_l": sum(sums.fuel_l for _, sums in days),
        "energy_kwh": sum(sums.energy_kwh for _, sums in days),
    }


def _alert(shown: Shown) -> dict[str, Any]:
    return {
        "stage": str(shown.stage),
        "enabled": shown.alert.enabled,
        "breached": shown.breached,
    }
