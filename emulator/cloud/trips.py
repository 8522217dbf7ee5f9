"""Driving history: what a car's trips sum up to (D1 to D3)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct, field
from msgspec.structs import replace

from emulator.tcu.report import Trip

from .documents import Collection, DocumentKey


class Sums(Struct, frozen=True):
    """Trips of a period: km, seconds, world times, litres, kWh."""

    trips: int
    distance_km: float
    driving_s: float
    first_start: float
    last_end: float
    fuel_l: float
    energy_kwh: float
    regenerated_kwh: float

    def __add__(self, other: Sums) -> Sums:
        """Return the sums of both."""
        return Sums(
            self.trips + other.trips,
            self.distance_km + other.distance_km,
            self.driving_s + other.driving_s,
            min(self.first_start, other.first_start),
            max(self.last_end, other.last_end),
            self.fuel_l + other.fuel_l,
            self.energy_kwh + other.energy_kwh,
            self.regenerated_kwh + other.regenerated_kwh,
        )


class Month(Struct, frozen=True):
    """One car's days with trips in one month, by ISO date."""

    days: dict[str, Sums] = field(default_factory=dict)


class Trips:
    """The sums of every car's days."""

    def __init__(self, changed: set[DocumentKey]) -> None:
        """Start without trips."""
        self.documents = Collection("trips", Month, changed)

    def add(self, vin: str, trips: Iterable[Trip], zone: tzinfo) -> None:
        """Count finished trips to the days on which they began in the car's zone."""
        for trip in trips:
            day = datetime.fromtimestamp(trip.began_at, zone).date()
            key = _key(vin, day)
            month = self.documents.get(key) or Month()
            known, new = month.days.get(day.isoformat()), _sums(trip)
            days = month.days | {day.isoformat(): known + new if known else new}
            self.documents[key] = replace(month, days=days)

    def days(self, vin: str, first: date, last: date) -> Iterator[tuple[date, Sums]]:
        """Give the days with trips from `first` to `last`, in order."""
        month = first.replace(day=1)
        while month <= last:
            kept = self.documents.get(_key(vin, month)) or Month()
            for text, sums in sorted(kept.days.items()):
                day = date.fromisoformat(text)
                if first <= day <= last:
                    yield day, sums
            month = (month + timedelta(days=31)).replace(day=1)

    def forget(self, vin: str) -> None:
        """Erase a car's trips (E9)."""
        for key in [one for one in self.documents if one.startswith(f"{vin}/")]:
            self.documents.pop(key)


def _key(vin: str, day: date) -> str:
    return f"{vin}/{day:%Y-%m}"


def _sums(trip: Trip) -> Sums:
    return Sums(
        1,
        trip.distance_km,
        trip.ended_at - trip.began_at,
        trip.began_at,
        trip.ended_at,
        trip.fuel_l,
        trip.energy_kwh,
        trip.regenerated_kwh,
    )
