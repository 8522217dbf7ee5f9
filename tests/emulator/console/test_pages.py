"""Our own pages as files: nothing from outside, no code inside, no change."""

from html.parser import HTMLParser
from pathlib import Path
import re
from typing import override

from aiohttp import ClientSession
import pytest

import emulator as package
from emulator.testing import Emulator

PAGES = ("/", "/console", "/mailbox")
# A link that a person follows may lead away; what a page loads may not.
_FOREIGN = re.compile(
    r"(?:from|import|fetch\(|EventSource\(|url\(|src=|<link[^>]*href=)"
    r"\s*[\"'`(]*(?:https?:|wss?:)?//"
)


class Page(HTMLParser):
    """What a page holds: addresses, and code or style that stands in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ("href", "src") if name in given]
        self.inline += [name for name in given if name == "style" or name[:2] == "on"]
        if tag == "script" and "src" not in given:
            self.inline.append(tag)


async def _page(client: ClientSession, path: str) -> Page:
    answer = await client.get(path)
    assert answer.status == 200
    assert answer.content_type == "text/html"
    return Page(await answer.text())


@pytest.mark.parametrize("path", PAGES)
async def test_all_that_a_page_loads_is_served_here(
    client: ClientSession, path: str
) -> None:
    page = await _page(client, path)
    assert page.inline == []
    files = [one for one in page.addresses if one != "data:,"]
    assert files
    for file in files:
        assert file.startswith("/")
        answer = await client.get(file)
        assert answer.status == 200
        assert "/static/" not in file or answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", PAGES)
async def test_pages_forbid_foreign_and_inline_code(
    client: ClientSession, path: str
) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    # No text becomes markup: the browser itself forbids it.
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", ["js", "css", "html"])
def test_no_file_loads_from_outside(kind: str) -> None:
    root = Path(package.__file__).parent
    files = [*root.rglob(f"static/**/*.{kind}"), *root.glob(f"*/*.{kind}")]
    assert files
    for file in files:
        assert not _FOREIGN.search(file.read_text()), file


async def test_pages_change_nothing(emulator: Emulator, client: ClientSession) -> None:
    for path in PAGES:
        await client.get(path)
    assert not emulator.world.owes_commit
    assert not emulator.world.requests.after(0)
