"""Killed again and again under load: what was answered with success is there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
import signal
from typing import Any

from aiohttp import ClientError, ClientSession, CookieJar
import pytest

from emulator.testing import OWNER

from .processes import Server, serving
from .services.clients import Client

pytestmark = pytest.mark.usefixtures("socket_enabled")

_HELD = ("--held", "--scenario", "lived", "--seed", "5")
_ANSWERS = 24
_BITS = 4


@dataclass
class Change:
    """One kind of change: its write number n leads to the value `of(n)`."""

    write: Callable[[int], Awaitable[None]]
    read: Callable[[], Awaitable[object]]
    of: Callable[[int], object]


class Owner:
    """Who changes an Almera of a server, in all ways."""

    def __init__(self, server: Server, client: Client, vin: str, user_id: str) -> None:
        """Take a client that is signed in."""
        self._server = server
        self._client = client
        self._vin = vin
        path = f"users/{user_id}/vehicles/{vin}"
        self._inbox = f"/notifications/v2/notifications/{path}"
        self._alerts = f"/car-adapter/v1/cars/{vin}/settings/restrictions"

    def changes(self, alert_id: str, marked: list[str]) -> dict[str, Change]:
        """Return all kinds of changes."""

        async def drive_on(number: int) -> None:
            deed = {"do": "set_odometer", "km": 40_000 + number}
            await self._server.post(f"vehicles/{self._vin}/workshop", deed)

        async def odometer() -> object:
            truth = await self._server.get(f"vehicles/{self._vin}")
            return truth["cockpit"]["odometer_km"]

        async def limit(number: int) -> None:
            said = {"kind": "speed", "limit": _limit(number)}
            document = {"data": {"type": "Restriction", "attributes": said}}
            await self._send("PUT", f"{self._alerts}/{alert_id}", document)

        async def limited() -> object:
            told = await self._get(self._alerts)
            rows = told["data"]["attributes"]["restrictions"]
            return next(row["limit"] for row in rows if row["id"] == alert_id)

        async def mark(number: int) -> None:
            marks = [
                {
                    "notificationId": ident,
                    "status": "READ" if number >> bit & 1 else "UNREAD",
                }
                for bit, ident in enumerate(marked)
            ]
            await self._send("POST", self._inbox, marks)

        async def marks() -> object:
            rows = {row["notificationId"]: row for row in await self.messages()}
            read = [rows[ident]["status"] == "READ" for ident in marked]
            return sum(one << bit for bit, one in enumerate(read))

        return {
            "odometer": Change(drive_on, odometer, lambda number: 40_000 + number),
            "alert": Change(limit, limited, _limit),
            "mark": Change(mark, marks, lambda number: number % 2**_BITS),
        }

    async def new_alert(self) -> str:
        """Add a limit of speed; return its id."""
        said = {"kind": "speed", "limit": _limit(0)}
        document = {"data": {"type": "Restriction", "attributes": said}}
        told = await self._send("POST", self._alerts, document)
        return str(told["data"]["id"])

    async def messages(self) -> list[dict[str, Any]]:
        """Return the car's history of notifications."""
        told = await self._get(f"{self._inbox}?realm=P_NCB&to=200")
        messages: list[dict[str, Any]] = told["data"]["attributes"]["messages"]
        return messages

    async def order(self) -> str:
        """Let the order before end, and ask the car where it is; return the id."""
        await self.let_orders_end()
        return await self._client.ordered(self._vin, "refresh-location")

    async def let_orders_end(self) -> None:
        """Give the car the time it needs."""
        await self._server.post("clock/advance", {"seconds": 40})

    async def status(self, ident: str) -> str | int:
        """Return what became of an order."""
        return await self._client.status(self._vin, ident)

    async def _get(self, path: str) -> Any:
        answer = await self._client.http.get(path, headers=self._client.headers)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def _send(self, method: str, path: str, document: Any) -> Any:
        headers = self._client.headers | {"Content-Type": "application/vnd.api+json"}
        answer = await self._client.http.request(
            method, path, json=document, headers=headers
        )
        assert answer.status in {200, 201, 204}, await answer.text()
        return None if answer.status == 204 else await answer.json()


def _limit(number: int) -> int:
    return 30 + 5 * (number % 35)


@asynccontextmanager
async def _begun(state: Path, tokens: Client | None) -> AsyncIterator[Any]:
    """Serve; give the server and a client, which goes on with the tokens it had."""
    async with (
        serving("--state", str(state), *_HELD) as server,
        ClientSession(server.url, cookie_jar=CookieJar(unsafe=True)) as http,
    ):
        client = tokens or Client(http)
        client.http = http
        if tokens is None:
            await client.sign_in(*OWNER)
        else:
            await client.renew()
        yield server, client


class Kept:
    """What was answered so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.client: Client | None = None
        self.alert_id = ""
        self.marked: list[str] = []
        self.done = {"odometer": 0, "alert": 0, "mark": 0}
        self.orders: list[str] = []

    async def check(self, owner: Owner) -> None:
        """See that all of it is there; what was under way may be, too."""
        for kind, change in owner.changes(self.alert_id, self.marked).items():
            number, found = self.done[kind], await change.read()
            assert found in {change.of(number), change.of(number + 1)}, kind
            self.done[kind] += found != change.of(number)
        await owner.let_orders_end()
        for ident in self.orders[-5:]:
            assert await owner.status(ident) == "COMPLETED"

    async def load(self, owner: Owner, enough: Callable[[], None]) -> None:
        """Change everything side by side until the server is gone."""

        async def keep_on(kind: str, change: Change) -> None:
            while True:
                await change.write(self.done[kind] + 1)
                self.done[kind] += 1
                enough()

        async def keep_ordering() -> None:
            while True:
                self.orders.append(await owner.order())

        changes = owner.changes(self.alert_id, self.marked)
        writing = [keep_on(kind, change) for kind, change in changes.items()]
        ends = await asyncio.gather(*writing, keep_ordering(), return_exceptions=True)
        assert all(isinstance(end, ClientError) for end in ends), ends


async def _round(state: Path, kept: Kept) -> None:
    """Begin, see that nothing is lost, and be killed while everything changes."""
    async with _begun(state, kept.client) as (server, client):
        user_id = await client.user_id()
        vins = {car["nickname"]: car["vin"] for car in await client.cars()}
        owner = Owner(server, client, vins["Almera"], user_id)
        if kept.client is None:
            kept.client, kept.alert_id = client, await owner.new_alert()
            rows = (await owner.messages())[:_BITS]
            kept.marked = [row["notificationId"] for row in rows]
            for change in owner.changes(kept.alert_id, kept.marked).values():
                await change.write(0)
        else:
            await kept.check(owner)
        answers = asyncio.Semaphore(0)
        loading = asyncio.create_task(kept.load(owner, answers.release))
        for _ in range(_ANSWERS):
            await answers.acquire()
        await server.end(signal.SIGKILL)
        await loading


@pytest.mark.parametrize(
    "kills", [5, pytest.param(100, marks=pytest.mark.long)], ids=["few", "many"]
)
async def test_nothing_that_was_answered_is_lost(tmp_path: Path, kills: int) -> None:
    kept = Kept()
    for _ in range(kills + 1):
        await _round(tmp_path / "garage.sqlite", kept)
    assert min(kept.done.values()) > kills
    assert kept.orders
