"""Clients that are slow, many or never the same hold up nobody and fill nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
import json
import re
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest
from yarl import URL

from emulator.console.access import Access
from emulator.judge import Heard, Judge
from emulator.opening import Wish, open_world
from emulator.requests_log import LoggedRequest
from emulator.routes import ROUTES, Route
from emulator.server import bind, closed_at_end, served
from emulator.testing import LOOPBACK, Emulator
from emulator.world import World

from .clients import JSON_API, Client

ORDER = "/car-adapter/v1/cars/X/actions/engine-start"
HEAD = b"POST %b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONE")
EXAMPLES: Final = 3


@asynccontextmanager
async def _impatient(patience_s: float = 0.5, most: int = 800) -> AsyncIterator[str]:
    """Serve a world that waits for nobody."""
    world = await open_world(Wish(held=True))
    access = Access.bound_to(LOOPBACK)
    listener = bind(LOOPBACK, 0)
    async with (
        closed_at_end(world),
        served(world, access, listener, patience_s=patience_s, most=most) as url,
    ):
        yield url


async def _opened(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    address = urlsplit(url)
    return await asyncio.open_connection(address.hostname, address.port)


async def _said(reader: asyncio.StreamReader) -> bytes:
    """Return what is said until the other end hangs up, gently or not."""
    said = b""
    with suppress(ConnectionError):
        while part := await reader.read(65_536):
            said += part
    return said


async def _trickle(url: str, begun: bytes) -> bytes:
    """Send byte after byte until the other end hangs up; return what it said."""
    reader, writer = await _opened(url)
    said = asyncio.create_task(_said(reader))
    writer.write(begun)
    while not said.done():
        writer.write(b"x")
        await asyncio.wait([said], timeout=0.03)
    writer.close()
    return await said


@pytest.mark.parametrize(
    ("begun", "status"),
    [
        (b"", b"HTTP/1.0 400"),
        (b"GET / HTTP/1.1\r\nX: ", b""),
        (
            HEAD % ORDER.encode() + b"Content-Length: 100000\r\n\r\n",
            b"HTTP/1.1 408",
        ),
        (
            HEAD % b"/console/api/clock" + b"Content-Length: 100000\r\n\r\n",
            b"HTTP/1.1 408",
        ),
    ],
    ids=["line", "head", "body", "body of a call"],
)
@pytest.mark.usefixtures("socket_enabled")
async def test_a_slow_client_is_cut_off_and_holds_up_nobody(
    begun: bytes, status: bytes
) -> None:
    async with (
        _impatient() as url,
        asyncio.timeout(10),
        asyncio.TaskGroup() as group,
        ClientSession(url) as http,
    ):
        slow = [group.create_task(_trickle(url, begun)) for _ in range(3)]
        assert (await http.get("/console/api/vehicles")).status == 200
        for said in await asyncio.gather(*slow):
            # A client that goes on sending may lose what is said before hanging up.
            assert not said or (status and said.startswith(status))


@pytest.mark.usefixtures("socket_enabled")
async def test_of_too_many_connections_the_newest_is_refused() -> None:
    async with _impatient(patience_s=60, most=2) as url:
        held = [await _opened(url) for _ in range(2)]
        async with ClientSession(url) as http:
            with pytest.raises((ClientError, OSError)):
                await http.get("/console")
        for _, writer in held:
            writer.write(b"GET /console HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        for reader, writer in held:
            assert (await reader.read()).startswith(b"HTTP/1.0 200")
            writer.close()


async def test_of_too_many_listeners_the_newest_is_refused(
    emulator: Emulator, client: ClientSession
) -> None:
    address = "/console/api/events"
    with ExitStack() as listening:
        for _ in range(100):
            listening.enter_context(emulator.world.events.listening())
        assert (await client.get(address)).status == 429
    async with client.get(address) as answer:
        assert answer.status == 200


async def test_faults_are_not_turned_on_without_end(
    emulator: Emulator, client: ClientSession
) -> None:
    for _ in range(1_000):
        emulator.faults.turn_on("F21", after_s=60)
    answer = await client.post("/console/api/faults", json={"fault": "F21"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (
        409,
        "too_many_faults",
    )
    assert len(emulator.faults.switches) == 1_000


def _hear(judge: Judge, number: int) -> None:
    client = f"client {number}"
    judge.expect(client)
    judge.rejected("a@example.com", "wrong")
    row = LoggedRequest(number, 0.0, client, "POST", ORDER, 500, woken=True)
    judge.hear(Heard(row, "action", {"token": ""}, "", {"action": "start"}))


def _sizes(thing: object) -> dict[str, int]:
    """Return how much each collection of an object holds."""
    return {
        name: len(held) for name, held in vars(thing).items() if hasattr(held, "clear")
    }


async def test_a_judge_who_hears_of_ever_new_clients_does_not_grow(
    emulator: Emulator,
) -> None:
    judge = emulator.world.judge
    for number in range(2_100):
        _hear(judge, number)
    full = _sizes(judge)
    assert max(full.values()) <= 2_001
    for number in range(2_100, 4_200):
        _hear(judge, number)
    assert _sizes(judge) == full
    assert len(judge.calls("client 4199")) == 1
    assert len(judge.calls("client 0")) == 0


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_NAMES = st.sampled_from(["data", "type", "attributes", "action", "srp", "id", "email"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(_NAMES | _WORDS, inner),
    max_leaves=12,
)
_BODIES = (
    _JSON.map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=200)
    | st.integers(1, 20_000).map(lambda depth: b'{"data":' + b"[" * depth)
)
_PARTS = st.sampled_from(
    ["..", ".", "%2e%2e%2f%2e%2e%2fetc", "%00", "A" * 3_000, "-1"]
) | _WORDS.map(lambda text: URL.build(path=f"/{text}").raw_path[1:] or "x")
_HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept": st.sampled_from(["*/*", JSON_API, ";q=", "a/b;q=nan"]),
        "Authorization": st.from_regex(r"\A(Bearer )?[!-~]{0,60}\Z"),
        "Content-Type": st.sampled_from(["application/json", JSON_API, "text/x", ";"]),
        "Range": st.just("bytes=9-1"),
        "User-Agent": st.from_regex(r"\A[!-~]{1,60}\Z"),
        "X-Username": st.from_regex(r"\A[!-~]{0,20}\Z"),
    },
)


@st.composite
def _requests(draw: st.DrawFn, route: Route, names: dict[str, str]) -> dict[str, Any]:
    """Draw a request that a route may get; half of them name what there is."""
    known = names if draw(st.booleans()) else {}
    path = re.sub(
        r"{(\w+)}", lambda part: known.get(part[1]) or draw(_PARTS), route.path
    )
    query = draw(st.dictionaries(_NAMES | _WORDS, _WORDS, max_size=4))
    return {
        "method": draw(st.just(route.method) | st.sampled_from(METHODS)),
        "url": URL(path, encoded=True).with_query(query),
        "headers": draw(_HEADERS),
        "data": draw(_BODIES),
    }


def _filled(world: World) -> dict[str, int]:
    """Return how much of everything there is that anybody may add to."""
    kept = {kind: len(list(one)) for kind, one in world.cloud.collections.items()}
    return kept | {
        "faults": len(world.faults.switches),
        "routes": len(world.routes.routes),
        "personas": len(world.personas),
        "snapshots": len(world.snapshots),
    }


def _check_refusal(status: int, said: bytes, media_type: str) -> None:
    """Check the shape of a refusal of the data services (protocol 8.1)."""
    if status >= 400 and media_type == "application/json":
        refused = json.loads(said)
        assert {"errors", "error", "code", "message"} & refused.keys(), refused


async def test_whatever_is_asked_is_answered_and_fills_nothing(
    emulator: Emulator, owner: Client
) -> None:
    names = {
        "vin": emulator.car("qx60").vin,
        "user_id": await owner.user_id(),
        "action": "engine-start",
    }
    before = _filled(emulator.world)
    for route in ROUTES:
        for asked in _examples(route, names):
            await _ask(owner, asked)
    after = _filled(emulator.world)
    forms = {"token_oneid_form", "token_kauth_form"}
    assert {name for name in after if after[name] > before[name]} <= forms


def _examples(route: Route, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return some requests, the same each time."""
    drawn: list[dict[str, Any]] = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(_requests(route, names))
    def draw(asked: dict[str, Any]) -> None:
        drawn.append(asked)

    draw()
    return drawn


async def _ask(owner: Client, asked: dict[str, Any]) -> None:
    headers = owner.headers | asked["headers"]
    async with asyncio.timeout(5):
        answer = await owner.http.request(
            **asked | {"headers": headers}, allow_redirects=False
        )
        said = await answer.read()
    assert answer.status < 500 or answer.status == 501, asked
    if asked["method"] != "HEAD":
        _check_refusal(answer.status, said, answer.content_type)
