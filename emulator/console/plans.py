"""Control call on a car's plans: let one end, or go on (P3)."""

from typing import Any

from msgspec import Struct

from emulator import moments
from emulator.cloud.subscriptions import Plan, PlanName

from .calls import Ask, Call, post
from .errors import ControlError
from .shown import shown


class PlanEnd(Struct, frozen=True, forbid_unknown_fields=True):
    """A plan, the end of its paid period (ISO time), and whether it then renews."""

    plan: PlanName
    ends: str
    renews: bool = False


class Plans(Struct, frozen=True):
    """A car's plans; all times ISO."""

    plans: dict[PlanName, Plan]


async def _set(ask: Ask) -> dict[str, Any]:
    wish: PlanEnd = ask.body
    try:
        ends_at = moments.parse(wish.ends)
    except ValueError as err:
        raise ControlError(400, "invalid", str(err), "ends") from err
    cloud, vin = ask.world.cloud, ask.car.vin
    cloud.subscriptions.set(vin, wish.plan, Plan(ends_at, wish.renews))
    await ask.world.persist()
    vehicle = cloud.vehicles.documents[vin]
    return shown(Plans(cloud.subscriptions.of(vehicle, cloud.clock.now)))


CALLS: tuple[Call, ...] = (
    post("vehicles/{vin}/plan", "Let a plan end, or go on", _set, PlanEnd, Plans),
)
