"""The way of each request through the emulator, from outside in.

Known host, our own pages' access, world time, the whole body; for the maker's services
the request log, and nearest to them what is broken on purpose (the fault desk). On the
way out everything that changed is committed, and the world's time is told.
"""

import asyncio
from functools import lru_cache, partial
import logging
from typing import Final

from aiohttp import hdrs, web

from . import hearing, moments, routes
from .console.access import Access, is_own_origin
from .console.errors import ErrorText, refusal
from .events import Event
from .faults.middleware import meddle
from .pages import front
from .services import Handler
from .services.errors import BARE, WireError, bare
from .storage import StorageError
from .world import World

_LOGGER = logging.getLogger(__name__)
_CLIENT_SIGNS: Final = 200
# Others must not fill the memory.
_KEPT_CLIENTS: Final = 64
_OWN_PATHS: Final = ("/console", "/mailbox", "/owner", "/pages/", "/retailer")
_ORDERS: Final = "action"
_REFUSED: Final = web.HTTPBadRequest.status_code


class Passage:
    """Lets requests through to one world; a body must be whole after `patience_s`.

    One middleware, not one for each step: every read pays for what it passes.
    """

    def __init__(self, world: World, access: Access, patience_s: float) -> None:
        """Lead to a world."""
        self._world = world
        self._access = access
        self._patience_s = patience_s

    @web.middleware
    async def serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Lead a request to its handler, and the answer out; commit on the way.

        Nothing of a query or a body is logged of what nobody foresaw.
        """
        if not self._access.knows_host(request):
            text = "this name is not served; see --allow-host"
            return self._dated(refusal(403, ErrorText("host_not_allowed", text)))
        ours = _is_ours(request)
        if ours and (refused := self._refused(request)) is not None:
            return self._dated(refused)
        try:
            response = await self._committed(request, handler, ours=ours)
        except web.HTTPException as err:
            response = _in_form(err, ours=ours)
            if isinstance(response, web.HTTPException):
                raise self._dated(response) from err
        except StorageError:
            _LOGGER.exception("the state was not written")
            told = ErrorText("not_kept", "the state could not be written")
            response = refusal(503, told)
        except Exception:
            _LOGGER.exception("%s %s failed", request.method, request.path)
            told = ErrorText("internal", "the emulator made a mistake")
            response = refusal(500, told)
        return self._dated(response)

    def _dated[R: web.StreamResponse](self, response: R) -> R:
        """Have an answer tell the world's time."""
        response.headers[hdrs.DATE] = moments.http_date(int(self._world.clock.now))
        return response

    def _refused(self, request: web.Request) -> web.StreamResponse | None:
        """Refuse foreign users and pages what is ours."""
        if not self._access.admits(request):
            return front.ask_for_token(request)
        if request.method != hdrs.METH_GET and not is_own_origin(request):
            text = "only the emulator's own pages may change something"
            return refusal(403, ErrorText("foreign_origin", text))
        return None

    async def _committed(
        self, request: web.Request, handler: Handler, *, ours: bool
    ) -> web.StreamResponse:
        """Bring the world up to now, and commit what the request changed."""
        self._world.clock.settle()
        try:
            if request.can_read_body:
                await self._read_whole(request)
            if ours:
                return await handler(request)
            return await self._logged(request, handler)
        finally:
            # To look costs less than to call: most requests change nothing.
            if self._world.owes_commit:
                await self._world.persist()

    async def _read_whole(self, request: web.Request) -> None:
        """Read the body, which may come as slowly as one likes, or give it up."""
        try:
            async with asyncio.timeout(self._patience_s):
                await request.read()
        except TimeoutError as err:
            raise web.HTTPRequestTimeout from err

    async def _logged(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Note what clients ask of the maker's services."""
        world = self._world
        client = _client(request.headers.get(hdrs.USER_AGENT, ""))
        wakes = _orders_from_a_sleeper(request, world)
        status = web.HTTPInternalServerError.status_code
        if request.method == hdrs.METH_POST:
            world.judge.expect(client)
        endpoint = routes.endpoint(request)
        if world.faults.switches:
            handler = partial(
                meddle,
                handler=handler,
                desk=world.faults,
                cloud=world.cloud,
                endpoint=endpoint,
            )
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
            if world.events.attended:
                world.events.publish(Event("request", str(row.id)))
            told = await hearing.command(request) if endpoint == _ORDERS else None
            world.judge.hear(hearing.heard(request, endpoint, row, told))
        return response


def _in_form(err: web.HTTPException, *, ours: bool) -> web.StreamResponse:
    """Return an error as it is to be told."""
    if err.status >= _REFUSED and ours:
        code = err.reason.lower().replace(" ", "_")
        return refusal(err.status, ErrorText(code, err.reason))
    if err.status in BARE and not isinstance(err, WireError):
        return bare(err)
    return err


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


@lru_cache(_KEPT_CLIENTS)
def _client(agent: str) -> str:
    """Return a User-Agent as the log has it."""
    return agent[:_CLIENT_SIGNS].encode("utf-8", "replace").decode()
