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
from emulator.tcu.truth import Truth
from emulator.world import World

from .calls import Ask, Call, get, post
from .errors import ControlError
from .shown import shown


class Vehicle(Truth, frozen=True, kw_only=True):
    """The truth about a car, what it is, and whose; all times ISO."""

    persona: str
    title: str
    nickname: str | None
    paired_to: tuple[str, ...]


class Vehicles(Struct, frozen=True):
    """All cars, paired or not."""

    vehicles: list[Vehicle]


def vehicle(world: World, car: Car, whose: Iterable[str]) -> Vehicle:
    """Return a car as it is now, and the addresses of its users."""
    record = world.cloud.vehicles.documents[car.vin]
    return Vehicle(
        **asdict(car.truth(world.clock.now)),
        persona=record.model,
        title=world.persona(car.vin).title,
        nickname=record.nickname,
        paired_to=tuple(whose),
    )


def owners(world: World, vin: str) -> list[str]:
    """Return the addresses of the accounts that have this car."""
    accounts = world.cloud.accounts.documents
    return [accounts[one].email for one in accounts if vin in accounts[one].cars]


def _owners_of_all(world: World) -> dict[str, list[str]]:
    """Return the owners of each car that has some: a fleet has many."""
    found: dict[str, list[str]] = {}
    accounts = world.cloud.accounts.documents
    for account in map(accounts.__getitem__, accounts):
        for number in account.cars:
            found.setdefault(number, []).append(account.email)
    return found


async def _list(ask: Ask) -> dict[str, Any]:
    world = ask.world
    whose = _owners_of_all(world)
    return {
        "vehicles": [
            shown(vehicle(world, car, whose.get(number, ())))
            for number, car in world.cars.items()
        ]
    }


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
    get("vehicles", "The truth about all cars", _list, Vehicles),
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
