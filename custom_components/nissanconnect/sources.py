"""Where the value of an entity comes from: one resource of a car's snapshot."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from .api.alerts import Alerts
from .api.models import (
    BatteryStatus,
    Cockpit,
    EngineState,
    HealthStatus,
    HvacStatus,
    Inbox,
    Location,
    LockStatus,
    TripSummary,
    TyrePressure,
)
from .api.preferences import Preferences
from .api.resources import ResourceKey
from .api.service_due import ServiceDue
from .api.snapshot import Reading, VehicleSnapshot
from .api.subscriptions import Subscriptions


class Source[V]:
    """A reading, and the value out of it; None if the car has not told it."""

    def __init__(
        self,
        keys: frozenset[ResourceKey],
        reading: Callable[[VehicleSnapshot], Reading[Any]],
        value: Callable[[VehicleSnapshot], V | None],
    ) -> None:
        """Take both; `keys` are the resources that they go by."""
        self.keys: Final = keys
        self.reading: Final = reading
        self.value: Final = value


class From[T]:
    """Makes sources that read the same resource."""

    def __init__(self, key: ResourceKey) -> None:
        """Take the resource; snapshots name its reading as the key."""
        self._keys = frozenset({key})
        self._reading: Callable[[VehicleSnapshot], Reading[T]] = attrgetter(key)

    def __call__[V](self, value: Callable[[T], V | None]) -> Source[V]:
        """Return the source of one value of the resource."""

        def value_of(car: VehicleSnapshot) -> V | None:
            told = self._reading(car).value
            return None if told is None else value(told)

        return Source(self._keys, self._reading, value_of)


ALERTS = From[Alerts](ResourceKey.ALERTS)
BATTERY = From[BatteryStatus](ResourceKey.BATTERY_STATUS)
COCKPIT = From[Cockpit](ResourceKey.COCKPIT)
HEALTH = From[HealthStatus](ResourceKey.HEALTH_STATUS)
HVAC = From[HvacStatus](ResourceKey.HVAC_STATUS)
LOCATION = From[Location](ResourceKey.LOCATION)
LOCKS = From[LockStatus](ResourceKey.LOCK_STATUS)
NOTIFICATIONS = From[Inbox](ResourceKey.NOTIFICATIONS)
PREFERENCES = From[Preferences](ResourceKey.PREFERENCES)
PRESSURE = From[TyrePressure](ResourceKey.PRESSURE)
SERVICE_DUE = From[ServiceDue](ResourceKey.SERVICE_DUE)
SUBSCRIPTIONS = From[Subscriptions](ResourceKey.SUBSCRIPTIONS)
TRIPS_DAY = From[TripSummary](ResourceKey.TRIPS_DAY)
TRIPS_MONTH = From[TripSummary](ResourceKey.TRIPS_MONTH)
TRIPS_YEAR = From[TripSummary](ResourceKey.TRIPS_YEAR)
# Where the car tells of its engine (protocol 4.5, 4.10).
_ENGINE = frozenset({ResourceKey.RES_STATE, ResourceKey.HVAC_STATUS})


def _engine_reading(car: VehicleSnapshot) -> Reading[Any]:
    """Return the reading that has it."""
    return car.res_state if car.res_state.value else car.hvac_status


def engine[V](value: Callable[[EngineState], V | None]) -> Source[V]:
    """Return a source of the engine's state, wherever the car tells it."""
    return Source(
        _ENGINE,
        _engine_reading,
        lambda car: None if car.engine is None else value(car.engine),
    )


def _run_end(car: VehicleSnapshot) -> datetime | None:
    told = car.res_state.value
    running = car.engine is EngineState.RUNNING_REMOTELY
    return told.ends_at if told is not None and running else None


ENGINE_RUN_END = Source(_ENGINE, _engine_reading, _run_end)
