"""One car as we know it: an immutable snapshot, and how an answer or an error changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from .answer import Answer
from .errors import NissanError, NotSupported
from .models import (
    BatteryStatus,
    Cockpit,
    EngineState,
    EngineStatus,
    HealthStatus,
    HvacStatus,
    Inbox,
    Location,
    LockStatus,
    TripSummary,
    TyrePressure,
)
from .resources import ResourceKey


@dataclass(frozen=True, slots=True)
class Reading[T]:
    """What is known of one resource.

    `value` and `reported_at` (the car's time) come from the last answer that was taken,
    `answer`; `answered_at` is our time of the last good answer, taken or not; `asked_at`
    that of the last try; `error` what the last try ended with. An error changes no value.
    """

    value: T | None = None
    reported_at: datetime | None = None
    answered_at: datetime | None = None
    asked_at: datetime | None = None
    error: NissanError | None = None
    oddities: tuple[str, ...] = ()
    answer: Answer | None = field(default=None, repr=False)

    @property
    def supported(self) -> bool | None:
        """Whether the car has it; None until it was learnt."""
        if isinstance(self.error, NotSupported):
            return False
        return True if self.answer is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleSnapshot:
    """One reading for each resource; fields are named as `ResourceKey`."""

    cockpit: Reading[Cockpit] = Reading()
    location: Reading[Location] = Reading()
    lock_status: Reading[LockStatus] = Reading()
    battery_status: Reading[BatteryStatus] = Reading()
    hvac_status: Reading[HvacStatus] = Reading()
    res_state: Reading[EngineStatus] = Reading()
    health_status: Reading[HealthStatus] = Reading()
    pressure: Reading[TyrePressure] = Reading()
    trips_day: Reading[TripSummary] = Reading()
    trips_month: Reading[TripSummary] = Reading()
    trips_year: Reading[TripSummary] = Reading()
    notifications: Reading[Inbox] = Reading()

    def reading(self, key: ResourceKey) -> Reading[Any]:
        """Return the reading of a resource."""
        reading: Reading[Any] = getattr(self, key)
        return reading

    @property
    def readings(self) -> Mapping[ResourceKey, Reading[Any]]:
        """All readings by resource."""
        return {key: self.reading(key) for key in ResourceKey}

    @property
    def answered_at(self) -> datetime | None:
        """Our time of the cloud's last good answer about this car."""
        times = [r.answered_at for r in self.readings.values() if r.answered_at]
        return max(times, default=None)

    @property
    def reported_at(self) -> datetime | None:
        """The car's time of its newest report: its last contact."""
        times = [r.reported_at for r in self.readings.values() if r.reported_at]
        return max(times, default=None)

    @property
    def engine(self) -> EngineState | None:
        """The engine's state, from whichever resource the car tells it by (protocol 4.10)."""
        if self.res_state.value is not None and self.res_state.value.state is not None:
            return self.res_state.value.state
        return (
            self.hvac_status.value.engine
            if self.hvac_status.value is not None
            else None
        )


def merge(
    snapshot: VehicleSnapshot,
    key: ResourceKey,
    outcome: Answer | NissanError,
    now: datetime,
) -> VehicleSnapshot:
    """Return the snapshot with what one try to read a resource brought, at our time `now`."""
    raise NotImplementedError


def stored(snapshot: VehicleSnapshot) -> dict[str, Any]:
    """Return the raw answers of a snapshot as JSON types, to be kept."""
    return {
        key: reading.answer.to_dict()
        for key, reading in snapshot.readings.items()
        if reading.answer is not None
    }


def restored(kept: Mapping[str, Any]) -> VehicleSnapshot:
    """Return the snapshot that `stored` came from; what is damaged is left out."""
    snapshot = VehicleSnapshot()
    for key in ResourceKey:
        try:
            answer = Answer.from_dict(kept[key])
        except KeyError, TypeError, ValueError:
            continue
        snapshot = replace(merge(snapshot, key, answer, answer.received_at))
    return snapshot
