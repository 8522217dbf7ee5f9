"""The trips of a span of days, by day, month or year (D1, protocol 4.7)."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from .learnt import Learnt
from .models import TripSummary
from .reading import Reader, Span
from .resources import ResourceKey
from .trips import TripParser, trips_day, trips_month, trips_year
from .vehicles import VehicleRecord


class Period(StrEnum):
    """What trips are summed by."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_READ: Final[dict[Period, tuple[ResourceKey, TripParser]]] = {
    Period.DAY: (ResourceKey.TRIPS_DAY, trips_day),
    Period.MONTH: (ResourceKey.TRIPS_MONTH, trips_month),
    Period.YEAR: (ResourceKey.TRIPS_YEAR, trips_year),
}
# Nobody was seen to ask for more days than a month has.
_MOST_DAYS: Final = timedelta(days=31)


class TripHistory:
    """Reads the past trips of a car."""

    def __init__(self, reader: Reader, vehicle: VehicleRecord, learnt: Learnt) -> None:
        """Read one car; `learnt` says which of its addresses answer."""
        self._reader = reader
        self._vehicle = vehicle
        self._learnt = learnt

    async def between(
        self, first: date, last: date, period: Period = Period.DAY
    ) -> tuple[TripSummary, ...]:
        """Return the periods with trips from `first` to `last`, the oldest first.

        Months and years are whole ones. Raises NissanError.
        """
        key, parser = _READ[period]
        told: list[TripSummary] = []
        for begin, end in _parts(first, last, period):
            span = Span(key, begin, end)
            answer = await self._reader.past(self._vehicle, span, self._learnt)
            told += [one for one in parser.each(answer) if _is_within(one, span)]
        return tuple(told)


def _parts(first: date, last: date, period: Period) -> Iterator[tuple[date, date]]:
    """Give what is asked for at once; months and years from their first days."""
    if period is Period.YEAR:
        yield first.replace(month=1, day=1), last
    elif period is Period.MONTH:
        yield first.replace(day=1), last
    else:
        while first <= last:
            end = min(last, first + _MOST_DAYS - timedelta(days=1))
            yield first, end
            first = end + timedelta(days=1)


def _is_within(summary: TripSummary, span: Span) -> bool:
    label = summary.period or ""
    size = len(label)
    return str(span.first)[:size] <= label <= str(span.last)[:size]
