"""Who may use the emulator's own pages and calls.

On loopback they are open; bound to anything else they need the token that was
printed at start. No foreign page can change anything, and no foreign name that
was made to point here (DNS rebinding) is answered.
"""

from dataclasses import dataclass, field
from functools import lru_cache
import hmac
from ipaddress import ip_address
import secrets

from aiohttp import hdrs, web

COOKIE = "emulator_token"
OPEN_PATHS = ("/pages/static/", "/console/api/session")

_LOOPBACK_NAME = "localhost"
# Clients use one or two; others must not fill the memory.
_KEPT_NAMES = 64


@lru_cache(_KEPT_NAMES)
def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine only."""
    name = host.strip("[]").lower()
    if name == _LOOPBACK_NAME or name.endswith(f".{_LOOPBACK_NAME}"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Access:
    """Names under which the emulator answers, and the token of its own pages."""

    hosts: frozenset[str] = frozenset()
    token: str | None = field(default=None, repr=False)

    @classmethod
    def bound_to(cls, host: str, allowed: tuple[str, ...] = ()) -> Access:
        """Return the access rules for a server bound to `host`."""
        names = frozenset(name.strip("[]").lower() for name in (host, *allowed))
        token = None if is_loopback(host) else secrets.token_urlsafe(24)
        return cls(names, token)

    def knows_host(self, request: web.BaseRequest) -> bool:
        """Whether the request was sent to one of our names."""
        name = _host_name(request.headers.get(hdrs.HOST, ""))
        return bool(name) and (name in self.hosts or is_loopback(name))

    def admits(self, request: web.BaseRequest) -> bool:
        """Whether the request may use our own pages and calls."""
        if self.token is None or request.path.startswith(OPEN_PATHS):
            return True
        scheme, _, bearer = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        offered = bearer if scheme.lower() == "bearer" else ""
        return self.is_token(offered or request.cookies.get(COOKIE, ""))

    def is_token(self, offered: str) -> bool:
        """Compare without telling by the time it takes."""
        known = self.token or ""
        same = hmac.compare_digest(offered.encode("utf-8", "replace"), known.encode())
        return same and bool(known)


def is_own_origin(request: web.BaseRequest) -> bool:
    """Whether a change comes from our own page, or from no page at all."""
    origin = request.headers.get(hdrs.ORIGIN)
    return origin is None or origin == f"{request.scheme}://{request.host}"


@lru_cache(_KEPT_NAMES)
def _host_name(host: str) -> str:
    """Return a Host header without its port, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()
