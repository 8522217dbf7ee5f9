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
# Below what a process may usually have open (1,024), with room for its own files.
_MOST_CONNECTIONS = 800


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
    world: World,
    access: Access,
    listener: socket.socket,
    *,
    patience_s: float = app.PATIENCE_S,
    most: int = _MOST_CONNECTIONS,
) -> AsyncIterator[str]:
    """Serve a world on a bound socket; give the address.

    Who takes longer than `patience_s` for a request's head, or for its body, is cut
    off, and so is whoever comes when `most` are connected.
    """
    runner = web.AppRunner(
        app.create(world, access, patience_s),
        access_log=None,
        logger=_http_log(),
        shutdown_timeout=_GRACE_S,
        keepalive_timeout=patience_s,
        lingering_time=min(_GRACE_S, patience_s),
    )
    await runner.setup()
    try:
        async with _listening(runner.server, listener, most):
            yield address(listener)
    finally:
        await runner.cleanup()


class _Refusal(asyncio.Protocol):
    """Hangs up at once."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


@asynccontextmanager
async def _listening(
    server: web.Server | None, listener: socket.socket, most: int
) -> AsyncIterator[None]:
    """Take connections, `most` at a time."""

    def protocol() -> asyncio.Protocol:
        if server is None or len(server.connections) >= most:
            return _Refusal()
        return server()

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(protocol, sock=listener, backlog=_BACKLOG)
    try:
        yield
    finally:
        listening.close()


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
