"""What is known of the days of late, and the trips that make the difference (D2)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple, Self

from ..api.models import TripSummary

# A car without network tells late of what it has driven; looked so far back.
_LATE: Final = timedelta(days=7)
# After a longer absence the first of it are no news any more.
_OLD: Final = timedelta(days=30)
_AMOUNTS: Final = ("distance_km", "duration_min", "fuel_l", "energy_kwh")


class FinishedTrips(NamedTuple):
    """A trip, or several that ended between two looks on one day.

    Units are those of `TripSummary`; what the sums do not tell is None.
    """

    trips: int
    started: datetime | None
    ended: datetime | None
    distance_km: float | None
    duration_min: float | None
    fuel_l: float | None
    energy_kwh: float | None


class Day(NamedTuple):
    """The sums of a day as they were told last; amounts in the order of `_AMOUNTS`."""

    trips: int = 0
    amounts: tuple[float | None, ...] = (0.0,) * len(_AMOUNTS)
    last_end: str | None = None

    @classmethod
    def of(cls, summary: TripSummary) -> Self:
        """Return what is kept of a summary."""
        end = summary.last_end
        return cls(
            summary.trips or 0,
            tuple(getattr(summary, name) for name in _AMOUNTS),
            None if end is None else end.isoformat(),
        )


class KnownTrips:
    """The trips of a car that are known: days since `since`, up to `looked`.

    Both are None until the first look; what that finds is old.
    """

    def __init__(
        self,
        since: date | None = None,
        looked: date | None = None,
        days: dict[str, Day] | None = None,
    ) -> None:
        """Begin with what was kept, or anew."""
        self.since = since
        self.looked = looked
        self.days: dict[str, Day] = days or {}

    def first(self, today: date) -> date:
        """Return the first day to look at."""
        if self.since is None or self.looked is None:
            return today - _LATE
        return max(self.since, min(self.looked, today) - _LATE, today - _OLD)

    def take(
        self, told: Sequence[TripSummary], first: date, today: date
    ) -> list[FinishedTrips]:
        """Take in the days from `first` to `today`; return the news, in order."""
        news = [] if self.since is None else list(self._news(told))
        if self.since is None:
            self.since = first
        self.looked = today
        kept = {day: sums for day, sums in self.days.items() if day >= str(first)}
        self.days = kept | {str(one.period): Day.of(one) for one in told}
        return news

    def _news(self, told: Sequence[TripSummary]) -> Iterator[FinishedTrips]:
        for summary in told:
            before = self.days.get(str(summary.period), Day())
            if (summary.trips or 0) > before.trips:
                yield _finished(before, summary)

    def count(self, day: str | None) -> int:
        """Return how many trips of a day are known."""
        return self.days.get(str(day), Day()).trips

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "since": self.since and self.since.isoformat(),
            "looked": self.looked and self.looked.isoformat(),
            "days": {
                name: [day.trips, list(day.amounts), day.last_end]
                for name, day in self.days.items()
            },
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        return cls(
            data["since"] and date.fromisoformat(data["since"]),
            data["looked"] and date.fromisoformat(data["looked"]),
            {
                name: Day(int(trips), tuple(amounts), end)
                for name, (trips, amounts, end) in data["days"].items()
            },
        )


def _finished(before: Day, summary: TripSummary) -> FinishedTrips:
    """Return what a day has now and had not before."""
    trips = (summary.trips or 0) - before.trips
    amounts = {
        name: _more(getattr(summary, name), known)
        for name, known in zip(_AMOUNTS, before.amounts, strict=True)
    }
    end = summary.last_end
    ended = None if end is None or end.isoformat() == before.last_end else end
    started = None if before.trips else summary.first_start
    minutes = amounts["duration_min"]
    if started is None and trips == 1 and ended is not None and minutes is not None:
        started = ended - timedelta(minutes=minutes)
    return FinishedTrips(trips=trips, started=started, ended=ended, **amounts)


def _more(now: float | None, before: float | None) -> float | None:
    """Return a difference without the dust of floating point."""
    if now is None or before is None:
        return None
    return round(max(now - before, 0.0), 6)
