"""Clients of the maker's services."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession, CookieJar
import pytest

from emulator.testing import OWNER, SECOND, Emulator, SignIn

from .clients import Client


@pytest.fixture
def http(client: ClientSession) -> ClientSession:
    """Give a session with cookies, as applications have."""
    return client


@pytest.fixture
async def owner(http: ClientSession) -> Client:
    """Give the owner of the demo garage, signed in."""
    return await _client(http, OWNER)


@pytest.fixture
async def stranger(emulator: Emulator) -> AsyncIterator[Client]:
    """Give somebody else, signed in."""
    jar = CookieJar(unsafe=True)
    async with ClientSession(emulator.url, cookie_jar=jar) as session:
        yield await _client(session, SECOND)


async def _client(http: ClientSession, who: SignIn) -> Client:
    client = Client(http)
    await client.sign_in(*who)
    return client
