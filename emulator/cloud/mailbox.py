"""The mail that the maker's services send: kept here, where everybody can read it."""

from typing import Literal

from msgspec import Struct

from emulator.clock import Clock

from .documents import Collection, DocumentKey, Secretive
from .languages import Language

_KEPT = 500

# What a mail is, for programs: they need not read its language.
type Kind = Literal[
    "validation",
    "account_exists",
    "reset",
    "address_change",
    "password_change",
    "account_deleted",
    "paired",
    "taken_over",
    "unpaired",
    "invitation",
    "one_time_code",
    "receipt",
    "cancelled",
    "not_renewed",
]


class Letter(Struct, frozen=True):
    """What a mail says; `code` or `link` is what it was sent for.

    Without `kind` and `language` it is somebody's own, of a scenario or an owner.
    """

    subject: str
    text: str
    code: str | None = None
    link: str | None = None
    kind: Kind | None = None
    language: Language | None = None


class Mail(Secretive, frozen=True):
    """A mail that was sent at world time `at`."""

    to: str
    at: float
    letter: Letter


class Mailbox:
    """All mails, by their number; the latest 500 are kept."""

    def __init__(self, clock: Clock, changed: set[DocumentKey]) -> None:
        """Start empty."""
        self.documents = Collection("mail", Mail, changed)
        self._clock = clock

    def send(self, to: str, letter: Letter) -> None:
        """Send a mail; it is there when this returns."""
        number = int(next(reversed(self.documents), "0")) + 1
        self.documents[str(number)] = Mail(to, self._clock.now, letter)
        if len(self.documents) > _KEPT:
            self.documents.pop(next(iter(self.documents)))

    def newest_first(self) -> list[Mail]:
        """Return all mails."""
        return [self.documents[key] for key in reversed(self.documents)]
