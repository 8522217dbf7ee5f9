"""The retailer's desk: one page, drawn in the browser."""

from pathlib import Path

from aiohttp import web

from emulator.pages.serving import add_page, add_static

_HERE = Path(__file__).parent


def add_to(app: web.Application) -> None:
    """Give the page and its files their addresses."""
    add_page(app, "/retailer", _HERE / "desk.html")
    add_static(app, "/retailer/static", _HERE / "static")
