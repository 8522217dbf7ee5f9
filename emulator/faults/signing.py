"""Sign-ins that refuse whatever is typed (F04), or mangle it (F05)."""

from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from emulator.services import Handler
from emulator.services.inbound import form

from .effects import Effect, Shot

# Where the password stands in the forms of the sign-ins, the older one's last.
_FIELDS: Final = ("password", "IDToken2")

type Refusal = Callable[[Mapping[str, str]], web.Response]


def refuses_all(refusal: Refusal) -> Effect:
    """Refuse the form as the sign-in refuses a wrong pair, whatever was typed."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        return refusal(await form(request))

    return effect


def cut_at(length: int, refusal: Refusal) -> Effect:
    """Take the first characters of a password for all of it; a longer one is wrong."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        fields = await form(request)
        if any(len(fields.get(field, "")) > length for field in _FIELDS):
            return refusal(fields)
        return await handler(request)

    return effect
