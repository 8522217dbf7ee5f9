"""Which notifications are known: tells the new ones, each once (N1, N2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Self

from ..api.inbox import PAGE
from ..api.models import Notification

# Pages of it: what is listed stays known.
_KEPT: Final = 8 * PAGE
# The clocks of car and cloud differ a little.
_DOUBT: Final = timedelta(minutes=5)


class Memory:
    """The known notifications of a car: their car's times by id, the latest kept.

    What is not later than `floor` counts as known, by its id or not: the history before
    the first look, and what was forgotten. Others are new, however late they come (N2).
    """

    def __init__(self) -> None:
        """Know none yet."""
        self.known: dict[str, datetime | None] = {}
        self.floor: datetime | None = None
        self.begun = False

    def begin(self, listed: Sequence[Notification], now: datetime) -> None:
        """Take the first look: all is old, though the list be empty by mistake."""
        times = [one.at for one in listed if one.at is not None]
        if not listed:
            self.floor = now - _DOUBT
        elif len(listed) >= PAGE:
            self.floor = min(times, default=now)
        self.begun = True
        self.take(listed, now)

    def is_new(self, one: Notification) -> bool:
        """Whether it was not heard of before."""
        if one.id in self.known:
            return False
        return one.at is None or self.floor is None or one.at > self.floor

    def news(self, listed: Iterable[Notification]) -> list[Notification]:
        """Return the new ones, each once, the oldest first by the car's time."""
        new = {one.id: one for one in listed if self.is_new(one)}
        return sorted(new.values(), key=_moment)

    def take(self, listed: Sequence[Notification], now: datetime) -> None:
        """Know these from now on; forget what was not listed for the longest time."""
        for one in reversed(listed):
            self.known.pop(one.id, None)
            self.known[one.id] = one.at
        for identity in list(self.known)[:-_KEPT]:
            at = self.known.pop(identity)
            if at is not None:
                # A car whose clock is wrong must not silence what is to come.
                self.floor = max(self.floor or at, min(at, now))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "known": {one: at and at.isoformat() for one, at in self.known.items()},
            "floor": self.floor and self.floor.isoformat(),
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        memory = cls()
        known = dict(kept["known"]).items()
        memory.known = {str(one): _restored(at) for one, at in known}
        memory.floor = _restored(kept["floor"])
        memory.begun = True
        return memory


def _moment(one: Notification) -> float:
    return one.at.timestamp() if one.at is not None else 0


def _restored(moment: str | None) -> datetime | None:
    return None if moment is None else datetime.fromisoformat(moment)
