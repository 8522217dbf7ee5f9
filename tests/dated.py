"""The world's time on what answers before a request has come to the emulator."""

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

from emulator import moments
from emulator.world import World

type Hook = Callable[[web.Request, web.StreamResponse], Awaitable[None]]


def show_time_of(world: World) -> Hook:
    """Return what tells a world's time on each answer of an application."""

    async def show(_: web.Request, response: web.StreamResponse) -> None:
        response.headers[hdrs.DATE] = moments.http_date(int(world.clock.now))

    return show
