"""The newest notification of a car (N1)."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
)

from ..api.models import Inbox, Notification
from ..descriptions import ReadingSensorDescription
from ..entity import ToldEntity
from ..sources import NOTIFICATIONS
from .event import ATTR_AT, texts
from .kinds import TYPES, event_type


class LastNotificationDescription(ReadingSensorDescription[Notification]):
    """Describes a sensor of the newest notification."""


def _newest(inbox: Inbox) -> Notification | None:
    return next(iter(inbox.messages), None)


LAST: Final = (
    LastNotificationDescription(
        key="last_notification",
        device_class=SensorDeviceClass.ENUM,
        options=list(TYPES),
        source=NOTIFICATIONS(_newest),
    ),
)


class LastNotificationSensor(ToldEntity[Notification], SensorEntity):
    """The kind of the newest notification, by the car's time."""

    entity_description: LastNotificationDescription
    _last: Notification | None = None

    @property
    @override
    def told(self) -> Notification | None:
        """The newest one; a list that is empty by mistake takes nothing back."""
        self._last = super().told or self._last
        return self._last

    @property
    @override
    def native_value(self) -> str | None:
        """The kind; None while there is none."""
        return None if self.told is None else event_type(self.told)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """What it says, and when the car said so."""
        if self.told is None:
            return {}
        return {**texts(self.told), ATTR_AT: self.told.at}
