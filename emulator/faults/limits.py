"""Quotas of many kinds, and what clouds say when they are used up (F21 to F30)."""

from typing import Final

from aiohttp import web

from emulator.services import Handler

from .effects import Effect, Shot, bearer_of

_DAY_S: Final = 86_400.0


def quota(calls: int, per_s: float, refusal: Effect) -> Effect:
    """Serve so many requests in so many seconds, and refuse the others."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        window = int(shot.clock.now // per_s)
        used = shot.memory.get("used", 0) if shot.memory.get("window") == window else 0
        shot.memory.update(window=window, used=used + 1)
        answer = handler if used < calls else None
        if answer is None:
            return await refusal(request, handler, shot)
        return await answer(request)

    return effect


def daily(calls: int, refusal: Effect) -> Effect:
    """Serve so many requests a day."""
    return quota(calls, _DAY_S, refusal)


def one_at_a_time(refusal: Effect) -> Effect:
    """Refuse a request of an account while another one is being served (F30)."""

    async def effect(
        request: web.Request, handler: Handler, shot: Shot
    ) -> web.StreamResponse:
        busy: set[str] = shot.memory.setdefault("busy", set())
        bearer = bearer_of(request)
        if bearer in busy:
            return await refusal(request, handler, shot)
        busy.add(bearer)
        try:
            return await handler(request)
        finally:
            busy.discard(bearer)

    return effect
