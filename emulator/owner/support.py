"""The owner's calls for help: numbers by country, and feedback (E11)."""

from pathlib import Path
from typing import Annotated, Any, Final

from aiohttp import web
import msgspec
from msgspec import Meta, Struct

from emulator import datafile
from emulator.cloud.mailbox import Letter
from emulator.console.calls import Ask, Call, get, post

from .session import account_of

# Nobody's: what is written here is in the mailbox.
_SUPPORT: Final = "support@example.com"


class Contact(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Number and web page of a country's support, as far as they are known."""

    phone: str | None = None
    web: str | None = None


class Contacts(Struct, frozen=True):
    """Contacts by brand and country code."""

    brands: dict[str, dict[str, Contact]]


class Feedback(Struct, frozen=True, forbid_unknown_fields=True):
    """What an owner thinks."""

    text: Annotated[str, Meta(min_length=1, max_length=2_000)]


_CONTACTS: Final = Contacts(
    datafile.read(
        Path(__file__).parents[1] / "support.yaml", dict[str, dict[str, Contact]]
    )
)


async def _contacts(ask: Ask) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(_CONTACTS)
    return told


async def _feedback(ask: Ask) -> web.Response:
    sender = account_of(ask).email
    text = f"From {sender}:\n\n{ask.body.text}"
    ask.world.cloud.mailbox.send(_SUPPORT, Letter("Feedback", text))
    return web.Response(status=204)


CALLS: tuple[Call, ...] = (
    get("support", "Numbers and web pages by brand and country", _contacts, Contacts),
    post("support/feedback", "Tell the support something", _feedback, Feedback),
)
