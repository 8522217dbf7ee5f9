"""Long-term statistics of past trips: which, and how days become rows (D1)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.const import UnitOfEnergy, UnitOfLength, UnitOfTime, UnitOfVolume
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_conversion import (
    BaseUnitConverter,
    DistanceConverter,
    DurationConverter,
    EnergyConverter,
    VolumeConverter,
)

from ..api.models import TripSummary
from ..const import DOMAIN

_HOUR: Final = timedelta(hours=1)


class Row(NamedTuple):
    """What the recorder has of one hour: the day's amount, and the sum up to it."""

    start: datetime
    amount: float
    total: float


class Series(NamedTuple):
    """One statistic of each car; `key` also names its text."""

    key: str
    unit: str
    converter: type[BaseUnitConverter]
    amount: Callable[[TripSummary], float | None]

    def statistic_id(self, vin: str) -> str:
        """Return the id; ids are lower case."""
        return f"{DOMAIN}:{vin.lower()}_{self.key}"

    def metadata(self, vin: str, name: str) -> StatisticMetaData:
        """Return what the recorder wants to know."""
        return {
            "source": DOMAIN,
            "statistic_id": self.statistic_id(vin),
            "name": name,
            "unit_of_measurement": self.unit,
            "unit_class": self.converter.UNIT_CLASS,
            "has_sum": True,
            "mean_type": StatisticMeanType.NONE,
        }

    def amounts(self, told: Sequence[TripSummary]) -> dict[datetime, float]:
        """Return the amounts of days by the hours that stand for them."""
        return {
            hour_of(date.fromisoformat(one.period)): amount
            for one in told
            if one.period is not None and (amount := self.amount(one)) is not None
        }


SERIES: Final = (
    Series(
        key="distance",
        unit=UnitOfLength.KILOMETERS,
        converter=DistanceConverter,
        amount=lambda it: it.distance_km,
    ),
    Series(
        key="driving_time",
        unit=UnitOfTime.MINUTES,
        converter=DurationConverter,
        amount=lambda it: it.duration_min,
    ),
    Series(
        key="fuel",
        unit=UnitOfVolume.LITERS,
        converter=VolumeConverter,
        amount=lambda it: it.fuel_l,
    ),
    Series(
        key="energy",
        unit=UnitOfEnergy.KILO_WATT_HOUR,
        converter=EnergyConverter,
        amount=lambda it: it.energy_kwh,
    ),
)


def hour_of(day: date) -> datetime:
    """Return the hour (UTC) that stands for a day: the first that begins in it.

    Where zones are off by half an hour that is not midnight: the hour that holds
    midnight begins on the day before and would be shown there.
    """
    begin = dt_util.as_utc(dt_util.start_of_local_day(day))
    whole = begin.replace(minute=0, second=0, microsecond=0)
    return whole if whole == begin else whole + _HOUR


def changes(
    known: Sequence[Row], amounts: Mapping[datetime, float]
) -> list[StatisticData]:
    """Return the rows to import: from the first that differs to the last.

    `known` is all that the recorder has, in order. What is from before the first of the
    `amounts` stays: the cloud forgets it sooner.
    """
    begin = min(amounts, default=None)
    if begin is None:
        return []
    base = next((row.total for row in reversed(known) if row.start < begin), 0.0)
    had = {row.start: row for row in known if row.start >= begin}
    rows = _summed(base, {**dict.fromkeys(had, 0.0), **amounts})
    for number, row in enumerate(rows):
        if row != had.get(row.start):
            return [_data(one) for one in rows[number:]]
    return []


def _summed(base: float, amounts: Mapping[datetime, float]) -> list[Row]:
    rows, total = [], base
    for start, amount in sorted(amounts.items()):
        total = round(total + amount, 6)
        rows.append(Row(start, amount, total))
    return rows


def _data(row: Row) -> StatisticData:
    return {"start": row.start, "state": row.amount, "sum": row.total}
