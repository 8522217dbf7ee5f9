"""Which of a car's resources show something new: most polls bring little."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from homeassistant.util import dt as dt_util

from .api.resources import ResourceKey
from .api.snapshot import Reading, VehicleSnapshot

# The last good value is shown so long without an answer of the cloud (behaviour.md).
PATIENCE: Final = timedelta(hours=6)
# What goes by all that a car tells.
ALL: Final = frozenset(ResourceKey)


def is_lately(answered_at: datetime | None) -> bool:
    """Whether what the cloud said at a time can still be shown."""
    return answered_at is not None and dt_util.utcnow() - answered_at < PATIENCE


class Changes:
    """Remembers what each resource showed."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self._shown: dict[ResourceKey, tuple[Any, ...]] = {}
        self._around: tuple[date, str] | None = None

    def since(
        self, car: VehicleSnapshot, today: date, language: str
    ) -> frozenset[ResourceKey]:
        """Return what shows otherwise than when last asked.

        That is all on another day, and in another language.
        """
        before, around = self._shown, self._around
        self._shown = {key: _shown(it) for key, it in car.readings.items()}
        self._around = today, language
        if self._around != around:
            return ALL
        return frozenset(
            key for key, shown in self._shown.items() if shown != before[key]
        )


def _shown(reading: Reading[Any]) -> tuple[Any, ...]:
    """Return what an entity can show of it."""
    lately = is_lately(reading.answered_at)
    error = type(reading.error)
    return reading.value, reading.reported_at, reading.doubted, error, lately
