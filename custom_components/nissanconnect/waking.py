"""Waking a car costs its 12 V battery: what is allowed, what was spent, doing it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Self

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .api.actions import Action, ActionState
from .api.client import NissanClient
from .api.errors import NissanError, ResourceError
from .api.models import ChargeState
from .api.resources import ResourceKey
from .api.snapshot import VehicleSnapshot
from .api.vehicles import VehicleRecord
from .const import DOMAIN
from .day_count import DayCount
from .options import WakePolicy
from .reasons import action_error
from .refusal import refusal

_REFRESHES: Final = {
    ResourceKey.LOCATION: Action.REFRESH_LOCATION,
    ResourceKey.LOCK_STATUS: Action.REFRESH_LOCK_STATUS,
    ResourceKey.BATTERY_STATUS: Action.REFRESH_BATTERY_STATUS,
    ResourceKey.HVAC_STATUS: Action.REFRESH_HVAC_STATUS,
}


# A car that has not moved for so long gets no charge from driving.
PARKED_LONG: Final = timedelta(days=7)


@dataclass(slots=True)
class WakeLog:
    """The wakes of one car: how many on which day, the last and its end.

    `moved_at` is when its odometer was last seen to change, to `odometer_km`.
    """

    wakes: DayCount = field(default_factory=DayCount)
    last: datetime | None = None
    failed: bool = False
    odometer_km: float | None = None
    moved_at: datetime | None = None

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
        moved_at = data["moved_at"]
        return cls(
            wakes=DayCount.from_dict(data),
            last=data["last"] and datetime.fromisoformat(data["last"]),
            failed=data["failed"],
            odometer_km=data["odometer_km"],
            moved_at=moved_at and datetime.fromisoformat(moved_at),
        )


class Waker:
    """Wakes one car, within the owner's policy; `now` is local time."""

    def __init__(self, client: NissanClient, policy: WakePolicy, log: WakeLog) -> None:
        """Go on with what was spent before."""
        self.log = log
        self._client = client
        self._policy = policy
        self._lock = asyncio.Lock()

    def left(self, now: datetime) -> int:
        """Return how many more wakes this local day allows."""
        return max(0, self._policy.budget - self.log.wakes.spent(now))

    def is_due(self, snapshot: VehicleSnapshot, now: datetime) -> bool:
        """Whether the schedule wants a wake: the car silent and unwoken for so long.

        None by itself for a car that stands for a week, or plugged in and idle: its
        12 V battery gets nothing back (need 1).
        """
        every = self._policy.every
        if every is None or self._forbidden(snapshot, now) or self._stands(now):
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

    async def async_wake(
        self, record: VehicleRecord, snapshot: VehicleSnapshot, now: datetime
    ) -> None:
        """Wake the car and have it report; raises HomeAssistantError."""
        if self._lock.locked():
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="wake_in_progress"
            )
        if forbidden := self._forbidden(snapshot, now):
            raise forbidden
        async with self._lock:
            self.log.begin(now)
            try:
                self.log.failed = not await self._async_report(record, snapshot)
            except NissanError as error:
                raise action_error(error) from error
        if self.log.failed:
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="car_unreachable"
            )

    def _forbidden(
        self, snapshot: VehicleSnapshot, now: datetime
    ) -> ServiceValidationError | None:
        """Return why nobody is to wake the car now, not even by the button."""
        health = snapshot.health_status.value
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

    async def _async_report(
        self, record: VehicleRecord, snapshot: VehicleSnapshot
    ) -> bool:
        """Have the car report what it told before; return whether it answered."""
        woken = await self._async_order(record, Action.WAKE_UP_VEHICLE)
        if woken is False:
            return False
        told = [key for key in _REFRESHES if snapshot.reading(key).answer is not None]
        done = await asyncio.gather(
            *(self._async_order(record, _REFRESHES[key]) for key in told)
        )
        return woken is True or True in done

    async def _async_order(self, record: VehicleRecord, action: Action) -> bool | None:
        """Give an order and follow it; None if this car does not take it."""
        try:
            action_id = await self._client.order(record, action)
            status = await self._client.follow(record, action_id)
        except ResourceError:
            return None
        return status.state is ActionState.COMPLETED
