"""From the trip history to the summary of one period (D1, protocol 4.7)."""

from collections.abc import Mapping
from copy import replace
from datetime import datetime
from functools import partial
from typing import Any

from .answer import Answer
from .models import TripSummary
from .parsing import Parsed, build, number, past, take, text


def _count(raw: Any, at: datetime) -> int:
    return int(number(0, 100_000)(raw, at))


_AMOUNT = number(0, 1_000_000)

_SUMMARY = {
    "trips": take(_count, "tripsNumber"),
    "distance_km": take(_AMOUNT, "distance"),
    "fuel_l": take(_AMOUNT, "consumedFuel"),
    "energy_kwh": take(_AMOUNT, "consumedElectricity"),
    "regenerated_kwh": take(_AMOUNT, "savedElectricity"),
    "first_start": take(past, "firstTripStart"),
    "last_end": take(past, "lastTripEnd"),
}


class TripParser:
    """Parser for one kind of period."""

    def __init__(self, label: str, digits: int, most_days: int) -> None:
        """Take the key of the period's label, its digits, and the longest's days."""
        self._label = label
        self._digits = digits
        self._most_days = most_days

    def __call__(self, answer: Answer) -> Parsed[TripSummary] | None:
        """Return the period that was asked for; without trips it has zeros (F69)."""
        summaries = answer.payload.get("summaries")
        if not isinstance(summaries, list):
            return None
        wanted = _digits(answer.query.get("end"))[: self._digits]
        for summary in summaries:
            if isinstance(summary, Mapping) and self._is(summary, wanted):
                return self._parsed(summary, wanted, answer.server_at)
        period = _dashed(wanted)
        return Parsed(
            TripSummary(period=period, trips=0, distance_km=0, duration_min=0)
        )

    def each(self, answer: Answer) -> tuple[TripSummary, ...]:
        """Return the periods that an answer has, the oldest first."""
        told: dict[str, TripSummary] = {}
        summaries = answer.payload.get("summaries")
        for summary in summaries if isinstance(summaries, list) else ():
            label = _digits(text(_of(summary).get(self._label)))
            if len(label) == self._digits:
                parsed = self._parsed(summary, label, answer.server_at)
                if parsed is not None:
                    told[label] = parsed.value
        return tuple(summary for _, summary in sorted(told.items()))

    def _is(self, summary: Mapping[str, Any], wanted: str) -> bool:
        label = text(summary.get(self._label))
        return label is None or _digits(label) == wanted

    def _parsed(
        self, summary: Mapping[str, Any], wanted: str, at: datetime
    ) -> Parsed[TripSummary] | None:
        # Seconds in place of minutes would be more than the period has (F63).
        minutes = take(number(0, self._most_days * 1500), "duration")
        model = partial(TripSummary, period=_dashed(wanted))
        parsed = build(model, _SUMMARY | {"duration_min": minutes}, summary, at)
        # What is missing today is not what it was yesterday: nothing is carried.
        return None if parsed is None else replace(parsed, missing=frozenset())


def _of(summary: Any) -> Mapping[str, Any]:
    return summary if isinstance(summary, Mapping) else {}


def _digits(label: str | None) -> str:
    return "".join(filter(str.isdigit, label or ""))


def _dashed(digits: str) -> str:
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))


trips_day = TripParser("day", 8, 1)
trips_month = TripParser("month", 6, 31)
trips_year = TripParser("year", 4, 366)
