"""Sign-in at OneID with PKCE, up to the identity token (protocol 2.2, steps 1 to 5)."""

import base64
from collections.abc import Mapping
from contextlib import suppress
import hashlib
import secrets
from urllib.parse import parse_qs, urlencode, urlsplit

from yarl import URL

from .cookies import Cookies
from .errors import (
    CredentialsRejected,
    Outage,
    ResourceError,
    SessionExpired,
    SignInChanged,
    TermsPending,
)
from .pages import filled, login_form, wanted
from .parsing import text
from .refusals import by_words, document
from .reply import Reply
from .server import Server, Service
from .transport import Transport

_MAX_REDIRECTS = 10
_PAGE = {"Accept": "text/html,application/xhtml+xml"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class SignIn:
    """The way from e-mail and password to an identity token.

    While the cookies of an earlier sign-in are good, no password is asked for or sent
    (protocol 8.5).
    """

    def __init__(
        self, transport: Transport, server: Server, email: str, password: str
    ) -> None:
        """Make no request yet."""
        self._transport = transport
        self._server = server
        self._email = email
        self._password = password
        self._cookies = Cookies()

    def forget(self) -> None:
        """Forget the cookies, so that the password counts."""
        self._cookies.clear()

    async def identity(self) -> str:
        """Return a fresh identity token; raises SignInError, Outage, QuotaExceeded."""
        verifier = secrets.token_urlsafe(64)
        state = secrets.token_urlsafe(16)
        place = await self._walk("GET", self._authorize(verifier, state), _PAGE)
        asked = isinstance(place, Reply)
        callback = await self._submit(place) if isinstance(place, Reply) else place
        return await self._redeem(_code(callback, state, asked=asked), verifier)

    def _authorize(self, verifier: str, state: str) -> URL:
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "redirect_uri": self._server.redirect_uri,
            "client_id": self._server.client_id,
            "state": state,
            "scope": self._server.oneid_scope,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
            "locale": "en_GB",
            "brand": "Nissan",
            "client": "mynissanapp",
        }
        return self._server.url(Service.ONEID, "oauth2/authorize", query)

    async def _submit(self, page: Reply) -> str:
        """Fill in the login form; return where it led: the callback."""
        form = login_form(page.text)
        if form is None:
            raise wanted(page.told) or SignInChanged("no_login_form")
        target = self._at_home(page.url, form.action)
        headers = {
            "Origin": str(self._server.oneid.origin()),
            "Referer": str(page.url),
        }
        sent = urlencode(filled(form, self._email, self._password)).encode()
        place = await self._walk("POST", target, _PAGE | _FORM | headers, sent)
        if isinstance(place, str):
            return place
        if login_form(place.text) is not None:
            raise CredentialsRejected
        # Neither callback nor form: terms, as far as anybody has seen (protocol 2.2).
        raise wanted(place.told) or TermsPending

    async def _walk(
        self,
        method: str,
        url: URL,
        headers: Mapping[str, str],
        body: bytes | None = None,
    ) -> Reply | str:
        """Follow redirects by hand to a page or to the app's own address."""
        reply = await self._send(method, url, headers, body)
        for _ in range(_MAX_REDIRECTS):
            if not reply.redirect:
                return _page(reply)
            target = reply.headers.get("Location", "")
            if _leads_to(target, self._server.redirect_uri):
                return target
            url = self._at_home(reply.url, target)
            reply = await self._send("GET", url, _PAGE)
        raise SignInChanged("too_many_redirects")

    async def _send(
        self,
        method: str,
        url: URL,
        headers: Mapping[str, str],
        body: bytes | None = None,
    ) -> Reply:
        """Send once, with the cookies that earlier replies set."""
        with_cookies = {**headers, **self._cookies.header(url)}
        reply = await self._transport.send(method, url, with_cookies, body)
        self._cookies.take(reply)
        return reply

    def _at_home(self, base: URL, target: str) -> URL:
        """Return a target of the sign-in's own host; the password goes nowhere else."""
        if not target:
            raise SignInChanged("no_location")  # F01
        with suppress(ValueError):
            url = base.join(URL(target, encoded=True))
            if url.origin() == self._server.oneid.origin():
                return url
        raise wanted(target) or SignInChanged("foreign_host")

    async def _redeem(self, code: str, verifier: str) -> str:
        form = {
            "redirect_uri": self._server.redirect_uri,
            "grant_type": "authorization_code",
            "client_id": self._server.client_id,
            "code": code,
            "code_verifier": verifier,
            "scope": self._server.oneid_scope,
        }
        url = self._server.url(Service.ONEID, "oauth2/token")
        reply = await self._send("POST", url, _FORM, urlencode(form).encode())
        try:
            answer = document(reply)
        except ResourceError, SessionExpired:
            answer = None
        token = text(answer.get("id_token")) if isinstance(answer, Mapping) else None
        if token is None:
            raise SignInChanged(f"token_{reply.status}")
        return token


def _page(reply: Reply) -> Reply:
    """Return a page that came well."""
    if reply.good:
        return reply
    named = wanted(reply.told) if reply.html else by_words(reply.text)
    if named is not None:
        raise named
    if reply.failure:
        raise Outage(f"http_{reply.status}", retry_after=reply.retry_after)
    raise SignInChanged(f"http_{reply.status}")  # F02, F03


def _leads_to(target: str, redirect_uri: str) -> bool:
    rest = target.removeprefix(redirect_uri)
    return rest != target and rest[:1] in {"", "?", "/", "#"}


def _code(callback: str, state: str, *, asked: bool) -> str:
    """Return the code that the sign-in ended with; `asked` for a password or not."""
    query = parse_qs(urlsplit(callback).query)
    code, error, returned = (
        query.get(name, [""])[0] for name in ("code", "error", "state")
    )
    if not secrets.compare_digest(returned.encode(), state.encode()):
        raise SignInChanged("state")
    if code:
        return code
    if error == "access_denied" and asked:
        raise CredentialsRejected
    if error in {"consent_required", "interaction_required"}:
        raise TermsPending
    raise SignInChanged("no_code")
