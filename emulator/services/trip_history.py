"""Trip history: periods asked for in every form seen, and their sums (protocol 4.7)."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
import re
from types import MappingProxyType

from emulator.cloud.platform import TripDates, Unit as UnitName
from emulator.cloud.trips import Sums

from .errors import BAD_PARAMETER, WireError
from .wire import Attributes, stamp

# Grams that a kilometre on electricity saves, from a real answer (protocol 10.6).
_CO2_G_PER_KM = 171.8
_DATE = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Unit:
    """A unit of summing: its name in answers, and how it writes itself."""

    name: UnitName
    form: str


DAY = Unit("day", "%Y%m%d")
MONTH = Unit("month", "%Y%m")
YEAR = Unit("year", "%Y")
_UNITS = {"0": DAY, "day": DAY, "1": MONTH, "month": MONTH, "2": YEAR, "year": YEAR}


@dataclass(frozen=True)
class Period:
    """Whole units from the first to the last day."""

    unit: Unit
    first: date
    last: date


def period(
    query: Mapping[str, str], forms: Mapping[UnitName, TripDates] = MappingProxyType({})
) -> Period:
    """Read `type`, `start` and `end`, in the model's `forms`; raises WireError (400).

    Days are `YYYY-MM-DD` or `YYYYMMDD`, months `YYYYMM`, years `YYYY`. A month is
    summed whole though it was asked for by one of its days.
    """
    unit = _UNITS.get(query.get("type", ""))
    start, end = query.get("start", ""), query.get("end", "")
    if unit is None:
        raise WireError(BAD_PARAMETER)
    form = forms.get(unit.name)
    if not (_has_form(start, form) and _has_form(end, form)):
        raise WireError(BAD_PARAMETER)
    first, _ = _span(start, unit)
    _, last = _span(end, unit)
    if last < first:
        raise WireError(BAD_PARAMETER)
    return Period(unit, first, last)


def summaries(asked: Period, days: Iterable[tuple[date, Sums]]) -> list[Attributes]:
    """Return a row for each unit with trips, the oldest first."""
    return [
        _row(asked.unit, label, [sums for _, sums in group])
        for label, group in groupby(
            days, key=lambda item: item[0].strftime(asked.unit.form)
        )
    ]


def _has_form(text: str, form: TripDates | None) -> bool:
    return form is None or ("-" in text) == (form == "iso")


def _span(text: str, unit: Unit) -> tuple[date, date]:
    """Return first and last day of what a date in some form names."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise WireError(BAD_PARAMETER)
    year, month, day = (int(part) if part else None for part in match.groups())
    if unit is YEAR:
        month = None
    if unit is not DAY:
        day = None
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError as err:
        raise WireError(BAD_PARAMETER) from err
    return first, _last_day(first, month, day)


def _last_day(first: date, month: int | None, day: int | None) -> date:
    if month is None:
        return date(first.year, 12, 31)
    if day is None:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def _row(unit: Unit, label: str, days: list[Sums]) -> Attributes:
    sums = days[0]
    for day in days[1:]:
        sums += day
    electric = sums.energy_kwh > 0
    return {
        "tripsNumber": sums.trips,
        "distance": sums.distance_km,
        "duration": round(sums.driving_s / 60),
        "firstTripStart": stamp(sums.first_start),
        "lastTripEnd": stamp(sums.last_end),
        "consumedFuel": sums.fuel_l,
        "consumedElectricity": sums.energy_kwh,
        "savedElectricity": sums.regenerated_kwh,
        "co2Saving": sums.distance_km * _CO2_G_PER_KM if electric else 0.0,
        unit.name: label,
    }
