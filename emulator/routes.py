"""The one table of the maker's routes: which address is what, and who answers it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from .services import bff, car_adapter, oneid, user_adapter

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Route:
    """One address of one service; `endpoint` is its name for people and faults."""

    method: str
    path: str
    endpoint: str
    handler: Handler


_GET = hdrs.METH_GET
_POST = hdrs.METH_POST
_BFF = "/bff-web"
_BFF_CAR = f"{_BFF}/v1/cars/{{vin}}"
_CAR = "/car-adapter/{version}/cars/{{vin}}"
_CAR_V1 = "/car-adapter/v1/cars/{vin}"
_CAR_V2 = "/car-adapter/v2/cars/{vin}"

ROUTES: tuple[Route, ...] = (
    # OneID, the present sign-in
    Route(_GET, "/oauth2/authorize", "oneid_authorize", oneid.authorize),
    Route(_GET, "/authenticationendpoint/login.do", "oneid_form", oneid.login_page),
    Route(_POST, "/commonauth", "oneid_sign_in", oneid.common_auth),
    Route(_POST, "/oauth2/token", "oneid_token", oneid.token),
    # bff
    Route(_POST, f"{_BFF}/v1/oauth2/access_token", "exchange", bff.exchange),
    Route(_POST, f"{_BFF}/v1/oauth2/refresh-token", "refresh", bff.refresh),
    Route(_GET, f"{_BFF}/v5/users/{{user_id}}/cars", "cars_v5", bff.cars_v5),
    # user adapter
    Route(
        _GET,
        "/user-adapter/v1/users/current",
        "current_user",
        user_adapter.current_user,
    ),
    # car adapter
    Route(
        _GET, f"{_CAR_V1}/cockpit", "cockpit_v1", car_adapter.resource("cockpit", "v1")
    ),
    Route(
        _GET,
        f"{_CAR_V1}/location",
        "location_v1",
        car_adapter.resource("location", "v1"),
    ),
    Route(
        _GET,
        f"{_CAR_V1}/lock-status",
        "lock_status_v1",
        car_adapter.resource("lock-status", "v1"),
    ),
)


def add_to(app: web.Application) -> None:
    """Serve the maker's routes."""
    app.router.add_routes(
        web.route(route.method, route.path, route.handler) for route in ROUTES
    )
