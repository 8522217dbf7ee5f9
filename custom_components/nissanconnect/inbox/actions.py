"""Actions that look into a car's history, and mark what was read (N1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..api.errors import NissanError
from ..api.inbox import PAGE
from ..api.models import Notification
from ..api.resources import ResourceKey
from ..coordinator import VehicleCoordinator
from ..reasons import action_error
from ..vehicle_action import Data, VehicleAction
from .event import attributes
from .kinds import event_type

ATTR_COUNT: Final = "count"
ATTR_UNREAD: Final = "unread"
ATTR_START: Final = "start"
ATTR_END: Final = "end"
ATTR_NOTIFICATION_IDS: Final = "notification_ids"
ATTR_READ: Final = "read"

_MOST: Final = 500
_GETTING: Final[dict[Any, Any]] = {
    vol.Optional(ATTR_COUNT, default=20): vol.All(
        vol.Coerce(int), vol.Range(min=1, max=_MOST)
    ),
    vol.Optional(ATTR_UNREAD, default=False): cv.boolean,
    vol.Optional(ATTR_START): cv.datetime,
    vol.Optional(ATTR_END): cv.datetime,
}
_MARKING: Final[dict[Any, Any]] = {
    vol.Optional(ATTR_NOTIFICATION_IDS): vol.All(
        cv.ensure_list, [cv.string], vol.Length(min=1, max=_MOST)
    ),
    vol.Optional(ATTR_READ, default=True): cv.boolean,
}


async def _get(vehicle: VehicleCoordinator, data: Data) -> ServiceResponse:
    """Return the newest notifications that fit, newest first."""
    listed = await _listed(
        vehicle,
        data[ATTR_COUNT],
        unread=True if data[ATTR_UNREAD] else None,
        start=_utc(data.get(ATTR_START)),
        end=_utc(data.get(ATTR_END)),
    )
    return {
        "notifications": [
            {**attributes(one), "type": event_type(one), ATTR_READ: one.read}
            for one in listed
        ]
    }


async def _mark(vehicle: VehicleCoordinator, data: Data) -> ServiceResponse:
    """Mark some, or all, as read or unread; then show it."""
    read: bool = data[ATTR_READ]
    ids: list[str] | None = data.get(ATTR_NOTIFICATION_IDS)
    if ids is None:
        ids = [one.id for one in await _listed(vehicle, _MOST, unread=read)]
    if ids:
        _raise_if_held(vehicle)
        try:
            await vehicle.inbox.mailbox.mark(ids, read=read)
        except NissanError as error:
            raise action_error(error) from error
        await vehicle.async_look({ResourceKey.NOTIFICATIONS})
    return None


async def _listed(
    vehicle: VehicleCoordinator, count: int, **wanted: Any
) -> Sequence[Notification]:
    """Return up to `count` from as many pages as it takes."""
    _raise_if_held(vehicle)
    listed: list[Notification] = []
    try:
        while len(listed) < count:
            size = min(PAGE, count - len(listed))
            page = await vehicle.inbox.mailbox.page(
                len(listed) + 1, size=size, **wanted
            )
            listed += page
            if len(page) < size:
                break
    except NissanError as error:
        raise action_error(error) from error
    # Some servers list more than they are asked for (protocol 4.11).
    return listed[:count]


def _raise_if_held(vehicle: VehicleCoordinator) -> None:
    if error := vehicle.held_by:
        raise action_error(error)


def _utc(moment: datetime | None) -> datetime | None:
    """Return it as the wire takes it; without a zone it is meant in our own."""
    return None if moment is None else dt_util.as_utc(moment)


ACTIONS: Final = (
    VehicleAction(
        name="get_notifications",
        fields=_GETTING,
        handle=_get,
        response=SupportsResponse.ONLY,
    ),
    VehicleAction(name="mark_read", fields=_MARKING, handle=_mark),
)
