"""From what the cloud knows of a car to a resource's answer."""

from aiohttp import web

from emulator.cloud.platform import Answer, Resource, Version

from .bodies import BODIES, BODIES_BEHIND
from .errors import NO_DATA, OF_ANSWER, PRIVACY_ON, WireError
from .inbound import Paired, cloud_of
from .source import Source
from .wire import Attributes

_OWN_TYPES: dict[Resource, str] = {"res-state": "ResState"}


def type_of(resource: Resource) -> str:
    """Return the JSON:API type of a resource."""
    return _OWN_TYPES.get(resource, "Car")


def source_of(request: web.Request, paired: Paired) -> Source:
    """Return what the cloud knows of a user's car."""
    cloud = cloud_of(request)
    vin = paired.vehicle.vin
    platform = cloud.vehicles.model(paired.vehicle).platform
    return Source(cloud.cache(vin), platform, cloud.cars[vin].equipment)


def demand(source: Source, resource: Resource, version: Version) -> Answer:
    """Return how a resource answers; raises WireError if it refuses."""
    how = source.platform.answer(resource, version)
    if how in OF_ANSWER:
        raise WireError(OF_ANSWER[how])
    if resource == "location" and source.cache.privacy:
        raise WireError(PRIVACY_ON)
    return how


def demand_any(source: Source, resource: Resource) -> None:
    """Raise WireError unless some version of a resource answers."""
    versions = source.platform.resources.get(resource, {})
    good = [version for version, how in versions.items() if how not in OF_ANSWER]
    demand(source, resource, next(iter(good or versions), "v1"))


def attributes(source: Source, resource: Resource, version: Version) -> Attributes:
    """Return what a resource says, as the car's model lets it; raises WireError."""
    how = demand(source, resource, version)
    bodies = BODIES_BEHIND if how is Answer.BEHIND else BODIES
    said = bodies[resource, version](source)
    if said is None:
        raise WireError(NO_DATA)
    return said
