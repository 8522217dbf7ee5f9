"""From a request to what the judge is to hear of it."""

from collections.abc import Mapping
from typing import Any, Final

from aiohttp import hdrs, web
import msgspec

from . import routes
from .judge import Heard
from .requests_log import LoggedRequest
from .services.action_bodies import BODIES

# Steps of the security code: no commands, and nobody's business.
_PROVES: Final = "srp-"


class _Attributes(msgspec.Struct):
    """What there is in an order."""

    attributes: dict[str, Any] = {}


class _Said(msgspec.Struct):
    """The body of an order."""

    data: _Attributes


async def heard(request: web.Request, row: LoggedRequest) -> Heard:
    """Return a request, answered and logged as `row`, for the judge."""
    endpoint = routes.endpoint(request)
    bearer = request.headers.get(hdrs.AUTHORIZATION, "").rpartition(" ")[2]
    command = await _command(request) if endpoint == "action" else None
    return Heard(row, endpoint, request.query, bearer, command)


async def _command(request: web.Request) -> Mapping[str, Any] | None:
    """Return what a car is told to do, without its proof; None if it is asked."""
    action = request.match_info["action"]
    if action not in BODIES or action.startswith(_PROVES):
        return None
    try:
        said = msgspec.json.decode(await request.read(), type=_Said)
    except OSError, msgspec.DecodeError, RecursionError:
        return None
    attributes = said.data.attributes
    return {name: value for name, value in attributes.items() if name != "srp"}
