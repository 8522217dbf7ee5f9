"""From what the cloud knows of a car to a resource's answer."""

from emulator.cloud.platform import Answer, Resource, Version
from emulator.cloud.view import View

from .bodies import BODIES, BODIES_BEHIND
from .errors import NO_DATA, OF_ANSWER, PRIVACY_ON, WireError
from .wire import Attributes

_OWN_TYPES: dict[Resource, str] = {"res-state": "ResState"}


def type_of(resource: Resource) -> str:
    """Return the JSON:API type of a resource."""
    return _OWN_TYPES.get(resource, "Car")


def demand(view: View, resource: Resource, version: Version) -> Answer:
    """Return how a resource answers; raises WireError if it refuses."""
    how = view.platform.answer(resource, version)
    if how in OF_ANSWER:
        raise WireError(OF_ANSWER[how])
    if resource == "location" and view.cache.privacy:
        raise WireError(PRIVACY_ON)
    return how


def demand_any(view: View, resource: Resource) -> None:
    """Raise WireError unless some version of a resource answers."""
    versions = view.platform.resources.get(resource, {})
    good = [version for version, how in versions.items() if how not in OF_ANSWER]
    demand(view, resource, next(iter(good or versions), "v1"))


def attributes(view: View, resource: Resource, version: Version) -> Attributes:
    """Return what a resource says, as the car's model lets it; raises WireError."""
    how = demand(view, resource, version)
    bodies = BODIES_BEHIND if how is Answer.BEHIND else BODIES
    said = bodies[resource, version].attributes(view)
    if said is None:
        raise WireError(NO_DATA)
    return said
