"""The cookies of the sign-in's pages: no other request takes them along."""

from collections.abc import Mapping

from aiohttp import CookieJar
from yarl import URL

from .reply import Reply


class Cookies:
    """Keeps what pages set and gives it back to their host, as a browser does."""

    def __init__(self) -> None:
        """Have none."""
        # By an address in the house, too.
        self._jar = CookieJar(unsafe=True)

    def header(self, url: URL) -> Mapping[str, str]:
        """Return the header with the cookies for an address; empty without any."""
        found = self._jar.filter_cookies(url)
        named = found.output(attrs=[], header="", sep=";").strip()
        return {"Cookie": named} if named else {}

    def take(self, reply: Reply) -> None:
        """Keep what a reply sets."""
        told = reply.headers.getall("Set-Cookie", [])
        self._jar.update_cookies_from_headers(told, reply.url)

    def clear(self) -> None:
        """Forget all."""
        self._jar.clear()
