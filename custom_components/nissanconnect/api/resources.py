"""What can be read of a car: one table of resources, their addresses and parsers.

Addresses stand in the order in which a car of the classic gateway is asked; `prefer`
gives another order for other generations. Each names its place in the protocol sheet.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
import hashlib
from types import MappingProxyType
from typing import Any, NamedTuple

from . import (
    alerts,
    battery,
    inbox,
    parsers,
    preferences,
    service_due,
    subscriptions,
    trips,
)
from .answer import Answer
from .conventions import Convention
from .parsing import Parsed
from .server import Service
from .vehicles import VehicleRecord


class ResourceKey(StrEnum):
    """Names of resources; also the fields of a snapshot."""

    COCKPIT = "cockpit"
    LOCATION = "location"
    LOCK_STATUS = "lock_status"
    BATTERY_STATUS = "battery_status"
    HVAC_STATUS = "hvac_status"
    RES_STATE = "res_state"
    HEALTH_STATUS = "health_status"
    PRESSURE = "pressure"
    TRIPS_DAY = "trips_day"
    TRIPS_MONTH = "trips_month"
    TRIPS_YEAR = "trips_year"
    NOTIFICATIONS = "notifications"
    ALERTS = "alerts"
    PREFERENCES = "preferences"
    SERVICE_DUE = "service_due"
    SUBSCRIPTIONS = "subscriptions"


class Address(NamedTuple):
    """One way to ask: templates of path and query, filled in by the client.

    Known fields: vin, user_id, language, can_generation; the first days of the day,
    month and year that trips are asked of, and today, the last one.
    `block` names the part of the attributes that is meant. Of a `convention` the server
    announces the path; `service` says how to ask.
    """

    version: str
    service: Service
    path: str
    evidence: str
    query: Mapping[str, str] = MappingProxyType({})
    block: str | None = None
    convention: Convention | None = None

    def fits(self, vehicle: VehicleRecord) -> bool:
        """Whether the car's record has what the query needs."""
        needs_generation = "{can_generation}" in self.query.values()
        return vehicle.can_generation is not None or not needs_generation


class Resource(NamedTuple):
    """One row of the table.

    `hints` are service ids that speak for it (protocol 3.4), `when_no_data` the payload
    that "no data" stands for.
    """

    key: ResourceKey
    parse: Callable[[Answer], Parsed[Any] | None]
    addresses: tuple[Address, ...]
    prefer: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    hints: frozenset[str] = frozenset()
    when_no_data: Mapping[str, Any] | None = None

    def candidates(self, vehicle: VehicleRecord) -> tuple[Address, ...]:
        """Return the addresses to try for a car, best first."""
        fitting = [address for address in self.addresses if address.fits(vehicle)]
        order = self.prefer.get(vehicle.generation or "")
        if order is not None:
            fitting.sort(key=lambda address: order.index(address.version))
        return tuple(fitting)

    def hinted(self, vehicle: VehicleRecord) -> bool:
        """Whether the car's service list names it; a hint only (protocol 8.5)."""
        return not self.hints.isdisjoint(vehicle.services)

    @property
    def service(self) -> Service:
        """Who is asked for it, by the first of its addresses."""
        return self.addresses[0].service

    @property
    def convention(self) -> Convention | None:
        """What a server has to announce for it to be asked at all."""
        return self.addresses[0].convention


_CAN_GEN = {"canGen": "{can_generation}"}
_NO_TRIPS: Mapping[str, Any] = {"summaries": []}  # F69


def _vehicle_status(block: str) -> Address:
    return Address(
        version="vehicle-status",
        service=Service.BFF,
        path="v1/cars/{vin}/vehicle-status",
        evidence="4.8 (Y63)",
        query=_CAN_GEN,
        block=block,
    )


def _car(
    version: str, name: str, evidence: str, query: Mapping[str, str] | None = None
) -> Address:
    path = f"{version}/cars/{{vin}}/{name}"
    return Address(version, Service.CAR_ADAPTER, path, evidence, query or {})


def _trips(version: str, kind: str, form: str, evidence: str, start: str) -> Address:
    query = {"type": kind, "start": f"{{{start}:{form}}}", "end": f"{{today:{form}}}"}
    return Address(
        version, Service.CAR_ADAPTER, "v1/cars/{vin}/trip-history", evidence, query
    )


def _announced(
    key: ResourceKey,
    parse: Callable[[Answer], Parsed[Any] | None],
    convention: Convention,
    service: Service,
    hints: frozenset[str] = frozenset(),
) -> Resource:
    evidence = "none: our convention (protocol 9)"
    address = Address("announced", service, "", evidence, convention=convention)
    return Resource(key=key, parse=parse, addresses=(address,), hints=hints)


_TABLE = (
    Resource(
        key=ResourceKey.COCKPIT,
        parse=parsers.cockpit,
        addresses=(
            _car("v1", "cockpit", "4.1"),
            _car("v2", "cockpit", "4.1 (Micra, Y63)"),
        ),
        prefer={"RVG": ("v2", "v1")},
        hints=frozenset({"202", "2121", "2122", "885"}),
    ),
    Resource(
        key=ResourceKey.LOCATION,
        parse=parsers.location,
        addresses=(_car("v1", "location", "4.2"),),
        hints=frozenset({"12", "866"}),
    ),
    Resource(
        key=ResourceKey.LOCK_STATUS,
        parse=parsers.lock_status,
        addresses=(_car("v1", "lock-status", "4.3"),),
        hints=frozenset({"2021", "886", "871"}),
    ),
    Resource(
        key=ResourceKey.BATTERY_STATUS,
        parse=battery.battery_status,
        addresses=(
            _car("v1", "battery-status", "4.4 (Leaf)"),
            _car("v2", "battery-status", "4.4 (Ariya)"),
            Address(
                "v3",
                Service.BFF,
                "v3/cars/{vin}/battery-status",
                "4.4 (Ariya, Micra), 8.5",
                _CAN_GEN,
            ),
        ),
        prefer={"ARIYA": ("v3", "v2", "v1"), "RVG": ("v3", "v2", "v1")},
        hints=frozenset({"319", "322", "345", "347", "360"}),
    ),
    Resource(
        key=ResourceKey.HVAC_STATUS,
        parse=parsers.hvac_status,
        addresses=(
            _car("v1", "hvac-status", "4.5"),
            _car("v2", "hvac-status", "4.5 (Townstar)"),
        ),
        hints=frozenset({"366", "307", "2042", "880", "882"}),
    ),
    Resource(
        key=ResourceKey.RES_STATE,
        parse=parsers.res_state,
        addresses=(
            # The only one that tells how long a remote start still runs.
            _car("v2", "res-state", "4.10 (JP)"),
            _car("v1", "res-state", "4.10"),
        ),
        hints=frozenset({"96"}),
    ),
    Resource(
        key=ResourceKey.HEALTH_STATUS,
        parse=parsers.health_status,
        addresses=(
            Address(
                "health-status",
                Service.BFF,
                "v1/cars/{vin}/health-status",
                "4.8 (EU)",
                _CAN_GEN,
            ),
            _vehicle_status("healthStatus"),
        ),
        hints=frozenset({"15", "18", "884"}),
    ),
    Resource(
        key=ResourceKey.PRESSURE,
        parse=parsers.pressure,
        addresses=(_car("v1", "pressure", "4.9, 8.5"), _vehicle_status("tyrePressure")),
        hints=frozenset({"831"}),
    ),
    Resource(
        key=ResourceKey.TRIPS_DAY,
        parse=trips.trips_day,
        addresses=(
            _trips("iso", "0", "%Y-%m-%d", "4.7", "day"),
            _trips("compact", "0", "%Y%m%d", "4.7 (JP)", "day"),
        ),
        hints=frozenset({"235"}),
        when_no_data=_NO_TRIPS,
    ),
    Resource(
        key=ResourceKey.TRIPS_MONTH,
        parse=trips.trips_month,
        addresses=(
            _trips("iso", "1", "%Y-%m-%d", "4.7", "month"),
            _trips("compact", "1", "%Y%m", "4.7 (Y63)", "month"),
            _trips("words", "month", "%Y%m", "4.7 (IOB)", "month"),
        ),
        hints=frozenset({"235"}),
        when_no_data=_NO_TRIPS,
    ),
    Resource(
        key=ResourceKey.TRIPS_YEAR,
        parse=trips.trips_year,
        addresses=(_trips("iso", "2", "%Y-%m-%d", "4.7", "year"),),
        hints=frozenset({"235"}),
        when_no_data=_NO_TRIPS,
    ),
    Resource(
        key=ResourceKey.NOTIFICATIONS,
        parse=inbox.inbox,
        addresses=(
            Address(
                "v2",
                Service.NOTIFICATIONS,
                "v2/notifications/users/{user_id}/vehicles/{vin}",
                "4.11",
                {
                    "realm": inbox.REALM,
                    "langCode": "{language}",
                    "from": "1",
                    "to": str(inbox.PAGE),
                    "order": "DESC",
                },
            ),
        ),
    ),
    _announced(
        ResourceKey.ALERTS,
        alerts.alerts,
        Convention.RESTRICTIONS,
        Service.CAR_ADAPTER,
        frozenset({"98", "281", "282"}),
    ),
    _announced(
        ResourceKey.PREFERENCES,
        preferences.preferences,
        Convention.PREFERENCES,
        Service.NOTIFICATIONS,
    ),
    _announced(
        ResourceKey.SERVICE_DUE,
        service_due.service_due,
        Convention.SERVICE,
        Service.CAR_ADAPTER,
    ),
    _announced(
        ResourceKey.SUBSCRIPTIONS,
        subscriptions.subscriptions,
        Convention.SUBSCRIPTIONS,
        Service.BFF,
    ),
)

RESOURCES: Mapping[ResourceKey, Resource] = {
    resource.key: resource for resource in _TABLE
}


# Digested once: each round compares with it.
_ADDRESSES = hashlib.sha256(str([row.addresses for row in _TABLE]).encode())


def basis(vehicle: VehicleRecord) -> str:
    """Return what a car's lessons depend on: our table and its service list."""
    digest = _ADDRESSES.copy()
    digest.update(str(sorted(vehicle.services)).encode())
    return digest.hexdigest()[:16]
