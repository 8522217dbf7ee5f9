"""How a browser shows the token that was printed at start."""

from aiohttp import web
from msgspec import Struct

from .access import COOKIE
from .calls import Ask, Call, post
from .context import ACCESS
from .errors import ControlError


class Offered(Struct, frozen=True, forbid_unknown_fields=True):
    """A token, typed."""

    token: str


async def _open(ask: Ask) -> web.Response:
    access, offered = ask.request.app[ACCESS], ask.body.token
    if not access.is_token(offered):
        raise ControlError(403, "wrong_token", "this is not the token", "token")
    response = web.Response(status=204)
    response.set_cookie(COOKIE, offered, httponly=True, samesite="Strict")
    return response


CALLS: tuple[Call, ...] = (
    post("session", "Let this browser in, where a token is needed", _open, Offered),
)
