"""Sign-ins that refuse whatever is typed (F04), or mangle it (F05)."""

from typing import Final
from urllib.parse import parse_qs, urlencode

from aiohttp import web

from .effects import Effect, Handler, Shot

# Where the password stands in the forms of the sign-ins, the older one's last.
_FIELDS: Final = ("password", "IDToken2")
_OTHER_FORM: Final = "goto"


async def asks_again(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """Show the form once more, as after a wrong pair (E2)."""
    typed = await _typed(request)
    if _OTHER_FORM in typed:
        said = {_OTHER_FORM: typed[_OTHER_FORM][0], "failure": "wrong"}
        place = "/kauth/XUI/"
    else:
        said = {
            "sessionDataKey": typed.get("sessionDataKey", [""])[0],
            "authFailure": "true",
            "authFailureMsg": "login.fail.message",
        }
        place = "/authenticationendpoint/login.do"
    location = f"{place}?{urlencode(said, errors='surrogatepass')}"
    return web.Response(status=302, headers={"Location": location})


def cut_at(length: int) -> Effect:
    """Take the first characters of a password for all of it; a longer one is wrong."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        typed = await _typed(request)
        words = [word for field in _FIELDS for word in typed.get(field, ())]
        if any(len(word) > length for word in words):
            return await asks_again(request, handler, shot)
        return await handler(request)

    return effect


async def _typed(request: web.Request) -> dict[str, list[str]]:
    return parse_qs((await request.read()).decode("utf-8", "replace"))
