"""What is read, what is watched, and what the owner's telephone is notified of."""

from typing import Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alerts.switch import (
    PREFERENCE_SWITCHES,
    PreferenceSwitch,
    async_add_alert_switches,
)
from .coordinator import NissanConfigEntry
from .descriptions import VehicleDescription
from .entity import VehicleEntity, async_add_vehicle_entities, rows
from .options import is_read_only

PARALLEL_UPDATES = 1


class PollingDescription(VehicleDescription, SwitchEntityDescription):
    """Describes the switch that every car's reading has."""


POLLING_SWITCHES: Final = (
    PollingDescription(key="polling", entity_category=EntityCategory.CONFIG),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the switches of each car."""
    read_only = is_read_only(entry.options)
    async_add_vehicle_entities(
        entry,
        async_add_entities,
        rows(POLLING_SWITCHES, PollingSwitch),
        rows(() if read_only else PREFERENCE_SWITCHES, PreferenceSwitch),
    )
    if not read_only:
        async_add_alert_switches(entry, async_add_entities)


class PollingSwitch(VehicleEntity, SwitchEntity):
    """On while the car is read by the clock; off, it is read when asked to."""

    entity_description: PollingDescription

    @property
    @override
    def is_on(self) -> bool:
        """Whether it is read by the clock."""
        return not self.coordinator.pace.steering.paused

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Read it again, at once and by the clock."""
        await self.coordinator.async_pause(paused=False)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Leave it alone."""
        await self.coordinator.async_pause(paused=True)
