"""Tokens that end: renewed once, together, and never in a loop (F06, F11, F15, F40)."""

import asyncio
from datetime import timedelta
import json
from typing import Any

from aiohttp import web
import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.errors import (
    CredentialsRejected,
    NissanError,
    Outage,
    QuotaExceeded,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.server import Server
from custom_components.nissanconnect.api.tokens import Tokens
from emulator.services import Handler
from emulator.testing import OWNER

from .conftest import SIGNED_IN_S, Owner
from .meddler import linger

CARS = "GET /bff-web/v5/"
DATA = "GET /(car-adapter|bff-web|user-adapter|notifications)/"
REFRESH = "POST /bff-web/v1/oauth2/refresh-token"
AUTHORIZE = "GET /oauth2/authorize.*response_type"
PASSWORD = "POST /commonauth"
EXCHANGE = "POST /bff-web/v1/oauth2/access_token"
COCKPIT = "/cockpit"


def revoke(owner: Owner) -> None:
    """Let the platform forget the tokens it gave out last."""
    revoked = f"Bearer {owner.tokens[-1].access}"

    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers["Authorization"] == revoked:
            return web.json_response({"errors": [{"code": "401"}]}, status=401)
        return await handler(request)

    owner.meddler.do(DATA, refuse)


async def outcome(
    owner: Owner, client: NissanClient, *keys: ResourceKey
) -> list[object]:
    """Return what reading a car brings."""
    vehicle = await owner.vehicle(client, "almera")
    return list((await client.read(vehicle, keys, Learnt())).values())


async def test_tokens_are_refreshed_before_they_end(
    owner: Owner, client: NissanClient
) -> None:
    """One request more, no sign-in, no request in vain; the refresh token is kept."""
    await owner.emulator.advance(3600 - 31)
    await client.vehicles()
    assert owner.meddler.count(REFRESH) == 0
    await owner.emulator.advance(2)
    await client.vehicles()
    assert owner.meddler.count(REFRESH) == 1
    assert len(owner.meddler.passed) == 3
    first, second = owner.tokens
    assert first.access != second.access
    assert first.refresh == second.refresh is not None


async def test_a_revoked_token_is_refreshed_once_for_all(
    owner: Owner, client: NissanClient
) -> None:
    """However many requests find out at the same time."""
    vehicle = await owner.vehicle(client, "almera")
    revoke(owner)
    owner.meddler.do(REFRESH, linger)
    owner.meddler.forget()
    keys = [key for key in ResourceKey if key is not ResourceKey.BATTERY_STATUS]
    answers = await client.read(vehicle, keys, Learnt())
    assert not [o for o in answers.values() if isinstance(o, Outage)]
    assert owner.meddler.count(REFRESH) == 1
    assert owner.meddler.count(AUTHORIZE) == 0


async def test_F06_a_refused_refresh_signs_in_once(
    owner: Owner, client: NissanClient
) -> None:
    """By the cookies, if they are good: the password is not sent."""
    revoke(owner)
    owner.meddler.say(REFRESH, 400, {"error": "invalid_grant"})
    assert await client.vehicles()
    assert owner.meddler.count(REFRESH) == 1
    assert owner.meddler.count(AUTHORIZE) == 1
    assert owner.meddler.count(PASSWORD) == 0


async def test_F06_then_the_password_is_sent_once(
    owner: Owner, client: NissanClient
) -> None:
    """Where the cookies have ended too; a rejection ends it for good."""
    vehicle = await owner.vehicle(client, "almera")
    revoke(owner)
    await owner.emulator.advance(SIGNED_IN_S)
    owner.meddler.say(REFRESH, 401)
    owner.meddler.say(PASSWORD, 502, {"code": "user or password wrong"})
    keys = list(ResourceKey)
    for _ in range(2):
        with pytest.raises(CredentialsRejected):
            await client.read(vehicle, keys, Learnt())
    assert owner.meddler.count(REFRESH) == 1
    assert owner.meddler.count(PASSWORD) == 1


@pytest.mark.parametrize("document", [{}, [], {"access_token": ""}])
async def test_a_refresh_without_a_token_is_refused(
    owner: Owner, client: NissanClient, document: Any
) -> None:
    """Whatever its status."""
    revoke(owner)
    owner.meddler.say(REFRESH, 200, document)
    assert await client.vehicles()
    assert owner.meddler.count(AUTHORIZE) == 1


async def test_an_outage_of_the_refresh_is_no_reason_to_sign_in(
    owner: Owner, client: NissanClient
) -> None:
    """The next call tries again."""
    revoke(owner)
    owner.meddler.say(REFRESH, 503, times=1)
    with pytest.raises(Outage):
        await client.vehicles()
    assert owner.meddler.count(AUTHORIZE) == 0
    assert await client.vehicles()


async def test_F15_tokens_are_used_again_after_a_restart(
    owner: Owner, client: NissanClient
) -> None:
    """They are kept as JSON; with good ones nobody signs in."""
    kept = json.loads(json.dumps(owner.tokens[-1].to_dict()))
    tokens = Tokens.from_dict(kept)
    assert tokens == owner.tokens[-1]
    assert await owner.client("not needed", tokens=tokens).vehicles()
    assert len(owner.meddler.passed) == 2


async def test_stored_tokens_that_ended_are_refreshed(
    owner: Owner, client: NissanClient
) -> None:
    """Even after days without us."""
    await owner.emulator.advance(5 * 86400)
    again = owner.client("not needed", tokens=owner.tokens[-1])
    assert await again.vehicles()
    assert owner.meddler.count(REFRESH) == 1
    assert owner.meddler.count(AUTHORIZE) == 0


async def test_F40_one_address_that_refuses_all_tokens(
    owner: Owner, client: NissanClient
) -> None:
    """It is taken for the session's end once; then it is that address's outage."""
    owner.meddler.say(COCKPIT, 498, text="<html>Login</html>")
    keys = (ResourceKey.LOCATION, ResourceKey.COCKPIT)
    for _ in range(3):
        location, cockpit = await outcome(owner, client, *keys)
        assert not isinstance(location, NissanError)
        assert isinstance(cockpit, Outage)
        assert cockpit.code == "http_498"
    assert owner.meddler.count(REFRESH) <= 1
    assert owner.meddler.count(AUTHORIZE) <= 1
    # When it has recovered, it is like any other again.
    owner.meddler.stop()
    (cockpit,) = await outcome(owner, client, ResourceKey.COCKPIT)
    assert not isinstance(cockpit, NissanError)


async def test_F18_a_wrong_password_told_by_a_resource(
    owner: Owner, client: NissanClient
) -> None:
    """Only the sign-in can tell: it is asked, and the password is not to blame."""
    wrong = {"code": "user or password wrong"}
    owner.meddler.say(COCKPIT, 502, wrong, times=1)
    (cockpit,) = await outcome(owner, client, ResourceKey.COCKPIT)
    assert not isinstance(cockpit, NissanError)
    assert owner.meddler.count(REFRESH) == 1
    owner.meddler.say(COCKPIT, 502, wrong)
    (cockpit,) = await outcome(owner, client, ResourceKey.COCKPIT)
    assert isinstance(cockpit, Outage)


async def test_F19_all_addresses_refuse_all_tokens(
    owner: Owner, client: NissanClient
) -> None:
    """Refreshed once, signed in once; then it is an outage, not a bad password."""
    owner.meddler.say(DATA, 401)
    for caller in (client, owner.client(tokens=owner.tokens[-1])):
        owner.meddler.forget()
        for _ in range(5):
            with pytest.raises(Outage, match="http_401"):
                await caller.vehicles()
        assert owner.meddler.count(REFRESH) == 1
        assert owner.meddler.count(AUTHORIZE) == 1
    owner.meddler.stop()
    assert await client.vehicles()


async def test_who_waits_shares_the_failure(owner: Owner) -> None:
    """Of one sign-in, not of as many as there were requests."""
    client = owner.client()
    owner.meddler.say(AUTHORIZE, 503)
    calls = (client.vehicles(), client.account(), client.account())
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(result, Outage) for result in results)
    owner.meddler.stop()
    revoked = await asyncio.gather(client.vehicles(), client.account())
    assert all(revoked)


async def test_eight_readers_share_one_failed_renewal(
    owner: Owner, client: NissanClient
) -> None:
    """All are told of the outage."""
    vehicle = await owner.vehicle(client, "almera")
    revoke(owner)

    async def late(request: web.Request, handler: Handler) -> web.StreamResponse:
        await linger(request, handler)
        return web.json_response({}, status=503)

    owner.meddler.do(REFRESH, late)
    owner.meddler.forget()
    keys = list(ResourceKey)[:8]
    answers = await client.read(vehicle, keys, Learnt())
    assert all(isinstance(o, Outage) for o in answers.values())
    assert owner.meddler.count(REFRESH) == 1


async def test_F21_a_quota_that_names_its_end_is_kept_to(
    owner: Owner, client: NissanClient
) -> None:
    """For a day there is no request at all, then all is well."""
    owner.meddler.say(CARS, 429, headers={"Retry-After": "86400"}, times=1)
    with pytest.raises(QuotaExceeded):
        await client.vehicles()
    owner.meddler.forget()
    await owner.emulator.advance(86000)
    with pytest.raises(QuotaExceeded) as raised:
        await client.vehicles()
    assert raised.value.retry_after == pytest.approx(400)
    with pytest.raises(QuotaExceeded):
        await client.sign_in()
    assert owner.meddler.passed == []
    await owner.emulator.advance(400)
    assert await client.vehicles()


async def test_F22_a_quota_without_an_end_is_told_each_time(
    owner: Owner, client: NissanClient
) -> None:
    """How long to back off is not the client's to say."""
    owner.meddler.say(CARS, 429, times=1)
    with pytest.raises(QuotaExceeded) as raised:
        await client.vehicles()
    assert raised.value.retry_after is None
    assert await client.vehicles()


@pytest.mark.parametrize(
    ("seconds", "lifetime"),
    [(1800, 1800), (None, 3600), ("900", 900), (-5, 60), (10**12, 30 * 86400)],
)
async def test_the_lifetime_is_what_the_platform_says(
    owner: Owner, seconds: Any, lifetime: int
) -> None:
    """An hour if it says nothing; within reason in any case."""
    document = {"access_token": "a", "refresh_token": "r", "expires_in": seconds}
    owner.meddler.say(EXCHANGE, 200, document)
    with pytest.raises(Outage):
        await owner.client().sign_in()
    (tokens,) = owner.tokens
    assert tokens.expires_at - owner.now() == timedelta(seconds=lifetime)
    assert (tokens.access, tokens.refresh) == ("a", "r")


async def test_nobody_needs_to_keep_the_tokens(owner: Owner) -> None:
    """A flow that only checks the password does not."""
    client = NissanClient(owner.session, Server.at(owner.url), *OWNER, clock=owner.now)
    assert (await client.sign_in()).user_id
    assert owner.tokens == []


async def test_tokens_are_not_shown(owner: Owner, client: NissanClient) -> None:
    """Nor anything that holds them."""
    tokens = owner.tokens[-1]
    assert tokens.refresh is not None
    for holder in (tokens, client, vars(client)):
        assert tokens.access not in repr(holder)
        assert tokens.refresh not in repr(holder)
        assert "Emulator-1" not in repr(holder)


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {"access": "a", "refresh": None, "expires_at": "soon"},
        {"access": "a", "refresh": None, "expires_at": None},
    ],
)
def test_damaged_tokens_are_refused(damaged: dict[str, Any]) -> None:
    """With errors the caller expects."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        Tokens.from_dict(damaged)
