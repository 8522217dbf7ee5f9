"""The owner's pages: one document, drawn in the browser by modules (screens.js)."""

from pathlib import Path

from aiohttp import web

from emulator.pages.serving import add_page, add_static

_HERE = Path(__file__).parent


def add_to(app: web.Application) -> None:
    """Give the document and its files their addresses."""
    add_page(app, "/owner", _HERE / "page.html")
    add_static(app, "/owner/static", _HERE / "static")
