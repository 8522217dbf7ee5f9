"""The car adapter: what a car last told, and what it is asked to do."""

from aiohttp import web

from emulator.cloud.actions import ACTIONS, Action
from emulator.cloud.errands import Ask, Errand
from emulator.cloud.platform import Platform, Resource, Version
from emulator.cloud.view import View

from . import Handler, trip_history
from .action_bodies import BODIES, Question, Sender
from .errors import ACCESS_DENIED, NO_DATA, NOT_FOUND, WireError, refusals_told
from .inbound import cloud_of, document, need_media_type, paired_car
from .resources import (
    demand,
    demand_active,
    demand_any,
    demand_service,
    told,
)
from .wire import CAR_ADAPTER, JSON_API, Attributes, answer


def resource(name: Resource, version: Version) -> Handler:
    """Return the handler of one resource."""

    async def read(request: web.Request) -> web.StreamResponse:
        paired = paired_car(request)
        shape = CAR_ADAPTER.shape(request)
        view = paired.view
        return told(CAR_ADAPTER, paired, view, (name, version), shape)

    return read


async def trips(request: web.Request) -> web.StreamResponse:
    """Sum up trips by day, month or year (4.7)."""
    paired = paired_car(request)
    shape = CAR_ADAPTER.shape(request)
    view = paired.view
    demand(view, "trip-history", "v1")
    period = trip_history.period(request.query, view.platform.trip_dates)
    days = paired.cloud.history(
        paired.vehicle, paired.pairing, period.first, period.last
    )
    said: Attributes = {"summaries": trip_history.summaries(period, days)}
    return CAR_ADAPTER.answer(paired.vehicle.vin, said, shape)


async def charge_schedule(request: web.Request) -> web.StreamResponse:
    """Refuse: an Ariya has it and denies it (8.5), of no other car it is known."""
    demand(paired_car(request).view, "charge-schedule", "v1")
    raise WireError(NO_DATA)


async def order(request: web.Request) -> web.StreamResponse:
    """Ask a car for something; that it was asked is all that is known yet (5.1)."""
    paired = paired_car(request)
    action = ACTIONS.get(request.match_info["action"])
    if action is None:
        raise WireError(NOT_FOUND)
    view = paired.view
    _demand(action, view)
    if action.name in BODIES and not paired.pairing.commands:
        raise WireError(ACCESS_DENIED, detail="The user looks on only")
    need_media_type(request, JSON_API)
    errand = await _errand(request, action, paired.user_id, view.in_force)
    with refusals_told():
        placed = paired.cloud.order(paired.user_id, paired.vehicle, action.name, errand)
    data = {"type": action.type, "id": placed.order_id, "attributes": {}}
    return answer({"data": data}, content_type=JSON_API)


def _demand(action: Action, view: View) -> None:
    """Refuse what the car's model does not have, and what is not in force."""
    if action.resource is not None:
        demand_any(view, action.resource)
    if action.gate is not None:
        demand_service(view, action.gate)
    demand_active(view)


async def _errand(
    request: web.Request, action: Action, user_id: str, platform: Platform
) -> Errand:
    if action.name not in BODIES:
        await document(request, action.type, Question)
        return Ask()
    body = await document(request, action.type, BODIES[action.name])
    cloud = cloud_of(request)
    return body.errand(Sender(user_id, platform, cloud.clock.now, cloud.secrets.data))
