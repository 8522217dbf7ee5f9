"""What both identity services share: clients, call-backs, grants (RFC 6749, 7636)."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode

from aiohttp import hdrs, web
import msgspec

from emulator.cloud.accounts import Account
from emulator.cloud.cloud import Cloud
from emulator.cloud.tokens import LIFE_S, Authorization, Purpose

from . import pages, wire

_MAX_LENGTH = 1_000
_NO_STORE = {hdrs.CACHE_CONTROL: "no-store", hdrs.PRAGMA: "no-cache"}


class GrantError(web.HTTPBadRequest):
    """A token request that is refused (RFC 6749 5.2)."""

    def __init__(self, error: str, description: str) -> None:
        """Answer with an OAuth error."""
        document = {"error": error, "error_description": description}
        super().__init__(
            text=msgspec.json.encode(document).decode(),
            content_type="application/json",
        )


class Grant(NamedTuple):
    """Who signed in, and what the client had asked for."""

    account: Account
    asked: Authorization


def asked(query: Mapping[str, str], clients: Mapping[str, str]) -> Authorization:
    """Read an authorize request; `clients` gives each client's redirect address.

    A wrong client or address gets a page: nothing is sent to an unknown address.
    """
    client_id = query.get("client_id", "")
    if client_id not in clients:
        raise pages.error("This application is not known here (client_id).")
    if query.get("redirect_uri") != clients[client_id]:
        raise pages.error("This address is not the application's own (redirect_uri).")
    if any(len(value) > _MAX_LENGTH for value in query.values()):
        raise pages.error("The application asks in too many words.")
    return Authorization(
        client_id,
        clients[client_id],
        query.get("scope", ""),
        query.get("state"),
        query.get("nonce"),
        query.get("code_challenge"),
    )


def found(location: str) -> web.Response:
    """Send the browser on, to the letter."""
    headers = {hdrs.LOCATION: location, **_NO_STORE}
    return web.Response(status=HTTPStatus.FOUND, headers=headers)


def call_back(authorization: Authorization, **parameters: str) -> web.Response:
    """Send the browser back to the application."""
    if authorization.state is not None:
        parameters["state"] = authorization.state
    query = urlencode(parameters, errors="surrogatepass")
    return found(f"{authorization.redirect_uri}?{query}")


def redeem_code(cloud: Cloud, purpose: Purpose, fields: Mapping[str, str]) -> Grant:
    """Take a code in, once, from the client and for the address it was made for.

    Raises GrantError; the code is spent either way.
    """
    grant = redeem(cloud, purpose, fields.get("code", ""))
    ours = (grant.asked.client_id, grant.asked.redirect_uri)
    if (fields.get("client_id"), fields.get("redirect_uri")) != ours:
        raise GrantError("invalid_grant", "The code belongs to another client")
    if not _proves(fields.get("code_verifier", ""), grant.asked.code_challenge):
        raise GrantError("invalid_grant", "The code verifier does not match")
    return grant


def redeem(cloud: Cloud, purpose: Purpose, text: str) -> Grant:
    """Take in, once, a token that stands for a grant; raises GrantError."""
    token = cloud.tokens.redeem(purpose, text)
    account = cloud.account_of(token)
    if token is None or token.asked is None or account is None:
        raise GrantError("invalid_grant", "It is unknown, expired or used")
    return Grant(account, token.asked)


def kamereon_tokens(cloud: Cloud, account: Account) -> dict[str, object]:
    """Return new tokens for the data services."""
    return {
        "access_token": cloud.tokens.issue(Purpose.ACCESS, account.user_id),
        "refresh_token": cloud.tokens.issue(Purpose.REFRESH, account.user_id),
        "token_type": "Bearer",
        "expires_in": int(LIFE_S[Purpose.ACCESS]),
    }


def answer(tokens: object) -> web.Response:
    """Return tokens that nobody on the way may keep."""
    response = wire.answer(tokens)
    response.headers.update(_NO_STORE)
    return response


def unsigned_jwt(cloud: Cloud, claims: Mapping[str, object]) -> str:
    """Return a JWT whose signature is drawn: no client has a key to check it with."""
    header = {"alg": "RS256", "typ": "JWT"}
    parts = (
        msgspec.json.encode(header),
        msgspec.json.encode(claims),
        b"".join(cloud.secrets.data(64) for _ in range(4)),
    )
    return ".".join(_base64url(part) for part in parts)


def _proves(verifier: str, challenge: str | None) -> bool:
    if challenge is None:
        return True
    digest = sha256(verifier.encode("utf-8", "surrogatepass")).digest()
    return compare_digest(
        _base64url(digest).encode(), challenge.encode("utf-8", "surrogatepass")
    )


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
