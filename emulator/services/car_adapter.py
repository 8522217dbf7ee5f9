"""The car adapter: what a car last told, and what it is asked to do."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from emulator.cloud.platform import Resource, Version

from .inbound import paired_car
from .resources import attributes, in_shape, source_of
from .wire import CAR_ADAPTER

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def resource(name: Resource, version: Version) -> Handler:
    """Return the handler of one resource."""

    async def read(request: web.Request) -> web.StreamResponse:
        paired = paired_car(request)
        shape = CAR_ADAPTER.shape(request)
        said = attributes(source_of(request, paired), name, version)
        return in_shape(paired.vehicle.vin, said, name, shape, CAR_ADAPTER)

    return read
