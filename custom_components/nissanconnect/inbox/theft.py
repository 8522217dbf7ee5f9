"""Whether the theft alarm of a car sounds, from its history and its locks (T1)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Self

from ..api.models import Notification
from ..api.snapshot import VehicleSnapshot
from .kinds import is_alarm

SOUNDS: Final = timedelta(minutes=30)


class TheftAlarm:
    """The last alarm, `at` the car's time; `over` if the car was unlocked since."""

    def __init__(
        self, at: datetime | None = None, key: str | None = None, over: bool = False
    ) -> None:
        """Begin with what was kept, or anew."""
        self.at = at
        self.key = key
        self.over = over

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, or has ended, if nobody unlocks the car."""
        return None if self.at is None else self.at + SOUNDS

    def sounds(self, now: datetime) -> bool:
        """Whether it sounds at the car's time `now`; a time far ahead is a mistake."""
        return (
            not self.over and self.at is not None and -SOUNDS < now - self.at < SOUNDS
        )

    def saw(self, listed: Iterable[Notification], car: VehicleSnapshot) -> None:
        """Take in the history, then whether the car was unlocked after the alarm."""
        for one in filter(is_alarm, listed):
            if one.at is not None and (self.at is None or one.at > self.at):
                self.at, self.key, self.over = one.at, one.key, False
        locks = car.lock_status.value
        if self.at is None or locks is None or locks.reported_at is None:
            return
        if locks.locked is False and locks.reported_at > self.at:
            self.over = True

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        at = self.at and self.at.isoformat()
        return {"at": at, "key": self.key, "over": self.over}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        at = kept["at"]
        moment = None if at is None else datetime.fromisoformat(at)
        return cls(moment, kept["key"], bool(kept["over"]))
