"""What a server has beyond the maker's protocol, as it announces it.

The emulator does (docs/protocol-conventions.md); the maker's cloud is never asked, so
nothing invented is ever sent to it.
"""

import asyncio
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from yarl import URL

from .documents import attributes
from .errors import ResourceError
from .server import EUROPE, Server, Service
from .session import Session

_PATH: Final = "v1/emulator/conventions"


class Convention(StrEnum):
    """What can be announced, by its announced name."""

    RESTRICTIONS = "restrictions"
    PREFERENCES = "preferences"
    SERVICE = "service"
    SUBSCRIPTIONS = "subscriptions"


class Conventions:
    """What one server announces; asked once, when first needed."""

    def __init__(self, session: Session, server: Server) -> None:
        """Make no request yet."""
        self._session = session
        self._server = server
        self._known: Mapping[Convention, str] | None = {} if server == EUROPE else None
        self._asking = asyncio.Lock()

    async def has(self, convention: Convention) -> bool:
        """Whether it is announced; raises SignInError, Outage, QuotaExceeded."""
        return convention in await self._announced()

    async def url(self, convention: Convention, **names: str) -> URL:
        """Return its address at this server; `names` are quoted already.

        Raises KeyError if it is not announced, else as `has`.
        """
        path = (await self._announced())[convention].format_map(names)
        return self._server.url(Service.ONEID, path.lstrip("/"))

    async def _announced(self) -> Mapping[Convention, str]:
        async with self._asking:
            if self._known is None:
                self._known = await self._ask()
            return self._known

    async def _ask(self) -> Mapping[Convention, str]:
        headers = {"Accept": Service.BFF.accept}
        url = self._server.url(Service.BFF, _PATH)
        try:
            told = attributes(await self._session.send("GET", url, headers))
        except ResourceError:
            return {}
        paths = told.get("paths")
        if not isinstance(paths, Mapping):
            return {}
        return {
            name: paths[name] for name in Convention if isinstance(paths.get(name), str)
        }
