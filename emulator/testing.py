"""A pytest plugin: a world in the test's own process, and time that the test moves.

With `pytest_plugins = ["emulator.testing"]` any client's tests have the fixture
`emulator`; `docs/testing-a-client.md` tells what it gives. It asserts nothing and may
be imported before pytest finds it: PYTEST_DONT_REWRITE.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from . import moments
from .cloud.accounts import fold
from .cloud.tokens import Purpose
from .console.access import Access
from .faults.desk import FaultDesk
from .judge import Judge
from .opening import Wish, open_world
from .requests_log import LoggedRequest
from .server import bind, closed_at_end, served
from .tcu.car import Car
from .tcu.deeds import DriverDeed, RadioChange, WorkshopDeed
from .world import World

LOOPBACK = "127.0.0.1"
START = moments.parse("2026-03-02T06:00:00Z")


class SignIn(NamedTuple):
    """Who a client signs in as."""

    email: str
    password: str


OWNER = SignIn("demo@example.com", "Emulator-1")
SECOND = SignIn("second@example.com", "Emulator-2")


@dataclass(frozen=True)
class Emulator:
    """A running world and its address; `owner` and `second` sign in to the demo."""

    world: World
    url: str
    owner: SignIn = field(default=OWNER, repr=False)
    second: SignIn = field(default=SECOND, repr=False)

    @property
    def faults(self) -> FaultDesk:
        """What can be broken: `turn_on("F21", vin=…)`, `turn_off()`."""
        return self.world.faults

    @property
    def judge(self) -> Judge:
        """What the client did wrong: `findings()`, and `calls()`."""
        return self.world.judge

    @property
    def requests(self) -> list[LoggedRequest]:
        """What the client asked so far, oldest first."""
        return self.world.requests.after(0)

    def access_token(self, account: SignIn = OWNER) -> str:
        """Return a token for the data services, without the way to it.

        KeyError if there is no such account.
        """
        holder = self.world.cloud.accounts.documents.find(fold(account.email))
        if holder is None:
            raise KeyError(account.email)
        return self.world.cloud.tokens.issue(Purpose.ACCESS, holder.user_id)

    async def advance(self, seconds: float) -> None:
        """Move the world's clock on; returns when everything due has happened."""
        await self.world.advance(seconds)

    def car(self, persona: str) -> Car:
        """Return the first car of a persona; KeyError if there is none."""
        for vin, car in self.world.cars.items():
            if self.world.model(vin) == persona:
                return car
        raise KeyError(persona)

    def do(self, persona: str, deed: DriverDeed | WorkshopDeed | RadioChange) -> None:
        """Let somebody act on the first car of a persona; raises tcu.deeds.Refused."""
        self.world.do(self.car(persona), deed)


@asynccontextmanager
async def running(
    *,
    seed: int | None = None,
    start: float | None = START,
    scenario: str = "demo",
    state: Path | None = None,
    fleet: int | None = None,
) -> AsyncIterator[Emulator]:
    """Serve a held world on a free port of 127.0.0.1, in the running event loop.

    Nothing in it waits for real time, so it also answers while time is frozen. It
    begins with the scenario if `start` is None, and has its seed (or 1) without one.
    """
    wish = Wish(scenario=scenario, fleet=fleet, seed=seed, start=start, held=True)
    world = await open_world(wish, state)
    async with (
        closed_at_end(world),
        served(world, Access.bound_to(LOOPBACK), bind(LOOPBACK, 0)) as url,
    ):
        yield Emulator(world, url)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers", "emulator(scenario, seed, start, state, fleet): the world wanted"
    )


@pytest_asyncio.fixture
async def emulator(request: pytest.FixtureRequest) -> AsyncIterator[Emulator]:
    """Serve the demo garage, held, or the world that the marker `emulator` asks for."""
    if request.config.pluginmanager.hasplugin("socket"):
        request.getfixturevalue("socket_enabled")
    marker = request.node.get_closest_marker("emulator")
    async with running(**(marker.kwargs if marker else {})) as emulator:
        yield emulator
