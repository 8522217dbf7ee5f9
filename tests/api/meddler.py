"""A world's address with somebody in the line, who listens and meddles."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import re
from typing import Any, NoReturn

from aiohttp import web
from aiohttp.test_utils import TestServer

from emulator import app
from emulator.console.access import Access
from emulator.services import Handler
from emulator.world import World
from tests.dated import show_time_of

type Deed = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]

HTML = "<!doctype html><html><head><title>Hm</title></head><body>{}</body></html>"


@dataclass
class _Trick:
    where: re.Pattern[str]
    deed: Deed
    left: int | None


@dataclass
class Meddler:
    """What passed through the line, as `GET /path`, and what is done to it."""

    passed: list[str] = field(default_factory=list)
    most_at_once: int = 0
    _tricks: list[_Trick] = field(default_factory=list)
    _now: int = 0

    def do(self, where: str, deed: Deed, *, times: int | None = None) -> None:
        """Do `deed` to requests where `where` is found, the next `times` of them."""
        self._tricks.append(_Trick(re.compile(where), deed, times))

    def say(  # noqa: PLR0913 - what a reply is made of
        self,
        where: str,
        status: int,
        document: Any = None,
        *,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """Answer so, in JSON or with a page, in place of the emulator."""

        async def deed(request: web.Request, handler: Handler) -> web.Response:
            if text is not None:
                kind = "text/html"
                return web.Response(
                    status=status, text=text, content_type=kind, headers=headers
                )
            return web.json_response(document, status=status, headers=headers)

        self.do(where, deed, times=times)

    def stop(self) -> None:
        """Meddle no more."""
        self._tricks.clear()

    def forget(self) -> None:
        """Forget what passed."""
        self.passed.clear()

    def count(self, where: str) -> int:
        """Return how many requests passed where `where` is found."""
        return sum(re.search(where, line) is not None for line in self.passed)

    @web.middleware
    async def stand_in(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Note a request, and pass it on or meddle with it."""
        line = f"{request.method} {request.path_qs}"
        self.passed.append(line)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            return await self._deed(line)(request, handler)
        finally:
            self._now -= 1

    def _deed(self, line: str) -> Deed:
        for trick in self._tricks:
            if trick.left != 0 and trick.where.search(line):
                if trick.left is not None:
                    trick.left -= 1
                return trick.deed
        return pass_on


async def pass_on(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Meddle with nothing this time."""
    return await handler(request)


async def hang(request: web.Request, handler: Handler) -> NoReturn:
    """Never answer (F46)."""
    await asyncio.Event().wait()
    raise AssertionError


async def reset(request: web.Request, handler: Handler) -> web.Response:
    """Cut the line."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def linger(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let others come in between."""
    for _ in range(20):
        await asyncio.sleep(0)
    return await handler(request)


@asynccontextmanager
async def meddling(world: World) -> AsyncIterator[tuple[Meddler, str]]:
    """Serve a world with a meddler in the line; gives him and the address."""
    meddler = Meddler()
    application = app.create(world, Access.bound_to("127.0.0.1"))
    application.middlewares.insert(0, meddler.stand_in)
    application.on_response_prepare.append(show_time_of(world))
    async with TestServer(application) as server:
        yield meddler, str(server.make_url("/"))
