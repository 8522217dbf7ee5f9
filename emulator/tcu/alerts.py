"""What the owner wants watched: limits of speed, a curfew, areas (M1, M7).

Data only: the cloud keeps and checks it, the car takes it over and watches.
"""

from typing import Literal

from msgspec import Struct

type Weekday = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]
type Minutes = int
type AreaKind = Literal["allow_within", "restrict_within"]


class AlertBase(Struct, frozen=True, kw_only=True, tag_field="alert"):
    """One alert; `alert_id` tells it from the car's other alerts of any kind.

    One that is not `enabled` is known to the car, and not watched (M2).
    """

    alert_id: str
    enabled: bool = True


class SpeedAlert(AlertBase, frozen=True, kw_only=True, tag="speed"):
    """A limit that is not to be passed: km/h."""

    limit_kmh: float


class CurfewAlert(AlertBase, frozen=True, kw_only=True, tag="curfew"):
    """A time of day, in the car's zone, in which the car is not to be used (M7).

    `start` and `end` are minutes after midnight, 0 to 1439; it begins on `days`. An
    end that is not after the start lies on the next day: equal ones are a whole day.
    """

    start: Minutes
    end: Minutes
    days: frozenset[Weekday]


class AreaAlert(AlertBase, frozen=True, kw_only=True, tag="area"):
    """A circle that the car is to stay within, or out of: degrees, km."""

    kind: AreaKind
    latitude: float
    longitude: float
    radius_km: float


type Alert = SpeedAlert | CurfewAlert | AreaAlert


class MonitorSettings(Struct, frozen=True, omit_defaults=True):
    """All alerts of a car, wanted or in force."""

    alerts: tuple[Alert, ...] = ()
