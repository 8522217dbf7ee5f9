"""Where the value of an entity comes from: one resource of a car's snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .api.models import EngineState
from .api.snapshot import Reading, VehicleSnapshot


@dataclass(frozen=True, slots=True)
class Source[V]:
    """A reading, and the value out of it; None if the car has not told it."""

    reading: Callable[[VehicleSnapshot], Reading[Any]]
    value: Callable[[VehicleSnapshot], V | None]


class From[T]:
    """Makes sources that read the same resource."""

    def __init__(self, reading: Callable[[VehicleSnapshot], Reading[T]]) -> None:
        """Take the resource by its place in the snapshot."""
        self._reading = reading

    def __call__[V](self, value: Callable[[T], V | None]) -> Source[V]:
        """Return the source of one value of the resource."""

        def value_of(car: VehicleSnapshot) -> V | None:
            told = self._reading(car).value
            return None if told is None else value(told)

        return Source(self._reading, value_of)


ALERTS = From(lambda car: car.alerts)
BATTERY = From(lambda car: car.battery_status)
COCKPIT = From(lambda car: car.cockpit)
HEALTH = From(lambda car: car.health_status)
HVAC = From(lambda car: car.hvac_status)
LOCATION = From(lambda car: car.location)
LOCKS = From(lambda car: car.lock_status)
NOTIFICATIONS = From(lambda car: car.notifications)
PREFERENCES = From(lambda car: car.preferences)
PRESSURE = From(lambda car: car.pressure)
SERVICE_DUE = From(lambda car: car.service_due)
SUBSCRIPTIONS = From(lambda car: car.subscriptions)
TRIPS_DAY = From(lambda car: car.trips_day)
TRIPS_MONTH = From(lambda car: car.trips_month)
TRIPS_YEAR = From(lambda car: car.trips_year)


def _engine_reading(car: VehicleSnapshot) -> Reading[Any]:
    """Return where the car tells of its engine (protocol 4.5, 4.10)."""
    return car.res_state if car.res_state.value else car.hvac_status


def engine[V](value: Callable[[EngineState], V | None]) -> Source[V]:
    """Return a source of the engine's state, wherever the car tells it."""
    return Source(
        _engine_reading,
        lambda car: None if car.engine is None else value(car.engine),
    )


def _run_end(car: VehicleSnapshot) -> datetime | None:
    told = car.res_state.value
    running = car.engine is EngineState.RUNNING_REMOTELY
    return told.ends_at if told is not None and running else None


ENGINE_RUN_END = Source(_engine_reading, _run_end)
