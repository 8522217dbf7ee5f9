"""The owner's calls on the profile: names, telephone, country, units, look (E10)."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from emulator.cloud.accounts import Account, Look, Units
from emulator.cloud.documents import Secretive
from emulator.cloud.languages import Language, read_in
from emulator.console.calls import Ask, Call, get, put

from .session import account_of

type Name = Annotated[str, Meta(pattern=r"\S", max_length=60)]
type Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
type Phone = Annotated[str, Meta(pattern=r"^[+()0-9 .\-]*$", max_length=30)]


class Profile(Struct, frozen=True):
    """Who somebody is, and how the pages are to be; None: not chosen yet.

    `language` is that of the country (E11).
    """

    email: str
    first_name: str
    last_name: str
    phone: str
    country: str
    language: Language
    units: Units | None
    look: Look | None


class Wish(Secretive, frozen=True, forbid_unknown_fields=True):
    """What is to change; what is absent stays."""

    first_name: Name | None = None
    last_name: Name | None = None
    phone: Phone | None = None
    country: Country | None = None
    units: Units | None = None
    look: Look | None = None


async def _show(ask: Ask) -> Profile:
    return _profile(account_of(ask))


async def _change(ask: Ask) -> Profile:
    account, wish = account_of(ask), ask.body
    named = {
        name: text.strip()
        for name in wish.__struct_fields__
        if (text := getattr(wish, name)) is not None
    }
    changed = replace(account, **named)
    ask.world.cloud.accounts.documents[account.user_id] = changed
    return _profile(changed)


def _profile(account: Account) -> Profile:
    return Profile(
        account.email,
        account.first_name,
        account.last_name,
        account.phone,
        account.country,
        read_in(account.country),
        account.units,
        account.look,
    )


CALLS: tuple[Call, ...] = (
    get("profile", "Who is signed in, and how the pages are to be", _show, Profile),
    put("profile", "Change some of it", _change, Wish, Profile),
)
