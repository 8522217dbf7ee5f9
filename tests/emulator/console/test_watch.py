"""The request log and the stream of events."""

import asyncio
from typing import Any

from aiohttp import ClientResponse, ClientSession
import msgspec
import pytest
from yarl import URL

from emulator.console import watch
from emulator.tcu.deeds import IgnitionOn
from emulator.testing import OWNER, Emulator
from tests.emulator.services.clients import JSON_API, sign_in

CURRENT = "/user-adapter/v1/users/current"


async def _log(client: ClientSession, since: str = "") -> Any:
    answer = await client.get("/console/api/requests", params={"since": since or "0"})
    return (await answer.json())["requests"]


async def test_requests_are_logged_without_query(
    emulator: Emulator, client: ClientSession
) -> None:
    await emulator.advance(90)
    await client.get(f"{CURRENT}?token=x", headers={"User-Agent": "MyApp/1.2"})
    assert await _log(client) == [
        {
            "id": 1,
            "at": "2026-03-02T06:01:30Z",
            "client": "MyApp/1.2",
            "method": "GET",
            "path": CURRENT,
            "status": 401,
            "woken": False,
        }
    ]


async def test_own_pages_and_calls_are_not_logged(client: ClientSession) -> None:
    for path in ("/", "/console", "/console/api/clock", "/console/static/console.js"):
        await client.get(path)
    assert await _log(client) == []


async def test_since_is_an_id_or_a_time(
    emulator: Emulator, client: ClientSession
) -> None:
    for _ in range(3):
        await client.get(CURRENT)
        await emulator.advance(60)
    assert [row["id"] for row in await _log(client, "2")] == [3]
    later = await _log(client, "2026-03-02T06:01:00Z")
    assert [row["id"] for row in later] == [2, 3]


async def test_another_since_is_refused(client: ClientSession) -> None:
    answer = await client.get("/console/api/requests", params={"since": "yesterday"})
    assert answer.status == 400
    assert (await answer.json())["error"]["field"] == "since"


async def test_a_strange_user_agent_harms_nothing(
    emulator: Emulator, client: ClientSession
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", URL(emulator.url).port)
    writer.write(
        b"GET /user-adapter/v1/users/current HTTP/1.1\r\nHost: localhost\r\n"
        b"User-Agent: \xff\xfe<script>\r\nConnection: close\r\n\r\n"
    )
    assert b"401" in await reader.readline()
    writer.close()
    [row] = await _log(client)
    assert row["client"].endswith("<script>")


@pytest.mark.parametrize(
    ("persona", "conditions", "woken"),
    [
        ("almera", {}, [True, False]),
        ("almera", {"coverage": False}, [False, False]),
    ],
)
async def test_the_log_tells_which_request_wakes_a_car(
    emulator: Emulator,
    client: ClientSession,
    persona: str,
    conditions: dict[str, bool],
    woken: list[bool],
) -> None:
    token = (await sign_in(client, *OWNER))["access_token"]
    vin = emulator.car(persona).vin
    await client.post(f"/console/api/vehicles/{vin}/radio", json=conditions)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": JSON_API}
    path = f"/car-adapter/v1/cars/{vin}/actions/"
    body = msgspec.json.encode({"data": {"type": "RefreshLocation"}})
    await client.post(f"{path}refresh-location", data=body, headers=headers)
    await emulator.advance(300)
    body = msgspec.json.encode({"data": {"type": "RefreshLockStatus"}})
    await client.post(f"{path}refresh-lock-status", data=body, headers=headers)
    orders = [row for row in await _log(client) if "/actions/" in row["path"]]
    assert [row["woken"] for row in orders] == woken


async def test_awake_cars_are_not_woken(
    emulator: Emulator, client: ClientSession
) -> None:
    token = (await sign_in(client, *OWNER))["access_token"]
    emulator.do("almera", IgnitionOn())
    headers = {"Authorization": f"Bearer {token}", "Content-Type": JSON_API}
    body = msgspec.json.encode({"data": {"type": "RefreshLocation"}})
    path = f"/car-adapter/v1/cars/{emulator.car('almera').vin}/actions/refresh-location"
    answer = await client.post(path, data=body, headers=headers)
    assert answer.status == 200
    assert not (await _log(client))[-1]["woken"]


async def _event(stream: ClientResponse) -> tuple[str, Any]:
    """Read the next event: its name and its data."""
    name = ""
    async with asyncio.timeout(5):
        async for line in stream.content:
            word, _, text = line.decode().strip().partition(": ")
            if word == "event":
                name = text
            elif word == "data":
                return name, msgspec.json.decode(text)
    raise AssertionError("the stream ended")


async def test_events_tell_of_cars_cloud_clock_and_requests(
    emulator: Emulator, client: ClientSession
) -> None:
    vin = emulator.car("almera").vin
    async with client.get("/console/api/events") as stream:
        assert stream.content_type == "text/event-stream"
        await client.post(
            f"/console/api/vehicles/{vin}/driver", json={"do": "ignition_on"}
        )
        assert await _event(stream) == ("car", {"kind": "car", "key": vin})
        assert await _event(stream) == (
            "cloud",
            {"kind": "cloud", "key": f"cache/{vin}"},
        )
        await client.post("/console/api/clock/advance", json={"seconds": 1})
        assert (await _event(stream))[0] == "clock"
        await client.get(CURRENT)
        assert await _event(stream) == ("request", {"kind": "request", "key": "1"})


async def test_a_quiet_stream_says_that_it_is_alive(
    client: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_KEEP_ALIVE_S", 0.01)
    async with client.get("/console/api/events") as stream, asyncio.timeout(5):
        assert await stream.content.readline() == b": world\n"
        assert await stream.content.readline() == b"\n"
        assert await stream.content.readline() == b": alive\n"


async def test_events_end_with_the_world(
    emulator: Emulator, client: ClientSession
) -> None:
    async with client.get("/console/api/events") as stream:
        assert await stream.content.readline() == b": world\n"
        emulator.world.events.close()
        async with asyncio.timeout(5):
            await stream.content.read()
