"""From what the cloud knows of a car to a resource's answer."""

from aiohttp import web

from emulator.cloud.platform import Answer, Resource, Version

from .bodies import BODIES, BODIES_BEHIND
from .errors import NO_DATA, OF_ANSWER, PRIVACY_ON, WireError
from .inbound import Paired, cloud_of
from .source import Source
from .wire import Attributes, Face, Shape, answer

_OWN_TYPES: dict[Resource, str] = {"res-state": "ResState"}


def source_of(request: web.Request, paired: Paired) -> Source:
    """Return what the cloud knows of a user's car."""
    cloud = cloud_of(request)
    vin = paired.vehicle.vin
    platform = cloud.vehicles.model(paired.vehicle).platform
    return Source(cloud.cache(vin), platform, cloud.cars[vin].equipment)


def attributes(source: Source, resource: Resource, version: Version) -> Attributes:
    """Return what a resource says, as the car's model lets it; raises WireError."""
    how = source.platform.answer(resource, version)
    if how in OF_ANSWER:
        raise WireError(OF_ANSWER[how])
    if resource == "location" and source.cache.privacy:
        raise WireError(PRIVACY_ON)
    bodies = BODIES_BEHIND if how is Answer.BEHIND else BODIES
    said = bodies[resource, version](source)
    if said is None:
        raise WireError(NO_DATA)
    return said


def in_shape(
    vin: str, said: Attributes, resource: Resource, shape: Shape, face: Face
) -> web.Response:
    """Answer with a resource's attributes in one of the two shapes (fact 2)."""
    if shape is Shape.FLAT:
        document = {"id": vin, **said}
    else:
        kind = _OWN_TYPES.get(resource, "Car")
        document = {"data": {"type": kind, "id": vin, "attributes": said}}
    return answer(document, content_type=face.media_type(shape))
