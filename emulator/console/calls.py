"""The control API's machinery: calls are rows; what comes in is checked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
import re
from typing import Any

from aiohttp import hdrs, web
import msgspec

from emulator import vin
from emulator.tcu.car import Car
from emulator.world import World

from .context import WORLD
from .errors import ControlError

_JSON = "application/json"
_NOTHING = b"{}"
_COUNT = re.compile("[1-9][0-9]{0,6}")

type Handler = Callable[[Ask], Awaitable[Any]]


@dataclass(frozen=True)
class Call:
    """One address of an API of ours, below the prefix of its table.

    `body` and `answer` are the types of what goes in and out; a call whose `answer`
    is None answers with nothing (204), one that is `optional` may. `query` names what
    may stand in the query.
    """

    method: str
    path: str
    summary: str
    handler: Handler
    body: Any = None
    answer: Any = None
    query: tuple[str, ...] = ()
    optional: bool = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        try:
            result = await self.handler(Ask(request, await self._decoded(request)))
        except ControlError as err:
            return err.response()
        if isinstance(result, web.StreamResponse):
            return result
        body = msgspec.json.encode(result)
        return web.Response(body=body, content_type=_JSON)

    async def _decoded(self, request: web.Request) -> Any:
        if self.body is None:
            return None
        if request.content_type != _JSON:
            text = f"Content-Type must be {_JSON}"
            raise ControlError(415, "unsupported_media_type", text)
        try:
            return self._decoder.decode(await request.read() or _NOTHING)
        except (msgspec.DecodeError, RecursionError) as err:
            raise ControlError.invalid(err) from err

    @cached_property
    def _decoder(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(self.body)


class EventStream:
    """The answer of a call that goes on answering (server-sent events)."""


@dataclass(frozen=True)
class Ask:
    """A request for a call, its body decoded."""

    request: web.Request
    body: Any

    @property
    def world(self) -> World:
        """The world asked about."""
        return self.request.app[WORLD]

    @property
    def limit(self) -> int | None:
        """How many the query asks for at most; raises ControlError."""
        text = self.request.query.get("limit")
        if text is None:
            return None
        if not _COUNT.fullmatch(text):
            raise ControlError(400, "invalid", "not a number from 1 on", "limit")
        return int(text)

    @property
    def car(self) -> Car:
        """The car named in the path; raises ControlError."""
        typed = self.request.match_info["vin"]
        known = self.world.cars.get(typed.upper())
        if known is not None:
            return known
        wrong = vin.fault(typed)
        if wrong:
            raise ControlError(400, "invalid_vin", wrong, "vin")
        raise ControlError(404, "unknown_vin", "there is no such car", "vin")


def get(
    path: str,
    summary: str,
    handler: Handler,
    answer: Any = None,
    *,
    query: tuple[str, ...] = (),
) -> Call:
    """Return a row for something to read."""
    return Call(hdrs.METH_GET, path, summary, handler, answer=answer, query=query)


def delete(path: str, summary: str, handler: Handler, answer: Any = None) -> Call:
    """Return a row for something to take away."""
    return Call(hdrs.METH_DELETE, path, summary, handler, answer=answer)


def post(
    path: str, summary: str, handler: Handler, body: Any, answer: Any = None
) -> Call:
    """Return a row for something that changes."""
    return Call(hdrs.METH_POST, path, summary, handler, body=body, answer=answer)


def put(
    path: str, summary: str, handler: Handler, body: Any, answer: Any = None
) -> Call:
    """Return a row for something that is put in the place of what was."""
    return Call(hdrs.METH_PUT, path, summary, handler, body=body, answer=answer)
