"""The driver's seat: a page that the control API fills, and that changes by it."""

from pathlib import Path

from aiohttp import web

from emulator import drives
from emulator.pages.serving import add_page, add_static

_HERE = Path(__file__).parent


def add_to(app: web.Application) -> None:
    """Give the page its address; recorded drives are read now, not while serving."""
    for drive in drives.names():
        drives.load(drive)
    add_page(app, "/console", _HERE / "console.html")
    add_static(app, "/console/static", _HERE / "static")
