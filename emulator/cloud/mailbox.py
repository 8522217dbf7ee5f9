"""The mail that the maker's services send: kept here, where everybody can read it."""

from msgspec import Struct

from emulator.clock import Clock

from .documents import Collection, DocumentKey, Secretive

_KEPT = 500


class Letter(Struct, frozen=True):
    """What a mail says; `code` or `link` is what it was sent for."""

    subject: str
    text: str
    code: str | None = None
    link: str | None = None


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
