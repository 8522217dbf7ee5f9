"""From what the cloud knows of a car to a resource's answer."""

from aiohttp import web

from emulator.cloud.activation import ServiceStatus
from emulator.cloud.gates import Gate
from emulator.cloud.platform import Answer, Resource, Version
from emulator.cloud.view import View

from .bodies import BODIES, OTHER_BODIES
from .errors import ACCESS_DENIED, NO_DATA, OF_ANSWER, PRIVACY_ON, WireError
from .inbound import Paired
from .wire import Attributes, Face, Shape, body

_INACTIVE = {
    ServiceStatus.DEACTIVATED: "The car is deactivated",
    ServiceStatus.ACTIVATING: "The car is being activated",
}
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


def demand_service(view: View, gate: Gate) -> None:
    """Raise WireError unless a gate's service is in force; it says why not (P3, E8)."""
    if not gate(view.platform):
        raise WireError(ACCESS_DENIED)
    demand_active(view)
    if not gate(view.in_force):
        raise WireError(ACCESS_DENIED, detail="The subscription has ended")


def demand_active(view: View) -> None:
    """Raise WireError unless the car's services are on (E8)."""
    if view.status is not ServiceStatus.ACTIVATED:
        raise WireError(ACCESS_DENIED, detail=_INACTIVE[view.status])


def told(
    face: Face,
    paired: Paired,
    view: View,
    asked: tuple[Resource, Version],
    shape: Shape,
) -> web.Response:
    """Answer with a resource, made but once of a view; raises WireError."""
    resource, version = asked
    key = (resource, version, shape)
    made = view.answers.get(key)
    if made is None:
        said = attributes(view, resource, version)
        vin, kind = paired.vehicle.vin, type_of(resource)
        made = view.answers[key] = body(vin, said, shape, kind=kind)
    return face.response(made, shape)


def attributes(view: View, resource: Resource, version: Version) -> Attributes:
    """Return what a resource says, as the car's model lets it; raises WireError."""
    how = demand(view, resource, version)
    if how is Answer.EMPTY:
        return {}
    said = said_by_car(view, resource, version, how)
    recorded = view.platform.recorded.get(resource, {}).get(version)
    if recorded is not None:
        return recorded.answer(said or {}, block_time(view, resource, version))
    if said is None:
        raise WireError(NO_DATA)
    at = block_time(view, resource, version)
    return view.platform.as_told(resource, said, at)


def said_by_car(
    view: View, resource: Resource, version: Version, how: Answer
) -> Attributes | None:
    """Return what follows from what the car told; None if it told nothing of it."""
    usual = BODIES[resource, version]
    return OTHER_BODIES.get((how, resource, version), usual).attributes(view)


def block_time(view: View, resource: Resource, version: Version) -> float | None:
    """Return when the car told what a resource says of it."""
    known = BODIES[resource, version].known(view)
    return None if known is None else known.at
