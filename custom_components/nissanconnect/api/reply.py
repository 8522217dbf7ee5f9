"""One reply of the cloud: status, headers, body, and the document in it."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
import json
from typing import Any, NamedTuple, override

from multidict import MultiMapping
from yarl import URL

from .discretion import discreet
from .errors import Outage
from .parsing import as_number


class Reply(NamedTuple):
    """A reply as it came; `headers` are matched without regard to case."""

    status: int
    url: URL
    headers: MultiMapping[str]
    body: bytes

    @override
    def __repr__(self) -> str:
        return discreet(self, "url", "headers", "body")

    @property
    def good(self) -> bool:
        """Whether the status says that it went well."""
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own classes

    @property
    def redirect(self) -> bool:
        """Whether it sends us elsewhere."""
        return 300 <= self.status < 400  # noqa: PLR2004 - HTTP's own classes

    @property
    def failure(self) -> bool:
        """Whether the status blames the server."""
        return self.status >= 500  # noqa: PLR2004 - HTTP's own classes

    @property
    def html(self) -> bool:
        """Whether it is a page for people."""
        named = "html" in self.headers.get("Content-Type", "").lower()
        return named or self.body.lstrip()[:1] == b"<"

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")

    @property
    def told(self) -> str:
        """The address's path and the body: all there is to judge a page by."""
        return f"{self.url.path} {self.text}"

    @property
    def server_at(self) -> datetime | None:
        """The server's `Date`, UTC."""
        return _http_date(self.headers.get("Date"))

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait, from either form of `Retry-After`."""
        header = self.headers.get("Retry-After")
        seconds = as_number(header)
        until, now = _http_date(header), self.server_at
        if seconds is None and until is not None and now is not None:
            seconds = (until - now).total_seconds()
        return None if seconds is None else max(seconds, 0.0)

    def document(self) -> Any:
        """Return the JSON in it; raises Outage if there is none (F35 to F39)."""
        if self.html:
            raise Outage("html")
        if not self.body.strip():
            raise Outage("empty")
        try:
            return json.loads(self.body)
        except ValueError, RecursionError:
            unreadable = Outage("not_json")
        raise unreadable


# Replies that come side by side carry the same text, and to read it takes long.
@lru_cache(maxsize=4)
def _http_date(header: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
