"""Waking a car costs its 12 V battery: what is allowed, what was spent, doing it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, Self

from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util

from ..account.day_count import DayCount
from ..api.actions import Action, ActionState
from ..api.client import NissanClient
from ..api.errors import NissanError, ResourceError
from ..api.models import ChargeState
from ..api.resources import ResourceKey
from ..car import Car
from ..const import DOMAIN, LOGGER
from ..options import WakePolicy
from ..reasons import action_error, refusal

_REFRESHES: Final = {
    ResourceKey.LOCATION: Action.REFRESH_LOCATION,
    ResourceKey.LOCK_STATUS: Action.REFRESH_LOCK_STATUS,
    ResourceKey.BATTERY_STATUS: Action.REFRESH_BATTERY_STATUS,
    ResourceKey.HVAC_STATUS: Action.REFRESH_HVAC_STATUS,
}


# A car that has not moved for so long gets no charge from driving.
PARKED_LONG: Final = timedelta(days=7)


class WakeLog:
    """The wakes of one car: how many on which day, the last and its end.

    `moved_at` is when its odometer was last seen to change, to `odometer_km`.
    """

    def __init__(self, wakes: DayCount | None = None) -> None:
        """Begin with no wake, or go on with a day's."""
        self.wakes = wakes or DayCount()
        self.last: datetime | None = None
        self.failed = False
        self.odometer_km: float | None = None
        self.moved_at: datetime | None = None

    def begin(self, now: datetime) -> None:
        """Count a wake that begins at local time `now`."""
        self.wakes.add(now)
        self.last = now
        self.failed = False

    def saw(self, odometer_km: float | None, now: datetime) -> None:
        """Take in what the odometer shows."""
        if odometer_km is not None and odometer_km != self.odometer_km:
            self.odometer_km = odometer_km
            self.moved_at = now

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            **self.wakes.to_dict(),
            "last": self.last and self.last.isoformat(),
            "failed": self.failed,
            "odometer_km": self.odometer_km,
            "moved_at": self.moved_at and self.moved_at.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        last, moved_at = data["last"], data["moved_at"]
        log = cls(DayCount.from_dict(data))
        log.last = last and datetime.fromisoformat(last)
        log.failed = data["failed"]
        log.odometer_km = data["odometer_km"]
        log.moved_at = moved_at and datetime.fromisoformat(moved_at)
        return log


class WokenCar(Car, Protocol):
    """What waking needs of a car's coordinator."""

    async def async_read_all(self) -> None:
        """Read the cloud now; raises HomeAssistantError if it gives nothing."""


class Waker:
    """Wakes one car, within the owner's policy; `now` is local time."""

    def __init__(
        self, car: WokenCar, client: NissanClient, policy: WakePolicy, log: WakeLog
    ) -> None:
        """Go on with what was spent before."""
        self.log = log
        self._car = car
        self._client = client
        self._policy = policy
        self._lock = asyncio.Lock()
        self._by_schedule: asyncio.Task[None] | None = None

    def left(self, now: datetime) -> int:
        """Return how many more wakes this local day allows."""
        return max(0, self._policy.budget - self.log.wakes.spent(now))

    def is_due(self, now: datetime) -> bool:
        """Whether the schedule wants a wake: the car silent and unwoken for so long.

        None by itself for a car that stands for a week, or plugged in and idle: its
        12 V battery gets nothing back (need 1).
        """
        every, snapshot = self._policy.every, self._car.data
        if every is None or self._forbidden(now) or self._stands(now):
            return False
        battery = snapshot.battery_status.value
        if battery and battery.plugged and battery.charge is not ChargeState.CHARGING:
            return False
        known = [moment for moment in (snapshot.reported_at, self.log.last) if moment]
        return not known or now - max(known) >= every

    def failed_since(self, reported_at: datetime) -> bool:
        """Whether the last wake failed and the car has not reported after it."""
        last = self.log.last
        return self.log.failed and last is not None and reported_at < last

    @callback
    def async_wake_if_due(self) -> None:
        """Wake the car in the background, if the schedule wants that."""
        if self.is_due(dt_util.now()):
            self._by_schedule = self._car.config_entry.async_create_background_task(
                self._car.hass, self._async_wake_by_schedule(), "wake by schedule"
            )

    async def async_wake(self) -> None:
        """Wake the car and read what it reports; raises HomeAssistantError."""
        try:
            await self._async_wake(dt_util.now())
        finally:
            self._car.async_update_listeners()
        await self._car.async_read_all()

    async def _async_wake_by_schedule(self) -> None:
        try:
            await self.async_wake()
        except HomeAssistantError as error:
            LOGGER.debug("A car could not be woken: %s", error)

    async def _async_wake(self, now: datetime) -> None:
        if self._lock.locked():
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="wake_in_progress"
            )
        if forbidden := self._forbidden(now):
            raise forbidden
        async with self._lock:
            self.log.begin(now)
            try:
                self.log.failed = not await self._async_report()
            except NissanError as error:
                raise action_error(error) from error
        if self.log.failed:
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="car_unreachable"
            )

    def _forbidden(self, now: datetime) -> ServiceValidationError | None:
        """Return why nobody is to wake the car now, not even by the button."""
        health = self._car.data.health_status.value
        if self._policy.holiday:
            return refusal("wake_holiday")
        if self._policy.is_quiet(now):
            return refusal("wake_quiet_hours", end=f"{self._policy.quiet_end:%H:%M}")
        if health is not None and health.battery_12v:
            return refusal("wake_battery_low")
        if not self.left(now):
            return refusal("wake_budget_spent", budget=str(self._policy.budget))
        return None

    def _stands(self, now: datetime) -> bool:
        moved_at = self.log.moved_at
        return moved_at is not None and now - moved_at >= PARKED_LONG

    async def _async_report(self) -> bool:
        """Have the car report what it told before; return whether it answered."""
        woken = await self._async_order(Action.WAKE_UP_VEHICLE)
        if woken is False:
            return False
        told = self._car.data
        known = [key for key in _REFRESHES if told.reading(key).answer is not None]
        done = await asyncio.gather(
            *(self._async_order(_REFRESHES[key]) for key in known)
        )
        return woken is True or True in done

    async def _async_order(self, action: Action) -> bool | None:
        """Give an order and follow it; None if this car does not take it."""
        record = self._car.record
        try:
            action_id = await self._client.order(record, action)
            status = await self._client.follow(record, action_id)
        except ResourceError:
            return None
        return status.state is ActionState.COMPLETED
