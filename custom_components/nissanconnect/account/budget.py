"""What one account may ask of the cloud on a day: its cars share it (F25).

The maker names no limit; others' clouds count by account, the telephone's calls too,
and nobody knows when their day begins.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Self

from .day_count import DayCount

# Left for the owner's telephone, and for what he asks for by hand.
RESERVE: Final = 0.1
# So much of a day's calls may come at once, such as after a start.
AT_ONCE: Final = 0.1
_DAY: Final = timedelta(days=1)


class CallLog:
    """The calls of the local day, and the `load`: those that time has not drained."""

    def __init__(
        self,
        calls: DayCount | None = None,
        load: float = 0.0,
        loaded_at: datetime | None = None,
    ) -> None:
        """Begin with no call, or go on with what was kept."""
        self.calls = calls or DayCount()
        self.load = load
        self.loaded_at = loaded_at

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        loaded_at = self.loaded_at and self.loaded_at.isoformat()
        return {**self.calls.to_dict(), "load": self.load, "loaded_at": loaded_at}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        return cls(
            calls=DayCount.from_dict(data),
            load=float(data["load"]),
            loaded_at=data["loaded_at"] and datetime.fromisoformat(data["loaded_at"]),
        )


class CallBudget:
    """Counts calls; reading by the clock goes no faster than a day's calls last.

    So no 24 hours, wherever they begin, take what is left for others. `now` is local.
    """

    def __init__(self) -> None:
        """Begin with nothing spent and nothing allowed; `limit` is calls a day."""
        self.log = CallLog()
        self.limit = 0

    def left(self, now: datetime) -> int:
        """Return how many more calls this local day has."""
        return max(0, self.limit - self.log.calls.spent(now))

    def note(self, now: datetime) -> None:
        """Count a call."""
        self.log.calls.add(now)
        self.log.load = self._load(now) + 1
        self.log.loaded_at = now

    def is_short(self, now: datetime) -> bool:
        """Whether so much was asked of late that the clock is to ask no more now."""
        return self._load(now) >= self._usable * AT_ONCE

    @property
    def _usable(self) -> float:
        return self.limit * (1 - RESERVE)

    def _load(self, now: datetime) -> float:
        if self.log.loaded_at is None:
            return 0.0
        drained = self._usable * ((now - self.log.loaded_at) / _DAY)
        return max(0.0, self.log.load - drained)
