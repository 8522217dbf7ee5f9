"""Plans with their ends, and a car's service status: conventions of ours (P3, E8)."""

from typing import Final, Literal

from aiohttp import web
from msgspec import Struct

from emulator.cloud.accounts import Role
from emulator.cloud.subscriptions import PLANS, Plan, PlanName

from .errors import ACCESS_DENIED, WireError
from .inbound import (
    Paired,
    document,
    need_media_type,
    own_car_named_in_path,
    paired_car,
)
from .wire import BFF, JSON_API, Attributes, Shape, stamp

_TYPE: Final = "ServiceStatus"


class Wish(Struct, forbid_unknown_fields=True):
    """What the services are to be."""

    status: Literal["ACTIVATED", "DEACTIVATED"]


async def show(request: web.Request) -> web.StreamResponse:
    """Tell a car's plans; the rest of its services is free."""
    paired = paired_car(request)
    shape = BFF.shape(request)
    cloud, owned = paired.cloud, paired.view.platform.services
    plans = cloud.subscriptions.of(paired.vehicle, cloud.clock.now)
    rows = [
        _row(name, plan, [uid for uid in owned if uid in PLANS[name]], cloud.clock.now)
        for name, plan in plans.items()
        if not PLANS[name].isdisjoint(owned)
    ]
    said: Attributes = {"plans": rows}
    return BFF.answer(paired.vehicle.vin, said, shape, kind="Subscriptions")


async def status(request: web.Request) -> web.StreamResponse:
    """Tell whether a car's services are on."""
    paired = own_car_named_in_path(request)
    return _status(paired, BFF.shape(request))


async def switch(request: web.Request) -> web.StreamResponse:
    """Deactivate or re-activate a car, as its owner alone may (E8)."""
    paired = own_car_named_in_path(request)
    shape = BFF.shape(request)
    if paired.pairing.role is not Role.OWNER:
        raise WireError(ACCESS_DENIED)
    need_media_type(request, JSON_API)
    wish = await document(request, _TYPE, Wish)
    activations = paired.cloud.activations
    if wish.status == "ACTIVATED":
        activations.activate(paired.vehicle.vin)
    else:
        activations.deactivate(paired.vehicle.vin)
    return _status(paired, shape)


def _status(paired: Paired, shape: Shape) -> web.Response:
    vin = paired.vehicle.vin
    said: Attributes = {"status": paired.cloud.activations.of(vin).status}
    return BFF.answer(vin, said, shape, kind=_TYPE)


def _row(name: PlanName, plan: Plan, owned: list[int], now: float) -> Attributes:
    return {
        "plan": name,
        "services": owned,
        "endDate": stamp(plan.ends_at),
        "renews": plan.renews,
        "status": "ENDED" if plan.has_ended(now) else "ACTIVE",
    }
