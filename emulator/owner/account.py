"""The owner's calls on the account itself: sign up, links in mails, delete (E1 to E5).

The code of a link comes in a body, never in an address; nothing changes on GET.
"""

from typing import Annotated, Final, Literal

from aiohttp import web
from msgspec import Meta, Struct

from emulator.cloud import departures
from emulator.cloud.documents import Secretive
from emulator.cloud.sign_ups import Person
from emulator.cloud.tokens import Purpose
from emulator.console.calls import Ask, Call, post
from emulator.console.errors import ControlError

from .profile import Country, Name, Phone
from .session import COOKIE, PATH, Line, account_of, recognized, set_cookie
from .told import refusals_told

type Code = Annotated[str, Meta(min_length=1, max_length=100)]
type Password = Annotated[str, Meta(min_length=1, max_length=128)]

_LINKS: Final = {
    "sign_up": Purpose.SIGN_UP,
    "new_password": Purpose.NEW_PASSWORD,
    "change": Purpose.CHANGE,
    "invitation": Purpose.INVITATION,
}


class Wanted(Secretive, frozen=True, forbid_unknown_fields=True):
    """Who wants an account, and the terms accepted (E1)."""

    email: Line
    password: Password
    first_name: Name
    last_name: Name
    country: Country
    phone: Phone = ""
    terms_accepted: bool = False


class Address(Secretive, frozen=True, forbid_unknown_fields=True):
    """To whom a mail is to go."""

    email: Line


class Opened(Secretive, frozen=True, forbid_unknown_fields=True):
    """The code of a link that was opened."""

    code: Code


class Link(Secretive, frozen=True, forbid_unknown_fields=True):
    """The code of a link, and what it is for."""

    code: Code
    purpose: Literal["sign_up", "new_password", "change", "invitation"]


class State(Struct, frozen=True):
    """Whether a link would still do."""

    good: bool


class Reset(Secretive, frozen=True, forbid_unknown_fields=True):
    """A new password, by a link (E3)."""

    code: Code
    password: Password


class NewEmail(Secretive, frozen=True, forbid_unknown_fields=True):
    """A new address, and the password (E4)."""

    email: Line
    password: Line


class NewPassword(Secretive, frozen=True, forbid_unknown_fields=True):
    """A new password, and the present one (E4)."""

    new_password: Password
    password: Line


class Sure(Secretive, frozen=True, forbid_unknown_fields=True):
    """The password of who is sure (E5)."""

    password: Line


async def _sign_up(ask: Ask) -> web.Response:
    wanted: Wanted = ask.body
    if not wanted.terms_accepted:
        text = "the terms must be accepted"
        raise ControlError(400, "terms", text, "terms_accepted")
    person = Person(
        wanted.email.strip(),
        wanted.first_name.strip(),
        wanted.last_name.strip(),
        wanted.country,
        wanted.phone.strip(),
    )
    cloud, response = ask.world.cloud, _done()
    with refusals_told():
        user_id = await cloud.membership.sign_up(person, wanted.password)
    set_cookie(ask, response, Purpose.FIRST_VISIT, user_id)
    return response


async def _resend(ask: Ask) -> web.Response:
    ask.world.cloud.membership.resend(ask.body.email)
    return _done()


async def _validate(ask: Ask) -> web.Response:
    with refusals_told():
        ask.world.cloud.membership.validate(ask.body.code)
    return _done()


async def _look_at_link(ask: Ask) -> State:
    link: Link = ask.body
    return State(ask.world.cloud.membership.is_good(_LINKS[link.purpose], link.code))


async def _forgot(ask: Ask) -> web.Response:
    ask.world.cloud.membership.forgot(ask.body.email)
    return _done()


async def _reset(ask: Ask) -> web.Response:
    with refusals_told():
        await ask.world.cloud.membership.reset(ask.body.code, ask.body.password)
    return _done()


async def _change_email(ask: Ask) -> web.Response:
    wish: NewEmail = ask.body
    account = await recognized(ask, account_of(ask).email, wish.password)
    with refusals_told():
        ask.world.cloud.membership.ask_for_email(account, wish.email)
    return _signed_out()


async def _change_password(ask: Ask) -> web.Response:
    wish: NewPassword = ask.body
    account = await recognized(ask, account_of(ask).email, wish.password)
    with refusals_told():
        await ask.world.cloud.membership.ask_for_password(account, wish.new_password)
    return _signed_out()


async def _confirm_change(ask: Ask) -> web.Response:
    with refusals_told():
        ask.world.cloud.membership.confirm(ask.body.code)
    return _done()


async def _delete(ask: Ask) -> web.Response:
    account = await recognized(ask, account_of(ask).email, ask.body.password)
    departures.delete(ask.world.cloud, account)
    return _signed_out()


def _done() -> web.Response:
    return web.Response(status=204)


def _signed_out() -> web.Response:
    response = _done()
    response.del_cookie(COOKIE, path=PATH)
    return response


CALLS: tuple[Call, ...] = (
    post("account", "Sign up; a mail goes out", _sign_up, Wanted),
    post("account/validation/mail", "Mail the link again", _resend, Address),
    post("account/validation", "Validate the account, by a link", _validate, Opened),
    post("account/link", "Whether a link is still good", _look_at_link, Link, State),
    post("account/forgotten", "Mail a link for a new password", _forgot, Address),
    post("account/reset", "Choose a new password, by a link", _reset, Reset),
    post("account/email", "Ask for another address", _change_email, NewEmail),
    post("account/password", "Ask for another password", _change_password, NewPassword),
    post("account/change", "Confirm what was asked for", _confirm_change, Opened),
    post("account/deletion", "Delete the account for good", _delete, Sure),
)
