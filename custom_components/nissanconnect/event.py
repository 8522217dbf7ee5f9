"""How commands ended and what cars tell: for automations, and for the history."""

from typing import Final, override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.outcomes import Outcome
from .coordinator import NissanConfigEntry
from .descriptions import VehicleEventDescription
from .entity import VehicleEntity, async_add_vehicle_entities, rows
from .inbox.event import NOTIFICATIONS, NotificationEvent
from .remote.control import Attempt
from .remote.entity import EACH, name
from .trips.event import FINISHED, TripEvent

PARALLEL_UPDATES = 0

ATTR_COMMAND: Final = "command"
ATTR_REASON: Final = "reason"


DESCRIPTIONS: Final = (
    VehicleEventDescription(
        key="command_result",
        # Only cars that take commands.
        wanted=lambda vehicle: any(map(vehicle.remote.rights.offers, EACH)),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the events of each car."""
    async_add_vehicle_entities(
        entry,
        async_add_entities,
        rows(DESCRIPTIONS, CommandResultEvent),
        rows(NOTIFICATIONS, NotificationEvent),
        rows(FINISHED, TripEvent),
    )


class CommandResultEvent(VehicleEntity, EventEntity):
    """The end of each command that Home Assistant gave to a car."""

    entity_description: VehicleEventDescription

    @property
    @override
    def event_types(self) -> list[str]:
        """How a command can end."""
        return list(Outcome)

    @override
    async def async_added_to_hass(self) -> None:
        """Hear of each command that ends."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.remote.async_listen(self._note))

    @callback
    def _note(self, attempt: Attempt) -> None:
        result = attempt.result
        self._trigger_event(
            result.outcome,
            {ATTR_COMMAND: name(attempt.command), ATTR_REASON: result.reason},
        )
        self.async_write_ha_state()
