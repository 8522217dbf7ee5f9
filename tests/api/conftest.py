"""An owner with clients of his own, an emulator, and a meddler between them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, DummyCookieJar
import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.server import Server
from custom_components.nissanconnect.api.tokens import Tokens
from custom_components.nissanconnect.api.vehicles import VehicleRecord
from emulator.testing import OWNER, Emulator, running

from .meddler import Meddler, meddling

BANGKOK = ZoneInfo("Asia/Bangkok")

# How long the sign-in's cookies are good (docs/protocol-conventions.md).
SIGNED_IN_S = 8 * 3600


@dataclass
class Owner:
    """Who owns the demo garage; what clients keep is kept in `tokens`."""

    emulator: Emulator
    meddler: Meddler
    url: str
    session: ClientSession
    tokens: list[Tokens] = field(default_factory=list)

    def now(self) -> datetime:
        """The world's time, in the zone of the owner."""
        return datetime.fromtimestamp(self.emulator.world.clock.now, BANGKOK)

    def client(
        self,
        password: str = OWNER.password,
        *,
        email: str = OWNER.email,
        tokens: Tokens | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> NissanClient:
        """Return a new client, which has not asked for anything yet."""
        return NissanClient(
            self.session,
            Server.at(self.url),
            email,
            password,
            clock=clock or self.now,
            tokens=tokens,
            on_tokens=self.tokens.append,
            sleep=self.emulator.advance,
        )

    async def vehicle(self, client: NissanClient, persona: str) -> VehicleRecord:
        """Return the record of a persona's car."""
        vin = self.emulator.car(persona).vin
        return next(v for v in await client.vehicles() if v.vin == vin)


@asynccontextmanager
async def owning(scenario: str = "demo") -> AsyncIterator[Owner]:
    """Give a scenario's owner, and a session that keeps no cookies."""
    async with (
        running(scenario=scenario) as emulator,
        meddling(emulator.world) as (meddler, url),
        ClientSession(cookie_jar=DummyCookieJar()) as session,
    ):
        yield Owner(emulator, meddler, url, session)


@pytest.fixture
async def owner(socket_enabled: None) -> AsyncIterator[Owner]:
    """Give the owner of the demo garage."""
    async with owning() as owner:
        yield owner


@pytest.fixture
async def client(owner: Owner) -> NissanClient:
    """Give a client that has signed in; the meddler has forgotten that."""
    client = owner.client()
    await client.sign_in()
    owner.meddler.forget()
    return client


@pytest.fixture
def learnt() -> Learnt:
    """Give a car's lessons, still empty."""
    return Learnt()
