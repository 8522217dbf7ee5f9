"""Signing in on the owner's pages: what is told, what is kept, how it ends."""

from typing import Any

from aiohttp import ClientResponse, ClientSession
import pytest

from emulator.cloud.tokens import LIFE_S, Purpose
from emulator.owner.session import Credentials
from emulator.testing import OWNER, Emulator

SESSION = "/owner/api/session"
PAIR = OWNER._asdict()


async def _error(answer: ClientResponse) -> Any:
    return (await answer.json())["error"]["code"]


async def _user(client: ClientSession, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    answer = await client.get("/user-adapter/v1/users/current", headers=headers)
    return answer.status


async def test_a_session_goes_on_until_it_is_ended(client: ClientSession) -> None:
    assert (await client.get(SESSION)).status == 204
    answer = await client.post(SESSION, json=PAIR)
    cookie = answer.headers["Set-Cookie"]
    assert all(
        part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/owner")
    )
    signed_in = await answer.json()
    assert signed_in["expires_in"] == 3600
    assert await _user(client, signed_in["access_token"]) == 200

    renewed = await (await client.get(SESSION)).json()
    assert renewed["user_id"] == signed_in["user_id"]
    assert renewed["access_token"] != signed_in["access_token"]
    assert await _user(client, renewed["access_token"]) == 200

    kept = {"Cookie": cookie.partition(";")[0]}
    assert (await client.delete(SESSION)).status == 204
    assert (await client.get(SESSION)).status == 204
    assert (await client.get(SESSION, headers=kept)).status == 204


async def test_a_session_ends_by_itself(
    emulator: Emulator, client: ClientSession
) -> None:
    await client.post(SESSION, json=PAIR)
    await emulator.advance(LIFE_S[Purpose.OWNER_SESSION] - 1)
    assert (await client.get(SESSION)).status == 200
    await emulator.advance(2)
    assert (await client.get(SESSION)).status == 204


async def test_E2_a_wrong_pair_tells_no_half_and_five_lock(
    emulator: Emulator, client: ClientSession
) -> None:
    stranger = PAIR | {"email": "nobody@example.com"}
    wrong = PAIR | {"password": "guess"}
    said = [await client.post(SESSION, json=pair) for pair in (stranger, wrong)]
    assert await said[0].json() == await said[1].json()
    assert (said[0].status, await _error(said[0])) == (401, "wrong_pair")
    for _ in range(4):
        await client.post(SESSION, json=wrong)
    answer = await client.post(SESSION, json=PAIR)
    assert (answer.status, await _error(answer)) == (423, "account_locked")
    await emulator.advance(900)
    assert (await client.post(SESSION, json=PAIR)).status == 200


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_no_foreign_page_signs_anybody_in_or_out(
    client: ClientSession, method: str
) -> None:
    await client.post(SESSION, json=PAIR)
    headers = {"Origin": "https://evil.example"}
    answer = await client.request(method, SESSION, json=PAIR, headers=headers)
    assert (answer.status, await _error(answer)) == (403, "foreign_origin")
    assert (await client.get(SESSION)).status == 200


async def test_the_calls_are_described(client: ClientSession) -> None:
    document = await (await client.get("/console/api/openapi.json")).json()
    assert set(document["paths"][SESSION]) == {"post", "get", "delete"}


def test_a_typed_password_is_in_no_repr() -> None:
    assert OWNER.password not in repr(Credentials(*OWNER))
