"""What a car tells, in plain units: km, litres, bar, degrees Celsius, kW, kWh, minutes.

A field is None when the car does not have it or its value was not understood.
`reported_at` is the car's own time (UTC), None where the wire has none.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, override

from .discretion import discreet


class Cockpit(NamedTuple):
    """Odometer and tank (protocol 4.1); percent for the level."""

    odometer_km: float | None = None
    fuel_l: float | None = None
    fuel_range_km: float | None = None
    fuel_level_pct: float | None = None
    fuel_low: bool | None = None
    service_in_km: float | None = None
    oil_change_in_km: float | None = None
    reported_at: datetime | None = None


class Location(NamedTuple):
    """Last known position (protocol 4.2): degrees, and degrees clockwise from north."""

    latitude: float | None = None
    longitude: float | None = None
    heading_deg: float | None = None
    reported_at: datetime | None = None

    @override
    def __repr__(self) -> str:
        return discreet(self, "latitude", "longitude")


class LockStatus(NamedTuple):
    """Central locking and what stands open, True = open (protocol 4.3).

    `driver` and `passenger` are set only where the car does not name left and right.
    """

    locked: bool | None = None
    front_left: bool | None = None
    front_right: bool | None = None
    rear_left: bool | None = None
    rear_right: bool | None = None
    driver: bool | None = None
    passenger: bool | None = None
    hatch: bool | None = None
    hood: bool | None = None
    sunroof: bool | None = None
    reported_at: datetime | None = None


class ChargeState(StrEnum):
    """What the charger does (protocol 4.4)."""

    NOT_CHARGING = "not_charging"
    CHARGING = "charging"
    WAITING_PLANNED = "waiting_planned"
    ENDED = "ended"
    WAITING_CURRENT = "waiting_current"
    FLAP_OPEN = "flap_open"
    DISCHARGING = "discharging"
    UNAVAILABLE = "unavailable"
    ERROR = "error"


class BatteryStatus(NamedTuple):
    """Traction battery (protocol 4.4); `minutes_to_full` only while it charges."""

    level_pct: float | None = None
    range_km: float | None = None
    range_hvac_km: float | None = None
    plugged: bool | None = None
    charge: ChargeState | None = None
    minutes_to_full: float | None = None
    power_kw: float | None = None
    capacity_kwh: float | None = None
    energy_kwh: float | None = None
    temperature_c: float | None = None
    plugged_at: datetime | None = None
    unplugged_at: datetime | None = None
    reported_at: datetime | None = None


class EngineState(StrEnum):
    """The engine as remote start sees it (protocol 4.10)."""

    UNAVAILABLE = "unavailable"
    NOT_ENABLED = "not_enabled"
    NOT_READY = "not_ready"
    READY = "ready"
    KEY_ONLY = "key_only"
    RUNNING_BY_KEY = "running_by_key"
    RUNNING_REMOTELY = "running_remotely"

    @property
    def running(self) -> bool | None:
        """Whether the engine runs; None where the state does not say."""
        match self:
            case EngineState.RUNNING_BY_KEY | EngineState.RUNNING_REMOTELY:
                return True
            case EngineState.UNAVAILABLE:
                return None
            case _:
                return False


class EngineStatus(NamedTuple):
    """Remote engine start (protocol 4.10); `seconds_left` of a remote run."""

    state: EngineState | None = None
    seconds_left: float | None = None
    error: str | None = None
    reported_at: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        """When a remote run ends; None where the wire has no time to count from."""
        if self.seconds_left is None or self.reported_at is None:
            return None
        return self.reported_at + timedelta(seconds=self.seconds_left)


class HvacStatus(NamedTuple):
    """Climate (protocol 4.5); `engine` on cars that tell it here."""

    on: bool | None = None
    inside_c: float | None = None
    outside_c: float | None = None
    next_start: datetime | None = None
    next_target_c: float | None = None
    min_level_pct: float | None = None
    engine: EngineState | None = None
    reported_at: datetime | None = None


class HealthStatus(NamedTuple):
    """Warning lamps, True while lit; None if not equipped (H1, protocol 4.8).

    `engine` is the malfunction indicator lamp, `stop` and `service` are overall ones.
    """

    tyre_pressure: bool | None = None
    brake: bool | None = None
    abs: bool | None = None
    airbag: bool | None = None
    engine: bool | None = None
    oil_pressure: bool | None = None
    stop: bool | None = None
    service: bool | None = None
    battery_12v: bool | None = None
    power_steering: bool | None = None
    parking_light: bool | None = None
    power_limitation: bool | None = None
    reported_at: datetime | None = None

    @property
    def lamps(self) -> Mapping[str, bool]:
        """The lamps the car is equipped with, by field name."""
        return {n: lit for n, lit in self._asdict().items() if isinstance(lit, bool)}

    @property
    def attention(self) -> bool | None:
        """Whether any lamp is lit (H2); None if no lamp is known."""
        return any(self.lamps.values()) if self.lamps else None


class TyrePressure(NamedTuple):
    """Pressures in bar, and whether the car complains about a tyre (protocol 4.9)."""

    front_left_bar: float | None = None
    front_right_bar: float | None = None
    rear_left_bar: float | None = None
    rear_right_bar: float | None = None
    front_left_warning: bool | None = None
    front_right_warning: bool | None = None
    rear_left_warning: bool | None = None
    rear_right_warning: bool | None = None
    reported_at: datetime | None = None


class TripSummary(NamedTuple):
    """Trips of one day, month or year as the cloud sums them (D1, protocol 4.7).

    `period` is `2026-11-22`, `2026-11` or `2026`. A period without trips has zeros.
    """

    period: str | None = None
    trips: int | None = None
    distance_km: float | None = None
    duration_min: float | None = None
    fuel_l: float | None = None
    energy_kwh: float | None = None
    regenerated_kwh: float | None = None
    first_start: datetime | None = None
    last_end: datetime | None = None
    reported_at: datetime | None = None


class Notification(NamedTuple):
    """One entry of the history (N1, protocol 4.11).

    `at` is the car's time (UTC); `data` are named values, such as `alertId`.
    """

    id: str
    title: str | None = None
    text: str | None = None
    category: str | None = None
    key: str | None = None
    rule: str | None = None
    priority: int | None = None
    read: bool | None = None
    at: datetime | None = None
    description: str | None = None
    data: Mapping[str, str] = MappingProxyType({})


class Inbox(NamedTuple):
    """The history, newest first."""

    messages: tuple[Notification, ...] = ()
    reported_at: datetime | None = None
