"""The start page, the mailbox, and the page that asks for the token."""

from pathlib import Path

from aiohttp import web

from emulator.console.errors import ErrorText, refusal

from .serving import Page, add_page

_HERE = Path(__file__).parent
_CALLS = ("/console/api/", "/owner/api/", "/retailer/api/")
_TOKEN = Page(_HERE / "token.html")


def add_to(app: web.Application) -> None:
    """Give each page its address."""
    add_page(app, "/", _HERE / "start.html")
    add_page(app, "/mailbox", _HERE / "mailbox.html")


def ask_for_token(request: web.Request) -> web.Response:
    """Answer who has not shown the token."""
    if request.path.startswith(_CALLS):
        text = "this needs the token that was printed at start"
        return refusal(401, ErrorText("token_required", text))
    return _TOKEN.answer(status=401)
