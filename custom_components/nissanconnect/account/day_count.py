"""How often something was done on a local day; kept over a restart."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self


class DayCount:
    """A count that begins anew with each local day."""

    def __init__(self, day: date | None = None, count: int = 0) -> None:
        """Go on with the count of a day."""
        self.day = day
        self.count = count

    def spent(self, now: datetime) -> int:
        """Return the count of the local day of `now`."""
        return self.count if self.day == now.date() else 0

    def add(self, now: datetime) -> None:
        """Count one at local time `now`."""
        self.count = self.spent(now) + 1
        self.day = now.date()

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {"day": self.day and self.day.isoformat(), "count": self.count}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        return cls(
            day=data["day"] and date.fromisoformat(data["day"]),
            count=int(data["count"]),
        )
