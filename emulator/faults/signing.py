"""Sign-ins that mangle what is typed (F05)."""

from typing import Final
from urllib.parse import parse_qs

from aiohttp import web

from .effects import Effect, Handler, Shot

# Where the password stands in the forms of the sign-ins, the older one's last.
_FIELDS: Final = ("password", "IDToken2")


def cut_at(length: int, refusal: Effect) -> Effect:
    """Take the first characters of a password for all of it; a longer one is wrong."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        typed = parse_qs((await request.read()).decode("utf-8", "replace"))
        words = [word for field in _FIELDS for word in typed.get(field, ())]
        if any(len(word) > length for word in words):
            return await refusal(request, handler, shot)
        return await handler(request)

    return effect
