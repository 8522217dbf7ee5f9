"""The web application: all services, calls and pages on one port.

Each request passes, from outside in: known host, our own pages' access, world time
and, on the way out, the request log and the commit of everything that changed. What is
broken on purpose (the fault desk) stands nearest to the services.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from email.utils import formatdate
from functools import lru_cache
import logging
from typing import Any, Final

from aiohttp import hdrs, web
import msgspec

from . import routes
from .console import api, pages
from .console.access import Access, is_own_origin
from .console.context import ACCESS, WORLD
from .console.errors import ErrorText, refusal
from .events import Event
from .faults.middleware import meddle
from .judge import Heard
from .owner import pages as owner_pages
from .pages import front
from .pages.serving import add_shared
from .requests_log import LoggedRequest
from .retailer import pages as retailer_pages
from .services import CLOUD
from .services.action_bodies import BODIES
from .services.errors import BARE, WireError, bare
from .storage import StorageError
from .world import World

_LOGGER = logging.getLogger(__name__)
_CLIENT_SIGNS = 200
# Steps of the security code: no commands, and nobody's business.
_PROVES = "srp-"
_OWN_PATHS = ("/console", "/mailbox", "/owner", "/pages/", "/retailer")
_REFUSED = web.HTTPBadRequest.status_code
# How long a client may take for a request's head, and for its body.
PATIENCE_S: Final = 60.0
_PATIENCE_S: Final = web.AppKey("patience_s", float)


class _Attributes(msgspec.Struct):
    """What there is in an order."""

    attributes: dict[str, Any] = {}


class _Said(msgspec.Struct):
    """The body of an order."""

    data: _Attributes


type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create(
    world: World, access: Access, patience_s: float = PATIENCE_S
) -> web.Application:
    """Put the world on the web; bodies must be whole after `patience_s`."""
    app = web.Application(middlewares=[guard, catch, live, whole, log, fail])
    app[_PATIENCE_S] = patience_s
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


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign hosts, and foreign users and pages of what is ours."""
    access = request.app[ACCESS]
    if not access.knows_host(request):
        text = "this name is not served; see --allow-host"
        return refusal(403, ErrorText("host_not_allowed", text))
    if _is_ours(request):
        if not access.admits(request):
            return front.ask_for_token(request)
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
        if err.status in BARE and not isinstance(err, WireError):
            raise bare(err) from err
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
    world, client = request.app[WORLD], _client(request)
    wakes = _orders_from_a_sleeper(request, world)
    status = web.HTTPInternalServerError.status_code
    if request.method == hdrs.METH_POST:
        world.judge.expect(client)
    try:
        response = await handler(request)
        status = response.status
    except web.HTTPException as err:
        status = err.status
        raise
    finally:
        row = world.requests.add(
            at=world.clock.now,
            client=client,
            method=request.method,
            path=request.path,
            status=status,
            woken=wakes and status < _REFUSED,
        )
        if status >= _REFUSED or request.method != hdrs.METH_GET:
            _LOGGER.info("%s %s %d", row.method, row.path, row.status)
        world.events.publish(Event("request", str(row.id)))
        world.judge.hear(await _heard(request, row))
    return response


@web.middleware
async def whole(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Read the body, which a client may send as slowly as it likes, or give it up."""
    if request.can_read_body:
        try:
            async with asyncio.timeout(request.app[_PATIENCE_S]):
                await request.read()
        except TimeoutError as err:
            raise web.HTTPRequestTimeout from err
    return await handler(request)


@web.middleware
async def fail(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let the fault desk deal with what is asked of the maker's services."""
    world = request.app[WORLD]
    if not world.faults.switches or _is_ours(request):
        return await handler(request)
    return await meddle(
        request,
        handler,
        desk=world.faults,
        cloud=world.cloud,
        endpoint=routes.endpoint(request),
    )


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
    return request.path == "/" or request.path.startswith(_OWN_PATHS)


def _orders_from_a_sleeper(request: web.Request, world: World) -> bool:
    """Whether the cloud must wake a car to do what is asked, and can."""
    if request.method != hdrs.METH_POST or "/actions/" not in request.path:
        return False
    car = world.cars.get(request.match_info.get("vin", ""))
    now = world.clock.now
    return car is not None and car.asleep(now) and car.reachable(now)


def _client(request: web.Request) -> str:
    agent = request.headers.get(hdrs.USER_AGENT, "")[:_CLIENT_SIGNS]
    return agent.encode("utf-8", "replace").decode()


async def _heard(request: web.Request, row: LoggedRequest) -> Heard:
    """Return a request as the judge is to hear of it."""
    endpoint = routes.endpoint(request)
    return Heard(
        id=row.id,
        client=row.client,
        method=row.method,
        endpoint=endpoint,
        path=row.path,
        status=row.status,
        woken=row.woken,
        query=request.query if request.query_string else {},
        bearer=request.headers.get(hdrs.AUTHORIZATION, "").rpartition(" ")[2],
        command=await _command(request) if endpoint == "action" else None,
    )


async def _command(request: web.Request) -> Mapping[str, Any] | None:
    """Return what a car is told to do, without its proof; None if it is asked."""
    action = request.match_info["action"]
    if action not in BODIES or action.startswith(_PROVES):
        return None
    try:
        said = msgspec.json.decode(await request.read(), type=_Said)
    except OSError, msgspec.DecodeError, RecursionError:
        return None
    attributes = said.data.attributes
    return {name: value for name, value in attributes.items() if name != "srp"}


async def _show_world_time(request: web.Request, response: web.StreamResponse) -> None:
    response.headers[hdrs.DATE] = _date(int(request.app[WORLD].clock.now))


@lru_cache(1)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


async def _end_streams(app: web.Application) -> None:
    app[WORLD].events.close()
