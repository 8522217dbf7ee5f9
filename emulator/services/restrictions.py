"""Speed limits, curfew and areas: a convention of ours (M1 to M4, M7)."""

from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from emulator.cloud import gates
from emulator.cloud.monitoring import Shown
from emulator.cloud.offences import DAYS, INFRINGEMENTS
from emulator.places import PLACES

from .errors import refusals_told
from .inbound import (
    Paired,
    caller,
    document,
    need_media_type,
    paired_car,
)
from .resources import demand_service
from .restriction_bodies import Area, Curfew, Restriction, Speed, told
from .wire import CAR_ADAPTER, JSON_API, Attributes, Shape, answer

_TYPE: Final = "Restriction"
# msgspec takes unions, which are no `type[...]` to the type checker.
_KINDS: Final[Any] = Speed | Curfew | Area


async def show(request: web.Request) -> web.StreamResponse:
    """Tell all restrictions, and the offences of the last 30 days (M4)."""
    paired = paired_car(request)
    shape = CAR_ADAPTER.shape(request)
    demand_service(paired.view, gates.alerts)
    cloud, vin = paired.cloud, paired.vehicle.vin
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


async def list_places(request: web.Request) -> web.StreamResponse:
    """Tell the places that an area can be named by (M1)."""
    caller(request)
    CAR_ADAPTER.shape(request)
    return answer({"places": PLACES})


async def create(request: web.Request) -> web.StreamResponse:
    """Want one more restriction (M1, M2)."""
    paired = paired_car(request)
    shape, body = await _read(request, paired)
    cloud, vin = paired.cloud, paired.vehicle.vin
    alert = body.alert(cloud.monitoring.new_id(vin))
    with refusals_told():
        cloud.monitoring.add(vin, alert, body.name)
    return _one(paired, alert.alert_id, shape)


async def change(request: web.Request) -> web.StreamResponse:
    """Want a restriction otherwise: the body replaces it whole (M2)."""
    paired = paired_car(request)
    shape, body = await _read(request, paired)
    alert = body.alert(request.match_info["alert_id"])
    with refusals_told():
        paired.cloud.monitoring.change(paired.vehicle.vin, alert, body.name)
    return _one(paired, alert.alert_id, shape)


async def remove(request: web.Request) -> web.StreamResponse:
    """Want a restriction no more (M2)."""
    paired = paired_car(request)
    demand_service(paired.view, gates.alerts)
    alert_id = request.match_info["alert_id"]
    with refusals_told():
        paired.cloud.monitoring.remove(paired.vehicle.vin, alert_id)
    return web.Response(status=HTTPStatus.NO_CONTENT)


async def _read(request: web.Request, paired: Paired) -> tuple[Shape, Restriction]:
    shape = CAR_ADAPTER.shape(request)
    need_media_type(request, JSON_API)
    body: Restriction = await document(request, _TYPE, _KINDS)
    demand_service(paired.view, gates.ALERTS[body.watched])
    return shape, body


def _one(paired: Paired, alert_id: str, shape: Shape) -> web.Response:
    cloud, vin = paired.cloud, paired.vehicle.vin
    [said] = [
        _row(shown)
        for shown in cloud.monitoring.shown(vin, cloud.monitored(vin))
        if shown.alert.alert_id == alert_id
    ]
    return CAR_ADAPTER.answer(alert_id, said, shape, kind=_TYPE)


def _row(shown: Shown) -> Attributes:
    return {
        "id": shown.alert.alert_id,
        **told(shown.alert),
        "name": shown.name,
        "status": shown.stage,
        "inForce": None if shown.in_force is None else told(shown.in_force),
        "breached": shown.breached,
    }
