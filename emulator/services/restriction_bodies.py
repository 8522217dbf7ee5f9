"""Restrictions as clients and scenarios write them: a convention of ours (M1, M2)."""

from typing import Annotated, Final, override

from msgspec import Meta, Struct

from emulator import places
from emulator.tcu.alerts import (
    Alert,
    AreaAlert,
    AreaKind,
    CurfewAlert,
    SpeedAlert,
    Weekday,
)
from emulator.tcu.route import Point

from .wire import Attributes

type Name = Annotated[str, Meta(min_length=1, max_length=60)]
type Kmh = Annotated[int, Meta(ge=30, le=200, multiple_of=5)]
type Km = Annotated[float, Meta(ge=0.5, le=100)]
type Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
type Days = Annotated[frozenset[Weekday], Meta(min_length=1)]

_WEEK: Final[tuple[Weekday, ...]] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class Body(Struct, tag_field="kind", forbid_unknown_fields=True, kw_only=True):
    """Attributes of a restriction."""

    enabled: bool = True
    name: Name | None = None

    @property
    def watched(self) -> type[Alert]:
        """The kind of what the car is to watch."""
        return type(self.alert(""))

    def alert(self, alert_id: str) -> Alert:
        """Return what the car is to watch."""
        raise NotImplementedError


class Speed(Body, tag="speed", kw_only=True):
    """A limit in whole fives of km/h."""

    limit: Kmh

    @override
    def alert(self, alert_id: str) -> Alert:
        # As it comes back from the state file: what is kept is alike to the last digit.
        limit = float(self.limit)
        return SpeedAlert(alert_id=alert_id, enabled=self.enabled, limit_kmh=limit)


class Curfew(Body, tag="curfew", rename="camel", kw_only=True):
    """Times of day in the car's zone, and the weekdays on which it begins."""

    start_time: Clock
    end_time: Clock
    days: Days

    @override
    def alert(self, alert_id: str) -> Alert:
        return CurfewAlert(
            alert_id=alert_id,
            enabled=self.enabled,
            start=_minutes(self.start_time),
            end=_minutes(self.end_time),
            days=self.days,
        )


class Area(Body, tag="area", kw_only=True):
    """A circle, km, around a shipped place by its name or around a point, degrees."""

    type: AreaKind
    place: str | None = None
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None
    radius: Km

    def __post_init__(self) -> None:
        """Refuse a centre that is not clear, and an unknown place."""
        self.centre()

    def centre(self) -> Point:
        """Return the centre; ValueError if it is not clear."""
        match self.place, self.latitude, self.longitude:
            case str(name), None, None:
                return places.find(name)
            case None, float(latitude), float(longitude):
                return latitude, longitude
        raise ValueError("an area has a place, or latitude and longitude")

    @override
    def alert(self, alert_id: str) -> Alert:
        latitude, longitude = self.centre()
        return AreaAlert(
            alert_id=alert_id,
            enabled=self.enabled,
            kind=self.type,
            latitude=latitude,
            longitude=longitude,
            radius_km=self.radius,
        )


type Restriction = Speed | Curfew | Area


def told(alert: Alert) -> Attributes:
    """Return an alert as the restriction that it came from, without id and name."""
    return {**_kind(alert), "enabled": alert.enabled}


def _kind(alert: Alert) -> Attributes:
    match alert:
        case SpeedAlert():
            return {"kind": "speed", "limit": round(alert.limit_kmh)}
        case CurfewAlert():
            return {
                "kind": "curfew",
                "startTime": _clock(alert.start),
                "endTime": _clock(alert.end),
                "days": [day for day in _WEEK if day in alert.days],
            }
        case AreaAlert():
            return {
                "kind": "area",
                "type": alert.kind,
                "latitude": alert.latitude,
                "longitude": alert.longitude,
                "radius": alert.radius_km,
            }


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
