"""Waking a car costs its 12 V battery: what is allowed, what was spent, doing it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Self

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .api.actions import Action, ActionState
from .api.client import NissanClient
from .api.errors import NissanError, ResourceError
from .api.resources import ResourceKey
from .api.snapshot import VehicleSnapshot
from .api.vehicles import VehicleRecord
from .const import DOMAIN
from .options import WakePolicy
from .reasons import action_error

_REFRESHES: Final = {
    ResourceKey.LOCATION: Action.REFRESH_LOCATION,
    ResourceKey.LOCK_STATUS: Action.REFRESH_LOCK_STATUS,
    ResourceKey.BATTERY_STATUS: Action.REFRESH_BATTERY_STATUS,
    ResourceKey.HVAC_STATUS: Action.REFRESH_HVAC_STATUS,
}


@dataclass(slots=True)
class WakeLog:
    """The wakes of one car: how many on the local `day`, the last and its end."""

    day: date | None = None
    count: int = 0
    last: datetime | None = None
    failed: bool = False

    def spent(self, now: datetime) -> int:
        """Return how many wakes the local day of `now` has seen."""
        return self.count if self.day == now.date() else 0

    def begin(self, now: datetime) -> None:
        """Count a wake that begins at local time `now`."""
        self.count = self.spent(now) + 1
        self.day = now.date()
        self.last = now
        self.failed = False

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "day": self.day and self.day.isoformat(),
            "count": self.count,
            "last": self.last and self.last.isoformat(),
            "failed": self.failed,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        return cls(
            day=data["day"] and date.fromisoformat(data["day"]),
            count=data["count"],
            last=data["last"] and datetime.fromisoformat(data["last"]),
            failed=data["failed"],
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
        return max(0, self._policy.budget - self.log.spent(now))

    def is_due(self, reported_at: datetime | None, now: datetime) -> bool:
        """Whether the schedule wants a wake: the car silent and unwoken for so long."""
        every = self._policy.every
        if every is None or self._policy.is_quiet(now) or not self.left(now):
            return False
        known = [moment for moment in (reported_at, self.log.last) if moment]
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
        self._check_allowed(now)
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

    def _check_allowed(self, now: datetime) -> None:
        if self._policy.is_quiet(now):
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="wake_quiet_hours",
                translation_placeholders={"end": f"{self._policy.quiet_end:%H:%M}"},
            )
        if not self.left(now):
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="wake_budget_spent",
                translation_placeholders={"budget": str(self._policy.budget)},
            )

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
