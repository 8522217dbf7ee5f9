"""What the console draws of an owner's dealings: a car's alerts, inbox and plans."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from emulator.cloud.cache import Monitoring as Told
from emulator.cloud.monitoring import Shown, Stage
from emulator.cloud.subscriptions import PLANS
from emulator.cloud.vehicles import Vehicle
from emulator.services.words import words
from emulator.tcu.alerts import Alert, AreaAlert, CurfewAlert, SpeedAlert
from emulator.tcu.car import Car
from emulator.world import World

from .chips import Chip, worded

_LATEST: Final = 5
_STAGES: Final = {
    Stage.ACTIVATED: Chip("in force", "good"),
    Stage.ACTIVATION_IN_PROGRESS: Chip("pending"),
    Stage.DELETION_IN_PROGRESS: Chip("in force until it is taken over"),
}
_WEEK: Final = 7


def alerts(world: World, car: Car) -> Iterator[tuple[str, list[Chip]]]:
    """Give what each alert says, and what the car in truth makes of it (M3, M4)."""
    watch = car.state.watch
    told = Told(watch.in_force, watch.breaches)
    for shown in world.cloud.monitoring.shown(car.vin, told):
        said = _alert(shown.alert)
        yield f"{shown.name}: {said}" if shown.name else said, list(_chips(shown))


def inbox(world: World, record: Vehicle) -> Iterator[tuple[str, str]]:
    """Give the latest notifications, the newest first: local time, title."""
    latest = world.cloud.inbox.of(record.vin)[-_LATEST:]
    for known in reversed(latest):
        at = datetime.fromtimestamp(known.at, record.tzinfo)
        yield f"{at:%a %H:%M}", words("EN").of(known.content).title


def plans(world: World, record: Vehicle) -> Iterator[tuple[str, Chip]]:
    """Give the plans that the car's services need, and until when they are paid."""
    owned, now = world.cloud.vehicles.model(record).platform.services, world.clock.now
    for name, plan in world.cloud.subscriptions.of(record, now).items():
        if not PLANS[name].isdisjoint(owned):
            day = datetime.fromtimestamp(plan.ends_at, record.tzinfo).date()
            if plan.has_ended(now):
                yield name, Chip(f"ended {day}", "alert")
            else:
                yield name, Chip(f"renews {day}" if plan.renews else f"ends {day}")


def _chips(shown: Shown) -> Iterator[Chip]:
    yield _STAGES[shown.stage]
    if shown.stage is Stage.ACTIVATION_IN_PROGRESS and shown.in_force is not None:
        yield Chip(f"in force: {_alert(shown.in_force)}")
    if not shown.alert.enabled:
        yield Chip("off")
    if shown.breached:
        yield Chip("breached", "alert")


def _alert(alert: Alert) -> str:
    match alert:
        case SpeedAlert():
            return f"at most {alert.limit_kmh:g} km/h"
        case CurfewAlert():
            days = len(alert.days)
            often = "daily" if days == _WEEK else f"{days} of 7 days"
            return f"not from {_time(alert.start)} to {_time(alert.end)}, {often}"
        case AreaAlert():
            place = f"{alert.latitude:.3f}, {alert.longitude:.3f}"
            return f"{worded(alert.kind)} {alert.radius_km:g} km of {place}"


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
