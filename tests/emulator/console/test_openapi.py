"""The document of our calls: it names every route, and every answer is as it says."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest
import pytest_socket
import schemathesis
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi

from emulator import app, events
from emulator.console.access import Access
from emulator.console.api import TABLES, describe
from emulator.tcu.deeds import Drive
from emulator.testing import LOOPBACK, Emulator, running

# A stream that does not end by itself: it has a test of its own.
_STREAMS = {"GET /console/api/events"}
_ADDRESSES = {
    f"{call.method} {prefix}{call.path}"
    for prefix, calls in TABLES.items()
    for call in calls
}
_CHECKS: list[Any] = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_schema_conformance,
]
_SLOWEST_S = 20


@dataclass
class Served:
    """A world in a thread of its own: schemathesis asks and waits."""

    emulator: Emulator
    vin: str
    headers: dict[str, str]


async def _serve(ended: Event, begun: Event, worlds: list[Emulator]) -> None:
    # Threads that begin in a test must end in it.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
    async with running() as emulator:
        # Who is asked for its way has one.
        emulator.do("almera", Drive("bangkok"))
        worlds.append(emulator)
        ending = asyncio.create_task(asyncio.to_thread(ended.wait))
        await asyncio.sleep(0)
        await asyncio.to_thread(begun.set)
        await ending


@pytest.fixture(scope="module")
def _thread() -> Iterator[Emulator]:
    pytest_socket.enable_socket()
    ended, begun, worlds = Event(), Event(), list[Emulator]()
    thread = Thread(target=lambda: asyncio.run(_serve(ended, begun, worlds)))
    thread.start()
    begun.wait(_SLOWEST_S)
    yield worlds[0]
    ended.set()
    thread.join()


@pytest.fixture
def served(_thread: Emulator, socket_enabled: None) -> Served:
    """Give the world, and what its owner signs in with."""
    token = _thread.access_token()
    vin = _thread.car("almera").vin
    return Served(_thread, vin, {"Authorization": f"Bearer {token}"})


def _operation(label: str) -> Any:
    """Return an operation of a document of its own: what it is used for changes it."""
    schema = schemathesis.openapi.from_dict(describe(TABLES))
    found: Iterator[Any] = schema.get_all_operations()
    return next(one.ok() for one in found if one.ok().label == label)


def _cases(label: str) -> st.SearchStrategy[Any]:
    operation = _operation(label)
    modes = [GenerationMode.POSITIVE]
    if operation.body or operation.query:
        modes.append(GenerationMode.NEGATIVE)
    cases = [operation.as_strategy(generation_mode=mode) for mode in modes]
    return st.one_of(*cases)


def _last_what_ends(label: str) -> tuple[bool, str]:
    return "DELETE" in label, label


_ASKED: list[str] = sorted(_ADDRESSES - _STREAMS, key=_last_what_ends)


@pytest.mark.parametrize("label", _ASKED)
def test_whatever_a_call_is_asked_it_answers_as_described(
    served: Served, label: str
) -> None:
    @settings(
        max_examples=10,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(_cases(label), st.booleans())
    def ask(case: Any, known: bool) -> None:
        if known and "{vin}" in label:
            case.path_parameters["vin"] = served.vin
        answer = case.call(
            base_url=served.emulator.url, headers=served.headers, timeout=_SLOWEST_S
        )
        case.validate_response(answer, checks=_CHECKS)

    ask()


async def test_events_come_as_described_until_the_client_goes(
    emulator: Emulator, client: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_MOST_LISTENERS", 1)
    path, told = "/console/api/events", emulator.world.events
    described = describe(TABLES)["paths"][path]["get"]["responses"]["200"]["content"]
    async with asyncio.timeout(_SLOWEST_S):
        async with client.get(path) as stream:
            assert (stream.status, [stream.content_type]) == (200, list(described))
            assert await stream.content.readuntil(b"\n\n") == b": world\n\n"
            assert told.full
            told.publish(events.Event("car", "VIN"))
            assert await stream.content.readuntil(b"\n\n") == (
                b'event: car\ndata: {"kind":"car","key":"VIN"}\n\n'
            )
        while told.full:
            told.publish(events.Event("clock", ""))
            await asyncio.sleep(0)


async def test_every_route_of_ours_is_described_and_nothing_else(
    emulator: Emulator,
) -> None:
    served = app.create(emulator.world, Access.bound_to(LOOPBACK)).router.routes()
    addresses = {
        f"{route.method} {route.resource.canonical}"
        for route in served
        if route.resource is not None
        and route.resource.canonical.startswith(tuple(TABLES))
    }
    assert addresses == _ADDRESSES
    document = describe(TABLES)
    described = {
        f"{method.upper()} {path}"
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert described == _ADDRESSES
