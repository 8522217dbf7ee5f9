"""The platform session: requests with an access token that is good (protocol 2.2).

A token that ended is refreshed once, then signed in for once; requests side by side
share one renewal. An address that refuses tokens which work elsewhere causes no more.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from yarl import URL

from .errors import CredentialsRejected, NissanError, Outage, SessionExpired
from .gate import Gate
from .refusals import document
from .reply import Reply
from .tokens import Tokens
from .transport import Transport

# Renewed this long before the end, so that no request comes too late.
MARGIN = timedelta(seconds=30)
_UNAUTHORIZED = 401


class _Origin(Enum):
    STORE = auto()
    REFRESH = auto()
    SIGN_IN = auto()


class _Held:
    """The present tokens, where they come from, and how they fared."""

    def __init__(self, tokens: Tokens, origin: _Origin) -> None:
        self.tokens = tokens
        self.origin = origin
        self.worked = False
        self.refresh_refused = False

    @property
    def refreshable(self) -> bool:
        """Whether a refresh may help; one that did not help is not repeated."""
        in_vain = self.origin is _Origin.REFRESH and not self.worked
        return not (self.refresh_refused or in_vain)

    @property
    def hopeless(self) -> bool:
        """Whether not even the sign-in they come from made them work."""
        return self.origin is _Origin.SIGN_IN and not self.worked


class Session:
    """Sends requests, and renews the tokens they need."""

    def __init__(
        self,
        transport: Transport,
        gate: Gate,
        clock: Callable[[], datetime],
        tokens: Tokens | None,
        on_tokens: Callable[[Tokens], None] | None,
    ) -> None:
        """Begin with the tokens of an earlier run, if there are any."""
        self._transport = transport
        self._gate = gate
        self._clock = clock
        self._held = None if tokens is None else _Held(tokens, _Origin.STORE)
        self._on_tokens = on_tokens
        self._lock = asyncio.Lock()
        self._turns = 0
        self._failure: NissanError | None = None
        self._stubborn: set[str] = set()

    async def sign_in(self) -> None:
        """Sign in with the password, whatever tokens or cookies there are."""
        async with self._lock:
            self._keep(await self._gate.enter(anew=True), _Origin.SIGN_IN)

    async def send(
        self,
        method: str,
        url: URL,
        headers: Mapping[str, str],
        body: Any = None,
        *,
        read: Callable[[Reply], Any] = document,
    ) -> Any:
        """Return what `read` finds in the reply to a signed-in request.

        What changes something is sent again only where a 401 says that it was refused
        (F40, F73). Raises Outage with `taken` if nobody knows what became of it.
        """
        tried = url.path in self._stubborn
        held = await self._good()
        while True:
            turns = self._turns
            bearer = {"Authorization": f"Bearer {held.tokens.access}"}
            reply = await self._transport.send(method, url, {**headers, **bearer}, body)
            try:
                answer = read(reply)
            except CredentialsRejected, SessionExpired:
                if method != "GET" and reply.status != _UNAUTHORIZED:
                    raise Outage(f"http_{reply.status}") from None
                # Whether the password is at fault, only the sign-in can tell (F18).
                if held.hopeless or (held.worked and tried):
                    self._stubborn.add(url.path)
                    raise Outage(f"http_{reply.status}", taken=False) from None
            else:
                held.worked = True
                self._stubborn.discard(url.path)
                return answer
            held = await self._renew(held, turns)
            tried = True

    async def _good(self) -> _Held:
        held = self._held
        if held is not None and self._clock() < held.tokens.expires_at - MARGIN:
            return held
        return await self._renew(held, self._turns)

    async def _renew(self, stale: _Held | None, turns: int) -> _Held:
        """Return other tokens than `stale`.

        Who began when there had been `turns` shares how the next one ends.
        """
        async with self._lock:
            if self._held is not None and self._held is not stale:
                return self._held
            if turns != self._turns and self._failure is not None:
                raise self._failure.with_traceback(None)
            self._turns += 1
            try:
                return await self._obtain(stale)
            except Outage as err:
                # The gate's failure: no other address of the resource would help.
                self._failure = Outage(
                    err.code, retry_after=err.retry_after, taken=False
                )
            except NissanError as err:
                self._failure = err
            raise self._failure

    async def _obtain(self, stale: _Held | None) -> _Held:
        if stale is not None and stale.tokens.refresh and stale.refreshable:
            renewed = await self._gate.refresh(stale.tokens.refresh)
            if renewed is not None:
                return self._keep(renewed, _Origin.REFRESH)
            stale.refresh_refused = True
        return self._keep(await self._gate.enter(), _Origin.SIGN_IN)

    def _keep(self, tokens: Tokens, origin: _Origin) -> _Held:
        self._held = _Held(tokens, origin)
        self._failure = None
        if self._on_tokens is not None:
            self._on_tokens(tokens)
        return self._held
