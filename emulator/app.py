"""The web application: all services, calls and pages on one port."""

from typing import Final

from aiohttp import web

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
    app.on_shutdown.append(_end_streams)
    return app


async def _end_streams(app: web.Application) -> None:
    app[WORLD].events.close()
