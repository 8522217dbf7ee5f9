"""The web application: all services, calls and pages on one port."""

from email.utils import formatdate
from functools import lru_cache
from typing import Final

from aiohttp import hdrs, web

from . import routes
from .console import api, pages
from .console.access import Access
from .console.context import ACCESS, WORLD
from .owner import pages as owner_pages
from .pages import front
from .pages.serving import add_shared
from .passage import Passage
from .retailer import pages as retailer_pages
from .services import CLOUD
from .world import World

# How long a client may take for a request's head, and for its body.
PATIENCE_S: Final = 60.0


def create(
    world: World, access: Access, patience_s: float = PATIENCE_S
) -> web.Application:
    """Put the world on the web; bodies must be whole after `patience_s`."""
    passage = Passage(world, access, patience_s)
    app = web.Application(middlewares=[passage.serve])
    app[WORLD] = world
    app[ACCESS] = access
    app[CLOUD] = lambda: world.cloud
    routes.add_to(app)
    api.add_to(app)
    add_shared(app)
    front.add_to(app)
    pages.add_to(app)
    owner_pages.add_to(app)
    retailer_pages.add_to(app)
    app.on_response_prepare.append(_show_world_time)
    app.on_shutdown.append(_end_streams)
    return app


async def _show_world_time(request: web.Request, response: web.StreamResponse) -> None:
    response.headers[hdrs.DATE] = _date(int(request.app[WORLD].clock.now))


@lru_cache(1)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


async def _end_streams(app: web.Application) -> None:
    app[WORLD].events.close()
