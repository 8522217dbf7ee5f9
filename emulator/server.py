"""One world served on one port until somebody ends it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
import logging
from pathlib import Path
import signal
import socket
from typing import override

from aiohttp import web

from . import app
from .console.access import Access
from .opening import Wish, open_world
from .world import World

_LOGGER = logging.getLogger(__name__)
_GRACE_S = 2.0
_BACKLOG = 128


class BindError(Exception):
    """The address cannot be listened on; one line for people."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where a world is served, and from which state file."""

    host: str
    port: int
    state: Path | None = None
    allowed_hosts: tuple[str, ...] = ()


async def serve(settings: Settings, wish: Wish, tell: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `tell` gets the lines people wait for.

    Raises BindError, StorageError, OpeningError, DataError before anything changed.
    """
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    with closing(bind(settings.host, settings.port)) as listener:
        world = await open_world(wish, settings.state)
        access = Access.bound_to(settings.host, settings.allowed_hosts)
        async with closed_at_end(world), served(world, access, listener) as address:
            if access.token is not None:
                tell(f"token {access.token}")
            tell(f"ready {address}")
            await _until(ended, world)
    _LOGGER.info("ended")


@asynccontextmanager
async def served(
    world: World, access: Access, listener: socket.socket
) -> AsyncIterator[str]:
    """Serve a world on a bound socket; give the address."""
    runner = web.AppRunner(
        app.create(world, access),
        access_log=None,
        logger=_http_log(),
        shutdown_timeout=_GRACE_S,
    )
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield address(listener)
    finally:
        await runner.cleanup()


@asynccontextmanager
async def closed_at_end(world: World) -> AsyncIterator[None]:
    """Commit and close a world when the block ends."""
    try:
        yield
    finally:
        await world.close()


class _WithoutContent(logging.Filter):
    """Keeps out of the log what a request that is no HTTP held: queries, secrets."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


def _http_log() -> logging.Logger:
    logger = logging.getLogger("emulator.http")
    if not logger.filters:
        logger.addFilter(_WithoutContent())
    return logger


async def _until(ended: asyncio.Event, world: World) -> None:
    """Run the world until `ended`; raises what the world raised."""
    running = asyncio.create_task(world.run())
    ending = asyncio.create_task(ended.wait())
    await asyncio.wait((running, ending), return_when=asyncio.FIRST_COMPLETED)
    for task in (running, ending):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def bind(host: str, port: int) -> socket.socket:
    """Take the address before anything else is touched; raises BindError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as err:
        raise BindError(f"{host}: {err.strerror}") from err
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as err:
        listener.close()
        raise BindError(f"{host} port {port}: {err.strerror}") from err
    return listener


def address(listener: socket.socket) -> str:
    """Return the address that a bound socket is reached at."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
