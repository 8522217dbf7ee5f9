"""Signing in on the owner's pages (E2), and who is signed in.

The browser keeps a cookie that no script can read; the token for the maker's wire
lives in the page's memory only.
"""

from dataclasses import replace
from typing import Annotated, Final

from aiohttp import web
import msgspec
from msgspec import Meta, Struct

from emulator.cloud.accounts import Account, SignInError
from emulator.cloud.cloud import Cloud
from emulator.cloud.documents import Secretive
from emulator.cloud.tokens import LIFE_S, Purpose
from emulator.console.calls import Ask, Call, delete, get, post
from emulator.console.errors import ControlError

COOKIE: Final = "owner_session"
VISIT_COOKIE: Final = "owner_first_visit"

PATH: Final = "/owner"
_COOKIES: Final = {
    Purpose.OWNER_SESSION: COOKIE,
    Purpose.FIRST_VISIT: VISIT_COOKIE,
}
_NO_STORE: Final = {"Cache-Control": "no-store"}

type Line = Annotated[str, Meta(min_length=1, max_length=254)]


class Credentials(Secretive, frozen=True, forbid_unknown_fields=True):
    """What is typed to sign in."""

    email: Line
    password: Line


class SignedIn(Struct, frozen=True):
    """A token for the maker's wire, good for `expires_in` seconds, and whose it is."""

    access_token: str
    expires_in: int
    user_id: str


def account_of(ask: Ask) -> Account:
    """Return who is signed in; raises ControlError (401)."""
    account = known(ask)
    if account is None:
        raise ControlError(401, "signed_out", "nobody is signed in")
    return account


def set_cookie(
    ask: Ask, response: web.Response, purpose: Purpose, user_id: str
) -> None:
    """Let the browser keep a new token; no script can read it."""
    response.set_cookie(
        _COOKIES[purpose],
        ask.world.cloud.tokens.issue(purpose, user_id),
        max_age=int(LIFE_S[purpose]),
        path=PATH,
        httponly=True,
        secure=ask.request.secure,
        samesite="Strict",
    )


async def recognized(ask: Ask, email: str, password: str) -> Account:
    """Return whose pair it is; raises ControlError (401, 403, 423)."""
    try:
        return await ask.world.cloud.accounts.sign_in(email, password)
    except SignInError as err:
        raise _refused(err) from err


def known(ask: Ask) -> Account | None:
    """Return who is signed in, if anybody is."""
    cloud = ask.world.cloud
    kept = cloud.tokens.find(Purpose.OWNER_SESSION, _cookie(ask))
    return cloud.account_of(kept)


async def _sign_in(ask: Ask) -> web.Response:
    typed: Credentials = ask.body
    cloud = ask.world.cloud
    account = await recognized(ask, typed.email, typed.password)
    response = _answer(cloud, account)
    set_cookie(ask, response, Purpose.OWNER_SESSION, account.user_id)
    return response


async def _renew(ask: Ask) -> web.Response:
    """Answer with nothing where nobody is signed in: that is no mistake."""
    account = known(ask)
    if account is None:
        return web.Response(status=204)
    return _answer(ask.world.cloud, account)


async def _sign_out(ask: Ask) -> web.Response:
    ask.world.cloud.tokens.redeem(Purpose.OWNER_SESSION, _cookie(ask))
    response = web.Response(status=204)
    response.del_cookie(COOKIE, path=PATH)
    return response


def _refused(err: SignInError) -> ControlError:
    """Say why, and not which half was wrong (E2)."""
    if err.locked:
        text = "too many wrong tries; wait 15 minutes"
        return ControlError(423, "account_locked", text)
    if err.unvalidated:
        text = "the link in the mail must be opened first"
        return ControlError(403, "not_validated", text)
    return ControlError(401, "wrong_pair", "e-mail or password is wrong")


def _answer(cloud: Cloud, account: Account) -> web.Response:
    token = cloud.tokens.issue(Purpose.ACCESS, account.user_id)
    said = SignedIn(token, int(LIFE_S[Purpose.ACCESS]), account.user_id)
    body = msgspec.json.encode(said)
    return web.Response(body=body, content_type="application/json", headers=_NO_STORE)


def _cookie(ask: Ask) -> str:
    return ask.request.cookies.get(COOKIE, "")


CALLS: tuple[Call, ...] = (
    post("session", "Sign in, for this browser", _sign_in, Credentials, SignedIn),
    replace(
        get("session", "A new token; 204 if nobody is signed in", _renew, SignedIn),
        optional=True,
    ),
    delete("session", "Sign out", _sign_out),
)
