"""A client and a browser for a held world."""

from collections.abc import AsyncIterator
import shutil

from aiohttp import ClientSession, CookieJar
from playwright.async_api import Browser, async_playwright
import pytest

from emulator.testing import Emulator


@pytest.fixture
async def client(emulator: Emulator) -> AsyncIterator[ClientSession]:
    """Give a client, with cookies, whose base is the world's address."""
    jar = CookieJar(unsafe=True)
    async with ClientSession(emulator.url, cookie_jar=jar) as session:
        yield session


@pytest.fixture
async def browser(emulator: Emulator) -> AsyncIterator[Browser]:
    """Give Debian's Chromium (scripts/setup --browser)."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        yield browser
        await browser.close()
