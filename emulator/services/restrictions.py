"""Speed limits, curfew and areas: a convention of ours (M1 to M4, M7)."""

from http import HTTPStatus
from typing import Annotated, Any, Final, override

from aiohttp import web
from msgspec import Meta, Struct

from emulator.cloud import gates
from emulator.cloud.monitoring import Shown
from emulator.cloud.offences import DAYS, INFRINGEMENTS
from emulator.tcu.alerts import (
    Alert,
    AreaAlert,
    AreaKind,
    CurfewAlert,
    SpeedAlert,
    Weekday,
)

from .errors import refusals_told
from .inbound import (
    Paired,
    cloud_of,
    document,
    need_media_type,
    paired_car,
    view_of,
)
from .resources import demand_service
from .wire import CAR_ADAPTER, JSON_API, Attributes, Shape

type Name = Annotated[str, Meta(min_length=1, max_length=60)]
type Kmh = Annotated[int, Meta(ge=30, le=200, multiple_of=5)]
type Km = Annotated[float, Meta(ge=0.5, le=100)]
type Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
type Days = Annotated[frozenset[Weekday], Meta(min_length=1)]

_TYPE: Final = "Restriction"
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

    def alert(self, alert_id: str) -> Alert:
        """Return what the car is to watch."""
        raise NotImplementedError


class Speed(Body, tag="speed", kw_only=True):
    """A limit in whole fives of km/h."""

    limit: Kmh

    @override
    def alert(self, alert_id: str) -> Alert:
        return SpeedAlert(alert_id=alert_id, enabled=self.enabled, limit_kmh=self.limit)


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
    """A circle: degrees, km."""

    type: AreaKind
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    radius: Km

    @override
    def alert(self, alert_id: str) -> Alert:
        return AreaAlert(
            alert_id=alert_id,
            enabled=self.enabled,
            kind=self.type,
            latitude=self.latitude,
            longitude=self.longitude,
            radius_km=self.radius,
        )


type Restriction = Speed | Curfew | Area

# msgspec takes unions, which are no `type[...]` to the type checker.
_KINDS: Final[Any] = Speed | Curfew | Area


async def show(request: web.Request) -> web.StreamResponse:
    """Tell all restrictions, and the offences of the last 30 days (M4)."""
    paired = paired_car(request)
    shape = CAR_ADAPTER.shape(request)
    demand_service(view_of(request, paired), gates.alerts)
    cloud, vin = cloud_of(request), paired.vehicle.vin
    shown = cloud.monitoring.shown(vin, cloud.monitored(vin))
    offences = cloud.offences.since(vin, cloud.clock.now, paired.pairing.enrolled_at)
    keys = [offence.key for offence in offences]
    said: Attributes = {
        "restrictions": [_row(one) for one in shown],
        "offences": {
            "days": DAYS,
            "total": len(keys),
            **{key.partition(".")[0]: keys.count(key) for key in INFRINGEMENTS},
        },
    }
    return CAR_ADAPTER.answer(vin, said, shape, kind="Restrictions")


async def create(request: web.Request) -> web.StreamResponse:
    """Want one more restriction (M1, M2)."""
    paired = paired_car(request)
    shape, body = await _read(request, paired)
    cloud, vin = cloud_of(request), paired.vehicle.vin
    alert = body.alert(cloud.monitoring.new_id(vin))
    with refusals_told():
        cloud.monitoring.add(vin, alert, body.name)
    return _one(request, paired, alert.alert_id, shape)


async def change(request: web.Request) -> web.StreamResponse:
    """Want a restriction otherwise: the body replaces it whole (M2)."""
    paired = paired_car(request)
    shape, body = await _read(request, paired)
    alert = body.alert(request.match_info["alert_id"])
    with refusals_told():
        cloud_of(request).monitoring.change(paired.vehicle.vin, alert, body.name)
    return _one(request, paired, alert.alert_id, shape)


async def remove(request: web.Request) -> web.StreamResponse:
    """Want a restriction no more (M2)."""
    paired = paired_car(request)
    demand_service(view_of(request, paired), gates.alerts)
    alert_id = request.match_info["alert_id"]
    with refusals_told():
        cloud_of(request).monitoring.remove(paired.vehicle.vin, alert_id)
    return web.Response(status=HTTPStatus.NO_CONTENT)


async def _read(request: web.Request, paired: Paired) -> tuple[Shape, Restriction]:
    shape = CAR_ADAPTER.shape(request)
    need_media_type(request, JSON_API)
    body: Restriction = await document(request, _TYPE, _KINDS)
    demand_service(view_of(request, paired), _GATES[type(body)])
    return shape, body


def _one(
    request: web.Request, paired: Paired, alert_id: str, shape: Shape
) -> web.Response:
    cloud, vin = cloud_of(request), paired.vehicle.vin
    [said] = [
        _row(shown)
        for shown in cloud.monitoring.shown(vin, cloud.monitored(vin))
        if shown.alert.alert_id == alert_id
    ]
    return CAR_ADAPTER.answer(alert_id, said, shape, kind=_TYPE)


def _row(shown: Shown) -> Attributes:
    return {
        "id": shown.alert.alert_id,
        **_told(shown.alert),
        "name": shown.name,
        "status": shown.stage,
        "inForce": None if shown.in_force is None else _told(shown.in_force),
        "breached": shown.breached,
    }


def _told(alert: Alert) -> Attributes:
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


_GATES: Final[dict[type[Restriction], gates.Gate]] = {
    Speed: gates.speed_alert,
    Curfew: gates.curfew_alert,
    Area: gates.area_alert,
}
