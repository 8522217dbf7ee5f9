"""Where the fault desk meets requests: between the request log and the services."""

from urllib.parse import parse_qs

from aiohttp import web

from emulator.cloud.addresses import fold
from emulator.cloud.cloud import Cloud
from emulator.cloud.tokens import Purpose
from emulator.services import Handler

from .desk import FaultDesk, Target
from .effects import bearer_of

_FORM = "application/x-www-form-urlencoded"
_NAMES = ("userName", "username", "IDToken1")


async def meddle(
    request: web.Request,
    handler: Handler,
    *,
    desk: FaultDesk,
    cloud: Cloud,
    endpoint: str,
) -> web.StreamResponse:
    """Serve a request, or let the newest fault that concerns it deal with it."""
    target = Target(
        endpoint, await _account(request, cloud), request.match_info.get("vin")
    )
    struck = desk.strike(target)
    if struck is None:
        return await handler(request)
    effect, shot = struck
    return await effect(request, handler, shot)


async def _account(request: web.Request, cloud: Cloud) -> str | None:
    """Return the user id of who asks, by his token or by what he typed."""
    token = cloud.tokens.find(Purpose.ACCESS, bearer_of(request))
    if token is not None:
        return token.user_id
    if request.content_type != _FORM:
        return None
    typed = parse_qs((await request.read()).decode("utf-8", "replace"))
    for name in _NAMES:
        for email in typed.get(name, ()):
            account = cloud.accounts.documents.find(fold(email.rpartition("/")[2]))
            if account is not None:
                return account.user_id
    return None
