"""When each resource of a car is to be read again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from ..api.errors import Outage
from ..api.resources import ResourceKey
from ..api.snapshot import VehicleSnapshot
from .steering import Steering

# A poll counts as due although the last one took a moment to be answered.
_SLACK: Final = timedelta(seconds=20)
# A car that denies all is looked at now and then: it may be sold, or be back.
DENIED_INTERVAL: Final = timedelta(days=1)
# What is read seldom does not wait half a day for the end of an outage.
_AFTER_OUTAGE: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
# Beside the clock: the list of cars, what is asked by hand, what news call for.
_BESIDE: Final = 1.5
# A start reads all at once, however seldom it is read afterwards.
_STARTS: Final = 1_000


class Pace:
    """How often the owner wants each resource; `outdated` are due whatever that is.

    What has no interval is not read.
    """

    def __init__(self, steering: Steering, options: Mapping[str, Any]) -> None:
        """Go by the account's options, and by what is chosen for the car."""
        self.steering = steering
        self.intervals = steering.intervals(options)
        self.outdated = set[ResourceKey]()
        self._options = options

    @property
    def every(self) -> timedelta | None:
        """How often to look for what is due; None for never."""
        return self.steering.every(self.intervals)

    @property
    def minutes(self) -> Mapping[str, float]:
        """The intervals, minutes, by their options' names."""
        return self.steering.minutes(self._options)

    def choose(self, name: str, minutes: float) -> None:
        """Have an interval otherwise than the account's."""
        self.steering.choose(name, minutes, self._options)
        self.intervals = self.steering.intervals(self._options)

    def next_look(
        self, last: datetime, *hindered_until: datetime | None
    ) -> datetime | None:
        """Return when the next look finds what hinders it over; None for never."""
        if (every := self.every) is None:
            return None
        following = last + every
        wanted = max(moment for moment in (following, *hindered_until) if moment)
        return following + every * ceil((wanted - following) / every)

    @property
    def calls_a_day(self) -> int:
        """How many calls a day one car may take that is read so often."""
        by_clock = sum(_DAY / interval for interval in self.intervals.values())
        return int(by_clock * _BESIDE) + _STARTS

    def due(
        self, car: VehicleSnapshot, now: datetime, *, denied: bool
    ) -> set[ResourceKey]:
        """Return what to read at `now`; `denied`: the cloud denies all of the car."""
        return {
            key
            for key, interval in self.intervals.items()
            if key in self.outdated or self._is_due(car, key, interval, now, denied)
        }

    def _is_due(
        self,
        car: VehicleSnapshot,
        key: ResourceKey,
        interval: timedelta,
        now: datetime,
        denied: bool,
    ) -> bool:
        reading = car.reading(key)
        if reading.asked_at is None:
            return True
        if denied:
            interval = max(interval, DENIED_INTERVAL)
        elif isinstance(reading.error, Outage):
            interval = min(interval, _AFTER_OUTAGE)
        return reading.asked_at + interval <= now + _SLACK
