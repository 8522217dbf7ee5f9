"""HTTP exchanges: how many, how long, the server's clock, a quota's end."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import (
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from yarl import URL

from .errors import Outage, QuotaExceeded
from .refusals import quota
from .reply import Reply

AT_ONCE = 8
# Cached reads of more than a minute have been seen (protocol 8.2).
TIMEOUT = ClientTimeout(total=120, sock_connect=30)
USER_AGENT = "NissanConnect-HomeAssistant"


class Transport:
    """Sends the requests of one account; a quota that names its end closes it.

    `on_request` is called before each is sent.
    """

    def __init__(
        self,
        session: ClientSession,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """Use a session that keeps no cookies, our aware clock, and its seconds."""
        self._session = session
        self._clock = clock
        self._sleep = sleep
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._ahead = timedelta()
        self._closed_until: datetime | None = None
        self.on_request: Callable[[], None] | None = None

    @property
    def server_now(self) -> datetime:
        """The server's present time, by its last `Date`; in the zone of our clock."""
        return self._clock() + self._ahead

    async def send(
        self,
        method: str,
        url: URL,
        headers: Mapping[str, str],
        body: Any = None,
    ) -> Reply:
        """Send once and return the whole reply, redirects included as they are.

        `body` is bytes or a mapping (a form). Raises Outage and QuotaExceeded.
        """
        async with self._slots:
            self._check_quota()
            if self.on_request is not None:
                self.on_request()
            reply = await self._exchange(method, url, headers, body)
        if server_at := reply.server_at:
            self._ahead = server_at - self._clock()
        exceeded = quota(reply)
        if exceeded is None:
            if self._slots.locked():
                # Who waits for a slot asks before this reply is looked into.
                await self._sleep(0)
            return reply
        if exceeded.retry_after is not None:
            wait = timedelta(seconds=exceeded.retry_after)
            self._closed_until = self._clock() + wait
        raise exceeded

    def _check_quota(self) -> None:
        if self._closed_until is None:
            return
        left = (self._closed_until - self._clock()).total_seconds()
        if left > 0:
            raise QuotaExceeded(left)
        self._closed_until = None

    async def _exchange(
        self, method: str, url: URL, headers: Mapping[str, str], body: Any
    ) -> Reply:
        try:
            async with self._session.request(
                method,
                url,
                headers={"User-Agent": USER_AGENT, **headers},
                data=body,
                allow_redirects=False,
                timeout=TIMEOUT,
            ) as response:
                content = await response.read()
                return Reply(response.status, response.url, response.headers, content)
        except ConnectionTimeoutError:
            outage = Outage("timeout", taken=False)
        except TimeoutError:
            outage = Outage("timeout")
        except ClientConnectorDNSError:
            outage = Outage("dns", taken=False)
        except ClientConnectorError:
            outage = Outage("connection", taken=False)
        except ClientError:
            outage = Outage("connection")
        # Raised here, so that no error of aiohttp, which may hold headers, hangs on it.
        raise outage
