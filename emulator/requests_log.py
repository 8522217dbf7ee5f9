"""What clients asked of the maker's cloud; holds no query, header or body."""

from collections import deque
from itertools import islice

import msgspec

_KEPT = 10_000


class LoggedRequest(msgspec.Struct, frozen=True, gc=False):
    """One request: world time, who (User-Agent), what, how it ended.

    `woken`: the car slept and this request made the cloud wake it.
    """

    id: int
    at: float
    client: str
    method: str
    path: str
    status: int
    woken: bool


class RequestsLog:
    """The latest requests, oldest first."""

    def __init__(self) -> None:
        """Begin empty."""
        self._requests: deque[LoggedRequest] = deque(maxlen=_KEPT)
        self._next = 1

    def add(  # noqa: PLR0913 - a row of the log
        self,
        *,
        at: float,
        client: str,
        method: str,
        path: str,
        status: int,
        woken: bool,
    ) -> LoggedRequest:
        """Note one request and return its row."""
        row = LoggedRequest(self._next, at, client, method, path, status, woken)
        self._requests.append(row)
        self._next += 1
        return row

    def clear(self) -> None:
        """Forget all requests; ids go on."""
        self._requests.clear()

    def after(self, id_: int) -> list[LoggedRequest]:
        """Return the requests with a higher id."""
        return [row for row in self._requests if row.id > id_]

    def since(self, moment: float) -> list[LoggedRequest]:
        """Return the requests from this world time on."""
        return [row for row in self._requests if row.at >= moment]

    def latest(self, count: int) -> list[LoggedRequest]:
        """Return the last `count` requests, newest first."""
        return list(islice(reversed(self._requests), count))
