"""The history of each car: what it and the cloud let its users know (N1, R9)."""

from typing import Literal
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from emulator.draw import draw_bytes

from .documents import Collection, DocumentKey
from .errors import Reason, RefusedError

type Priority = Literal[0, 1, 2, 3]

_KEPT = 200


class Content(Struct, frozen=True):
    """What is told; category and key are the maker's words (protocol 7).

    The sentences are made of `data` when somebody reads it, in his language.
    """

    category: str
    key: str
    priority: Priority
    data: dict[str, str] = field(default_factory=dict)


class Notification(Struct, frozen=True):
    """A content, by the car's time, and which users have read it.

    The telephones of `silent_for` were not notified of it (M6).
    """

    notification_id: str
    at: float
    content: Content
    read_by: frozenset[str] = frozenset()
    silent_for: frozenset[str] = frozenset()


class History(Struct, frozen=True):
    """A car's latest notifications, by time, and how many it ever had."""

    count: int = 0
    latest: tuple[Notification, ...] = ()


class Inbox:
    """The histories of all cars; of each the latest 200 are kept."""

    def __init__(self, seed: int, changed: set[DocumentKey]) -> None:
        """Start empty."""
        self.documents = Collection("history", History, changed)
        self._seed = seed

    def add(
        self,
        vin: str,
        at: float,
        content: Content,
        silent_for: frozenset[str] = frozenset(),
    ) -> None:
        """Let a car's users know; `at` is the car's time."""
        history = self._of(vin)
        drawn = draw_bytes(self._seed, vin, "notification", history.count, 16)
        news = Notification(
            str(UUID(bytes=drawn, version=4)), at, content, silent_for=silent_for
        )
        latest = sorted((*history.latest, news), key=lambda known: known.at)
        self.documents[vin] = History(history.count + 1, tuple(latest[-_KEPT:]))

    def of(self, vin: str) -> tuple[Notification, ...]:
        """Return a car's notifications, the oldest first."""
        return self._of(vin).latest

    def mark(self, vin: str, user_id: str, read: dict[str, bool]) -> None:
        """Mark notifications, by id, as read by a user or not.

        Raises RefusedError if one of them is unknown.
        """
        history = self._of(vin)
        if read.keys() - {known.notification_id for known in history.latest}:
            raise RefusedError(Reason.UNKNOWN_NOTIFICATION)
        latest = tuple(
            _marked(known, user_id, read[known.notification_id])
            if known.notification_id in read
            else known
            for known in history.latest
        )
        if latest != history.latest:
            self.documents[vin] = replace(history, latest=latest)

    def forget(self, vin: str) -> None:
        """Erase a car's notifications (E9)."""
        if self.documents.get(vin) is not None:
            self.documents[vin] = History(self._of(vin).count)

    def _of(self, vin: str) -> History:
        return self.documents.get(vin) or History()


def _marked(known: Notification, user_id: str, read: bool) -> Notification:
    readers = known.read_by | {user_id} if read else known.read_by - {user_id}
    return replace(known, read_by=readers)
