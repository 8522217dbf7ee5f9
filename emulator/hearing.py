"""From a request to what the judge is to hear of it."""

from collections.abc import Mapping
from typing import Any, Final

from aiohttp import hdrs, web
import msgspec

from .judge import Heard
from .requests_log import LoggedRequest
from .services.action_bodies import BODIES

# Steps of the security code: no commands, and nobody's business.
_PROVES: Final = "srp-"
_NO_QUERY: Final[Mapping[str, str]] = {}


class _Attributes(msgspec.Struct):
    """What there is in an order."""

    attributes: dict[str, Any] = {}


class _Said(msgspec.Struct):
    """The body of an order."""

    data: _Attributes


def heard(
    request: web.Request,
    endpoint: str,
    row: LoggedRequest,
    command: Mapping[str, Any] | None,
) -> Heard:
    """Return a request, answered and logged as `row`, for the judge."""
    bearer = request.headers.get(hdrs.AUTHORIZATION, "").rpartition(" ")[2]
    # To take a query apart takes longer than to see that there is none.
    query = request.query if request.query_string else _NO_QUERY
    return Heard(row, endpoint, query, bearer, command)


async def command(request: web.Request) -> Mapping[str, Any] | None:
    """Return what an order tells a car, without its proof; None if it asks it."""
    action = request.match_info["action"]
    if action not in BODIES or action.startswith(_PROVES):
        return None
    try:
        said = msgspec.json.decode(await request.read(), type=_Said)
    except OSError, msgspec.DecodeError, RecursionError:
        return None
    attributes = said.data.attributes
    return {name: value for name, value in attributes.items() if name != "srp"}
