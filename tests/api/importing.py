"""Importing a car over the wire, and reading it as its owner does."""

from typing import Any

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.snapshot import VehicleSnapshot, merge
from custom_components.nissanconnect.api.vehicles import VehicleRecord

from .conftest import Owner
from .rounds import EVERYTHING

API = "/console/api/personas/import"


async def made(owner: Owner, client: NissanClient, diagnosed: Any) -> VehicleRecord:
    """Import a car; return its record."""
    answer = await owner.session.post(owner.emulator.url + API, json=diagnosed)
    document = await answer.json()
    assert answer.status == 200, document
    number = document["vehicles"][0]["vin"]
    return next(car for car in await client.vehicles() if car.vin == number)


async def snapshot(
    owner: Owner, client: NissanClient, car: VehicleRecord
) -> VehicleSnapshot:
    """Read all of a car."""
    outcomes = await client.read(car, EVERYTHING, Learnt())
    return merge(VehicleSnapshot(), outcomes, owner.now())


def payload(known: VehicleSnapshot, key: ResourceKey) -> Any:
    """Return a resource's attributes."""
    answer = known.reading(key).answer
    assert answer is not None
    return answer.payload
