"""Control calls to look on: what clients asked, and what changes."""

import asyncio
from contextlib import suppress

from aiohttp import hdrs, web
import msgspec
from msgspec import Struct

from emulator import moments
from emulator.events import Event
from emulator.requests_log import LoggedRequest

from .calls import Ask, Call, EventStream, get
from .errors import ControlError

_KEEP_ALIVE_S = 15


class RequestRow(Struct, frozen=True):
    """A logged request; `at` is an ISO time of the world."""

    id: int
    at: str
    client: str
    method: str
    path: str
    status: int
    woken: bool


class RequestRows(Struct, frozen=True):
    """Requests, oldest first."""

    requests: list[RequestRow]


def row(logged: LoggedRequest) -> RequestRow:
    """Return a logged request as it is shown."""
    return RequestRow(
        logged.id,
        moments.iso(logged.at),
        logged.client,
        logged.method,
        logged.path,
        logged.status,
        logged.woken,
    )


async def _requests(ask: Ask) -> RequestRows:
    log, since = ask.world.requests, ask.request.query.get("since", "0")
    try:
        if since.isascii() and since.isdigit():
            found = log.after(int(since))
        else:
            found = log.since(moments.parse(since))
    except ValueError as err:
        text = f"neither an id nor an ISO time: {err}"
        raise ControlError(400, "invalid", text, "since") from err
    most = ask.limit
    latest = found if most is None else found[-most:]
    return RequestRows([row(logged) for logged in latest])


async def _events(ask: Ask) -> web.StreamResponse:
    if ask.world.events.full:
        raise ControlError(429, "too_many_listeners", "too many listen already")
    stream = web.StreamResponse()
    stream.content_type = "text/event-stream"
    stream.headers[hdrs.CACHE_CONTROL] = "no-store"
    # It is under way before the passage could say when.
    stream.headers[hdrs.DATE] = moments.http_date(int(ask.world.clock.now))
    await stream.prepare(ask.request)
    with ask.world.events.listening() as queue, suppress(OSError):
        line = b": world\n\n"
        while line:
            async with asyncio.timeout(_KEEP_ALIVE_S):
                await stream.write(line)
            line = await _next_line(queue)
    return stream


async def _next_line(queue: asyncio.Queue[Event | None]) -> bytes:
    """Return what to send next; empty at the end."""
    try:
        event = await asyncio.wait_for(queue.get(), _KEEP_ALIVE_S)
    except TimeoutError:
        return b": alive\n\n"
    if event is None:
        return b""
    return b"event: %b\ndata: %b\n\n" % (
        event.kind.encode(),
        msgspec.json.encode(event),
    )


CALLS: tuple[Call, ...] = (
    get(
        "requests",
        "What clients asked of the maker's cloud; `since` is an id or an ISO time,"
        " `limit` how many of the latest",
        _requests,
        RequestRows,
        query=("since", "limit"),
    ),
    get(
        "events",
        "Server-sent events: every change of car, cloud and clock",
        _events,
        EventStream,
    ),
)
