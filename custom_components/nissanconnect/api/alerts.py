"""Alerts that the car watches: speed, curfew, areas (M1 to M4, M7).

A convention of ours (docs/protocol-conventions.md, Restrictions); the maker's calls are
not public (protocol 9).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from enum import StrEnum
from typing import Any, Final, NamedTuple, override

from .answer import Answer
from .discretion import discreet
from .parsing import Parsed, as_number, text, whole


class Weekday(StrEnum):
    """On which a curfew begins."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class AreaKind(StrEnum):
    """Whether the car is to stay within an area or out of it."""

    ALLOW_WITHIN = "allow_within"
    RESTRICT_WITHIN = "restrict_within"


class SpeedLimit(NamedTuple):
    """A speed that is not to be passed: 30 to 200 km/h, in fives (M1)."""

    limit_kmh: int

    def document(self) -> dict[str, Any]:
        """Return it as attributes of the wire."""
        return {"kind": "speed", "limit": self.limit_kmh}


class Curfew(NamedTuple):
    """Times of day in the car's zone in which it is not to be used (M7).

    An end that is not later than the start is on the next day.
    """

    start: time
    end: time
    days: frozenset[Weekday]

    def document(self) -> dict[str, Any]:
        """Return it as attributes of the wire."""
        return {
            "kind": "curfew",
            "startTime": f"{self.start:%H:%M}",
            "endTime": f"{self.end:%H:%M}",
            "days": [day for day in Weekday if day in self.days],
        }


class Area(NamedTuple):
    """A circle: degrees and 0.5 to 100 km (M1); its centre may be somebody's home."""

    kind: AreaKind
    latitude: float
    longitude: float
    radius_km: float

    @override
    def __repr__(self) -> str:
        return discreet(self, "latitude", "longitude")

    def document(self) -> dict[str, Any]:
        """Return it as attributes of the wire."""
        return {
            "kind": "area",
            "type": self.kind,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "radius": self.radius_km,
        }


type Rule = SpeedLimit | Curfew | Area


class Stage(StrEnum):
    """How far the car has taken an alert over (M3)."""

    IN_FORCE = "in_force"
    PENDING = "pending"
    ENDING = "ending"


class Alert(NamedTuple):
    """One alert as the owner wants it; `breached` is what the car says now."""

    id: str
    rule: Rule
    enabled: bool
    stage: Stage
    name: str | None = None
    breached: bool = False


class Offences(NamedTuple):
    """Infringements of the last `days` by the car's time (M4)."""

    days: int
    total: int
    speed: int = 0
    curfew: int = 0
    area: int = 0


class Alerts(NamedTuple):
    """All alerts of a car, and how often they were passed.

    `complete` if every alert that was told is understood.
    """

    alerts: tuple[Alert, ...] = ()
    complete: bool = True
    offences: Offences | None = None
    reported_at: datetime | None = None

    def of(self, kind: type[Rule]) -> tuple[Alert, ...]:
        """Return those of a kind."""
        return tuple(alert for alert in self.alerts if isinstance(alert.rule, kind))

    @property
    def pending(self) -> bool:
        """Whether the car has still to take something over."""
        return any(alert.stage is not Stage.IN_FORCE for alert in self.alerts)


_STAGES: Final = {
    "ACTIVATED": Stage.IN_FORCE,
    "STATUS_ACTIVATION_IN_PROGRESS": Stage.PENDING,
    "STATUS_DELETION_IN_PROGRESS": Stage.ENDING,
}


def alerts(answer: Answer) -> Parsed[Alerts] | None:
    """Parse the restrictions; what is not understood is left out."""
    listed = answer.payload.get("restrictions")
    if not isinstance(listed, list):
        return None
    known = tuple(_alerts(listed))
    return Parsed(
        Alerts(
            alerts=known,
            complete=len(known) == len(listed),
            offences=_offences(answer.payload.get("offences")),
        )
    )


def _alerts(listed: list[Any]) -> Iterator[Alert]:
    for item in listed:
        if not isinstance(item, Mapping):
            continue
        identity, rule = text(item.get("id")), _rule(item)
        if identity is None or rule is None:
            continue
        yield Alert(
            id=identity,
            rule=rule,
            enabled=item.get("enabled") is not False,
            name=text(item.get("name")),
            stage=_STAGES.get(text(item.get("status")) or "", Stage.PENDING),
            breached=item.get("breached") is True,
        )


def _rule(item: Mapping[str, Any]) -> Rule | None:
    try:
        match item.get("kind"):
            case "speed":
                return SpeedLimit(int(item["limit"]))
            case "curfew":
                return Curfew(
                    time.fromisoformat(item["startTime"]),
                    time.fromisoformat(item["endTime"]),
                    frozenset(map(Weekday, item["days"])),
                )
            case "area":
                return _area(item)
            case _:
                return None
    except KeyError, TypeError, ValueError, OverflowError:
        return None


def _area(item: Mapping[str, Any]) -> Area | None:
    latitude, longitude, radius_km = (
        as_number(item.get(name)) for name in ("latitude", "longitude", "radius")
    )
    if latitude is None or longitude is None or radius_km is None:
        return None
    return Area(AreaKind(item["type"]), latitude, longitude, radius_km)


def _offences(told: Any) -> Offences | None:
    if not isinstance(told, Mapping):
        return None
    days, total = whole(told.get("days")), whole(told.get("total"))
    if days is None or total is None:
        return None
    return Offences(
        days=days,
        total=total,
        speed=whole(told.get("speed")) or 0,
        curfew=whole(told.get("curfew")) or 0,
        area=whole(told.get("zone")) or 0,
    )
