"""A held world and a client for it."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession, CookieJar
import pytest

from emulator.testing import Emulator, running


@pytest.fixture
async def emulator(socket_enabled: None) -> AsyncIterator[Emulator]:
    """Give a held world with the demo garage."""
    async with running() as emulator:
        yield emulator


@pytest.fixture
async def client(emulator: Emulator) -> AsyncIterator[ClientSession]:
    """Give a client, with cookies, whose base is the world's address."""
    jar = CookieJar(unsafe=True)
    async with ClientSession(emulator.url, cookie_jar=jar) as session:
        yield session
