"""The car adapter: what a car last told, and what it is asked to do."""

from aiohttp import web
from msgspec import Struct

from emulator.cloud.actions import ACTIONS, Action
from emulator.cloud.platform import Resource, Version

from . import Handler, trip_history
from .errors import NOT_FOUND, WireError, refusals_told
from .inbound import cloud_of, document, need_media_type, paired_car, view_of
from .resources import attributes, demand, demand_any, type_of
from .wire import CAR_ADAPTER, JSON_API, Attributes, answer


class Nothing(Struct):
    """Attributes of an action that needs none; any are taken."""


def resource(name: Resource, version: Version) -> Handler:
    """Return the handler of one resource."""

    async def read(request: web.Request) -> web.StreamResponse:
        paired = paired_car(request)
        shape = CAR_ADAPTER.shape(request)
        said = attributes(view_of(request, paired), name, version)
        return CAR_ADAPTER.answer(paired.vehicle.vin, said, shape, kind=type_of(name))

    return read


async def trips(request: web.Request) -> web.StreamResponse:
    """Sum up trips by day, month or year (4.7)."""
    paired = paired_car(request)
    shape = CAR_ADAPTER.shape(request)
    demand(view_of(request, paired), "trip-history", "v1")
    period = trip_history.period(request.query)
    days = cloud_of(request).history(
        paired.vehicle, paired.pairing, period.first, period.last
    )
    said: Attributes = {"summaries": trip_history.summaries(period, days)}
    return CAR_ADAPTER.answer(paired.vehicle.vin, said, shape)


async def order(request: web.Request) -> web.StreamResponse:
    """Ask a car for something; that it was asked is all that is known yet (5.1)."""
    paired = paired_car(request)
    action = ACTIONS.get(request.match_info["action"])
    if action is None:
        raise WireError(NOT_FOUND)
    if action.resource is not None:
        demand_any(view_of(request, paired), action.resource)
    await _read_action(request, action)
    orders = cloud_of(request).orders
    with refusals_told():
        placed = orders.place(paired.vehicle.vin, action.name, paired.user_id)
    data = {"type": action.type, "id": placed.order_id, "attributes": {}}
    return answer({"data": data}, content_type=JSON_API)


async def _read_action(request: web.Request, action: Action) -> None:
    need_media_type(request, JSON_API)
    await document(request, action.type, Nothing)
