"""The card's modules, each by itself, in a browser without Home Assistant.

The tests are in `modules/`, in the language of what they test: each function that a
`.test.js` there exports is one.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
import re
import shutil

from playwright.async_api import Page, Route, async_playwright
import pytest
import pytest_asyncio
import pytest_socket

from tests.package import PACKAGE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

_SITE = "http://card.test"
_TESTS = Path(__file__).with_name("modules")
_PAGE = PACKAGE / "frontend" / "page"
_TEST = re.compile(r"^export (?:async )?function (\w+)\(\)", re.MULTILINE)
_RUN = "async ([file, name]) => { await (await import(file))[name](); }"


def _tests() -> Iterator[tuple[str, str]]:
    for file in sorted(_TESTS.glob("*.test.js")):
        for name in _TEST.findall(file.read_text("utf-8")):
            yield file.name, name


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Look for nothing that is left: the browser outlives a test."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page() -> AsyncIterator[Page]:
    """Give a page that has the card's modules and their tests, and no network."""
    # Home Assistant's test tools closed the sockets of the test that came first.
    pytest_socket.enable_socket()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = await browser.new_page(
            locale="en-GB", timezone_id="UTC", reduced_motion="reduce"
        )
        await page.route("**/*", _serve)
        await page.goto(f"{_SITE}/")
        yield page
        await browser.close()


async def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(f"{_SITE}/")
    if not path:
        await route.fulfill(content_type="text/html", body="<!doctype html>")
    elif path.startswith("page/"):
        await route.fulfill(path=_PAGE.parent / path)
    else:
        await route.fulfill(path=_TESTS / path)


@pytest.mark.parametrize(("file", "name"), _tests())
async def test_module(page: Page, file: str, name: str) -> None:
    await page.evaluate(_RUN, [f"/{file}", name])
