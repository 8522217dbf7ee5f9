"""The alerts of one car: add, change, remove, and see them taken over (M1 to M3)."""

from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from functools import partial
from typing import Any, Final, Protocol, override

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..api.alerts import Alert, Alerts, Rule, Stage
from ..api.client import NissanClient
from ..api.errors import AccessDenied, NissanError, NotSupported, TooManyAlerts
from ..api.preferences import Topic
from ..api.resources import ResourceKey
from ..api.snapshot import VehicleSnapshot
from ..api.vehicles import VehicleRecord
from ..reasons import action_error
from ..refusal import refusal
from ..watcher import Watcher
from .kinds import LIMITS, Kind

# What is pending is looked at with each usual round, not with each look at a command.
_LOOK_EVERY: Final = timedelta(minutes=4)
# The cloud's words for services that are not in force, and the reason they stand for.
_WHY: Final = {
    "EXPIRED": "plan_ended",
    "DEACTIVATED": "deactivated",
    "ACTIVATION_IN_PROGRESS": "activating",
}


class Car(Protocol):
    """What the alerts need of a car's coordinator."""

    @property
    def record(self) -> VehicleRecord:
        """The car as the last list showed it."""

    @property
    def data(self) -> VehicleSnapshot:
        """The car as it is known."""

    @property
    def held_by(self) -> NissanError | None:
        """Why the cloud is to be left alone now."""

    async def async_look(self, keys: Collection[ResourceKey]) -> VehicleSnapshot:
        """Read from the cloud's cache; raises nothing."""


class VehicleAlerts(Watcher):
    """Changes what one car watches; each change is read back at once."""

    def __init__(self, car: Car, client: NissanClient) -> None:
        """Look at the car as it is when asked."""
        self._car = car
        self._settings = client.settings(car.record)

    @property
    def all(self) -> tuple[Alert, ...]:
        """Every alert that the cloud told, be it on, off or pending."""
        told: Alerts | None = self._car.data.alerts.value
        return () if told is None else told.alerts

    def find(self, alert_id: str) -> Alert | None:
        """Return an alert by its id."""
        return next((alert for alert in self.all if alert.id == alert_id), None)

    def offers(self, kind: Kind) -> bool:
        """Whether the car has a kind of alerts, be its service in force or not."""
        record = self._car.record
        listed = record.services | record.dormant.keys()
        return self._car.data.alerts.value is not None and (
            LIMITS[kind].service in listed
        )

    async def async_add(
        self, kind: Kind, rule: Rule, *, enabled: bool, name: str | None
    ) -> str:
        """Have the car watch one more; return its id.

        Raises ServiceValidationError for one too many (M1), else as `async_remove`.
        """
        wanted = [one for one in self.all if one.stage is not Stage.ENDING]
        taken = sum(isinstance(one.rule, LIMITS[kind].rule) for one in wanted)
        if taken >= LIMITS[kind].most:
            raise refusal(f"too_many_{kind}", most=str(LIMITS[kind].most))
        add = partial(self._settings.add_alert, rule, enabled=enabled, name=name)
        return await self._async_do(add, kind)

    async def async_change(
        self, alert: Alert, kind: Kind, rule: Rule, *, enabled: bool, name: str | None
    ) -> None:
        """Have an alert otherwise; raises as `async_remove`."""
        change = partial(self._settings.change_alert, alert.id, rule)
        await self._async_do(partial(change, enabled=enabled, name=name), kind)

    async def async_remove(self, alert: Alert, kind: Kind) -> None:
        """Have an alert no more.

        Raises ServiceValidationError if the services do not allow it, else
        HomeAssistantError.
        """
        await self._async_do(partial(self._settings.remove_alert, alert.id), kind)

    async def async_notify(self, topic: Topic, *, on: bool) -> None:
        """Have the telephone notified of a topic, or not (M6); raises as the others."""
        change = partial(self._settings.set_preference, topic, on=on)
        await self._async_do(change, None, ResourceKey.PREFERENCES)

    @override
    async def async_saw(
        self, before: VehicleSnapshot, after: VehicleSnapshot
    ) -> Collection[ResourceKey]:
        """Look again while the car has still to take something over (M3)."""
        told, asked_at = after.alerts.value, after.alerts.asked_at
        if told is None or not told.pending or asked_at is None:
            return ()
        due = asked_at + _LOOK_EVERY <= dt_util.utcnow()
        return (ResourceKey.ALERTS,) if due else ()

    @override
    def to_dict(self) -> dict[str, Any]:
        """Keep nothing: the snapshot has it all."""
        return {}

    async def _async_do[T](
        self,
        change: Callable[[], Awaitable[T]],
        kind: Kind | None,
        changed: ResourceKey = ResourceKey.ALERTS,
    ) -> T:
        """Make a change and read what came of it, also where that is in doubt."""
        try:
            if error := self._car.held_by:
                raise error
            return await change()
        except NissanError as error:
            raise self._told(error, kind) from error
        finally:
            await self._car.async_look((changed,))

    def _told(self, error: NissanError, kind: Kind | None) -> HomeAssistantError:
        """Return what an error means to who wanted the change."""
        match error:
            case TooManyAlerts() if kind is not None:
                return refusal(f"too_many_{kind}", most=str(LIMITS[kind].most))
            case NotSupported():
                return refusal("alerts_not_offered")
            case AccessDenied():
                service = "" if kind is None else LIMITS[kind].service
                word = self._car.record.dormant.get(service, "")
                return refusal(_WHY.get(word, "no_right"))
            case _:
                return action_error(error)
