"""The gate to the platform: tokens for an identity or a refresh token (protocol 2.2).

A rejected password is never sent again (F04, F15). Other refusals rest for an hour, so
that nobody is locked out of his own account by our trying.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
import json
from typing import Any

from .errors import (
    CredentialsRejected,
    ResourceError,
    SessionExpired,
    SignInChanged,
    SignInError,
)
from .parsing import as_number, text
from .refusals import document
from .reply import Reply
from .server import JSON_API, Server, Service
from .signin import SignIn
from .tokens import Tokens
from .transport import Transport

REST = timedelta(hours=1)
_USUAL_SECONDS = 3600.0
_LONGEST_SECONDS = 30 * 86400.0


class Gate:
    """Turns what proves who we are into tokens."""

    def __init__(
        self,
        transport: Transport,
        server: Server,
        signin: SignIn,
        clock: Callable[[], datetime],
    ) -> None:
        """Make no request yet."""
        self._transport = transport
        self._server = server
        self._signin = signin
        self._clock = clock
        self._refusal: SignInError | None = None
        self._rests_until: datetime | None = None

    async def enter(self, *, anew: bool = False) -> Tokens:
        """Sign in; `anew` wants the password to count, and does not rest.

        Raises SignInError, Outage, QuotaExceeded.
        """
        self._check_rest(anew=anew)
        if anew:
            self._signin.forget()
        try:
            return await self._exchange(await self._signin.identity())
        except SignInError as err:
            self._refusal = err
            self._rests_until = self._clock() + REST
            raise

    async def refresh(self, refresh_token: str) -> Tokens | None:
        """Return new tokens, None if the refresh token is not good any more (F06)."""
        body = json.dumps({"scope": self._server.kamereon_scope}).encode()
        reply = await self._post("v1/oauth2/refresh-token", refresh_token, body)
        try:
            return self._tokens(document(reply), refresh_token)
        except ResourceError, SessionExpired, SignInError:
            return None

    def _check_rest(self, *, anew: bool) -> None:
        if self._refusal is None or self._rests_until is None:
            return
        rejected = isinstance(self._refusal, CredentialsRejected)
        if rejected or (not anew and self._clock() < self._rests_until):
            raise self._refusal.with_traceback(None)

    async def _exchange(self, identity: str) -> Tokens:
        reply = await self._post("v1/oauth2/access_token", identity)
        try:
            tokens = self._tokens(document(reply), None)
        except ResourceError, SessionExpired:
            tokens = None
        if tokens is None:
            raise SignInChanged(f"exchange_{reply.status}")
        return tokens

    async def _post(self, path: str, proof: str, body: bytes | None = None) -> Reply:
        """Send a proof raw, without `Bearer`."""
        url = self._server.url(Service.BFF, path, {"platform": "Android"})
        headers = {
            "Accept": Service.BFF.accept,
            "Authorization": proof,
            "Content-Type": JSON_API,
        }
        return await self._transport.send("POST", url, headers, body)

    def _tokens(self, answer: Any, kept: str | None) -> Tokens | None:
        access = (
            text(answer.get("access_token")) if isinstance(answer, Mapping) else None
        )
        if access is None:
            return None
        seconds = as_number(answer.get("expires_in")) or _USUAL_SECONDS
        lifetime = timedelta(seconds=min(max(seconds, 60), _LONGEST_SECONDS))
        return Tokens(
            access=access,
            refresh=text(answer.get("refresh_token")) or kept,
            expires_at=self._clock().astimezone(UTC) + lifetime,
        )
