"""The theft alarm of a car, as long as it sounds (T1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_call_later

from ..api.models import Inbox
from ..coordinator import VehicleCoordinator
from ..descriptions import ReadingDescription
from ..entity import ReadingEntity
from ..sources import NOTIFICATIONS

# Theft alerts of the maker's list (protocol 3.4).
_THEFT_SERVICES: Final = frozenset({"7", "87"})


class TheftAlarmDescription(ReadingDescription[Inbox], BinarySensorEntityDescription):
    """Describes the alarm of the cars that watch for thefts and tell it."""


def _watches(vehicle: VehicleCoordinator) -> bool:
    """Whether the car's services name it, or it has sounded once."""
    named = not _THEFT_SERVICES.isdisjoint(vehicle.record.services)
    return named or vehicle.inbox.alarm.at is not None


THEFT: Final = (
    TheftAlarmDescription(
        key="theft_alarm",
        device_class=BinarySensorDeviceClass.TAMPER,
        source=NOTIFICATIONS(lambda it: it),
        wanted=_watches,
    ),
)


class TheftAlarmBinarySensor(ReadingEntity[Inbox], BinarySensorEntity):
    """On from a break-in or a towing until the car is unlocked, or for 30 minutes."""

    entity_description: TheftAlarmDescription
    _unplan: CALLBACK_TYPE | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Plan the end of an alarm that sounds, and let go of that at the end."""
        await super().async_added_to_hass()
        self._plan_end()
        self.async_on_remove(self._let_go)

    @property
    @override
    def is_on(self) -> bool:
        """Whether it sounds."""
        return self.coordinator.inbox.alarm_sounds

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """The last alarm, by the car's time, and when it ends by itself."""
        alarm = self.coordinator.inbox.alarm
        return {"at": alarm.at, "ends_at": alarm.ends_at if self.is_on else None}

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        self._plan_end()
        super()._handle_coordinator_update()

    @callback
    def _plan_end(self) -> None:
        self._let_go()
        ends_at = self.coordinator.inbox.alarm.ends_at
        if self.is_on and ends_at is not None:
            left = ends_at - self.coordinator.server_now
            self._unplan = async_call_later(self.hass, left, self._end)

    @callback
    def _end(self, _: datetime) -> None:
        self._unplan = None
        self.async_write_ha_state()

    @callback
    def _let_go(self) -> None:
        if self._unplan is not None:
            self._unplan()
            self._unplan = None
