"""The address that Home Assistant is given: a world's, open, closed or at fault."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
import re
import socket
from typing import Any, Self

from aiohttp import web

from emulator import app
from emulator.console.access import Access
from emulator.services import Handler
from emulator.world import World

from .dated import show_time_of

HOST = "127.0.0.1"


class Front:
    """Serves a world at one address, as long as it is open."""

    def __init__(self, world: World) -> None:
        """Take a free port; answer nothing yet."""
        self.refused = 0
        self._world = world
        self._faults: list[tuple[re.Pattern[str], Callable[[], web.Response]]] = []
        self._runner: web.AppRunner | None = None
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self._port: int = probe.getsockname()[1]

    @property
    def url(self) -> str:
        """The address."""
        return f"http://{HOST}:{self._port}"

    async def open(self) -> None:
        """Answer from now on."""
        application = app.create(self._world, Access.bound_to(HOST))
        application.middlewares.insert(0, self._break)
        application.on_response_prepare.append(show_time_of(self._world))
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Self]:
        """Answer while the block runs."""
        await self.open()
        try:
            yield self
        finally:
            await self.close()

    async def close(self) -> None:
        """Refuse connections from now on."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def fail(self, path: str, status: int, page: str = "", **headers: str) -> None:
        """Answer with a page wherever `path` is found in the path, until `heal`."""
        self._faults.append(
            (
                re.compile(path),
                lambda: web.Response(
                    status=status, text=page, content_type="text/html", headers=headers
                ),
            )
        )

    def say(self, path: str, document: Any, status: int = 200) -> None:
        """Answer with a JSON document wherever `path` is found, until `heal`."""
        self._faults.append(
            (re.compile(path), lambda: web.json_response(document, status=status))
        )

    def heal(self) -> None:
        """Answer as the emulator does."""
        self._faults.clear()

    @web.middleware
    async def _break(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        for path, reply in self._faults:
            if path.search(request.path):
                self.refused += 1
                return reply()
        return await handler(request)
