"""Action status: how far an order has got, on both hosts (protocol 5.2)."""

from aiohttp import web

from .errors import BAD_PARAMETER, NO_ACTION, WireError
from .inbound import paired_car
from .outcomes import told
from .wire import CAR_ADAPTER


async def action_status(request: web.Request) -> web.StreamResponse:
    """Tell an order's status; 404 as long as there is no record of it."""
    paired = paired_car(request)
    shape = CAR_ADAPTER.shape(request)
    order_id = request.query.get("actionId")
    if not order_id:
        raise WireError(BAD_PARAMETER)
    order = paired.cloud.orders.find(paired.vehicle.vin, order_id)
    if order is None:
        raise WireError(NO_ACTION)
    return CAR_ADAPTER.answer(order_id, told(order), shape, kind="ActionStatus")
