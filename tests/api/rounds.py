"""Rounds of reading, and what the line says in them."""

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.negotiation import Outcome
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.snapshot import VehicleSnapshot, merge
from custom_components.nissanconnect.api.vehicles import VehicleRecord

from .conftest import Owner

EVERYTHING = tuple(ResourceKey)
COCKPIT = ResourceKey.COCKPIT
LOCATION = ResourceKey.LOCATION
LOCKS = ResourceKey.LOCK_STATUS
HEALTH = ResourceKey.HEALTH_STATUS
PRESSURE = ResourceKey.PRESSURE
DENIED = {"errors": [{"code": "403", "title": "security.access"}]}
UNSUPPORTED = {"errors": [{"code": "501", "title": "Not supported Feature"}]}


async def read(
    client: NissanClient,
    vehicle: VehicleRecord,
    learnt: Learnt,
    *keys: ResourceKey,
) -> list[Outcome]:
    """Return the outcomes of one round."""
    return list((await client.read(vehicle, keys, learnt)).values())


async def snapshot_of(
    owner: Owner, client: NissanClient, persona: str
) -> VehicleSnapshot:
    """Return all that can be read of a car."""
    vehicle = await owner.vehicle(client, persona)
    outcomes = await client.read(vehicle, EVERYTHING, Learnt())
    return merge(VehicleSnapshot(), outcomes, owner.now())
