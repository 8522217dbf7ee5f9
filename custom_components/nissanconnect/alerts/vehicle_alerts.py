"""The alerts of one car: add, change, remove, and see them taken over (M1 to M3)."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from homeassistant.exceptions import HomeAssistantError

from ..api.alerts import Alert, Alerts, Rule, Stage
from ..api.client import NissanClient
from ..api.errors import AccessDenied, NissanError, NotSupported, TooManyAlerts
from ..api.preferences import Topic
from ..api.resources import ResourceKey
from ..car import Car
from ..plans.standing import has_ended
from ..reasons import action_error, refusal
from ..remote.rights import WORDS
from .kinds import LIMITS, Kind

# The plan that brings them (docs/protocol-conventions.md, Subscriptions).
_PLAN: Final = "alerts"


class VehicleAlerts:
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

    @property
    def pending(self) -> bool:
        """Whether the car has still to take something over (M3)."""
        told = self._car.data.alerts.value
        return told is not None and told.pending

    def offers(self, kind: Kind) -> bool:
        """Whether the car has a kind of alerts, be its service in force or not."""
        record = self._car.record
        listed = record.services | record.dormant.keys()
        return self._car.data.alerts.value is not None and (
            LIMITS[kind].service in listed
        )

    async def async_find(self, alert_id: str) -> Alert:
        """Return an alert as the cloud has it now: it may be changed elsewhere, too.

        Raises ServiceValidationError if there is none that can be changed.
        """
        await self._async_look(ResourceKey.ALERTS)
        alert = next((one for one in self.all if one.id == alert_id), None)
        if alert is None:
            raise refusal("alert_unknown")
        if alert.stage is Stage.ENDING:
            raise refusal("alert_ending")
        return alert

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
            await self._async_look(changed)

    async def _async_look(self, key: ResourceKey) -> None:
        """Read it; beside something else, for a refusal alone is not believed."""
        await self._car.async_look((key, ResourceKey.COCKPIT))

    def _told(self, error: NissanError, kind: Kind | None) -> HomeAssistantError:
        """Return what an error means to who wanted the change."""
        match error:
            case TooManyAlerts() if kind is not None:
                return refusal(f"too_many_{kind}", most=str(LIMITS[kind].most))
            case NotSupported():
                return refusal("alerts_not_offered")
            case AccessDenied():
                return refusal(self._why_denied(kind))
            case _:
                return action_error(error)

    def _why_denied(self, kind: Kind | None) -> str:
        """Return the reason by the list of cars, or by what it cannot tell yet."""
        service = "" if kind is None else LIMITS[kind].service
        word = self._car.record.dormant.get(service, "")
        if word in WORDS:
            return WORDS[word].value
        told = self._car.data.subscriptions.value
        plan = None if told is None or kind is None else told.plan(_PLAN)
        ended = plan is not None and has_ended(plan, self._car.server_now)
        return "plan_ended" if ended else "no_right"
