"""Who is let in: hosts, origins, media types, and the token."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import ClientResponse, ClientSession
import pytest

from emulator.console.access import Access, is_loopback
from emulator.opening import Wish, open_world
from emulator.server import bind, closed_at_end, served
from emulator.testing import Emulator

ADVANCE = "/console/api/clock/advance"
STEP = {"seconds": 60}


async def _error(answer: ClientResponse) -> Any:
    return (await answer.json())["error"]["code"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8270", "", "10.0.0.9"])
@pytest.mark.parametrize("path", ["/console", "/user-adapter/v1/users/current", "/"])
async def test_foreign_host_is_refused(
    client: ClientSession, host: str, path: str
) -> None:
    answer = await client.get(path, headers={"Host": host})
    assert answer.status == 403
    assert await _error(answer) == "host_not_allowed"


@pytest.mark.parametrize(
    "host", ["localhost:1", "127.0.0.1", "[::1]:8270", "a.localhost"]
)
async def test_loopback_names_are_answered(client: ClientSession, host: str) -> None:
    answer = await client.get("/console/api/clock", headers={"Host": host})
    assert answer.status == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1"]
)
async def test_foreign_origin_changes_nothing(
    emulator: Emulator, client: ClientSession, origin: str
) -> None:
    before = emulator.world.clock.now
    answer = await client.post(ADVANCE, json=STEP, headers={"Origin": origin})
    assert answer.status == 403
    assert await _error(answer) == "foreign_origin"
    assert emulator.world.clock.now == before


async def test_own_origin_may_change(emulator: Emulator, client: ClientSession) -> None:
    answer = await client.post(ADVANCE, json=STEP, headers={"Origin": emulator.url})
    assert answer.status == 200


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", ""]
)
async def test_other_media_types_change_nothing(
    emulator: Emulator, client: ClientSession, media_type: str
) -> None:
    before = emulator.world.clock.now
    answer = await client.post(
        ADVANCE, data=b'{"seconds": 60}', headers={"Content-Type": media_type}
    )
    assert answer.status == 415
    assert await _error(answer) == "unsupported_media_type"
    assert emulator.world.clock.now == before


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff\xfe", b'{"seconds": ' + b"[" * 100_000], ids=len
)
async def test_a_body_that_is_no_json_is_refused(
    client: ClientSession, body: bytes
) -> None:
    answer = await client.post(
        ADVANCE, data=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status == 400
    assert await _error(answer) in {"malformed", "invalid"}


async def test_an_oversized_body_is_refused(client: ClientSession) -> None:
    answer = await client.post(
        ADVANCE, data=b" " * 2_000_000, headers={"Content-Type": "application/json"}
    )
    assert answer.status == 413


async def test_an_unknown_address_of_the_maker_is_refused_in_the_makers_form(
    client: ClientSession,
) -> None:
    answer = await client.get("/car-adapter/v9/nothing")
    assert answer.status == 404
    assert (await answer.json())["errors"][0]["code"] == "404"


async def test_unknown_calls_and_methods_are_refused_in_the_same_form(
    client: ClientSession,
) -> None:
    answer = await client.get("/console/api/nothing")
    assert (answer.status, await _error(answer)) == (404, "not_found")
    answer = await client.delete("/console/api/clock")
    assert (answer.status, await _error(answer)) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    "path",
    [
        "/console/static/../api.py",
        "/console/static/%2e%2e/api.py",
        "/console/static//etc/passwd",
        "/console/static/",
    ],
)
async def test_no_path_leads_out_of_the_static_files(
    client: ClientSession, path: str
) -> None:
    answer = await client.get(path)
    assert answer.status in {403, 404}


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("0.0.0.0", False),  # noqa: S104 - a text, nobody binds it here
        ("192.168.1.4", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
    ],
)
def test_what_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_a_token_is_made_only_beyond_loopback_and_not_printed_by_repr() -> None:
    assert Access.bound_to("127.0.0.1").token is None
    access = Access.bound_to("192.168.1.4", ("car.lan",))
    assert access.token is not None
    assert access.token not in repr(access)
    assert access.hosts == {"192.168.1.4", "car.lan"}


@pytest.fixture
async def guarded(socket_enabled: None) -> AsyncIterator[ClientSession]:
    """Give a client for a world as it is beyond loopback; the token is `secret`."""
    world = await open_world(Wish(held=True))
    access = Access(frozenset({"car.lan"}), "secret")
    async with (
        closed_at_end(world),
        served(world, access, bind("127.0.0.1", 0)) as url,
        ClientSession(url) as session,
    ):
        yield session


@pytest.mark.parametrize(
    "path", ["/", "/console", "/mailbox", "/owner", "/console/cars/x", "/console/log"]
)
async def test_beyond_loopback_pages_ask_for_the_token(
    guarded: ClientSession, path: str
) -> None:
    answer = await guarded.get(path)
    text = await answer.text()
    assert answer.status == 401
    assert 'name="token"' in text
    assert "demo@example.com" not in text


async def test_beyond_loopback_calls_need_the_token(guarded: ClientSession) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Cookie": "emulator_token="},
    ):
        answer = await guarded.get("/console/api/vehicles", headers=headers)
        assert (answer.status, await _error(answer)) == (401, "token_required")
    answer = await guarded.get("/owner/api/session")
    assert (answer.status, await _error(answer)) == (401, "token_required")
    for headers in (
        {"Authorization": "Bearer secret"},
        {"Cookie": "emulator_token=secret"},
    ):
        answer = await guarded.get("/console/api/vehicles", headers=headers)
        assert answer.status == 200


async def test_the_token_in_a_url_is_worth_nothing(guarded: ClientSession) -> None:
    answer = await guarded.get(
        "/console/api/vehicles?token=secret&emulator_token=secret"
    )
    assert answer.status == 401


async def test_a_browser_shows_the_token_once(guarded: ClientSession) -> None:
    answer = await guarded.post("/console/api/session", json={"token": "guess"})
    assert (answer.status, await _error(answer)) == (403, "wrong_token")
    answer = await guarded.post("/console/api/session", json={"token": "secret"})
    assert answer.status == 204
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_beyond_loopback_the_makers_services_need_no_token(
    guarded: ClientSession,
) -> None:
    answer = await guarded.get(
        "/user-adapter/v1/users/current", headers={"Host": "car.lan:8270"}
    )
    assert answer.status == 401
    assert "errors" in await answer.json()


async def test_an_allowed_name_is_answered(guarded: ClientSession) -> None:
    answer = await guarded.get(
        "/console/api/clock",
        headers={"Host": "car.lan", "Authorization": "Bearer secret"},
    )
    assert answer.status == 200
