"""The history of a car, what its users were let know (N1, protocol 4.11)."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
import json
from typing import Any, Final
from urllib.parse import quote

from .answer import Answer
from .documents import attributes
from .models import Inbox, Notification
from .parsing import Parsed, as_time, text, whole
from .refusals import accepted
from .server import JSON_API, Server, Service
from .session import Session
from .vehicles import VehicleRecord

# `a-ncb` is seen too; both work (protocol 1.1).
REALM: Final = "P_NCB"
PAGE: Final = 50
# The wire takes countries (protocol 4.11); Thai is the emulator's own.
_LANGUAGES: Final = {
    "bg": "BG",
    "cs": "CZ",
    "da": "DK",
    "de": "DE",
    "el": "GR",
    "es": "ES",
    "fi": "FI",
    "fr": "FR",
    "he": "IL",
    "hr": "HR",
    "hu": "HU",
    "it": "IT",
    "nb": "NO",
    "nl": "NL",
    "pl": "PL",
    "pt": "PT",
    "ro": "RO",
    "ru": "RU",
    "sk": "SK",
    "sl": "SL",
    "sr": "RS",
    "sv": "SE",
    "th": "TH",
    "uk": "UA",
}


def language_code(language: str) -> str:
    """Return how the wire calls a language such as `fr` or `pt-BR`; English if not."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), "EN")


class Mailbox:
    """Looks into the history of one user's car; made by `NissanClient.mailbox`.

    Every call raises SignInError, Outage, QuotaExceeded or ResourceError.
    """

    def __init__(
        self,
        vehicle: VehicleRecord,
        session: Session,
        server: Server,
        user_id: Callable[[], Awaitable[str]],
        language: str,
    ) -> None:
        """Make no request yet; `language` is of the wire."""
        self._vin = quote(vehicle.vin, safe="")
        self._session = session
        self._server = server
        self._user_id = user_id
        self._language = language

    async def page(
        self,
        first: int,
        *,
        size: int = PAGE,
        unread: bool | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> tuple[Notification, ...]:
        """Return up to `size` notifications, newest first, from the `first` (1, …)."""
        query = {
            "realm": REALM,
            "langCode": self._language,
            "from": str(first),
            "to": str(first + size - 1),
            "order": "DESC",
        }
        if unread is not None:
            query["status"] = "UNREAD" if unread else "READ"
        for name, moment in (("start", start), ("end", end)):
            if moment is not None:
                query[name] = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        told = attributes(await self._get(await self._path(), query))
        return messages(told.get("messages"))

    async def detail(self, notification_id: str) -> Notification | None:
        """Return one with its whole description: what to do (H2)."""
        path = f"{await self._path()}/notifications/{quote(notification_id, safe='')}"
        told = attributes(await self._get(path, {"langCode": self._language}))
        return next(iter(messages([{"notificationId": notification_id, **told}])), None)

    async def mark(self, notification_ids: list[str], *, read: bool) -> None:
        """Mark some as read or unread: the body is a bare array (protocol 4.11)."""
        status = "READ" if read else "UNREAD"
        marks = [{"notificationId": one, "status": status} for one in notification_ids]
        url = self._server.url(Service.NOTIFICATIONS, await self._path())
        headers = {"Accept": Service.NOTIFICATIONS.accept, "Content-Type": JSON_API}
        body = json.dumps(marks).encode()
        await self._session.send("POST", url, headers, body, read=accepted)

    async def _get(self, path: str, query: dict[str, str]) -> Any:
        url = self._server.url(Service.NOTIFICATIONS, path, query)
        headers = {"Accept": Service.NOTIFICATIONS.accept}
        return await self._session.send("GET", url, headers)

    async def _path(self) -> str:
        user_id = quote(await self._user_id(), safe="")
        return f"v2/notifications/users/{user_id}/vehicles/{self._vin}"


def inbox(answer: Answer) -> Parsed[Inbox] | None:
    """Parse the newest page."""
    listed = answer.payload.get("messages")
    if not isinstance(listed, list):
        return None
    return Parsed(Inbox(messages=messages(listed)))


def messages(listed: Any) -> tuple[Notification, ...]:
    """Return the readable ones, newest first, those without a time last (N1)."""
    known = list(_messages(listed if isinstance(listed, list) else []))
    known.sort(key=lambda one: one.at.timestamp() if one.at else 0, reverse=True)
    return tuple(known)


def _messages(listed: list[Any]) -> Iterator[Notification]:
    for item in listed:
        identity = (
            text(item.get("notificationId")) if isinstance(item, Mapping) else None
        )
        if identity is None:
            continue
        status = text(item.get("status"))
        subtitle = text(item.get("messageSubtitle"))
        description = text(item.get("messageDescription"))
        yield Notification(
            id=identity,
            title=text(item.get("messageTitle")),
            text=subtitle or description,
            description=description,
            category=text(item.get("categoryKey")),
            key=text(item.get("notificationKey")),
            rule=text(item.get("ruleKey")),
            priority=whole(item.get("priority")),
            read=None if status is None else status.upper() == "READ",
            at=as_time(item.get("timestamp")),
            data=dict(_data(item.get("data"))),
        )


def _data(items: Any) -> Iterator[tuple[str, str]]:
    for item in items if isinstance(items, list) else ():
        if isinstance(item, Mapping):
            name, value = text(item.get("name")), text(item.get("value"))
            if name is not None and value is not None:
                yield name, value
