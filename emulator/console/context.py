"""What the application hands to the console's handlers."""

from aiohttp import web

from emulator.world import World

from .access import Access

WORLD = web.AppKey("world", World)
ACCESS = web.AppKey("access", Access)
