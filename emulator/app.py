"""The web application: all services, calls and pages on one port.

Each request passes, from outside in: known host, our own pages' access, world time
and, on the way out, the request log and the commit of everything that changed.
"""

from collections.abc import Awaitable, Callable
from email.utils import formatdate
import logging

from aiohttp import hdrs, web

from . import routes
from .console import api, pages
from .console.access import Access, is_own_origin
from .console.context import ACCESS, WORLD
from .console.errors import ErrorText, refusal
from .events import Event
from .services import CLOUD
from .services.errors import NOT_FOUND, WireError
from .storage import StorageError
from .world import World

_LOGGER = logging.getLogger(__name__)
_CLIENT_SIGNS = 200
_OWN_PAGES = frozenset({"/", "/mailbox"})
_REFUSED = web.HTTPBadRequest.status_code

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create(world: World, access: Access) -> web.Application:
    """Put the world on the web."""
    app = web.Application(middlewares=[guard, catch, live, log])
    app[WORLD] = world
    app[ACCESS] = access
    app[CLOUD] = world.cloud
    routes.add_to(app)
    api.add_to(app)
    pages.add_to(app)
    app.on_response_prepare.append(_show_world_time)
    app.on_shutdown.append(_end_streams)
    return app


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign hosts, and foreign users and pages of what is ours."""
    access = request.app[ACCESS]
    if not access.knows_host(request):
        text = "this name is not served; see --allow-host"
        return refusal(403, ErrorText("host_not_allowed", text))
    if _is_ours(request):
        if not access.admits(request):
            return pages.ask_for_token(request)
        if request.method != hdrs.METH_GET and not is_own_origin(request):
            text = "only the emulator's own pages may change something"
            return refusal(403, ErrorText("foreign_origin", text))
    return await handler(request)


@web.middleware
async def catch(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what nobody foresaw, and log it without query or body."""
    try:
        return await handler(request)
    except web.HTTPException as err:
        if err.status >= _REFUSED and _is_ours(request):
            code = err.reason.lower().replace(" ", "_")
            return refusal(err.status, ErrorText(code, err.reason))
        if isinstance(err, web.HTTPNotFound):
            raise WireError(NOT_FOUND) from err
        raise
    except StorageError:
        _LOGGER.exception("the state was not written")
        return refusal(503, ErrorText("not_kept", "the state could not be written"))
    except Exception:
        _LOGGER.exception("%s %s failed", request.method, request.path)
        return refusal(500, ErrorText("internal", "the emulator made a mistake"))


@web.middleware
async def log(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Note what clients ask of the maker's services."""
    if _is_ours(request):
        return await handler(request)
    wakes = _orders_from_a_sleeper(request)
    status = web.HTTPInternalServerError.status_code
    try:
        response = await handler(request)
        status = response.status
    except web.HTTPException as err:
        status = err.status
        raise
    finally:
        _note(request, status, woken=wakes and status < _REFUSED)
    return response


@web.middleware
async def live(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Bring the world up to now, and commit what the request changed."""
    world = request.app[WORLD]
    world.clock.settle()
    try:
        return await handler(request)
    finally:
        await world.persist()


def _is_ours(request: web.Request) -> bool:
    """Whether it is the emulator's own page or call, not the maker's."""
    return request.path in _OWN_PAGES or request.path.startswith("/console")


def _orders_from_a_sleeper(request: web.Request) -> bool:
    """Whether the cloud must wake a car to do what is asked, and can."""
    world = request.app[WORLD]
    car = world.cars.get(request.match_info.get("vin", ""))
    if car is None or request.method != hdrs.METH_POST:
        return False
    now = world.clock.now
    return "/actions/" in request.path and car.asleep(now) and car.reachable(now)


def _note(request: web.Request, status: int, *, woken: bool) -> None:
    world = request.app[WORLD]
    agent = request.headers.get(hdrs.USER_AGENT, "")[:_CLIENT_SIGNS]
    row = world.requests.add(
        at=world.clock.now,
        client=agent.encode("utf-8", "replace").decode(),
        method=request.method,
        path=request.path,
        status=status,
        woken=woken,
    )
    world.events.publish(Event("request", str(row.id)))
    _LOGGER.info("%s %s %d", row.method, row.path, row.status)


async def _show_world_time(request: web.Request, response: web.StreamResponse) -> None:
    now = request.app[WORLD].clock.now
    response.headers[hdrs.DATE] = formatdate(now, usegmt=True)


async def _end_streams(app: web.Application) -> None:
    app[WORLD].events.close()
