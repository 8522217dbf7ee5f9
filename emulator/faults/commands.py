"""Commands whose end is not what it seems (F70, F85, F87 to F90)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from aiohttp import hdrs, web
import msgspec

from emulator.draw import draw_bytes
from emulator.services import Handler

from .effects import Effect, Shot, spoils_attributes

_JSON_API: Final = "application/vnd.api+json"
_LATE_S: Final = 600.0
_DEADLINE_S: Final = 120.0
_CLIMATE_S: Final = 600.0
_CLIMATE_START: Final = "actions/hvac-start"


def ends(state: str, **items: str) -> Effect:
    """Take each order and let it end so; the car never hears of it.

    `reason` and others go with it.
    """
    told = {"status": "KO", **items} if items else {}
    data = [{"name": name, "value": value} for name, value in told.items()]

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        return await _pretend(request, handler, shot, lambda _: state, None, data)

    return effect


async def done_for_show(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """F87: say that it was done; the car never hears of it."""
    return await _pretend(request, handler, shot, lambda _: "COMPLETED", None)


async def done_late(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """F88: say that the car was not reached; do it ten minutes later all the same."""

    def status(age_s: float) -> str:
        return "PENDING" if age_s < _DEADLINE_S else "TIMEOUT"

    return await _pretend(request, handler, shot, status, _LATE_S)


async def ends_early(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    """F90: a climate that runs ten minutes, whatever was asked."""
    vin = request.match_info.get("vin", "")
    if request.method == hdrs.METH_POST:
        if request.path.endswith(_CLIMATE_START):
            stops = b'"stop"' in await request.read()
            shot.memory[vin] = float("inf") if stops else shot.clock.now
        return await handler(request)
    over = shot.clock.now - shot.memory.get(vin, float("inf")) >= _CLIMATE_S
    effect = spoils_attributes(_stands_still) if over else _passes
    return await effect(request, handler, shot)


async def _passes(
    request: web.Request, handler: Handler, shot: Shot
) -> web.StreamResponse:
    return await handler(request)


def _stands_still(said: dict[str, Any], shot: Shot) -> dict[str, Any]:
    return {**said, "hvacStatus": "off"} if "hvacStatus" in said else said


async def _pretend(  # noqa: PLR0913, PLR0917 - a request, and how its order ends
    request: web.Request,
    handler: Handler,
    shot: Shot,
    status: Callable[[float], str],
    after_s: float | None,
    told: Sequence[Mapping[str, str]] = (),
) -> web.StreamResponse:
    """Take an order with an id of our own, and tell its status by its age."""
    if request.method == hdrs.METH_POST:
        order_id = str(UUID(bytes=draw_bytes(0, "pretended", "", shot.number, 16)))
        shot.memory[order_id] = shot.clock.now
        if after_s is not None:
            await request.read()
            shot.clock.add(_Late(request, handler, order_id, shot, after_s))
        return _answer({"type": "Order", "id": order_id, "attributes": {}})
    order_id = request.query.get("actionId", "")
    ordered_at = shot.memory.get(order_id)
    if ordered_at is None:
        return await handler(request)
    attributes = {"status": status(shot.clock.now - ordered_at), "data": told}
    return _answer({"type": "ActionStatus", "id": order_id, "attributes": attributes})


def _answer(data: dict[str, Any]) -> web.Response:
    body = msgspec.json.encode({"data": data})
    return web.Response(body=body, content_type=_JSON_API)


class _Late:
    """An order that reaches the service much later."""

    def __init__(
        self,
        request: web.Request,
        handler: Handler,
        order_id: str,
        shot: Shot,
        after_s: float,
    ) -> None:
        self.key = f"late/{order_id}"
        self._request = request
        self._handler = handler
        self._shot = shot
        self._due: float | None = shot.clock.now + after_s

    def next_due(self) -> float | None:
        return self._due

    def advance_to(self, now: float) -> None:
        if self._due is not None and now >= self._due:
            self._due = None
            # Kept, or nobody holds it until it has run.
            self._shot.memory[self.key] = asyncio.ensure_future(
                self._handler(self._request)
            )
