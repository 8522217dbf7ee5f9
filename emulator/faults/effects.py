"""What a fault does to a request: the wire really shows it.

An effect stands between the request log and the maker's services. It answers itself, or
lets the service answer and spoils that.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from aiohttp import hdrs, web
import msgspec

from emulator.clock import Clock
from emulator.services import Handler

type Spoil = Callable[[Any, Shot], Any]

_HTML = "<!doctype html><html><head><title>{0}</title></head><body>{0}</body></html>"


@dataclass
class Holds:
    """Requests that nobody answers yet; `changed` is called with each new one."""

    changed: Callable[[], None] = lambda: None
    _held: list[web.Request] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many clients wait still: who gave up is not counted."""
        return sum(request.transport is not None for request in self._held)

    @contextmanager
    def of(self, request: web.Request) -> Iterator[None]:
        """Hold a request while the block runs."""
        self._held.append(request)
        self.changed()
        try:
            yield
        finally:
            self._held.remove(request)


@dataclass
class Shot:
    """One switch at work: which request of it this is (0, …), and what it remembers.

    `draw` gives a number from 0 to 1, the same in each run; `off` is set when the
    switch is turned off. `holds` are the requests that wait for their answer in it.
    """

    number: int
    clock: Clock
    draw: Callable[[str], float]
    memory: dict[str, Any] = field(default_factory=dict)
    off: asyncio.Event = field(default_factory=asyncio.Event)
    holds: Holds = field(default_factory=Holds)


class Effect(Protocol):
    """Deals with one request."""

    async def __call__(
        self, request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        """Return what the client gets, or end the connection."""


def says(
    status: int,
    document: Any = None,
    *,
    text: str | None = None,
    headers: dict[str, str] | None = None,
) -> Effect:
    """Answer so, in JSON or as a text, in place of the service."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        body = msgspec.json.encode(document) if text is None else text.encode()
        kind = "application/json" if text is None else "text/html"
        return web.Response(
            body=body, status=status, content_type=kind, headers=headers
        )

    return effect


def page(status: int, words: str) -> Effect:
    """Answer with a page of HTML."""
    return says(status, text=_HTML.format(words))


def refuses(
    status: int,
    code: str,
    title: str,
    detail: str | None = None,
    *,
    headers: dict[str, str] | None = None,
) -> Effect:
    """Refuse as the maker's services do (protocol 8.1)."""
    error = {"status": str(status), "code": code, "title": title}
    if detail is not None:
        error["detail"] = detail
    return says(status, {"errors": [error]}, headers=headers)


redirects_nowhere: Final = says(302, text="")


def spoils(spoil: Spoil) -> Effect:
    """Let the service answer, and change what its JSON says."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        response = await handler(request)
        if not isinstance(response, web.Response) or not isinstance(
            response.body, bytes
        ):
            return response
        try:
            document = msgspec.json.decode(response.body)
        except msgspec.DecodeError:
            return response
        response.body = msgspec.json.encode(spoil(document, shot))
        return response

    return effect


def spoils_attributes(spoil: Spoil) -> Effect:
    """Change the attributes alone, in whichever shape they come (protocol, fact 2)."""

    def within(document: Any, shot: Shot) -> Any:
        if not isinstance(document, dict):
            return document
        data = document.get("data")
        if isinstance(data, dict) and isinstance(data.get("attributes"), dict):
            attributes = spoil(dict(data["attributes"]), shot)
            return {**document, "data": {**data, "attributes": attributes}}
        return document if isinstance(data, list) else spoil(dict(document), shot)

    return spoils(within)


async def cuts(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """Let the service answer, and lose the second half of it."""
    response = await handler(request)
    if isinstance(response, web.Response) and isinstance(response.body, bytes):
        response.body = response.body[: len(response.body) // 2]
    return response


async def freezes(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """Answer each address as it was answered first."""
    kept: web.Response | None = shot.memory.get(request.path_qs)
    if kept is None:
        response = await handler(request)
        if not isinstance(response, web.Response):
            return response
        kept = shot.memory[request.path_qs] = response
    return web.Response(
        body=kept.body, status=kept.status, content_type=kept.content_type
    )


async def hangs(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """Never answer; the service has done its part. Ends with the switch."""
    response = await handler(request)
    with shot.holds.of(request):
        await shot.off.wait()
    return response


async def resets(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """End the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def slow(seconds: float) -> Effect:
    """Answer after seconds of the world's clock."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        wait = _Wait(shot, seconds)
        shot.clock.add(wait)
        try:
            with shot.holds.of(request):
                await wait.over.wait()
        finally:
            shot.clock.remove(wait.key)
        return await handler(request)

    return effect


class _Wait:
    """A slow answer on the clock."""

    def __init__(self, shot: Shot, seconds: float) -> None:
        self.key = f"slow/{id(self)}"
        self.over = asyncio.Event()
        self._due: float | None = shot.clock.now + seconds

    def next_due(self) -> float | None:
        return self._due

    def advance_to(self, now: float) -> None:
        if self._due is not None and now >= self._due:
            self._due = None
            self.over.set()


def bearer_of(request: web.Request) -> str:
    """Return the access token of a request; empty if it has none."""
    return request.headers.get(hdrs.AUTHORIZATION, "").rpartition(" ")[2]
