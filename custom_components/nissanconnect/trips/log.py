"""Finds the trips of a car that have ended: the wire only has sums (D1, protocol 4.7).

The day that is polled tells of its own trips. Days before it can still grow: a trip
belongs to the day it began, and a car without network tells late. So they are looked at
while something says that there may be more.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from ..api.errors import NissanError
from ..api.models import TripSummary
from ..api.resources import ResourceKey
from ..api.snapshot import VehicleSnapshot
from ..api.trip_history import TripHistory
from ..reading.news import News
from .known import FinishedTrips, KnownTrips

# The cloud may sum up a trip later than the car tells its odometer.
_OPEN: Final = timedelta(hours=3)
_SUMS: Final = frozenset(
    {ResourceKey.TRIPS_DAY, ResourceKey.TRIPS_MONTH, ResourceKey.TRIPS_YEAR}
)

# What was told of the days, and the first and the last day that were asked for.
type _Look = tuple[Sequence[TripSummary], date, date]


class TripLog:
    """Watches the trips of a car; a `Watcher`.

    `now` gives the cloud's present time, in the zone by which days are asked for.
    """

    def __init__(
        self, history: TripHistory, now: Callable[[], datetime], known: KnownTrips
    ) -> None:
        """Go on with what is known."""
        self.history = history
        self.news = News[FinishedTrips]()
        self._known = known
        self._now = now
        self._open_until: datetime | None = None
        # What was told beside the round that is under way.
        self._ahead: _Look | None = None

    async def async_look_ahead(self, keys: Collection[ResourceKey]) -> None:
        """Look beside a round of `keys`, if its answers are sure to want it.

        Takes nothing in before the round is seen. Raises nothing.
        """
        self._ahead = None
        if ResourceKey.TRIPS_DAY in keys and self._is_open:
            self._ahead = await self._async_look()

    async def async_saw(
        self, before: VehicleSnapshot, after: VehicleSnapshot
    ) -> Collection[ResourceKey]:
        """Look for trips that have ended; return the sums if there are some."""
        ahead, self._ahead = self._ahead, None
        found = self._take(ahead)
        if not found and self._wants_look(before, after, ahead):
            found = self._take(await self._async_look())
        self.news.add(found)
        return _SUMS if found else ()

    def _wants_look(
        self, before: VehicleSnapshot, after: VehicleSnapshot, ahead: _Look | None
    ) -> bool:
        """Whether there may be trips that a look ahead, if there was one, missed."""
        told = after.trips_day
        if told.value is None:
            return False
        polled = told.answer is not before.trips_day.answer
        if _has_moved(before, after) or (polled and self._is_news(told.value)):
            self._open_until = self._now() + _OPEN
            return True
        return polled and self._is_open and ahead is None

    @property
    def _is_open(self) -> bool:
        return self._open_until is not None and self._now() < self._open_until

    def _is_news(self, day: TripSummary) -> bool:
        """Whether a day has begun, or has more trips than are known."""
        known = self._known
        if known.looked is None or day.period != known.looked.isoformat():
            return True
        return (day.trips or 0) != known.count(day.period)

    async def _async_look(self) -> _Look | None:
        """Ask for the days that may have grown; None if that fails."""
        today = self._now().date()
        first = self._known.first(today)
        try:
            return await self.history.between(first, today), first, today
        except NissanError:
            return None

    def _take(self, look: _Look | None) -> list[FinishedTrips]:
        """Return the trips that have ended since the last look."""
        found = [] if look is None else self._known.take(*look)
        if found:
            self._open_until = None
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return what is to be kept, as JSON types."""
        return self._known.to_dict()


def _has_moved(before: VehicleSnapshot, after: VehicleSnapshot) -> bool:
    """Whether the odometer is higher than it was."""
    old, new = before.cockpit.value, after.cockpit.value
    if old is None or new is None or old.odometer_km is None:
        return False
    return new.odometer_km is not None and new.odometer_km > old.odometer_km
