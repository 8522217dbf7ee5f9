"""Each new notification as an event, as the car's owner reads it (N1)."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.components.event import EventEntity
from homeassistant.core import callback

from ..api.models import Notification
from ..descriptions import VehicleEventDescription
from ..entity import VehicleEntity
from .kinds import TYPES, Topic, event_type, topic

ATTR_KEY: Final = "key"
ATTR_CATEGORY: Final = "category"
ATTR_TITLE: Final = "title"
ATTR_TEXT: Final = "text"
ATTR_PRIORITY: Final = "priority"
ATTR_AT: Final = "at"
ATTR_NOTIFICATION_ID: Final = "notification_id"
ATTR_DATA: Final = "data"

# The recorder keeps no attributes beyond 16 KiB.
_LONGEST: Final = 1000
_PLACE: Final = ("latitude", "longitude", "gps", "address")


NOTIFICATIONS: Final = (
    VehicleEventDescription(
        key="notification",
        # Once the car's history was told, be it empty.
        wanted=lambda vehicle: vehicle.data.notifications.value is not None,
    ),
)


class NotificationEvent(VehicleEntity, EventEntity):
    """The notifications of a car, one after the other."""

    entity_description: VehicleEventDescription

    @property
    @override
    def event_types(self) -> list[str]:
        """What a notification can be about."""
        return list(TYPES)

    @override
    async def async_added_to_hass(self) -> None:
        """Hear of each new notification."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.inbox.news.async_listen(self._note))

    @callback
    def _note(self, notification: Notification) -> None:
        self._trigger_event(event_type(notification), attributes(notification))
        self.async_write_ha_state()


def attributes(notification: Notification) -> dict[str, Any]:
    """Return what is shown of a notification; where the car is stays out of it."""
    return {
        ATTR_NOTIFICATION_ID: notification.id,
        ATTR_KEY: notification.key,
        ATTR_CATEGORY: notification.category,
        ATTR_PRIORITY: notification.priority,
        ATTR_AT: notification.at and notification.at.isoformat(),
        ATTR_DATA: _data(notification.data),
        **texts(notification),
    }


def texts(notification: Notification) -> dict[str, str | None]:
    """Return title and text; of a destination the title alone."""
    private = topic(notification) is Topic.NAVIGATION
    text = None if private else notification.text
    return {ATTR_TITLE: _short(notification.title), ATTR_TEXT: _short(text)}


def _data(data: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value[:_LONGEST]
        for name, value in list(data.items())[:10]
        if not any(word in name.lower() for word in _PLACE)
    }


def _short(text: str | None) -> str | None:
    return None if text is None else text[:_LONGEST]
