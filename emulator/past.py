"""A made-up past of a car: the trips, a warning and the offences of some days (D1, M4).

A function of seed and VIN alone. It comes to the cloud as one late report.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from msgspec.structs import replace

from .draw import draw
from .tcu.alerts import Alert, AreaAlert, CurfewAlert, SpeedAlert
from .tcu.equipment import Equipment
from .tcu.monitoring import KEYS
from .tcu.report import Notice, Report, Trip, Warning

_DAY_S: Final = 86_400.0
# Alerts that are gone by now; nobody is told where the area was.
_LIMIT: Final = SpeedAlert(alert_id="past-speed", limit_kmh=110)
_NIGHT: Final = CurfewAlert(
    alert_id="past-curfew", start=22 * 60, end=5 * 60, days=frozenset(["friday"])
)
_CLOSED: Final = AreaAlert(
    alert_id="past-area",
    kind="restrict_within",
    latitude=0.0,
    longitude=0.0,
    radius_km=5.0,
)
_OFFENCE_S: Final = 180.0
_REPAIR_DAYS: Final = 5
_FRIDAY: Final = 4
_WEEKEND: Final = (5, 6)
# Of all days; of those at the weekend; of Fridays.
_RESTS: Final = 0.08
_LEAVES: Final = 0.7
_GOES_OUT: Final = 0.15
# Of the trips that are long enough to speed; of those that lead far.
_SPEEDS: Final = 1 / 40
_FAST_KM: Final = 10.0
_CROSSES: Final = 1 / 5
_FAR_KM: Final = 40.0
# The odometer also tells of a life before, and of a delivery.
_OF_ODOMETER: Final = 0.9


@dataclass(frozen=True)
class Life:
    """Whose past: a car with `odometer_km` at world time `until`, in its zone."""

    seed: int
    vin: str
    equipment: Equipment
    zone: tzinfo
    odometer_km: float
    until: float

    def report(self, days: float, watches: Collection[type[Alert]]) -> Report:
        """Return what the car, which watches such alerts, told before `until`."""
        trips = self._fitted(tuple(self._trips(days)))
        notices = [*self._health(trips), *self._offences(trips, watches)]
        notices.sort(key=lambda notice: notice.at)
        return Report(self.until, trips=trips, notices=tuple(notices))

    def _trips(self, days: float) -> Iterator[Trip]:
        """Give the trips: to work and back, some at the weekend and on Fridays."""
        since = self.until - days * _DAY_S
        day = datetime.fromtimestamp(since, self.zone).date()
        while (began := self._at(day, 0)) < self.until:
            for hour, km in self._plan(day):
                began = self._at(day, hour)
                trip = self._trip(began, km)
                if since <= began and trip.ended_at < self.until:
                    yield trip
            day += timedelta(days=1)

    def _plan(self, day: date) -> Iterator[tuple[float, float]]:
        """Give hour and km of each trip of a day."""
        if self._draw(day, "rests") < _RESTS:
            return
        if day.weekday() not in _WEEKEND:
            km = 12 + 6 * self._draw(day, "way")
            yield 7.2 + 0.6 * self._draw(day, "out"), km
            yield 17.1 + 1.4 * self._draw(day, "back"), km
            if day.weekday() == _FRIDAY and self._draw(day, "goes out") < _GOES_OUT:
                yield 20.5, km / 2
                yield 22.5 + self._draw(day, "late"), km / 2
        elif self._draw(day, "leaves") < _LEAVES:
            yield 10 + 4 * self._draw(day, "out"), 4 + 90 * self._draw(day, "way") ** 2

    def _trip(self, began: float, km: float) -> Trip:
        speed_kmh = 24 + min(km, 60)
        ended = began + km / speed_kmh * 3600
        energy = self.equipment.energy
        used = km * energy.per_km + (ended - began) * energy.idle_per_s / 4
        battery = self.equipment.battery
        if battery is None:
            return Trip(began, ended, km, used, 0.0, 0.0)
        regenerated = km * battery.regeneration_kwh_per_100km / 100
        return Trip(began, ended, km, 0.0, used, regenerated)

    def _fitted(self, trips: tuple[Trip, ...]) -> tuple[Trip, ...]:
        """Return trips that the odometer has room for."""
        total = sum(trip.distance_km for trip in trips)
        room = self.odometer_km * _OF_ODOMETER
        if total <= room:
            return trips
        part = room / total
        return tuple(
            replace(
                trip,
                distance_km=trip.distance_km * part,
                fuel_l=trip.fuel_l * part,
                energy_kwh=trip.energy_kwh * part,
                regenerated_kwh=trip.regenerated_kwh * part,
            )
            for trip in trips
        )

    def _health(self, trips: tuple[Trip, ...]) -> Iterator[Notice]:
        """Give a warning of the past, and its end after the repair (H3, H4)."""
        if Warning.BRAKE not in self.equipment.warnings or not trips:
            return
        began = trips[len(trips) // 2].began_at
        yield Notice(began, "brake.alert")
        after = [t for t in trips if t.began_at > began + _REPAIR_DAYS * _DAY_S]
        yield Notice(after[0].began_at if after else self.until, "brake.recovery")

    def _offences(
        self, trips: tuple[Trip, ...], watches: Collection[type[Alert]]
    ) -> Iterator[Notice]:
        for number, trip in enumerate(trips):
            for alert, began, ended in self._breaches(number, trip):
                if type(alert) in watches:
                    begins, ends = KEYS[type(alert)]
                    yield Notice(began, begins, alert)
                    yield Notice(ended, ends, alert)

    def _breaches(
        self, number: int, trip: Trip
    ) -> Iterator[tuple[Alert, float, float]]:
        """Give the alerts that a trip breached, from when and until when."""
        lasts_s = trip.ended_at - trip.began_at
        fast = trip.distance_km >= _FAST_KM and lasts_s > 2 * _OFFENCE_S
        if fast and draw(self.seed, self.vin, "offence", number) < _SPEEDS:
            at = trip.began_at + lasts_s / 2
            yield _LIMIT, at, at + _OFFENCE_S
        far = trip.distance_km >= _FAR_KM
        if far and draw(self.seed, self.vin, "crossing", number) < _CROSSES:
            yield _CLOSED, trip.began_at + lasts_s / 3, trip.began_at + lasts_s / 2
        began = datetime.fromtimestamp(trip.began_at, self.zone)
        if began.hour * 60 + began.minute >= _NIGHT.start:
            yield _NIGHT, trip.began_at, trip.ended_at

    def _at(self, day: date, hour: float) -> float:
        """Return the world time of an hour of a day, to the second, by the clocks."""
        minutes, seconds = divmod(round(hour * 3600), 60)
        clock = time(*divmod(minutes, 60), seconds)
        return datetime.combine(day, clock, self.zone).timestamp()

    def _draw(self, day: date, stream: str) -> float:
        return draw(self.seed, self.vin, f"past/{stream}", day.toordinal())
