"""Killed again and again under load: what was answered with success is there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
import signal

from aiohttp import ClientError, ClientSession, CookieJar
import pytest

from emulator.testing import OWNER

from .changes import Begun, Change, Owner
from .processes import Server, serving
from .services.clients import Client

pytestmark = pytest.mark.usefixtures("socket_enabled")

_START = "2026-03-02T06:00:00Z"
_HELD = ("--held", "--scenario", "lived", "--seed", "5", "--start", _START)
KINDS = ("odometer", "alert", "mark", "pairing", "purchase")
# Those of several calls, each with a commit of its own, are cut off the most.
LAST = ("pairing", "purchase", "pairing", "odometer", "pairing", "alert", "mark")
_ANSWERS = 28
_ORDER_S = 40
# A proof of five minutes, and the six that are waited for after a failed one (E7).
_PROOF_S = 11 * 60


@asynccontextmanager
async def _begun(state: Path, tokens: Client | None) -> AsyncIterator[Owner]:
    """Serve; give the owner, whose client goes on with the tokens it had."""
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
        yield await _owner(server, client)


async def _owner(server: Server, client: Client) -> Owner:
    rows = (await server.get("vehicles"))["vehicles"]
    vins = {row["persona"]: row["vin"] for row in rows}
    user_id = await client.user_id()
    owner = Owner(server, client, user_id, vins["almera"], vins["leaf_ze1"])
    await owner.sign_in()
    return owner


async def _wait(owner: Owner, seconds: float) -> None:
    await owner.server.post("clock/advance", {"seconds": seconds})


class Kept:
    """What was answered so far."""

    def __init__(self, client: Client, begun: Begun) -> None:
        """Begin with change 0 of each kind."""
        self.client = client
        self.begun = begun
        self.done = dict.fromkeys(KINDS, 0)
        self.orders: list[str] = []

    @classmethod
    async def by(cls, owner: Owner) -> Kept:
        """Make the first change of each kind."""
        kept = cls(owner.client, await Begun.by(owner))
        for change in kept.begun.changes(owner).values():
            await change.write(0)
        return kept

    async def check(self, owner: Owner) -> None:
        """See that all of it is there; what was under way may be, too."""
        for kind, change in self.begun.changes(owner).items():
            number, found = self.done[kind], await change.read()
            more = (found - number) % change.period
            assert more in {0, 1}, (kind, number, found)
            self.done[kind] += more
        await _wait(owner, _PROOF_S)
        for ident in self.orders[-5:]:
            assert await owner.client.status(owner.almera, ident) == "COMPLETED"

    async def load(self, owner: Owner, answered: Callable[[str], None]) -> None:
        """Change everything side by side until the server is gone."""

        async def keep_on(kind: str, change: Change) -> None:
            while True:
                await change.write(self.done[kind] + 1)
                self.done[kind] += 1
                answered(kind)

        async def keep_ordering() -> None:
            while True:
                await _wait(owner, _ORDER_S)
                order = await owner.client.ordered(owner.almera, "refresh-location")
                self.orders.append(order)

        changes = self.begun.changes(owner)
        writing = [keep_on(kind, change) for kind, change in changes.items()]
        ends = await asyncio.gather(*writing, keep_ordering(), return_exceptions=True)
        assert all(isinstance(end, ClientError) for end in ends), ends


async def _round(state: Path, kept: Kept | None, last: str) -> Kept:
    """Begin, see that nothing is lost, and be killed while everything changes.

    The `last` kind's answer is not a moment old then: what was promised too early,
    before it was committed, is lost.
    """
    async with _begun(state, kept.client if kept else None) as owner:
        if kept is None:
            kept = await Kept.by(owner)
        else:
            await kept.check(owner)
        answers: asyncio.Queue[str] = asyncio.Queue()
        loading = asyncio.create_task(kept.load(owner, answers.put_nowait))
        await _enough(answers, last)
        await owner.server.end(signal.SIGKILL)
        await loading
    return kept


async def _enough(answers: asyncio.Queue[str], last: str) -> None:
    """Wait for many answers, some of each kind, then for the last one."""
    kinds = [await answers.get() for _ in range(_ANSWERS)]
    while set(kinds) != set(KINDS) or kinds[-1] != last:
        kinds.append(await answers.get())


@pytest.mark.parametrize(
    "kills", [5, pytest.param(100, marks=pytest.mark.long)], ids=["few", "many"]
)
async def test_nothing_that_was_answered_is_lost(tmp_path: Path, kills: int) -> None:
    kept: Kept | None = None
    for last in islice(cycle(LAST), kills + 1):
        kept = await _round(tmp_path / "garage.sqlite", kept, last)
    assert kept is not None
    assert min(kept.done.values()) > kills, kept.done
    assert kept.orders
