"""What shows something new of a car: most polls bring little."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Protocol

from homeassistant.util import dt as dt_util

from ..api.resources import ResourceKey
from ..api.snapshot import Reading, VehicleSnapshot
from ..car import Car
from ..plans.standing import Standing
from ..remote.control import RemoteControl
from .reachability import Reachability

# The last good value is shown so long without an answer of the cloud (behaviour.md).
PATIENCE: Final = timedelta(hours=6)


class ByClock(StrEnum):
    """What changes without a word of the car, by the passing of time."""

    POLL = "poll"
    REACHABILITY = "reachability"
    # A block of the security code ends by itself.
    CODE_BLOCK = "code_block"
    PLANS = "plans"


type Topic = ResourceKey | ByClock

# What goes by all that a car tells.
TOLD: Final[frozenset[Topic]] = frozenset(ResourceKey)
ALL: Final[frozenset[Topic]] = TOLD | frozenset(ByClock)


class ChangingCar(Car, Protocol):
    """What can change of a car's coordinator."""

    @property
    def reachability(self) -> Reachability | None:
        """What the last report says of it now."""

    @property
    def remote(self) -> RemoteControl:
        """Its remote control."""


class Changes:
    """Remembers what each topic of one car showed."""

    def __init__(self, car: ChangingCar) -> None:
        """Have seen nothing."""
        self._car = car
        self._shown: Mapping[Topic, Any] = {}
        self._around: tuple[date, str] | None = None

    def since_last(self) -> frozenset[Topic]:
        """Return what shows otherwise than when last asked.

        That is all on another day, and in another language.
        """
        shown, around = self._shown, self._around
        self._shown = _told(self._car.data) | _by_clock(self._car)
        self._around = self._car.server_now.date(), self._car.hass.config.language
        if self._around != around:
            return ALL
        return frozenset(key for key, now in self._shown.items() if now != shown[key])


def is_lately(answered_at: datetime | None) -> bool:
    """Whether what the cloud said at a time can still be shown."""
    return answered_at is not None and dt_util.utcnow() - answered_at < PATIENCE


def _told(car: VehicleSnapshot) -> dict[Topic, Any]:
    return {key: _shown(reading) for key, reading in car.readings.items()}


def _by_clock(car: ChangingCar) -> dict[Topic, Any]:
    now = dt_util.utcnow()
    return {
        ByClock.POLL: now,
        ByClock.REACHABILITY: car.reachability,
        ByClock.CODE_BLOCK: car.remote.state.is_blocked(now),
        ByClock.PLANS: Standing.of(car.record, car.data, car.server_now),
    }


def _shown(reading: Reading[Any]) -> tuple[Any, ...]:
    """Return what an entity can show of it."""
    lately = is_lately(reading.answered_at)
    error = type(reading.error)
    return reading.value, reading.reported_at, reading.doubted, error, lately
