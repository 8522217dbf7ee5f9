"""The bff: tokens for the data services, the list of cars, and what it gathers."""

from collections.abc import Callable

from aiohttp import hdrs, web
from msgspec import Struct

from emulator.cloud.accounts import Pairing
from emulator.cloud.cloud import Cloud
from emulator.cloud.platform import Resource, Version
from emulator.cloud.tokens import LIFE_S, Purpose
from emulator.cloud.vehicles import Vehicle
from emulator.cloud.view import View

from . import Handler, car_list, oauth
from .errors import BAD_PARAMETER, WRONG_CAN, WireError
from .inbound import (
    caller_named_in_path,
    cloud_of,
    holder,
    json_body,
    need_media_type,
    paired_car,
)
from .resources import attributes, told
from .wire import BFF, JSON_API, Attributes, answer


class Refresh(Struct):
    """Body of a refresh."""

    scope: str


async def exchange(request: web.Request) -> web.StreamResponse:
    """Change OneID's id token, sent raw, for tokens of the data services (2.2)."""
    need_media_type(request, JSON_API)
    account = holder(cloud_of(request), Purpose.ONEID_ID, _raw_authorization(request))
    return oauth.answer(oauth.kamereon_tokens(cloud_of(request), account))


async def refresh(request: web.Request) -> web.StreamResponse:
    """Give a new access token for a refresh token, which stays good (2.2)."""
    need_media_type(request, JSON_API)
    account = holder(cloud_of(request), Purpose.REFRESH, _raw_authorization(request))
    await json_body(request, Refresh)
    cloud = cloud_of(request)
    return oauth.answer(
        {
            "access_token": cloud.tokens.issue(Purpose.ACCESS, account.user_id),
            "token_type": "Bearer",
            "expires_in": int(LIFE_S[Purpose.ACCESS]),
        }
    )


def cars(show: Callable[[Cloud, Vehicle, Pairing], Attributes]) -> Handler:
    """Return the handler of one version of the list of cars."""

    async def list_cars(request: web.Request) -> web.StreamResponse:
        account = caller_named_in_path(request)
        BFF.shape(request)
        cloud = cloud_of(request)
        vehicles = cloud.vehicles.documents
        rows = [
            show(cloud, vehicles[vin], pairing) for vin, pairing in account.cars.items()
        ]
        return answer({"data": rows})

    return list_cars


cars_v2 = cars(car_list.v2)
cars_v4 = cars_v5 = cars(car_list.v5)


def resource(name: Resource, version: Version) -> Handler:
    """Return the handler of one resource."""

    async def read(request: web.Request) -> web.StreamResponse:
        paired = paired_car(request)
        shape = BFF.shape(request)
        view = paired.view
        _check_can(request, view)
        return told(BFF, paired, view, (name, version), shape)

    return read


async def vehicle_status(request: web.Request) -> web.StreamResponse:
    """Answer in the third shape, without `data` (fact 3)."""
    paired = paired_car(request)
    BFF.shape(request)
    view = paired.view
    _check_can(request, view)
    return answer(attributes(view, "vehicle-status", "v1"))


def _check_can(request: web.Request, view: View) -> None:
    """Refuse a call that names no generation, or not the car's (403011)."""
    can_generation = request.query.get("canGen")
    if can_generation is None:
        raise WireError(BAD_PARAMETER)
    if can_generation != view.platform.can_generation:
        raise WireError(WRONG_CAN)


def _raw_authorization(request: web.Request) -> str:
    return request.headers.get(hdrs.AUTHORIZATION, "")
