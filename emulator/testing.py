"""A world in a test's own process: HTTP on 127.0.0.1, and time that the test moves.

async with running(seed=3) as emulator:
emulator.do("almera", IgnitionOn())
await emulator.advance(600)
...  # point a client at emulator.url, sign in as emulator.owner
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from . import moments
from .console.access import Access
from .opening import Wish, open_world
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
    """A running world and its address."""

    world: World
    url: str

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
    seed: int = 1,
    start: float | None = START,
    scenario: str = "demo",
    state: Path | None = None,
    fleet: int | None = None,
) -> AsyncIterator[Emulator]:
    """Serve a held world on a free port of 127.0.0.1, in the running event loop.

    Nothing in it waits for real time, so it also answers while time is frozen. It
    begins with the scenario if `start` is None.
    """
    wish = Wish(scenario=scenario, fleet=fleet, seed=seed, start=start, held=True)
    world = await open_world(wish, state)
    async with (
        closed_at_end(world),
        served(world, Access.bound_to(LOOPBACK), bind(LOOPBACK, 0)) as url,
    ):
        yield Emulator(world, url)
