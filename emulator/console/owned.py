"""Control call on an owner's dealings with a car: its alerts, inbox and plans."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from emulator.cloud.cache import Monitoring as Told
from emulator.cloud.monitoring import Stage
from emulator.cloud.subscriptions import PLANS, Plan, PlanName
from emulator.services.words import words
from emulator.tcu.alerts import Alert
from emulator.tcu.car import Car
from emulator.world import World

from .calls import Ask, Call, get
from .shown import shown

_LATEST: Final = 5


class AlertRow(Struct, frozen=True):
    """An alert as wanted, and what the car in truth makes of it (M3, M4)."""

    alert: Alert
    name: str | None
    stage: Stage
    in_force: Alert | None
    breached: bool


class NoticeRow(Struct, frozen=True):
    """A notification; `at` is the car's time."""

    at: float
    title: str
    text: str


class PlanRow(Struct, frozen=True):
    """A plan that the car's services need, and until when it is paid (P3)."""

    plan: PlanName
    ends_at: float
    renews: bool
    ended: bool


class Owned(Struct, frozen=True):
    """Alerts, the latest notifications (newest first), plans; all times ISO."""

    alerts: list[AlertRow]
    inbox: list[NoticeRow]
    plans: list[PlanRow]


async def _show(ask: Ask) -> dict[str, Any]:
    world, car = ask.world, ask.car
    language = ask.request.query.get("language", "")
    return shown(
        Owned(
            list(_alerts(world, car)),
            list(_inbox(world, car.vin, language)),
            list(_plans(world, car.vin)),
        )
    )


def _alerts(world: World, car: Car) -> Iterator[AlertRow]:
    watch = car.state.watch
    told = Told(watch.in_force, watch.breaches)
    for one in world.cloud.monitoring.shown(car.vin, told):
        yield AlertRow(one.alert, one.name, one.stage, one.in_force, one.breached)


def _inbox(world: World, vin: str, language: str) -> Iterator[NoticeRow]:
    for known in reversed(world.cloud.inbox.of(vin)[-_LATEST:]):
        said = words(language).of(known.content)
        yield NoticeRow(known.at, said.title, said.text)


def _plans(world: World, vin: str) -> Iterator[PlanRow]:
    record, now = world.cloud.vehicles.documents[vin], world.clock.now
    owned = world.cloud.vehicles.model(record).platform.services
    plans: dict[PlanName, Plan] = world.cloud.subscriptions.of(record, now)
    for name, plan in plans.items():
        if not PLANS[name].isdisjoint(owned):
            yield PlanRow(name, plan.ends_at, plan.renews, plan.has_ended(now))


CALLS: tuple[Call, ...] = (
    get(
        "vehicles/{vin}/owned",
        "A car's alerts, inbox and plans; `language` is that of the inbox",
        _show,
        Owned,
        query=("language",),
    ),
)
