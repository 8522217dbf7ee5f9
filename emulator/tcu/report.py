"""What a car tells the cloud: typed blocks, each true at the report's moment."""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from .alerts import Alert, MonitorSettings

type Block = Literal[
    "cockpit",
    "location",
    "locks",
    "battery",
    "cabin",
    "engine",
    "health",
    "pressure",
    "monitoring",
]
type Wheel = Literal["front_left", "front_right", "rear_left", "rear_right"]


class Opening(StrEnum):
    """What can be opened on a car; all but the hood have a lock."""

    FRONT_LEFT = "front_left"
    FRONT_RIGHT = "front_right"
    REAR_LEFT = "rear_left"
    REAR_RIGHT = "rear_right"
    HATCH = "hatch"
    HOOD = "hood"


LOCKABLE: frozenset[Opening] = frozenset(Opening) - {Opening.HOOD}


class Warning(StrEnum):
    """Warning lamps a car may be equipped to monitor (H1)."""

    TIRE_PRESSURE = "tire_pressure"
    BRAKE = "brake"
    ABS = "abs"
    AIRBAG = "airbag"
    ENGINE = "engine"
    OIL_PRESSURE = "oil_pressure"


class EngineState(StrEnum):
    """Who runs the engine, or the drive of an EV."""

    OFF = "off"
    KEY = "key"
    REMOTE = "remote"


class Cockpit(Struct, frozen=True):
    """Odometer and tank: km, litres, km."""

    odometer_km: float
    fuel_l: float | None
    fuel_range_km: float | None


class Location(Struct, frozen=True):
    """A position fix: degrees, degrees clockwise from north, time of the fix."""

    latitude: float
    longitude: float
    heading_deg: float
    fixed_at: float


class Locks(Struct, frozen=True):
    """Central locking and what stands open."""

    locked: bool
    open: frozenset[Opening]


class Battery(Struct, frozen=True):
    """Traction battery: percent, km, kW, minutes, kWh, degrees Celsius."""

    level_pct: float
    range_km: float
    range_hvac_km: float
    plugged: bool
    charging: bool
    power_kw: float
    minutes_to_full: int
    energy_kwh: float
    temperature_c: float
    plugged_at: float | None
    unplugged_at: float | None


class Cabin(Struct, frozen=True):
    """Climate: degrees Celsius; `starts_at` is a start that the owner has planned."""

    hvac_on: bool
    inside_c: float
    outside_c: float
    target_c: float | None
    starts_at: float | None = None


class Engine(Struct, frozen=True):
    """Engine or drive state; `remote_until` is the end of a remote run (R4)."""

    state: EngineState
    remote_until: float | None


class Health(Struct, frozen=True):
    """Equipped warnings, True while the lamp is on."""

    lamps: dict[Warning, bool]


class Pressure(Struct, frozen=True):
    """Tyre pressures in bar and whether each is too low; only with TPMS."""

    front_left_bar: float
    front_right_bar: float
    rear_left_bar: float
    rear_right_bar: float
    low: frozenset[Wheel]


class Monitoring(Struct, frozen=True, omit_defaults=True):
    """What the car watches (M1-M4, T1).

    `in_force` are the settings it has taken over, `breaches` the ids of those alerts
    that are breached now, `alarm_until` is when a sounding theft alarm ends.
    """

    in_force: MonitorSettings = MonitorSettings()
    breaches: frozenset[str] = frozenset()
    alarm_until: float | None = None


type NoticeKey = Literal[
    "speed.infringement",
    "speed.recovery",
    "curfew.infringement",
    "curfew.recovery",
    "zone.infringement",
    "zone.recovery",
    "burglar.car.stolen",
    "burglar.tow.info",
    "wheel.alert",
    "wheel.recovery",
    "brake.alert",
    "brake.recovery",
    "abs.alert",
    "abs.recovery",
    "airbag.alert",
    "airbag.recovery",
    "mil.lamp.on.request",
    "mil.lamp.off.request",
    "oil.pressure.alert",
    "oil.pressure.recovery",
]


class Notice(Struct, frozen=True, omit_defaults=True):
    """What happened to the car at `at`, by the maker's key (protocol 7).

    Ours are the keys of the airbag, and those of lamps that went out but for the MIL's
    (H4). `alert` is the one of M1 that is, or was, breached.
    """

    at: float
    key: NoticeKey
    alert: Alert | None = None


class Trip(Struct, frozen=True):
    """One ignition ON to OFF (D2): world times, km, litres, kWh."""

    began_at: float
    ended_at: float
    distance_km: float
    fuel_l: float
    energy_kwh: float
    regenerated_kwh: float


class Report(Struct, frozen=True):
    """What one message of the car holds; a block that is None was not sent.

    `privacy` is the privacy mode at that moment: while on, no location is sent (F2).
    `notices` and `trips` are those since the report before, the oldest first (N2).
    """

    at: float
    privacy: bool = False
    cockpit: Cockpit | None = None
    location: Location | None = None
    locks: Locks | None = None
    battery: Battery | None = None
    cabin: Cabin | None = None
    engine: Engine | None = None
    health: Health | None = None
    pressure: Pressure | None = None
    monitoring: Monitoring | None = None
    trips: tuple[Trip, ...] = ()
    notices: tuple[Notice, ...] = ()
