"""Control calls on cars: the truth about them, and what happens to them."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from emulator.cloud.cache import Cache
from emulator.tcu.car import Car
from emulator.tcu.deeds import (
    DriverDeed,
    RadioChange,
    Refused,
    WorkshopDeed,
)
from emulator.tcu.equipment import Equipment
from emulator.tcu.truth import Truth
from emulator.world import World

from .calls import Ask, Call, get, post
from .errors import ControlError
from .shown import shown


class Vehicle(Truth, frozen=True, kw_only=True):
    """The truth about a car, what it is, and whose; all times ISO.

    `color` is the maker's code, `zone` that of the car's clock.
    """

    persona: str
    title: str
    brand: str
    model: str
    model_year: int
    color: str
    zone: str
    equipment: Equipment
    nickname: str | None
    paired_to: tuple[str, ...]


class Vehicles(Struct, frozen=True):
    """Cars, paired or not; `found` counts those that were left out, too."""

    vehicles: list[Vehicle]
    found: int


def vehicle(world: World, car: Car, whose: Iterable[str]) -> Vehicle:
    """Return a car as it is now, and the addresses of its users."""
    record, persona = world.cloud.vehicles.documents[car.vin], world.persona(car.vin)
    return Vehicle(
        **asdict(car.truth(world.clock.now)),
        persona=record.model,
        title=persona.title,
        brand=persona.brand,
        model=persona.model,
        model_year=persona.model_year,
        color=record.color,
        zone=record.zone,
        equipment=persona.equipment,
        nickname=record.nickname,
        paired_to=tuple(whose),
    )


def owners(world: World, vin: str) -> list[str]:
    """Return the addresses of the accounts that have this car."""
    accounts = world.cloud.accounts.documents
    return [accounts[one].email for one in accounts if vin in accounts[one].cars]


def owners_of_all(world: World) -> dict[str, list[str]]:
    """Return the owners of each car that has some: a fleet has many."""
    found: dict[str, list[str]] = {}
    accounts = world.cloud.accounts.documents
    for account in map(accounts.__getitem__, accounts):
        for number in account.cars:
            found.setdefault(number, []).append(account.email)
    return found


async def _list(ask: Ask) -> dict[str, Any]:
    world, most = ask.world, ask.limit
    whose, wanted = owners_of_all(world), ask.request.query.get("search", "").casefold()
    found = [
        number
        for number in world.cars
        if _is_named(world, number, whose.get(number, ()), wanted)
    ]
    return {
        "vehicles": [
            shown(vehicle(world, world.cars[number], whose.get(number, ())))
            for number in found[:most]
        ],
        "found": len(found),
    }


def _is_named(world: World, vin: str, whose: Iterable[str], wanted: str) -> bool:
    """Tell whether a car's VIN, name, model or owner holds a text."""
    if not wanted:
        return True
    record = world.cloud.vehicles.documents[vin]
    names = (vin, record.nickname or "", world.persona(vin).title, *whose)
    return any(wanted in name.casefold() for name in names)


async def _show(ask: Ask) -> dict[str, Any]:
    return _shown(ask)


def _shown(ask: Ask) -> dict[str, Any]:
    return shown(vehicle(ask.world, ask.car, owners(ask.world, ask.car.vin)))


async def _show_cloud(ask: Ask) -> dict[str, Any]:
    return shown(ask.world.cloud.cache(ask.car.vin))


async def _act(ask: Ask) -> dict[str, Any]:
    try:
        ask.world.do(ask.car, ask.body)
    except Refused as err:
        raise ControlError(409, err.code, err.message, err.field) from err
    return _shown(ask)


CALLS: tuple[Call, ...] = (
    get(
        "vehicles",
        "The truth about cars; `search` in VIN, name, model and owner; `limit`",
        _list,
        Vehicles,
        query=("search", "limit"),
    ),
    get("vehicles/{vin}", "The truth about a car", _show, Vehicle),
    get("vehicles/{vin}/cloud", "What the cloud knows of a car", _show_cloud, Cache),
    post("vehicles/{vin}/driver", "A person at the car", _act, DriverDeed, Vehicle),
    post(
        "vehicles/{vin}/workshop",
        "What breaks, and what the workshop does",
        _act,
        WorkshopDeed,
        Vehicle,
    ),
    post(
        "vehicles/{vin}/radio",
        "Mobile network, position, and the TCU in working order",
        _act,
        RadioChange,
        Vehicle,
    ),
)
