"""Somebody with a mailbox; one world and one browser for a module's browser tests."""

from collections.abc import AsyncIterator
import shutil

from aiohttp import ClientSession
from playwright.async_api import Browser, async_playwright
import pytest
import pytest_asyncio
import pytest_socket

from emulator.testing import Emulator, running

from .person import Person


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Look for nothing that is left: what a module shares outlives a test."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[Emulator]:
    """Give a held world with the demo garage."""
    # Home Assistant's test tools closed the sockets of the test that came first.
    pytest_socket.enable_socket()
    async with running() as emulator:
        yield emulator


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Give Debian's Chromium (scripts/setup --browser)."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        yield browser
        await browser.close()


@pytest.fixture
def person(emulator: Emulator, client: ClientSession) -> Person:
    """Give somebody who has no account yet."""
    return Person(emulator, client)
